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
  /// Errors have the place, and PyTorch's words where PyTorch refuses.
  ///
  /// - Parameters:
  ///   - text: one call, or the lines of a script.
  ///   - stepsPerEpoch: the batches of an epoch, if they are known: what `len(train_loader)` stands for, unless the text
  ///     itself has a line such as `steps_per_epoch = 100`.
  public init(parsing text: String, stepsPerEpoch: Int? = nil) throws(SpecError) {
    let (call, source) = try PastedScript.schedule(in: text, stepsPerEpoch: stepsPerEpoch)
    try self.init(call, source: source)
  }

  init(_ call: PythonCall, source: [UInt8]) throws(SpecError) {
    guard let entry = Catalog.entry(matching: call) else {
      let hint = Catalog.suggestions(for: call.name).first.map { "did you mean '\($0)'?" }
      if ["LRScheduler", "_LRScheduler"].contains(call.name) {
        throw SpecError(
          "\(call.name) is the abstract base class of the schedulers (PyTorch: NotImplementedError)",
          at: call.offset, of: source)
      }
      throw SpecError("unknown scheduler '\(call.name)'", at: call.offset, of: source, hint: hint)
    }
    let binder = ArgumentBinder(entry: entry, source: source)
    self = try binder.schedule(from: call)
  }
}
