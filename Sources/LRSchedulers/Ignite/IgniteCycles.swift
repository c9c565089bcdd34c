extension Ignite {
  /// What the cyclical handlers take.
  struct Cycle: Equatable, Sendable {
    var start: Double
    var end: Double
    var size: PythonNumber
    var sizeMult = 1.0
    var startMult = 1.0
    var endMult = 1.0
    var warmup: PythonNumber = 0

    func validate() throws(SchedulerError) {
      if size.doubleValue < 2 {
        throw SchedulerError(
          .value, "Argument cycle_size should be positive and larger than 1, but given \(size)",
          parameter: "cycle_size")
      }
      if !(sizeMult > 0) || warmup.doubleValue < 0 {
        throw SchedulerError(
          .value,
          "cycle_mult must be above 0 and warmup_duration not below it, but got \(sizeMult.python) and \(warmup)",
          parameter: "cycle_mult")
      }
    }

    /// The cycle of a call: how far it is in it, its lengths and ends.
    struct Place {
      var k: Double
      var size: Double
      var warmup: Double
      var start: Double
      var end: Double
    }

    func place(_ t: Double) throws(SchedulerError) -> Place {
      var place = Place(k: t, size: size.doubleValue, warmup: warmup.doubleValue, start: start, end: end)
      while place.k >= place.size + place.warmup {
        let length = place.size + place.warmup
        let next = (
          (place.size * sizeMult).rounded(.towardZero), (place.warmup * sizeMult).rounded(.towardZero)
        )
        // As many cycles of one length as there are.
        let count = next == (place.size, place.warmup) ? (place.k / length).rounded(.down) : 1
        place.k -= length * count
        place.start *= startMult == 1 ? 1 : try PythonMath.power(startMult, count)
        place.end *= endMult == 1 ? 1 : try PythonMath.power(endMult, count)
        (place.size, place.warmup) = next
        if length < 1 || next.0 < 1 {
          throw SchedulerError(
            .zeroDivision, "the cycles have become shorter than one iteration (division by zero)",
            parameter: "cycle_mult")
        }
      }
      return place
    }
  }
}

/// A handler that goes from one value to another again and again.
protocol IgniteCyclical: IgniteFunction {
  var cycle: Ignite.Cycle { get set }

  /// The value at a fraction of a cycle between its ends.
  func curve(_ x: Double, _ start: Double, _ end: Double) throws(SchedulerError) -> Double
}

extension IgniteCyclical {
  func validate() throws(SchedulerError) {
    try Ignite.requireRate(parameter)
    try cycle.validate()
  }

  func rate(_ step: Int) throws(SchedulerError) -> Double {
    let place = try cycle.place(Double(step))
    guard place.k > place.size else { return try curve(place.k / place.size, place.start, place.end) }
    let target = place.start * cycle.startMult
    return place.end + (target - place.end) * ((place.k - place.size) / place.warmup)
  }

  func changeKind(in state: EpochState) -> LRChange.Kind? {
    (try? cycle.place(Double(state.lastEpoch)))?.k == 0 ? .restart : nil
  }

  var extent: ScheduleExtent { ScheduleExtent(cycle: .init("cycle_size", cycle.size)) }
}

extension Parameter where S: IgniteCyclical {
  static var cyclical: [Parameter] {
    [
      .parameterName,
      .rate("start_value", \.cycle.start, .required, help: "the value that a cycle begins with"),
      .rate("end_value", \.cycle.end, .required, help: "the value that it goes to"),
      .steps("cycle_size", \.cycle.size, .required, help: "iterations of a cycle"),
      .float(
        "cycle_mult", \.cycle.sizeMult, in: 0.5...10, step: .linear(0.5),
        help: "by which each cycle is longer"),
      .float(
        "start_value_mult", \.cycle.startMult, in: 0...10, step: .linear(0.1),
        help: "factor of the first value in each cycle"),
      .float(
        "end_value_mult", \.cycle.endMult, in: 0...10, step: .linear(0.1),
        help: "factor of the other value in each cycle"),
      .steps("warmup_duration", \.cycle.warmup, help: "iterations of a line back between two cycles"),
    ] + saving
  }
}

extension Ignite {
  struct Cosine: IgniteCyclical {
    var parameter: String? = "lr"
    var cycle: Cycle
    var kept = KeptArguments()

    func curve(_ x: Double, _ start: Double, _ end: Double) throws(SchedulerError) -> Double {
      start + (end - start) / 2 * (1 - (try PythonMath.cosine(.pi * x)))
    }

    static let declaration = SchedulerDeclaration(
      "ignite.CosineAnnealingScheduler", library: .ignite,
      summary: "Half a cosine from one rate to another, again and again.",
      formula: "lr[t] = start + (end - start) * (1 - cos(pi * k / cycle_size)) / 2, k = t % cycle_size",
      quirks: ["It restarts: end_value itself never comes."],
      example: Cosine(cycle: Cycle(start: 0.1, end: 0, size: 50)),
      parameters: Parameter.cyclical)
  }

  struct Linear: IgniteCyclical {
    var parameter: String? = "lr"
    var cycle: Cycle
    var isMonotonic = false
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try Ignite.requireRate(parameter)
      try cycle.validate()
      if !isMonotonic, cycle.warmup.doubleValue > 0 {
        throw SchedulerError(
          .value,
          "Invalid combination when warmup_duration > 0 and monotonic=False, please use either set warmup_duration=0 or set monotonic=True",
          parameter: "warmup_duration")
      }
    }

    func curve(_ x: Double, _ start: Double, _ end: Double) throws(SchedulerError) -> Double {
      isMonotonic ? start + (end - start) * x : end + (start - end) * (x - 0.5).magnitude * 2
    }

    static let declaration = SchedulerDeclaration(
      "LinearCyclicalScheduler", library: .ignite,
      summary: "A line from one rate to another and back, again and again.",
      formula: "lr[t] = end + (start - end) * abs(k / cycle_size - 0.5) * 2, k = t % cycle_size",
      quirks: ["A cycle goes there and back; with monotonic=True it is a sawtooth."],
      example: Linear(cycle: Cycle(start: 0.1, end: 0, size: 50)),
      parameters: Parameter.cyclical + [
        .bool("monotonic", \.isMonotonic, help: "only there, and a jump back")
      ])
  }

  /// Lines between points.
  struct PiecewiseLinear: IgniteFunction {
    /// An iteration and the rate in it.
    struct Point: Equatable, Sendable {
      var step: Int
      var value: Double
    }

    var parameter: String? = "lr"
    var points: [Point]
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try Ignite.requireRate(parameter)
      if points.isEmpty {
        throw SchedulerError(
          .value, "Argument milestones_values should be with at least one value, but given []",
          parameter: "milestones_values")
      }
      for (point, next) in zip(points, points.dropFirst()) where next.step < point.step {
        throw SchedulerError(
          .value,
          "Values of milestones should be increasing, but \(next.step) is smaller than the previous milestone \(point.step)",
          parameter: "milestones_values")
      }
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      if step < points[0].step { return points[0].value }
      let index = points.insertionIndex { $0.step <= step } - 1
      guard index + 1 < points.count else { return points[index].value }
      let (from, to) = (points[index], points[index + 1])
      return from.value + (to.value - from.value) * Double(step - from.step) / Double(to.step - from.step)
    }

    static let declaration = SchedulerDeclaration(
      "PiecewiseLinear", library: .ignite, summary: "Lines between rates at given iterations.",
      formula: "lr[t] = interp(t, milestones, values)",
      example: PiecewiseLinear(points: [Point(step: 10, value: 0.1), Point(step: 90, value: 0)]),
      parameters: [
        .parameterName,
        Parameter(
          name: "milestones_values", kind: .dictionary, requirement: .required, range: nil,
          naturalStep: .cycle, choices: [],
          help: "pairs of an iteration and a rate", accepts: [.lists],
          read: { .list($0.points.map { .list([.int($0.step), .double($0.value)]) }) },
          write: { (scheduler, value) throws(SchedulerError) in
            scheduler.points = try Point.list(value)
          }),
      ] + Parameter.saving)
  }
}

extension Ignite.PiecewiseLinear.Point {
  fileprivate static func list(_ value: ParameterValue) throws(SchedulerError) -> [Self] {
    guard case .list(let elements) = value else {
      throw SchedulerError(
        .type, "Argument milestones_values should be a list or tuple, but given \(value.pythonType)",
        parameter: "milestones_values")
    }
    var points: [Self] = []
    for element in elements {
      guard case .list(let pair) = element, pair.count == 2 else {
        throw SchedulerError(
          .value,
          "Argument milestones_values should be a list of pairs (milestone, param_value), but got \(element.python)",
          parameter: "milestones_values")
      }
      points.append(
        Self(
          step: try pair[0].integer(for: "milestones_values"),
          value: try pair[1].float(for: "milestones_values")))
    }
    return points
  }
}
