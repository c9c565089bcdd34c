/// `GradualWarmupScheduler` of the package `warmup_scheduler` (pytorch-gradual-warmup-lr), stepped without an epoch.
///
/// From index 0 to `total_epoch` the rate goes from 0 to the base rate, or with a multiplier from the base rate to its
/// multiple; at the index behind that the scheduler that follows begins with its own index 0. What it begins from is not the
/// same in version 0.3, which pip installs, and in the repository: only what both do alike is read.
extension ScriptInterpreter {
  /// Schedulers that begin alike in both versions, if the warm-up ends at the base rate.
  private static let followers: Set<String> = [
    "StepLR", "MultiStepLR", "CosineAnnealingWarmRestarts", "LambdaLR", "LinearLR", "ConstantLR",
  ]

  /// - Parameter isImported: whether the text imports it from its package.
  func gradualWarmup(
    _ arguments: [ScriptArgument], at offset: Int, isImported: Bool = true
  ) -> ScriptValue {
    let names = ["optimizer", "multiplier", "total_epoch", "after_scheduler"]
    var given: [String: ScriptArgument] = [:]
    for (index, argument) in arguments.enumerated() {
      given[argument.keyword ?? (index < names.count ? names[index] : "")] = argument
    }
    let outcome: ScriptScheduler.Outcome
    do { outcome = try gradualWarmup(given, at: offset) } catch { outcome = .refused(error) }
    var notes = ["GradualWarmupScheduler is read as stepped without an epoch: step(), not step(epoch)"]
    if !isImported {
      notes.append("GradualWarmupScheduler is taken to be that of the package warmup_scheduler")
    }
    return record(
      "GradualWarmupScheduler", outcome, arguments, at: offset, optimizer: given["optimizer"]?.value,
      notes: notes)
  }

  private func gradualWarmup(
    _ given: [String: ScriptArgument], at offset: Int
  ) throws(SpecError) -> ScriptScheduler.Outcome {
    var missing: [ScriptMissing] = []
    let multiplier = try warmupNumber("multiplier", given, &missing, at: offset)
    let total = try warmupNumber("total_epoch", given, &missing, at: offset)
    let follower = try follower(given["after_scheduler"], &missing)
    guard missing.isEmpty, let multiplier, let total else { return .missing(missing) }
    guard let factor = try? multiplier.float(), factor >= 1 else {
      throw error(
        "multiplier should be greater than or equal to 1, but got \(PythonSource.text(multiplier))",
        at: given["multiplier"]?.valueOffset ?? offset)
    }
    guard let length = try? total.float(), length > 0, length < 1e9 else {
      throw error(
        "total_epoch must be greater than 0, but got \(PythonSource.text(total))",
        at: given["total_epoch"]?.valueOffset ?? offset)
    }
    let rise =
      factor == 1
      ? "epoch / \(PythonSource.text(total))"
      : "\(PythonSource.text(.double(factor - 1))) * epoch / \(PythonSource.text(total)) + 1.0"
    guard let follower else {
      let rest = PythonSource.text(.double(factor))
      return .schedule(try rule("\(rise) if epoch <= \(PythonSource.text(total)) else \(rest)"))
    }
    guard Self.followers.contains(follower.name), factor == 1, length == length.rounded() else {
      throw error(
        "what \(follower.name) begins from behind GradualWarmupScheduler is not the same in version 0.3 and its repository",
        at: given["after_scheduler"]?.valueOffset ?? offset,
        hint: "write SequentialLR with a LambdaLR in front for the one that is meant")
    }
    let end = PythonNumber.int(Int(length) + 1)
    return .schedule(SequentialLR(schedulers: [try rule(rise), follower], milestones: [end]).schedule)
  }

  private func rule(_ body: String) throws(SpecError) -> Schedule {
    LambdaLR(.all(try LambdaExpression(parsing: "lambda epoch: " + body))).schedule
  }

  private func warmupNumber(
    _ name: String, _ given: [String: ScriptArgument], _ missing: inout [ScriptMissing], at offset: Int
  ) throws(SpecError) -> PythonValue? {
    guard let argument = given[name] else {
      throw error("GradualWarmupScheduler missing required argument: '\(name)'", at: offset)
    }
    if let value = concrete(argument.value), value.isNumber { return value }
    guard case .open = argument.value else {
      throw error("\(name) of GradualWarmupScheduler is no number", at: argument.valueOffset)
    }
    missing.append(ScriptMissing(open: opened(argument.value, at: argument.valueOffset), usedFor: name))
    return nil
  }

  /// The scheduler that follows, which is then none of its own; nil where there is none.
  private func follower(
    _ argument: ScriptArgument?, _ missing: inout [ScriptMissing]
  ) throws(SpecError) -> Schedule? {
    guard let argument, !argument.value.isNull else { return nil }
    switch converted(argument.value, at: argument.valueOffset) {
    case .value(.schedule(let schedule)): return schedule
    case .members(let others): missing += others
    case .open(let open): missing.append(ScriptMissing(open: open, usedFor: "after_scheduler"))
    case .refused(let error): throw error
    case .failure(let failure): throw error(failure.message, at: failure.offset, hint: failure.hint)
    case .value: throw error("after_scheduler is no scheduler", at: argument.valueOffset)
    }
    return nil
  }
}
