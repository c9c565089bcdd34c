/// The words of a series' name: `Train/CrossEntropyLoss_1` is `train cross entropy loss 1`.
struct NameWords: Sendable {
  let words: [String]
  /// In small letters, as it is.
  let lowercased: String

  init(_ name: String) {
    var words: [String] = []
    var word = ""
    var previous: Unicode.Scalar = " "
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType == .decimal }
    for scalar in name.unicodeScalars {
      // Characters that cannot be seen are part of a word, so that what only looks like `loss` is not.
      let isWord =
        scalar.properties.isAlphabetic || isDigit(scalar) || scalar.value > 0x7F || scalar.value < 0x20
      let begins = scalar.properties.isUppercase && previous.properties.isLowercase
      if !isWord || begins {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isWord { word += scalar.properties.lowercaseMapping }
      previous = scalar
    }
    if !word.isEmpty { words.append(word) }
    self.words = words
    lowercased = name.lowercased()
  }

  func contains(_ word: String) -> Bool { words.contains(word) }
  func contains(anyOf others: Set<String>) -> Bool { words.contains { others.contains($0) } }
  /// Whether some word begins so and goes on with digits only: `lr0`, `pg12`.
  func containsNumbered(_ stem: String) -> Bool {
    words.contains { $0.hasPrefix(stem) && $0.dropFirst(stem.count).allSatisfy(\.isNumber) }
  }
}
