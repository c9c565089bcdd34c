import Judges
import LRSchedulers

/// What timm, optax and Keras call a schedule that was found, where theirs has the same rates for the whole run.
enum OtherNames {
  private static let formats: [CodeFormat] = [.timm, .optax, .keras]
  /// Comparing rates step by step takes longer runs too long.
  private static let longest = 100_000

  /// Their calls, such as `timm StepLRScheduler(decay_t=30)`.
  static func of(_ one: Identified) -> [String] {
    // What a metric or the rows of whole epochs make is no schedule of theirs.
    guard one.length <= longest, one.metric == nil, one.rowsOfEpochs == nil else { return [] }
    let isOfSteps = one.interval == .step
    let context = CodeContext(
      lrs: [one.lr], epochs: isOfSteps ? 1 : one.length, interval: one.interval,
      stepsPerEpoch: isOfSteps ? one.length : one.stepsPerEpoch ?? 1)
    return formats.compactMap { format in
      guard let found = try? one.schedule.code(for: format, in: context).schedule,
        found.name != one.schedule.name
      else { return nil }
      return "\(format.rawValue) \(found.spec)"
    }
  }
}
