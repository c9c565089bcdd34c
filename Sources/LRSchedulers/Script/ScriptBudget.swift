/// The steps that reading a text may take, all attempts together: each reading that is tried takes what those before it have left.
final class ScriptBudget {
  /// Expressions and statements that are looked at, unless the text is longer.
  static let maximumSteps = 150_000
  /// For each token of a longer one.
  private static let stepsPerToken = 12

  let limit: Int
  private(set) var steps = 0
  private var tooLong: Set<Int> = []

  init(for text: PythonTokens) { limit = max(Self.maximumSteps, text.tokens.count * Self.stepsPerToken) }

  var isSpent: Bool { steps > limit }

  /// The steps that one loop, or one function with all its calls of itself, may take where no schedule depends on it: the rest of the text is to
  /// be read too.
  ///
  /// - Parameter isWithinTurn: whether it is within what is read several times.
  func share(isWithinTurn: Bool) -> Int { max(0, limit - steps) / (isWithinTurn ? 16 : 4) }

  /// Whether a loop or function, by its place in the text, has taken more than its share before.
  func isTooLong(_ place: Int) -> Bool { tooLong.contains(place) }

  func noteTooLong(_ place: Int) { tooLong.insert(place) }

  func spend(_ count: Int) { steps += count }
}
