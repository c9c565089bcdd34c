import LRSchedulers

extension RecipeReader {
  /// The processes that the launcher of a command line starts.
  func launched(_ value: OutsideValue) -> (count: Int, source: String)? {
    guard value == .devices, part.form == .commandLine,
      case .processes(let count, let source) = Launcher(part, options).start
    else { return nil }
    return (count, source)
  }

  /// The devices that share an epoch of the Trainer, where the rates depend on them. They are asked for where a launcher starts one
  /// process for each and does not say how many there are; without a launcher it is one, and said.
  ///
  /// - Parameter isDataParallel: whether one process shares each batch between all the devices that it sees, as `Trainer` does.
  func devices(isDataParallel: Bool = false) throws(SpecError) -> Int {
    if let count = try outside(.devices) { return count }
    guard part.form == .commandLine else { return oneDevice }
    let launcher = Launcher(part, options)
    if case .unknown(let source) = launcher.start {
      if options.globalBatch == nil {
        ask(
          "devices", for: "the batches of an epoch, which \(source) shares between all of them",
          guess: launcher.visible.map(ParameterValue.int))
      }
      return 1
    }
    guard isDataParallel, part.words.first?.hasPrefix("python") == true, let visible = launcher.visible else {
      return oneDevice
    }
    assume("devices=\(visible) from CUDA_VISIBLE_DEVICES")
    return visible
  }

  private var oneDevice: Int {
    if options.globalBatch == nil {
      notes.append("no --devices is given: an epoch is counted for one device")
    }
    return 1
  }

  /// The iterations of an epoch as samplers of mmcv and mmengine give them: each device has its share of the samples, the last batch is kept.
  /// nil where nothing says them.
  ///
  /// - Parameter key: what a device's batch is called.
  func iterations(batch key: String) throws(SpecError) -> Int? {
    if let steps = try outside(.stepsPerEpoch) { return steps }
    let own = try optionalCount(key).orElse(outside(.batchSize))
    guard let samples = try outside(.samples), let own, own > 0 else { return nil }
    let devices = try outside(.devices) ?? 1
    let share = (samples + devices - 1) / devices
    let steps = (share + own - 1) / own
    rules.append(
      "iterations of an epoch: ceil(ceil(\(RuleText.count(samples)) / \(devices)) / \(own)) = \(RuleText.count(steps))"
    )
    return steps
  }
}
