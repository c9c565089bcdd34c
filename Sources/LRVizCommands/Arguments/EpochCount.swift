import ArgumentParser

/// How many epochs: `--epochs`.
enum EpochCount {
  /// Ten million, as a curve of so many points still fits in memory.
  static let range = 1...10_000_000

  static func parse(_ text: String) throws -> Int {
    guard let count = Int(text), range.contains(count) else {
      throw ValidationError("expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return count
  }
}
