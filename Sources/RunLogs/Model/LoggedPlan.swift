import JSON

/// The plan that a log of JSON lines begins with: `{"lrviz": {"plan": "StepLR(step_size=10)", "lr": [0.1], "interval": "epoch"}}`.
///
/// lrviz' Python module writes it, so that `watch` and `check` know what was planned.
package struct LoggedPlan: Sendable, Equatable {
  package var spec: String
  /// The base rate of each parameter group; nil where the schedule decides alone.
  package var lrs: [Double]?
  package var optimizer: String?
  /// When the scheduler steps: "epoch" or "step".
  package var interval: String?
  /// The length of the run, in units of the interval.
  package var length: Int?

  private static let head = Array("{\"lrviz\"".utf8)
  private static let longest = 1 << 20

  init(spec: String, lrs: [Double]?, optimizer: String?, interval: String?, length: Int?) {
    (self.spec, self.lrs, self.optimizer) = (spec, lrs, optimizer)
    (self.interval, self.length) = (interval, length)
  }

  /// - Parameter line: without white space around it; nil for any other line.
  init?(_ line: Bytes) {
    guard line.starts(with: Self.head), line.count < Self.longest,
      let plan = (try? JSONValue(parsing: String(decoding: line, as: UTF8.self)))?["lrviz"],
      let spec = plan["plan"]?.string
    else { return nil }
    self.spec = spec
    lrs = plan["lr"]?.array?.compactMap(\.double)
    if lrs?.isEmpty ?? false { lrs = nil }
    optimizer = plan["optimizer"]?.string
    interval = plan["interval"]?.string
    length = plan["epochs"]?.int
  }
}
