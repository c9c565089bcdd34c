/// A range test as it is shown: a short run through which the rate rises, and what each library's functions make of it.
package struct RangeFinding: Sendable, Equatable {
  package struct Suggestion: Sendable, Equatable {
    /// Library and function: `fastai.valley`.
    package var name: String
    /// nil where there are too few rows for it.
    package var rate: Double?

    package init(name: String, rate: Double?) { (self.name, self.rate) = (name, rate) }

    /// The name without the library's.
    var function: String { String(name.drop { $0 != "." }.dropFirst()) }
  }

  package var rates: [Double]
  package var losses: [Double]
  /// Whether the losses were smoothed before they came here.
  package var isSmoothed: Bool
  /// The curve that is judged.
  package var smoothed: (rates: [Double], losses: [Double])
  package var suggestions: [Suggestion]
  /// What to take; nil where the curve suggests nothing.
  package var suggested: Double?
  /// What the curve looks like, in words.
  package var words: String

  package init(
    rates: [Double], losses: [Double], isSmoothed: Bool, smoothed: (rates: [Double], losses: [Double]),
    suggestions: [Suggestion], suggested: Double?, words: String
  ) {
    self.rates = rates
    self.losses = losses
    self.isSmoothed = isSmoothed
    self.smoothed = smoothed
    self.suggestions = suggestions
    self.suggested = suggested
    self.words = words
  }

  package static func == (a: RangeFinding, b: RangeFinding) -> Bool {
    a.rates == b.rates && a.losses == b.losses && a.suggestions == b.suggestions && a.suggested == b.suggested
  }
}

/// What became of a range test.
package enum RangeReport: Sendable, Equatable {
  /// With the loop that makes the same test with PyTorch.
  case found(RangeFinding, code: String)
  case failed(String)
}
