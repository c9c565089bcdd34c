/// When a scheduler steps. The words are Lightning's.
public enum Interval: String, Sendable, Codable, CaseIterable {
  /// After each epoch.
  case epoch
  /// After each optimizer step, that is after each batch where gradients are not accumulated.
  case step
}
