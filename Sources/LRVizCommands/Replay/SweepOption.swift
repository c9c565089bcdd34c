import ArgumentParser
import Judges
import LRSchedulers

/// `--sweep patience=2..20` and `--sweep factor=0.1,0.3,0.5`
enum SweepOption {
  static func parse(_ text: String) throws -> SweepAxis {
    guard let (name, values) = DefinitionOption.split(text, at: "=") else {
      throw ValidationError("expected NAME=A..B or NAME=A,B,C, such as patience=2..20, got '\(text)'")
    }
    if let dots = values.firstRange(of: "..") {
      return SweepAxis(name: name, values: try range(values[..<dots.lowerBound], values[dots.upperBound...]))
    }
    let parts = values.split(separator: ",", omittingEmptySubsequences: false)
    return SweepAxis(name: name, values: try parts.map(value))
  }

  private static func range(_ low: Substring, _ high: Substring) throws -> [ParameterValue] {
    guard let first = Int(low), let last = Int(high), first <= last, last - first < PlateauSweep.limit else {
      throw ValidationError(
        "expected a range of whole numbers such as 2..20, got '\(low)..\(high)'; other numbers are listed: 0.1,0.3,0.5")
    }
    return (first...last).map { .int($0) }
  }

  /// A Python constant, or a bare word such as `max`.
  private static func value(_ text: Substring) throws -> ParameterValue {
    let word = DefinitionOption.trimmed(text)
    if let value = try? ParameterValue(parsing: word) { return value }
    guard !word.isEmpty, word.allSatisfy({ $0.isLetter || $0 == "_" }) else {
      throw ValidationError("expected values with commas between, got '\(text)'")
    }
    return .string(word)
  }
}
