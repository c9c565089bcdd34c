import Foundation
import Testing

/// `Documentation/man` is made of what the program says of itself. `Scripts/update-manual` writes it.
@Suite struct ManualTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Documentation/man")
  private static let path = folder.appendingPathComponent("lrviz.1")

  private static var files: Set<String> {
    get throws { Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) }
  }

  @Test func thePagesAreFresh() throws {
    let pages = ManualPage(program: try CommandLineDump.read()).pages
    if ProcessInfo.processInfo.environment["LRVIZ_UPDATE_MANUAL"] != nil {
      for name in try Self.files {
        try FileManager.default.removeItem(at: Self.folder.appendingPathComponent(name))
      }
      for (name, text) in pages {
        try text.write(to: Self.folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      }
    }
    #expect(try Self.files == Set(pages.map(\.name)), "stale: run Scripts/update-manual")
    for (name, text) in pages {
      let isFresh = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8) == text
      #expect(isFresh, "\(name) is stale: run Scripts/update-manual")
    }
  }

  @Test func everyCommandAndOptionIsIn() throws {
    let page = try String(contentsOf: Self.path, encoding: .utf8)
    for verb in ["lab", "print", "train", "plot", "code", "list", "units", "inspect"] {
      #expect(page.contains("\n.SS lrviz \(verb) "))
    }
    #expect(page.contains("\\fB\\-\\-steps\\-per\\-epoch\\fR \\fIK\\fR\n"))
  }

  /// A line that begins with a dot is a request to roff, and a lone backslash an escape.
  @Test func nothingOfItIsARequestByAccident() throws {
    let requests: Set = ["TH", "SH", "SS", "TP", "PP", "br", "nf", "fi", "\\\""]
    let texts = try Self.files.map {
      try String(contentsOf: Self.folder.appendingPathComponent($0), encoding: .utf8)
    }
    for line in texts.joined().split(separator: "\n") {
      #expect(!line.hasPrefix("'"), "\(line)")
      guard line.hasPrefix(".") else { continue }
      #expect(requests.contains(String(line.dropFirst().prefix { $0 != " " })), "\(line)")
    }
  }
}
