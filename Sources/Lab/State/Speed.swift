import Charts

/// How fast the runs go.
package enum Speed: Sendable, Equatable {
  case epochsPerSecond(Double)
  /// As fast as the machine can.
  case max

  /// What `<` and `>` step through.
  private static let ladder: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

  package static let standard = Speed.epochsPerSecond(20)

  /// The next step up; nil at the top.
  var faster: Speed? {
    guard case .epochsPerSecond(let rate) = self else { return nil }
    return Self.ladder.first { $0 > rate }.map(Speed.epochsPerSecond) ?? .max
  }

  /// The next step down; nil at the bottom.
  var slower: Speed? {
    guard case .epochsPerSecond(let rate) = self else { return Self.ladder.last.map(Speed.epochsPerSecond) }
    return Self.ladder.last { $0 < rate }.map(Speed.epochsPerSecond)
  }

  var text: String {
    switch self {
    case .epochsPerSecond(let rate): "\(Self.plain(rate)) epochs/s"
    case .max: "max speed"
    }
  }

  var shortText: String {
    switch self {
    case .epochsPerSecond(let rate): "\(Self.plain(rate))/s"
    case .max: "max"
    }
  }

  /// `20` rather than `20.0`.
  private static func plain(_ rate: Double) -> String {
    Int(exactly: rate).map(String.init) ?? NumberFormat.shortest.text(rate)
  }
}
