import Foundation

/// A file of reference vectors, from the folder in `LRVIZ_GOLDEN` if that is set, else from the copies beside the tests.
enum GoldenFile {
  static var folder: URL {
    ProcessInfo.processInfo.environment["LRVIZ_GOLDEN"].map { URL(fileURLWithPath: $0) }
      ?? Bundle.module.bundleURL.appendingPathComponent("Golden")
  }

  /// How many cases a test asks for, lest it compare nothing: what the copies have, and of another folder's only one.
  static func least(_ count: Int) -> Int {
    ProcessInfo.processInfo.environment["LRVIZ_GOLDEN"] == nil ? count : 1
  }

  static func load<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
  }
}

/// A double, or one of the strings that stand for those JSON cannot write.
struct GoldenNumber: Decodable {
  let value: Double

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      value = Double(text) ?? .nan
    } else {
      value = try container.decode(Double.self)
    }
  }
}

/// One value, or a list of them.
struct OneOrMany<Element: Decodable>: Decodable {
  let values: [Element]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    values = try (try? container.decode([Element].self)) ?? [container.decode(Element.self)]
  }
}

struct GoldenOptimizer: Decodable {
  let name: String
  let momentum: Double?
  let betas: [Double]?

  /// What a scheduler finds to cycle: torch's SGD has momentum 0 by default, the Adam family beta1 0.9.
  var cycledMomentum: Double? {
    if name.hasPrefix("Adam") { return betas?.first ?? 0.9 }
    return name == "SGD" ? momentum ?? 0 : nil
  }
}

struct GoldenTweak: Decodable {
  let epoch: Int
  let set: [String: GoldenArgument]?
  let set_lr: [Double]?
}

/// An argument as JSON has it: JSON keeps 20 and 20.0 apart no better than Swift's decoder does.
struct GoldenArgument: Decodable {
  let python: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      python = "None"
    } else if let bool = try? container.decode(Bool.self) {
      python = bool ? "True" : "False"
    } else if let int = try? container.decode(Int.self) {
      python = String(int)
    } else if let double = try? container.decode(Double.self) {
      python = String(double)
    } else if let text = try? container.decode(String.self) {
      python = "'\(text)'"
    } else {
      python = "[" + (try container.decode([GoldenArgument].self)).map(\.python).joined(separator: ", ") + "]"
    }
  }
}

struct GoldenCase: Decodable {
  let id: String
  let spec: String
  let lr: OneOrMany<Double>
  let optimizer: GoldenOptimizer?
  let epochs: Int?
  let metrics: [GoldenNumber]?
  let tweaks: [GoldenTweak]?
  let lrs: [[GoldenNumber]]?
  let momenta: [[GoldenNumber]]?
  let error_type: String?
  let message: String?
  let phase: String?
  let failing_step: Int?
}

struct GoldenTable: Decodable {
  let cases: [GoldenCase]
  let accepted: [GoldenCase]?
}
