/// Whether the lrviz of another machine is asked to read the logs there: not again when it could not begin, nor when it has
/// failed twice soon after it had begun.
struct RelayTrust {
  private static let most = 2
  /// Who has gone on for so long was not wrong from the start.
  private static let proof = 60.0

  private(set) var isGiven = true
  private var failures = 0
  private var beginning = 0.0

  mutating func begin(at time: Double) { beginning = time }

  /// A connection has ended.
  ///
  /// - Parameters:
  ///   - status: of what ran there.
  ///   - hasSpoken: whether lrviz had begun.
  mutating func ended(with status: Int32?, hasSpoken: Bool, at time: Double) {
    guard status == RemoteScript.relayFailed else { return }
    failures = time - beginning > Self.proof ? 0 : failures + 1
    if !hasSpoken || failures >= Self.most { isGiven = false }
  }
}
