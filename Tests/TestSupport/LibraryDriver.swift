import Foundation

/// A script below Scripts/ that runs other libraries' own code on some cases, and says which rates come out.
package struct LibraryDriver {
  package struct Outcome: Decodable {
    package let rates: [Double]
    package let error: String?
  }

  package struct Answer: Decodable {
    /// Why nothing could be compared.
    package let skipped: String?
    package let outcomes: [Outcome]
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Scripts").standardizedFileURL

  private let script: String

  /// - Parameter name: of the script, such as `ring_driver.py`.
  package init(_ name: String) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    script = "sys.path.insert(0, '\(Self.folder.path)')\n" + text
  }

  package func answer<Case: Encodable>(_ cases: [Case]) throws -> Answer { try Python.run(script, cases) }
}
