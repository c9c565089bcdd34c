/// How long a warm-up lasts, as people say it: `500` steps, `5epochs`, `3%`.
package enum WarmupLength: Sendable, Equatable {
  case steps(Int)
  case epochs(Double)
  /// Of all steps.
  case share(percent: Double)

  /// - Throws: if it is none of the three forms, or not above 0.
  package init(_ text: String) throws(TrainingError) {
    let text = text.filter { $0 != " " }
    func number(without suffix: String) -> Double? {
      guard text.hasSuffix(suffix), let value = Double(text.dropLast(suffix.count)), value > 0, value.isFinite
      else { return nil }
      return value
    }
    let epochs = ["epochs", "epoch", "ep"].lazy.compactMap { number(without: $0) }.first
    if let percent = number(without: "%"), percent <= 100 {
      self = .share(percent: percent)
    } else if let epochs {
      self = .epochs(epochs)
    } else if let steps = Int(text), steps > 0 {
      self = .steps(steps)
    } else {
      throw TrainingError("expected a warm-up such as 500, 5epochs or 3%, but got '\(text)'")
    }
  }
}

extension StepCount {
  /// What the usual warm-ups come to, each with its name: shares of all steps, then whole epochs.
  package var usualWarmups: [(name: String, steps: Int)] {
    [1, 3, 5, 10].map { ("\($0)%", steps(of: .share(percent: Double($0)))) }
      + [("1 epoch", 1), ("5 epochs", 5)].map { ($0, steps(of: .epochs($1))) }
  }

  /// The steps of a warm-up; what is no whole step is rounded up, in double arithmetic as `warmup_ratio` of transformers 4
  /// is.
  package func steps(of warmup: WarmupLength) -> Int {
    switch warmup {
    case .steps(let steps): steps
    case .epochs(let epochs): Self.ceiling(epochs * Double(stepsPerEpoch))
    case .share(let percent): Self.ceiling(Double(total) * (percent / 100))
    }
  }

  private static func ceiling(_ steps: Double) -> Int {
    Int(exactly: steps.rounded(.up)) ?? .max
  }
}
