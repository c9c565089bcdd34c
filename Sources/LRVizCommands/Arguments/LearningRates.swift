import ArgumentParser

/// The base rates of the parameter groups: `--lr 0.1,0.01`.
struct LearningRates: Equatable, CustomStringConvertible {
  var values: [Double]

  static let standard = LearningRates(values: [0.1])

  static func parse(_ text: String) throws -> LearningRates {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    return LearningRates(values: try parts.map(rate))
  }

  var description: String { values.map(NumberText.shortest).joined(separator: ",") }

  private static func rate(_ text: Substring) throws -> Double {
    guard let rate = Double(text.drop { $0 == " " }) else {
      throw ValidationError("expected a number, or several with commas between, got '\(text)'")
    }
    // PyTorch's words; it lets nan and inf pass, which then make every weight nan.
    guard rate >= 0, rate.isFinite else { throw ValidationError("Invalid learning rate: \(text)") }
    return rate
  }
}
