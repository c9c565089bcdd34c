extension Schedule {
  /// Reads the Python call that builds the scheduler.
  ///
  /// A dotted prefix, `name =` before the call, and the optimizer argument are dropped; arguments may be positional or
  /// by keyword. Of several statements the last scheduler counts, and names assigned before are put in:
  ///
  ///     warmup = 5
  ///     s1 = LinearLR(optimizer, start_factor=0.1, total_iters=warmup)
  ///     s2 = CosineAnnealingLR(optimizer, T_max=100 - warmup)
  ///     scheduler = SequentialLR(optimizer, [s1, s2], milestones=[warmup])
  ///
  /// Errors have the place, and PyTorch's words where PyTorch refuses. ``PastedSchedule`` has all schedules of a text, and
  /// its optimizer.
  ///
  /// - Parameters:
  ///   - text: one call, or the lines of a script.
  ///   - stepsPerEpoch: the batches of an epoch, if they are known: what `len(train_loader)` stands for, unless the text
  ///     itself has a line such as `steps_per_epoch = 100`.
  public init(parsing text: String, stepsPerEpoch: Int? = nil) throws(SpecError) {
    var options = ScriptOptions()
    options.stepsPerEpoch = stepsPerEpoch
    let all = try PastedSchedule.all(in: text, options: options)
    guard let last = all.last else { throw SpecError("expected a call such as StepLR(step_size=10)", column: 1) }
    self = last.schedule
  }
}
