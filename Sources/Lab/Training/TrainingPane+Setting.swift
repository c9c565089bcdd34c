import LRSchedulers
import Training

extension TrainingPane {
  /// What a tweak would start from.
  var setting: Tweak.Setting {
    Tweak.Setting(
      schedule: schedule, interval: configuration.interval, optimizer: configuration.optimizer,
      initialLRs: configuration.lrs, currentLRs: state.isOver ? nil : forecast.lrs, origin: origin)
  }

  /// What PyTorch would say to these values, or nil.
  func reasonAgainst(_ setting: Tweak.Setting) -> String? {
    do { try configuration.with(setting).validate() } catch { return error.message }
    return nil
  }

  /// Takes a setting for the next start.
  mutating func set(_ setting: Tweak.Setting) {
    configuration = configuration.with(setting)
    origin = setting.origin
    visited[setting.schedule.name] = setting.schedule
  }

  /// Plans what a run that is under way will do with a setting, and notes the change.
  /// - Returns: what the run has to be told.
  mutating func assign(
    _ wanted: Tweak.Setting, from present: Tweak.Setting
  ) -> [RunCommand] {
    var commands: [RunCommand] = []
    let before = rates.compactMap(\.last)
    if wanted.schedule != present.schedule {
      forecast.assign(wanted.schedule, after: epoch, before: before)
      noteAssignment(of: wanted.schedule, instead: present.schedule)
      commands.append(.assign(wanted.schedule))
    }
    if let lrs = wanted.currentLRs, lrs != present.currentLRs {
      forecast.setLR(lrs, after: epoch, before: before)
      commands.append(.setLR(lrs))
    }
    noteChanges(from: present, to: wanted)
    return commands
  }

  /// What the interval means for this pane.
  var intervalText: String {
    guard let stepsPerEpoch else { return "now stepping once per epoch; restarted" }
    return "now stepping per batch (\(stepsPerEpoch) per epoch); restarted"
  }
}

extension RunConfiguration {
  fileprivate func with(_ setting: Tweak.Setting) -> RunConfiguration {
    var configuration = self
    (configuration.schedule, configuration.lrs) = (setting.schedule, setting.initialLRs)
    (configuration.interval, configuration.optimizer) = (setting.interval, setting.optimizer)
    return configuration
  }
}
