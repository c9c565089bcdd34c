import Foundation
import RunLogs

/// The practice logs, each with what a reader should get out of it.
enum PracticeLogs {
  static let folder = Bundle.module.resourcePath.map { $0 + "/Logs" } ?? "Logs"

  struct Log: Sendable, CustomStringConvertible {
    let folder: String
    let path: String
    let name: String
    let canonical: [String: String]
    let accept: [String: [String]]
    let series: [String: [[Double]]]
    let alternatives: [String: [[[Double]]]]
    let optional: Set<String>
    let isXFree: Bool
    let mayFail: Bool
    let run: String?

    var description: String { name }
    var fullPath: String { "\(folder)/\(path)" }
  }

  static func logs(_ part: String = "") -> [Log] {
    let folder = part.isEmpty ? folder : "\(folder)/\(part)"
    guard let data = FileManager.default.contents(atPath: "\(folder)/expected.json"),
      let document = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let logs = document["logs"] as? [[String: Any]]
    else { return [] }
    return logs.map { log in
      Log(
        folder: folder, path: log["path"] as? String ?? "",
        name: log["name"] as? String ?? log["path"] as? String ?? "",
        canonical: log["canonical"] as? [String: String] ?? [:],
        accept: log["accept"] as? [String: [String]] ?? [:],
        series: points(log["series"]), alternatives: alternatives(log),
        optional: Set(log["optional"] as? [String] ?? []),
        isXFree: log["x_free"] as? Bool ?? false, mayFail: log["ok_error"] as? Bool ?? false,
        run: log["run"] as? String)
    }
  }

  private static func alternatives(_ log: [String: Any]) -> [String: [[[Double]]]] {
    var all = (log["alternatives"] as? [String: [Any]] ?? [:]).mapValues { $0.map(list) }
    for (role, one) in log["last_wins"] as? [String: Any] ?? [:] { all[role, default: []].append(list(one)) }
    return all
  }

  private static func points(_ value: Any?) -> [String: [[Double]]] {
    (value as? [String: Any] ?? [:]).mapValues(list)
  }

  private static func list(_ value: Any) -> [[Double]] {
    (value as? [[Any]] ?? []).map { $0.map(number) }
  }

  private static func number(_ value: Any) -> Double {
    switch value as? String {
    case "nan": .nan
    case "inf": .infinity
    case "-inf": -.infinity
    default: (value as? NSNumber)?.doubleValue ?? .nan
    }
  }
}

extension LogSeries {
  var points: [[Double]] { (0..<track.count).map { [track.x(at: $0), track[$0]] } }
}

/// Whether two lists of points are the same; stores without infinity have the largest double for it.
func areSame(_ a: [[Double]], _ b: [[Double]], valuesOnly: Bool) -> Bool {
  func same(_ a: Double, _ b: Double) -> Bool {
    a == b || a.isNaN && b.isNaN || abs(a - b) <= 1e-12 * max(abs(a), abs(b))
  }
  return a.count == b.count
    && zip(a, b).allSatisfy { same($0[1], $1[1]) && (valuesOnly || same($0[0], $1[0])) }
}
