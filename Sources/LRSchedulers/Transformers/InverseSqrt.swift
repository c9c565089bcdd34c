extension Transformers {
  /// Falls with the inverse square root of the step.
  struct InverseSqrt: WarmupSchedule, CatalogScheduler {
    /// Without a warm-up and a timescale there is hardly any decay.
    private static let defaultTimescale = 10_000.0

    var numWarmupSteps: PythonNumber
    var timescale: PythonNumber?
    var lastEpoch = -1

    func validate() throws(SchedulerError) {
      guard let timescale, timescale.isZero else { return }
      throw SchedulerError(
        .zeroDivision, "timescale must not be 0 (division by zero)", parameter: "timescale")
    }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let step = Double(step)
      if step < warmup { return ramp(step, warmup) }
      let scale = timescale?.doubleValue ?? (warmup == 0 ? Self.defaultTimescale : warmup)
      let stretched = (step + (scale - warmup)) / scale
      if stretched < 0 { throw PythonMath.domainError }
      return try PythonMath.divide(1, by: stretched.squareRoot())
    }

    var extent: ScheduleExtent { ScheduleExtent(warmup: warmupMark) }

    static let declaration = SchedulerDeclaration(
      "get_inverse_sqrt_schedule", library: .transformers,
      summary: "Warms up from 0, then falls with the inverse square root of the step; counts steps.",
      formula: "lr[t] = base_lr / sqrt((t + timescale - w) / timescale)",
      quirks: [
        "With a warm-up the first update is made at rate 0.",
        "Without a warm-up the timescale is 10000, which hardly decays.",
      ],
      example: InverseSqrt(numWarmupSteps: 10),
      parameters: [
        .warmupSteps,
        .optionalNumber(
          "timescale", \.timescale, in: 1...1_000_000, help: "steps of decay; num_warmup_steps, or 10000"),
        .resuming,
      ])
  }
}
