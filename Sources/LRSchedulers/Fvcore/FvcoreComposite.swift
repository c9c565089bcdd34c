extension Fvcore {
  /// How a part sees the run.
  enum Scaling: String, CaseIterable { case rescaled, fixed }

  /// One schedule after the other.
  struct Composite: FvcoreFunction {
    var schedulers: [Schedule] { didSet { functions = Resolved(schedulers.map(\.resolvedFunction.value)) } }
    var lengths: [Double] { didSet { parts = Resolved(Self.corrected(lengths)) } }
    var scaling: [Scaling]
    var maxIter: PythonNumber? = 100
    private var functions: Resolved<[(any FvcoreFunction)?]>
    private var parts: Resolved<[Double]>

    init(schedulers: [Schedule], lengths: [Double], scaling: [Scaling]) {
      (self.schedulers, self.lengths, self.scaling) = (schedulers, lengths, scaling)
      functions = Resolved(schedulers.map(\.resolvedFunction.value))
      parts = Resolved(Self.corrected(lengths))
    }

    func validate() throws(SchedulerError) {
      for schedule in schedulers { try schedule.fvcoreFunction("schedulers").validate() }
      if schedulers.count != lengths.count || schedulers.isEmpty {
        throw SchedulerError(
          .value,
          "Schedulers and lengths must be same length: \(schedulers.count) schedulers, \(lengths.count) lengths",
          parameter: "lengths")
      }
      if scaling.count != schedulers.count {
        throw SchedulerError(
          .value,
          "Schedulers and interval_scaling must be the same length: \(schedulers.count) schedulers, \(scaling.count) words",
          parameter: "interval_scaling")
      }
      let sum = lengths.reduce(0, +)
      if !((sum - 1).magnitude < 1e-3) {
        throw SchedulerError(
          .value, "The sum of all values in lengths must be 1, but is \(sum.python)", parameter: "lengths")
      }
    }

    /// The lengths with the last one such that their sum is 1, as fvcore corrects it.
    private static func corrected(_ lengths: [Double]) -> [Double] {
      guard lengths.reduce(0, +) != 1, !lengths.isEmpty else { return lengths }
      return lengths.dropLast() + [1 - lengths.dropLast().reduce(0, +)]
    }

    func value(at position: Double) throws(SchedulerError) -> Double {
      let parts = parts.value
      var (index, end) = (0, parts[0])
      while position + Fvcore.epsilon > end, index < schedulers.count - 1 {
        index += 1
        end += parts[index]
      }
      guard let part = functions.value[index] else { return 0 }
      guard scaling[index] == .rescaled else { return try part.value(at: position) }
      return try part.value(at: PythonMath.divide(position - (end - parts[index]), by: parts[index]))
    }

    var phases: [SchedulePhase] {
      var start = 0.0
      return zip(schedulers, parts.value).enumerated().map { index, part in
        defer { start += part.1 }
        return SchedulePhase(
          index: index, name: part.0.name,
          start: Int(clamping: (start * (maxIter?.doubleValue ?? 0)).rounded(.up)))
      }
    }

    static let declaration = SchedulerDeclaration(
      "CompositeParamScheduler", library: .fvcore,
      summary: "Runs one schedule after the other, each for a part of the run.",
      formula: "lr[t] = schedulers[i]((where - start[i]) / lengths[i]), or of where itself if 'fixed'",
      quirks: ["With 'fixed' a curve is entered in its middle; a boundary belongs to the next schedule."],
      example: Composite(
        schedulers: [
          Schedule(declared: Linear(startValue: 0.01, endValue: 0.1, maxIter: nil)),
          Schedule(declared: Cosine(startValue: 0.1, endValue: 0, maxIter: nil)),
        ], lengths: [0.1, 0.9], scaling: [.rescaled, .rescaled]),
      parameters: [
        .schedules(
          "schedulers", \.schedulers, refusal: { "schedulers[\($0)] is not a ParamScheduler" },
          help: "the schedules, in order"),
        .rates(
          "lengths", \.lengths, in: 0...1, step: .linear(0.05), help: "their parts of the run, 1 together"),
        .words(
          "interval_scaling", \.scaling,
          help: "'rescaled': counts from its own start, 'fixed': from the run's"), .maxIter,
      ])
  }
}
