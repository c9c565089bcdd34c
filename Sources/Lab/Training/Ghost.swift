/// A run that is over or was left behind, kept to be looked at.
struct Ghost: Sendable {
  let history: History
  /// How it counted.
  let clock: Clock
}
