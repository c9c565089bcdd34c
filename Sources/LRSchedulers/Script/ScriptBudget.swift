/// The steps that reading a text may take, all attempts together: each reading that is tried takes what those before it have left.
final class ScriptBudget {
  /// Expressions and statements that are looked at, unless the text is longer.
  static let maximumSteps = 150_000
  /// For each token of a longer one.
  private static let stepsPerToken = 12

  let limit: Int
  private(set) var steps = 0

  init(for text: PythonTokens) { limit = max(Self.maximumSteps, text.tokens.count * Self.stepsPerToken) }

  var isSpent: Bool { steps > limit }

  func spend(_ count: Int) { steps += count }
}
