import Foundation
import LRSchedulers
import RunLogs

/// A log that a test writes, as trainers do, and reads back.
struct WrittenRun {
  /// How rates are printed.
  enum Rounding: String, CaseIterable, Sendable {
    case exact, sixDigits, scientific, fixed

    func text(_ value: Double) -> String {
      switch self {
      case .exact: value.description
      case .sixDigits: String(format: "%g", value)
      case .scientific: String(format: "%.6e", value)
      case .fixed: String(format: "%.9f", value)
      }
    }
  }

  /// The layout of the log.
  enum Layout: String, CaseIterable, Sendable { case csv, jsonLines, text }

  var layout = Layout.csv
  var rounding = Rounding.exact
  var axis = "step"
  /// Every so many units a row.
  var interval = 1
  /// What x counts from.
  var base = 0

  /// - Parameters:
  ///   - rates: of each unit.
  ///   - first: the x of the first.
  ///   - columns: other values of each unit.
  func read(_ rates: [Double], from first: Int = 0, _ columns: [(name: String, values: [Double])] = []) -> (
    LogRun, LogRoles
  ) {
    var lines: [String] =
      layout == .csv ? [([axis, "lr", "loss"] + columns.map(\.name)).joined(separator: ",")] : []
    for unit in stride(from: base == 0 ? 0 : interval - 1, to: rates.count, by: interval) {
      let cells =
        [
          (axis, String(first + unit + base)), ("lr", rounding.text(rates[unit])),
          ("loss", String(format: "%.4f", 2 / Double(unit + 2))),
        ]
        + columns.map { ($0.name, $0.values[unit].description) }
      switch layout {
      case .csv: lines.append(cells.map(\.1).joined(separator: ","))
      case .jsonLines: lines.append("{" + cells.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
      case .text: lines.append(cells.map { "\($0.0): \($0.1)" }.joined(separator: " | "))
      }
    }
    return Self.read(lines.joined(separator: "\n") + "\n")
  }

  static func read(_ text: String) -> (LogRun, LogRoles) {
    var feed = LogFeed(LogContext(fileName: "log.txt"))
    Array(text.utf8).withUnsafeBufferPointer { feed.take($0) }
    feed.finish()
    return (feed.run, RoleFinder.roles(of: feed.run))
  }

  /// The rates of a schedule, as a run has them that does what is planned.
  static func rates(_ spec: String, lr: Double, count: Int) throws -> [Double] {
    try Plan(Schedule(parsing: spec), lr: lr, length: count).rates()
  }
}
