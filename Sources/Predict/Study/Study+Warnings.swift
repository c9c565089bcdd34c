#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Study {
  /// What is to be said of the runs and of the fit, whatever is foretold.
  package var warnings: [StudyWarning] {
    [dropWarning, warmupWarning, fitWarning, lossWarning, noiseWarning, peaksWarning].compactMap(\.self)
  }

  private var dropWarning: StudyWarning? {
    let share = priorShares.first { $0.name == "B" }?.share ?? 0
    if share > 0.5 {
      return StudyWarning(
        .dropNotSeen,
        "these runs hardly show what a fall of the rate gives: the figure is mostly (\(percent(share))) what other people's runs gave"
      )
    }
    guard runs.count == 1, runs[0].decaysFromStart else { return nil }
    return StudyWarning(
      .dropMixed,
      "one run whose rate falls from its start cannot tell progress from decay; one with a plateau before its decay, or a second run, tells more"
    )
  }

  private var warmupWarning: StudyWarning? {
    if let run = runs.first(where: { $0.warmup.source == .unknown }) {
      return StudyWarning(
        .warmupUnknown,
        "nothing tells the warm-up before step \(run.used.steps.first ?? 0), not even the losses; \(run.warmup.steps) steps are taken: --warmup N says it"
      )
    }
    guard let run = runs.first(where: { $0.warmup.source == .estimated }) else { return nil }
    return StudyWarning(
      .warmupEstimated,
      "the log begins after its warm-up, which the losses put at about \(run.warmup.steps) steps, to a factor of 1.5; --warmup N says it"
    )
  }

  private var fitWarning: StudyWarning? {
    guard largestMisfit > 0.01 else { return nil }
    return StudyWarning(
      .lawDoesNotFit,
      "the law misses these losses by \(percent(largestMisfit)) (1 % at most where it holds): it was found in pretraining with one pass over the data, and this run does not follow it"
    )
  }

  private var lossWarning: StudyWarning? {
    guard let record = records.first(where: { $0.isTrainingLoss && $0.epochs >= 1.5 }) else { return nil }
    return StudyWarning(
      .trainLoss,
      "the loss is that of training over \(Int(record.epochs.rounded())) epochs, which falls as examples are seen again; what it foretells is not how well the model does"
    )
  }

  private var noiseWarning: StudyWarning? {
    guard let noise = runs.map(\.noise).max(), noise > 0.03 else { return nil }
    return StudyWarning(.noisy, "a row of the log is off by \(percent(noise)) by chance, which blurs the fit")
  }

  private var peaksWarning: StudyWarning? {
    let peaks = runs.map(\.curve.peak)
    guard let low = peaks.min(), let high = peaks.max(), high > 1.5 * low else { return nil }
    return StudyWarning(
      .peakDiffers,
      "the largest rates of the runs lie between \(short(low)) and \(short(high)); the law is not known to hold from one peak to another"
    )
  }
}

extension Study {
  /// What is to be said of a forecast.
  ///
  /// - Parameters:
  ///   - curve: its schedule.
  ///   - name: how the schedule is called in the text.
  package func warnings(_ forecast: Forecast, of curve: RateCurve, name: String) -> [StudyWarning] {
    [
      peakWarning(curve, name), horizonWarning(curve, name), lowRateWarning(curve, name),
      riseWarning(curve, name), lawsWarning(forecast, name),
    ].compactMap(\.self)
  }

  private func peakWarning(_ curve: RateCurve, _ name: String) -> StudyWarning? {
    guard curve.peak > 1.5 * unit || 1.5 * curve.peak < unit else { return nil }
    return StudyWarning(
      .peakDiffers,
      "\(name): its largest rate is \(short(curve.peak)), that of the runs \(short(unit)); the law is not known to hold from one peak to another"
    )
  }

  private func horizonWarning(_ curve: RateCurve, _ name: String) -> StudyWarning? {
    let seen = runs.map { $0.curve.area(to: $0.last + 1) }.max() ?? 0
    let ratio = curve.area(to: curve.count) / max(seen, .leastNormalMagnitude)
    guard ratio > 1.5 else { return nil }
    return StudyWarning(
      .beyondHorizon,
      "\(name): it goes \(tenths(ratio)) times as far as the longest run, counted by the area below the rate")
  }

  private func lowRateWarning(_ curve: RateCurve, _ name: String) -> StudyWarning? {
    let seen = runs.map(\.lowestRate).min() ?? 0
    let least = curve.rates.dropFirst(curve.warmupEnd).min() ?? 0
    guard least < seen / 3 else { return nil }
    return StudyWarning(
      .rateBelow,
      "\(name): its rate goes to \(short(least * unit)), the lowest that was seen is \(short(seen * unit))")
  }

  private func riseWarning(_ curve: RateCurve, _ name: String) -> StudyWarning? {
    guard curve.risesAgain else { return nil }
    return StudyWarning(
      .risesAgain, "\(name): its rate rises again after it has fallen, where the law has not been tried")
  }

  private func lawsWarning(_ forecast: Forecast, _ name: String) -> StudyWarning? {
    guard let final = forecast.final, let other = forecast.otherLaw, other < final.low || other > final.high
    else { return nil }
    return StudyWarning(
      .lawsDiffer, "\(name): the other law gives \(tenThousandths(other)) at the end, outside the band")
  }

  // MARK: Numbers in words

  private func percent(_ part: Double) -> String { "\(tenths(100 * part)) %" }
  private func tenths(_ value: Double) -> String { "\((10 * value).rounded() / 10)" }
  /// Three digits.
  private func short(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    let power = log10(abs(value)).rounded(.down)
    let digits = (value / pow(10, power) * 100).rounded() / 100
    if (-3...3).contains(power) { return "\((value * 1e6).rounded() / 1e6)" }
    return "\(digits)e\(Int(power))"
  }

  private func tenThousandths(_ value: Double) -> String { "\((1e4 * value).rounded() / 1e4)" }
}
