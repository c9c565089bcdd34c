import LRSchedulers
import Training

/// Turning warm-up, peak and end.
extension Lab {
  mutating func turn(_ knob: ScheduleKnob, by steps: Int) -> [LabEffect] {
    guard let present = focusedTraining?.configuration.knobValue(knob) else { return [] }
    guard let value = knob.moved(present, by: steps) else {
      refuse("\(knob.rawValue) goes no further with the arrows; = types a value")
      return []
    }
    return set(knob, to: value)
  }

  /// What Backspace makes of it.
  mutating func reset(_ knob: ScheduleKnob) -> [LabEffect] {
    switch knob {
    case .warmup: set(knob, to: .int(focusedTraining?.warmupPlan.steps ?? 5))
    case .peak: set(knob, to: .double(0.1))
    case .end: set(knob, to: .double(0))
    }
  }

  /// Takes what was typed: counts, epochs or a share for a warm-up, else a rate.
  mutating func take(typed text: String, for knob: ScheduleKnob) throws -> [LabEffect] {
    guard let configuration = focusedTraining?.configuration else { return [] }
    if knob == .warmup {
      if text.trimmed == "0" { return set(knob, to: .int(0)) }
      return set(knob, to: .int(configuration.counts.steps(of: try WarmupLength(text))))
    }
    let value = try ParameterValue(typed: text)
    guard let rate = value.number?.doubleValue, rate.isFinite, rate >= 0 else {
      refuse("\(knob.rawValue) must be a rate from 0, but got \(value.python)")
      return []
    }
    return set(knob, to: .double(rate))
  }

  mutating func set(_ knob: ScheduleKnob, to value: ParameterValue) -> [LabEffect] {
    guard let pane = focusedTraining, let number = value.number?.doubleValue else { return [] }
    let (configuration, schedule) = (pane.configuration, pane.schedule)
    guard value != configuration.knobValue(knob) else {
      say("\(knob.rawValue) is \(value.python) already")
      return []
    }
    do {
      switch knob {
      case .warmup: return turned(try schedule.settingWarmup(Int(number)))
      case .end: return turned(try schedule.settingEnd(number, from: configuration.lrs.first ?? 0))
      case .peak where schedule.ownPeak != nil: return turned(try schedule.settingOwnPeak(number))
      case .peak: return setBaseRates(to: configuration.lrs(withPeak: number))
      }
    } catch {
      refuse(error.message)
      return []
    }
  }

  private mutating func turned(_ schedule: Schedule) -> [LabEffect] { tweak { $0.schedule = schedule } }
}
