/// What a reader of a forecast should know, each said where its condition holds.
package struct StudyWarning: Sendable, Equatable {
  package enum Code: String, Sendable, CaseIterable {
    case dropNotSeen = "drop_not_seen"
    case dropMixed = "drop_mixed"
    case warmupEstimated = "warmup_estimated"
    case warmupUnknown = "warmup_unknown"
    case lawDoesNotFit = "law_does_not_fit"
    case trainLoss = "train_loss"
    case peakDiffers = "peak_differs"
    case beyondHorizon = "beyond_horizon"
    case rateBelow = "rate_below"
    case risesAgain = "rises_again"
    case noisy
    case gainOptimistic = "gain_optimistic"
    case lawsDiffer = "laws_differ"
  }

  package let code: Code
  package let text: String

  package init(_ code: Code, _ text: String) { (self.code, self.text) = (code, text) }
}
