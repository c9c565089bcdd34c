import Canvas
import LRSchedulers
import Pictures

/// A small chart of a scheduler at work, for its manual.
struct ChartExample {
  let schedule: Schedule

  /// With arguments that show the shape within a hundred epochs, where the defaults or typical values do not.
  init(_ entry: CatalogEntry) {
    let shown = Self.specs.lazy.compactMap { try? Schedule(parsing: $0) }.first { $0.name == entry.name }
    schedule = shown ?? Schedule(default: entry)
  }

  private static let specs = [
    "StepLR(step_size=25, gamma=0.5)",
    "MultiStepLR(milestones=[30, 60, 80], gamma=0.5)",
    "ReduceLROnPlateau(factor=0.5)",
    "ConstantLR(factor=0.3, total_iters=40)",
    "LinearLR(start_factor=0.1, total_iters=50)",
    "PolynomialLR(total_iters=80, power=2.0)",
    "CosineAnnealingWarmRestarts(T_0=14, T_mult=2)",
    "CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=12, mode='triangular2')",
    "SWALR(swa_lr=0.02, anneal_epochs=50)",
    "SequentialLR(schedulers=[LinearLR(start_factor=0.1, total_iters=20), CosineAnnealingLR(T_max=80)], milestones=[20])",
    "LambdaLR(lr_lambda=lambda epoch: 1 / (1 + epoch / 10))",
    "get_cosine_with_hard_restarts_schedule_with_warmup(num_warmup_steps=10, num_training_steps=100, num_cycles=3)",
    "get_polynomial_decay_schedule_with_warmup(num_warmup_steps=10, num_training_steps=100, power=2.0)",
    "StepLRScheduler(decay_t=30, decay_rate=0.5, warmup_t=10)",
    "MultiStepLRScheduler(decay_t=[30, 60, 80], decay_rate=0.5)",
    "CosineLRScheduler(t_initial=30, cycle_decay=0.5, cycle_limit=3)",
    "keras.callbacks.ReduceLROnPlateau(factor=0.5)",
  ]

  /// The schedule's call, and its chart without trailing spaces.
  func text(_ glyphs: GlyphSet) throws(CommandError) -> String {
    let plan = PrintPlan(
      items: [SpecSchedule(schedule, lrs: [0.1], optimizer: nil)], epochs: 100,
      metrics: try MetricSource("lambda epoch: 1 / (1 + min(epoch, 20))"))
    let grid = try SchedulePlot(plan, isLogarithmic: false).grid(Size(width: 72, height: 11), glyphs: glyphs)
    // The chart's own title would be cut.
    let lines = ANSIText(.none).text(grid).split(separator: "\n").dropFirst().map(withoutTrailingSpaces)
    return ([Substring(schedule.spec)] + lines).joined(separator: "\n")
  }

  private func withoutTrailingSpaces(_ line: Substring) -> Substring {
    line.lastIndex { $0 != " " }.map { line[...$0] } ?? ""
  }
}
