import ArgumentParser

/// `--speed`: epochs a second, or as fast as the machine can.
enum SpeedChoice: Equatable, CustomStringConvertible {
  case epochsPerSecond(Double)
  case max

  private static let range = 0.01...100_000.0

  var description: String {
    switch self {
    case .epochsPerSecond(let rate): NumberText.shortest(rate)
    case .max: "max"
    }
  }

  static func parse(_ text: String) throws -> SpeedChoice {
    if text == "max" { return .max }
    guard let rate = Double(text), range.contains(rate) else {
      throw ValidationError("expected epochs a second from \(range.lowerBound) to 100000, or max")
    }
    return .epochsPerSecond(rate)
  }
}

extension OptionDeclaration where Value == SpeedChoice {
  static var speed: Self {
    Self("speed", help: "Epochs a second, or max.", takesDashes: true, parse: SpeedChoice.parse)
  }
}
