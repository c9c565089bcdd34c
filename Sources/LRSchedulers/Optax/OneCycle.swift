extension Optax {
  /// Up to a peak and down to nearly nothing along cosines.
  struct CosineOneCycle: AbsoluteScheduler, CatalogScheduler {
    var transitionSteps: PythonNumber
    var peakValue: Double
    var pctStart = 0.3
    var divFactor = 25.0
    var finalDivFactor = 1e4

    func validate() throws(SchedulerError) {
      try positive(transitionSteps, divFactor, finalDivFactor, "cosine")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double { try interpolated.rate(step) }

    var interpolated: PiecewiseInterpolate {
      let length = transitionSteps.doubleValue
      let scales = [
        (truncated(pctStart * length), divFactor), (length, 1 / (divFactor * finalDivFactor)),
      ]
      return cycle(.cosine, from: peakValue / divFactor, scales)
    }

    var extent: ScheduleExtent {
      .descent(.init("transition_steps", transitionSteps), endsWithRun: true)
    }

    static let declaration = SchedulerDeclaration(
      "cosine_onecycle_schedule", library: .optax,
      summary: "Rises to peak_value and falls to nearly 0, along cosines; counts steps.",
      formula: "lr[t] = cosine from peak / div_factor to peak to peak / (div_factor * final_div_factor)",
      quirks: [
        "The peak is at int(pct_start * transition_steps), truncated in binary: 0.29 of 100 is 28."
      ],
      example: CosineOneCycle(transitionSteps: 100, peakValue: 0.1),
      parameters: [
        .number(
          "transition_steps", \.transitionSteps, .required, in: 1...10_000_000, help: "steps of the cycle"),
        .rate("peak_value", \.peakValue, .required, help: "the highest rate"),
        .fraction("pct_start", \.pctStart, help: "the part that rises"),
        .float("div_factor", \.divFactor, in: 1...1000, step: .decade(from: 1), help: "peak over first rate"),
        .float(
          "final_div_factor", \.finalDivFactor, in: 1...1e9, step: .decade(from: 1),
          help: "first over last rate"),
      ])
  }

  /// Up to a peak, back, and down to nearly nothing along lines.
  struct LinearOneCycle: AbsoluteScheduler, CatalogScheduler {
    var transitionSteps: PythonNumber
    var peakValue: Double
    var pctStart = 0.3
    var pctFinal = 0.85
    var divFactor = 25.0
    var finalDivFactor = 1e4

    func validate() throws(SchedulerError) {
      try positive(transitionSteps, divFactor, finalDivFactor, "linear")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double { try interpolated.rate(step) }

    var interpolated: PiecewiseInterpolate {
      let length = transitionSteps.doubleValue
      let scales = [
        (truncated(pctStart * length), divFactor), (truncated(pctFinal * length), 1 / divFactor),
        (length, 1 / finalDivFactor),
      ]
      return cycle(.linear, from: peakValue / divFactor, scales)
    }

    var extent: ScheduleExtent {
      .descent(.init("transition_steps", transitionSteps), endsWithRun: true)
    }

    static let declaration = SchedulerDeclaration(
      "linear_onecycle_schedule", library: .optax,
      summary: "Rises to peak_value, falls back, and on to nearly 0, along lines; counts steps.",
      formula: "lr[t] = line from peak / div_factor to peak, back, to peak / (div_factor * final_div_factor)",
      quirks: [
        "If pct_start and pct_final come to the same step, the rise is lost and the peak never comes."
      ],
      example: LinearOneCycle(transitionSteps: 100, peakValue: 0.1),
      parameters: [
        .number(
          "transition_steps", \.transitionSteps, .required, in: 1...10_000_000, help: "steps of the cycle"),
        .rate("peak_value", \.peakValue, .required, help: "the highest rate"),
        .fraction("pct_start", \.pctStart, help: "where the rise ends"),
        .fraction("pct_final", \.pctFinal, help: "where the first rate is reached again"),
        .float("div_factor", \.divFactor, in: 1...1000, step: .decade(from: 1), help: "peak over first rate"),
        .float(
          "final_div_factor", \.finalDivFactor, in: 1...1e9, step: .decade(from: 1),
          help: "first over last rate"),
      ])
  }

  private static func positive(
    _ steps: PythonNumber, _ first: Double, _ last: Double, _ kind: String
  ) throws(SchedulerError) {
    if steps.doubleValue <= 0 {
      throw SchedulerError(
        .value, "A \(kind) onecycle schedule was set with a non-positive `transition_steps`",
        parameter: "transition_steps")
    }
    if first == 0 || last == 0 { throw SchedulerError(.zeroDivision, "float division by zero") }
  }

  /// Python's `int`.
  private static func truncated(_ value: Double) -> Double { value.rounded(.towardZero) }

  /// The boundaries are keys of one dict, so that of two equal ones only the last scale is left.
  private static func cycle(
    _ interpolation: Interpolation, from initValue: Double, _ scales: [(boundary: Double, factor: Double)]
  ) -> PiecewiseInterpolate {
    var kept: [Scale] = []
    for (boundary, factor) in scales {
      kept.removeAll { $0.boundary.doubleValue == boundary }
      kept.append(Scale(boundary: .double(boundary), factor: factor))
    }
    kept.sort { $0.boundary.doubleValue < $1.boundary.doubleValue }
    return PiecewiseInterpolate(interpolation: interpolation, initValue: initValue, scales: kept)
  }
}
