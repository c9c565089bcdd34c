import ArgumentParser
import Canvas
import Charts
import Training

// What options take besides words: each type reads a text and says what it expects.

extension RawRepresentable where Self: CaseIterable, RawValue == String {
  /// One of the words; else an error that lists them.
  static func choice(_ text: String) throws -> Self {
    if let value = Self(rawValue: text) { return value }
    throw ValidationError("expected one of \(allCases.map(\.rawValue).joined(separator: ", "))")
  }
}

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

/// The base rates of the parameter groups: `--lr 0.1,0.01`.
struct LearningRates: Equatable, CustomStringConvertible {
  var values: [Double]

  static let standard = LearningRates(values: [0.1])

  static func parse(_ text: String) throws -> LearningRates {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    return LearningRates(values: try parts.map(rate))
  }

  var description: String { values.map(NumberFormat.shortest.text).joined(separator: ",") }

  private static func rate(_ text: Substring) throws -> Double {
    guard let rate = Double(text.drop { $0 == " " }) else {
      throw ValidationError("expected a number, or several with commas between, got '\(text)'")
    }
    // PyTorch's words; it lets nan and inf pass, which then make every weight nan.
    guard rate >= 0, rate.isFinite else { throw ValidationError("Invalid learning rate: \(text)") }
    return rate
  }
}

/// `--seed`
enum Seed {
  static func parse(_ text: String) throws -> UInt64 {
    if let seed = UInt64(text) { return seed }
    throw ValidationError("expected a whole number from 0 to \(UInt64.max)")
  }
}

/// `--batch-size`
enum BatchSize {
  static func parse(_ text: String) throws -> Int {
    if let size = Int(text), 1...RunConfiguration.largestBatchSize ~= size { return size }
    throw ValidationError("expected a whole number from 1 to \(RunConfiguration.largestBatchSize)")
  }
}

/// The numbers of `units`, and `--steps-per-epoch`.
enum UnitCount {
  static func parse(_ text: String) throws -> Int {
    if let count = Int(text), TrainingUnits.range.contains(count) { return count }
    throw ValidationError("expected a whole number from 1 to \(TrainingUnits.range.upperBound)")
  }
}

/// The size of a picture: `--size 120x40`.
enum CellCount {
  /// The smallest has room for a notice, the largest still makes a picture of some megabytes.
  static let columns = 1...1000
  static let rows = 1...1000
  /// Where no terminal says how large it is.
  static let standard = Size(width: 80, height: 24)

  static func parse(_ text: String) throws -> Size {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1], columns.contains(width),
      rows.contains(height)
    else {
      throw ValidationError(
        "expected COLSxROWS from \(columns.lowerBound)x\(rows.lowerBound) to "
          + "\(columns.upperBound)x\(rows.upperBound), such as 120x40")
    }
    return Size(width: width, height: height)
  }
}

/// `--seeds`
enum SeedCount {
  /// Each is a run of its own.
  static let range = 1...32

  static func parse(_ text: String) throws -> Int {
    guard let count = Int(text), range.contains(count) else {
      throw ValidationError("expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return count
  }
}
