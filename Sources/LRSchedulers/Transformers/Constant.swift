extension Transformers {
  /// The optimizer's rate as it is.
  struct Constant: FactorScheduler, CatalogScheduler {
    var lastEpoch = -1

    func factor(_ step: Int, defaultLR: Double) -> Double { 1 }

    static let declaration = SchedulerDeclaration(
      "get_constant_schedule", library: .transformers,
      summary: "Leaves the learning rate as it is.",
      formula: "lr[t] = base_lr",
      example: Constant(),
      parameters: [.lastEpoch(\.lastEpoch)])
  }

  /// A constant rate after a linear warm-up.
  struct ConstantWithWarmup: WarmupSchedule, CatalogScheduler {
    var numWarmupSteps: PythonNumber
    var lastEpoch = -1

    func factor(_ step: Int, defaultLR: Double) -> Double {
      Double(step) < warmup ? ramp(Double(step), warmup) : 1
    }

    var extent: ScheduleExtent { ScheduleExtent(warmup: warmupMark) }

    static let declaration = SchedulerDeclaration(
      "get_constant_schedule_with_warmup", library: .transformers,
      summary: "Raises the learning rate linearly from 0, then keeps it; counts steps.",
      formula: "lr[t] = base_lr * min(1, t / num_warmup_steps)",
      quirks: [
        "With a warm-up the first update is made at rate 0."
      ],
      example: ConstantWithWarmup(numWarmupSteps: 10),
      parameters: [.warmupSteps, .resuming])
  }
}
