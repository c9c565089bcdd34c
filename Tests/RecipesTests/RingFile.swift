import Foundation
import LRSchedulers
import Testing

@testable import Recipes

/// The cases of `ring.json` that are configurations, with what the libraries made of them.
struct RingCase: Decodable, CustomTestStringConvertible {
  let id: String
  let library: String
  let form: String
  let spec: String
  let lr: Double?
  let steps: Int
  let unit: String
  let context: RingContext?
  let metrics: [Double]?
  let lrs: [Double]
  let momenta: [Double]?

  var testDescription: String { id }
}

/// What the text does not say.
struct RingContext: Decodable {
  let values: [String: String]

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    var values: [String: String] = [:]
    for key in container.allKeys {
      if let int = try? container.decode(Int.self, forKey: key) {
        values[key.stringValue] = String(int)
      } else if let list = try? container.decode([Int].self, forKey: key) {
        values[key.stringValue] = "\(list)"
      } else if let text = try? container.decode(String.self, forKey: key) {
        values[key.stringValue] = text
      }
    }
    self.values = values
  }
}

struct RingTable: Decodable {
  let cases: [RingCase]
}

enum RingFile {
  /// From the folder in `LRVIZ_GOLDEN` if that is set, else from the copy that the tests of the schedulers have.
  static let configurations: [RingCase] = {
    let folder =
      ProcessInfo.processInfo.environment["LRVIZ_GOLDEN"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../LRSchedulersTests/Golden")
    guard let data = try? Data(contentsOf: folder.appendingPathComponent("ring.json")),
      let table = try? JSONDecoder().decode(RingTable.self, from: data)
    else { return [] }
    return table.cases.filter { $0.form != "call" }
  }()
}
