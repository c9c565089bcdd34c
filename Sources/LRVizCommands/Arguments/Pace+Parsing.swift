import ArgumentParser
import Charts
import Training

/// `--speed`: epochs a second, or as fast as the machine can.
extension Pace {
  private static let range = 0.01...100_000.0

  static func parse(_ text: String) throws -> Pace {
    if text == "max" { return .max }
    guard let rate = Double(text), range.contains(rate) else {
      throw ValidationError("expected epochs a second from \(range.lowerBound) to 100000, or max")
    }
    return .epochsPerSecond(rate)
  }
}

extension Pace: CustomStringConvertible {
  /// As `--speed` takes it.
  package var description: String {
    switch self {
    case .epochsPerSecond(let rate): NumberFormat.shortest.text(rate)
    case .max: "max"
    }
  }
}

extension OptionDeclaration where Value == Pace {
  static var speed: Self {
    Self("speed", help: "Epochs a second, or max.", takesDashes: true, parse: Pace.parse)
  }
}
