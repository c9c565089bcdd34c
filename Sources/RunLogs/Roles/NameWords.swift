/// The words of a series' name: `Train/CrossEntropyLoss_1` is `train cross entropy loss 1`.
struct NameWords: Sendable {
  let words: [String]
  /// In small letters, as it is.
  let lowercased: String

  init(_ name: String) {
    let plain = name
    let name = Self.translated(name)
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
    lowercased = plain.lowercased()
  }

  /// Words of languages that set no blanks between them.
  private static let translations = [
    ("学习率", "learning rate"), ("学習率", "learning rate"), ("训练", "train"), ("訓練", "train"),
    ("验证", "val"), ("驗證", "val"), ("検証", "val"), ("测试", "test"), ("損失", "loss"), ("损失值", "loss"),
    ("损失", "loss"),
    ("准确率", "accuracy"), ("准确度", "accuracy"), ("当前", "current"), ("平均", "average"), ("精度", "accuracy"),
    ("正解率", "accuracy"),
  ]

  private static func translated(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 >= 0xE4 }) else { return name }
    var name = name
    for (word, meaning) in translations {
      name = name.split(separator: word, omittingEmptySubsequences: false).joined(separator: " \(meaning) ")
    }
    return name
  }

  /// Whether it says that it is of the training.
  var isOfTraining: Bool { Split(self) == .train }

  func contains(_ word: String) -> Bool { words.contains(word) }
  func contains(anyOf others: Set<String>) -> Bool { words.contains { others.contains($0) } }
  /// Whether some word begins so and goes on with digits only: `lr0`, `pg12`.
  func containsNumbered(_ stem: String) -> Bool {
    words.contains { $0.hasPrefix(stem) && $0.dropFirst(stem.count).allSatisfy(\.isNumber) }
  }
}
