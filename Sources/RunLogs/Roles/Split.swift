/// What part of the data a value is of.
package enum Split: Sendable, Hashable {
  case train, validation, test

  private static let words: [String: Split] = [
    "train": .train, "training": .train, "trn": .train, "tr": .train, "learn": .train, "trl": .train,
    "val": .validation, "valid": .validation, "validation": .validation, "validate": .validation,
    "validating": .validation, "vali": .validation, "evl": .validation, "dev": .validation,
    "eval": .validation,
    "evaluation": .validation, "evaluate": .validation, "evaluating": .validation, "tel": .validation,
    "cv": .validation, "holdout": .validation, "heldout": .validation,
    "test": .test, "testing": .test,
  ]

  init?(word: some StringProtocol) {
    guard let split = Self.words[String(word)] else { return nil }
    self = split
  }

  /// What the words of a name say; the last of those that say something, since folders come first: `train/val_loss`.
  init?(_ name: NameWords) {
    let splits = name.words.compactMap { Self.words[$0] }
    guard let split = splits.first(where: { $0 != .train }) ?? splits.first else { return nil }
    self = split
  }
}
