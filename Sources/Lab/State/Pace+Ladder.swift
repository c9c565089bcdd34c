import Charts
import Training

/// The paces that `<` and `>` step through, and what they are called.
extension Pace {
  /// Epochs a second.
  private static let ladder: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

  /// The next step up; nil at the top.
  var faster: Pace? {
    guard case .epochsPerSecond(let rate) = self else { return nil }
    return Self.ladder.first { $0 > rate }.map(Pace.epochsPerSecond) ?? .max
  }

  /// The next step down; nil at the bottom.
  var slower: Pace? {
    guard case .epochsPerSecond(let rate) = self else { return Self.ladder.last.map(Pace.epochsPerSecond) }
    return Self.ladder.last { $0 < rate }.map(Pace.epochsPerSecond)
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
