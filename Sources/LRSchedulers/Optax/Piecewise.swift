extension Optax {
  /// Factors that apply from a count on, sorted by it.
  struct Scale: Equatable, Sendable {
    var boundary: PythonNumber
    var factor: Double
  }

  /// Multiplies the rate at boundaries.
  struct PiecewiseConstant: AbsoluteScheduler, CatalogScheduler {
    var initValue: Double
    var scales: [Scale] = []

    func validate() throws(SchedulerError) { try scales.validate(in: "piecewise_constant_schedule") }

    func rate(_ step: Int) -> Double {
      scales.reduce(initValue) { Double(step) < $1.boundary.doubleValue ? $0 : $1.factor * $0 }
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    var extent: ScheduleExtent {
      .milestones("boundaries_and_scales", scales.filter { $0.factor != 1 }.map(\.boundary.doubleValue))
    }

    static let declaration = SchedulerDeclaration(
      "piecewise_constant_schedule", library: .optax,
      summary: "Multiplies the learning rate by a factor at each boundary; counts steps.",
      formula: "lr[t] = init_value * product(scale for boundary, scale if boundary <= t)",
      quirks: [
        "The new rate begins at the boundary itself; scales multiply up."
      ],
      example: PiecewiseConstant(
        initValue: 0.1, scales: [Scale(boundary: 30, factor: 0.1), Scale(boundary: 60, factor: 0.1)]),
      parameters: [.rate("init_value", \.initValue, .required, help: "the first rate"), .scales(\.scales)])
  }

  /// Goes smoothly from boundary to boundary.
  struct PiecewiseInterpolate: AbsoluteScheduler, CatalogScheduler {
    var interpolation: Interpolation
    var initValue: Double
    var scales: [Scale] = []

    func validate() throws(SchedulerError) { try scales.validate(in: "piecewise_interpolate_schedule") }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      var (low, from) = (0.0, initValue)
      for scale in scales {
        let (high, to) = (scale.boundary.doubleValue, from * scale.factor)
        if low <= Double(step), Double(step) < high {
          return try between(from, to, (Double(step) - low) / (high - low))
        }
        (low, from) = (high, to)
      }
      return from
    }

    private func between(_ from: Double, _ to: Double, _ done: Double) throws(SchedulerError) -> Double {
      switch interpolation {
      case .linear: (to - from) * done + from
      case .cosine: to + (from - to) / 2 * ((try PythonMath.cosine(.pi * done)) + 1)
      }
    }

    var extent: ScheduleExtent {
      guard let last = scales.last?.boundary.doubleValue else { return ScheduleExtent() }
      return .descent(.init("boundaries_and_scales", last, offset: nil))
    }

    static let declaration = SchedulerDeclaration(
      "piecewise_interpolate_schedule", library: .optax,
      summary: "Goes from boundary to boundary along lines or cosines; counts steps.",
      formula: "lr[t] = interpolate(init_value * product of the scales, t)",
      quirks: [
        "Scales multiply up, and the last rate stays."
      ],
      example: PiecewiseInterpolate(
        interpolation: .linear, initValue: 0.1,
        scales: [Scale(boundary: 30, factor: 0.5), Scale(boundary: 60, factor: 0.1)]),
      parameters: [
        .choice(
          "interpolate_type", \.interpolation, .required,
          unknown: { _ in "`interpolate_type` must be either 'cos' or 'linear'" }, help: "the curve between"),
        .rate("init_value", \.initValue, .required, help: "the first rate"), .scales(\.scales),
      ])
  }
}

extension [Optax.Scale] {
  func validate(in schedule: String) throws(SchedulerError) {
    if allSatisfy({ $0.factor >= 0 }) { return }
    throw SchedulerError(
      .value, "`\(schedule)` expects non-negative scale factors", parameter: "boundaries_and_scales")
  }

  /// Sorted, as optax sorts them.
  init(_ value: ParameterValue, for name: String) throws(SchedulerError) {
    self = []
    if value == .null { return }
    for item in try value.dictionary(for: name) {
      append(.init(boundary: try item.key.number(for: name), factor: try item.value.float(for: name)))
    }
    sort { $0.boundary.doubleValue < $1.boundary.doubleValue }
  }
}

extension Parameter {
  /// `boundaries_and_scales`: a dict from a count to the factor from there on.
  static func scales(_ field: Field<S, [Optax.Scale]>) -> Parameter {
    let name = "boundaries_and_scales"
    return Parameter(
      name: name, kind: .dictionary, requirement: .defaulting(.null), range: nil, naturalStep: .cycle,
      choices: [], help: "factors of the rate by the step they begin at",
      read: { scheduler in
        let items = scheduler[keyPath: field].map {
          DictionaryItem(key: ParameterValue($0.boundary), value: .double($0.factor))
        }
        return items.isEmpty ? .null : .dictionary(items)
      },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try [Optax.Scale](value, for: name)
      })
  }
}
