import LRSchedulers
import Training

/// Warm-up, peak and end of a run's schedule, each of which may stand in several of its arguments.
extension RunConfiguration {
  /// Those that its schedule has, and that are not the base rate by another name.
  var knobs: [ScheduleKnob] {
    ScheduleKnob.allCases.filter { knob in
      knob == .peak ? schedule.ownPeak != nil || lrs.count > 1 : knobValue(knob) != nil
    }
  }

  /// Counts of the warm-up, the highest rate, the last one; nil where the schedule has none.
  func knobValue(_ knob: ScheduleKnob) -> ParameterValue? {
    switch knob {
    case .warmup: schedule.warmupCounts.map(ParameterValue.int)
    case .peak: .double(peak)
    case .end: schedule.endRate(from: lrs.first ?? 0).map(ParameterValue.double)
    }
  }

  /// The schedule's own highest rate, or the optimizer's.
  private var peak: Double { schedule.ownPeak ?? lrs.max() ?? 0 }

  /// The rates of the optimizer that make another one the highest, in proportion.
  func lrs(withPeak rate: Double) -> [Double] {
    let present = lrs.max() ?? 0
    return lrs.map { present > 0 && $0 != present ? $0 * (rate / present) : rate }
  }

  /// All counts of the scheduler, and those of an epoch.
  var counts: StepCount {
    let perEpoch = interval == .step ? stepsPerEpoch : 1
    let (total, overflows) = epochs.multipliedReportingOverflow(by: perEpoch)
    return StepCount(batchesPerEpoch: perEpoch, stepsPerEpoch: perEpoch, total: overflows ? .max : total)
  }
}

extension ScheduleKnob {
  /// A value some natural steps further; nil where it goes no further.
  func moved(_ value: ParameterValue, by steps: Int) -> ParameterValue? {
    guard let number = value.number?.doubleValue else { return nil }
    switch self {
    case .warmup:
      // One by one as long as that is seen.
      let isFine = number + Double(min(0, steps)) < 20
      let wanted =
        isFine ? number + Double(steps) : PreferredNumbers.moved(number, by: steps, smallest: 20).rounded()
      let counts = ParameterValue.int(Int(min(max(wanted, 0), 1e15)))
      return counts == value ? nil : counts
    case .peak, .end:
      let rate = PreferredNumbers.moved(number, by: steps, smallest: 1e-10)
      return rate == number ? nil : .double(rate)
    }
  }
}
