extension DeepSpeed {
  /// A test of rates that rise along a line.
  struct LRRangeTest: AbsoluteScheduler, CatalogScheduler {
    var minLR = 0.001
    var stepSize: PythonNumber = 2000
    var stepRate = 1.0
    var isStaircase = false

    func validate() throws(SchedulerError) { try stepSize.checkDeepSpeedCount("lr_range_test_step_size") }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let interval = Double(step) / stepSize.doubleValue
      return minLR * (1 + stepRate * (isStaircase ? interval.rounded(.down) : interval))
    }

    static let declaration = SchedulerDeclaration(
      "LRRangeTest", library: .deepspeed,
      summary: "Raises the learning rate along a line or a staircase to find a good one; counts steps.",
      formula: "lr[t] = min * (1 + rate * t / step_size)",
      quirks: ["The rise is linear, and not exponential as in the paper."],
      example: LRRangeTest(),
      parameters: [
        .rate("lr_range_test_min_lr", \.minLR, help: "the first rate"),
        .steps(
          "lr_range_test_step_size", \.stepSize,
          help: "steps in which step_rate times the first rate is added"),
        .float(
          "lr_range_test_step_rate", \.stepRate, in: 0...1000, step: .linear(0.5),
          help: "how fast the rate rises"),
        .bool("lr_range_test_staircase", \.isStaircase, help: "rise at every step_size steps only"),
        .counter("last_batch_iteration"),
      ])
  }
}
