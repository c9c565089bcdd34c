/// What the training around a schedule decides and no argument says: the steps of an epoch, the length of the run.
extension ScriptInterpreter {
  /// Puts in what the options say, and notes what is missing. Members get theirs from what they are a part of.
  func completeSchedules() {
    completeToldEpochs()
    completeFirstSteps()
    completeIntervals()
    pairWarmups()
    completeRules()
    completeCallbacks()
    wrapPrepared()
    askForRates()
    for index in schedulers.indices where !schedulers[index].isMember {
      guard case .schedule(let schedule) = schedulers[index].outcome else { continue }
      schedulers[index].outcome = completed(
        schedule, of: schedulers[index].optimizer, at: schedulers[index].offset)
    }
  }

  /// Schedulers that are stepped in what nobody calls step as its lines say.
  private func completeIntervals() {
    for index in schedulers.indices where schedulers[index].stepIntervals.isEmpty {
      guard let target = schedulers[index].target, text.stepsWithBatches(target) == true else { continue }
      schedulers[index].stepIntervals = ["step"]
    }
  }

  /// pytorch-warmup's warm-ups are stepped around the scheduler of PyTorch on the same optimizer.
  private func pairWarmups() {
    for index in schedulers.indices {
      guard !schedulers[index].isMember, case .schedule(let warmup) = schedulers[index].outcome,
        warmup.entry.library == .pytorchWarmup, warmup.value(of: "scheduler") == .null
      else { continue }
      let partner = schedulers.indices.last { other in
        guard !schedulers[other].isMember, case .schedule(let schedule) = schedulers[other].outcome else {
          return false
        }
        let optimizers = [schedulers[index].optimizer, schedulers[other].optimizer].compactMap { $0 }
        return [.pytorch, .transformers].contains(schedule.entry.library) && Set(optimizers).count < 2
      }
      guard let partner, case .schedule(let schedule) = schedulers[partner].outcome,
        let whole = try? warmup.setting("scheduler", to: .schedule(schedule))
      else { continue }
      schedulers[index].outcome = .schedule(whole)
      schedulers[partner].isMember = true
    }
  }

  /// With accelerate each scheduler of PyTorch is stepped as `accelerator.prepare` makes it.
  private func wrapPrepared() {
    guard options.library == .accelerate, let entry = Catalog.entry(named: "AcceleratedScheduler") else {
      return
    }
    for index in schedulers.indices where !schedulers[index].isMember {
      guard case .schedule(let schedule) = schedulers[index].outcome,
        [.pytorch, .transformers].contains(schedule.entry.library),
        var prepared = try? Schedule(defaultsOf: entry).setting("scheduler", to: .schedule(schedule))
      else { continue }
      for (parameter, name) in [
        ("split_batches", "split_batches"), ("step_with_optimizer", "step_scheduler_with_optimizer"),
      ] {
        guard let value = outside(name, at: schedulers[index].offset) else { continue }
        prepared = (try? prepared.setting(parameter, to: value)) ?? prepared
      }
      schedulers[index].outcome = .schedule(prepared)
    }
  }

  /// The second beta of the optimizer that a scheduler is built on.
  private func secondBeta(of optimizer: Int?) -> ParameterValue? {
    guard let optimizer, case .optimizer(let built) = objects[optimizer],
      let betas = built.arguments.first(where: { $0.keyword == "betas" }), let items = items(of: betas.value),
      items.count == 2,
      let beta = concrete(items[1])
    else { return nil }
    return try? ParameterValue(beta)
  }

  private func completed(_ schedule: Schedule, of optimizer: Int?, at offset: Int) -> ScriptScheduler.Outcome
  {
    var (schedule, missing) = (schedule, [ScriptMissing]())
    if schedule.entry.parameter(named: "beta2")?.isOutside == true, let beta = secondBeta(of: optimizer),
      let known = try? schedule.setting("beta2", to: beta)
    {
      schedule = known
    }
    for parameter in schedule.entry.parameters where parameter.isOutside && isGiven(parameter.name) {
      guard schedule.value(of: parameter.name) == parameter.default,
        let value = outside(parameter.name, at: offset)
      else { continue }
      do { schedule = try schedule.setting(parameter.name, to: value) } catch {
        return .refused(self.error(error.message, at: offset))
      }
    }
    // What one value says may make another one needed.
    while let name = schedule.missingFromOutside.first(where: { name in
      !missing.contains { $0.open.name?.key == name }
    }) {
      guard let value = outside(name, at: offset) else {
        missing.append(
          ScriptMissing(
            open: OpenValue(OpenName(name), at: offset), usedFor: schedule.entry.name, isOutside: true))
        continue
      }
      do { schedule = try schedule.setting(name, to: value) } catch {
        return .refused(self.error(error.message, at: offset))
      }
    }
    return missing.isEmpty ? .schedule(schedule) : .missing(missing)
  }

  private func isGiven(_ name: String) -> Bool {
    given[name] != nil || Self.aliases[name].map { given[$0] != nil } ?? false
  }

  /// Other names of what comes from outside.
  private static let aliases = ["num_processes": "world_size", "n": "total_steps"]

  private func outside(_ name: String, at offset: Int) -> ParameterValue? {
    named(name, at: offset) ?? Self.aliases[name].flatMap { named($0, at: offset) }
  }

  private func named(_ name: String, at offset: Int) -> ParameterValue? {
    let written = variable(name, in: 0).flatMap { $0.openValue == nil ? $0 : nil }
    guard let value = written ?? definition(of: OpenName(name), at: offset),
      case .value(let converted) = converted(value, at: offset), converted != .null
    else { return nil }
    return converted
  }
}

extension Schedule {
  /// The arguments from outside that it cannot do without and does not have, in the order in which they are asked for.
  package var missingFromOutside: [String] {
    scheduler.outsideNeeds.filter { value(of: $0) == .null }
  }
}
