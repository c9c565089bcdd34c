import Foundation
import Testing

/// `Documentation/lrviz.1` is made of what the program says of itself. `Scripts/update-manual` writes it.
@Suite struct ManualTests {
  private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Documentation/lrviz.1")

  @Test func thePageIsFresh() throws {
    let page = ManualPage(program: try CommandLineDump.read()).text
    if ProcessInfo.processInfo.environment["LRVIZ_UPDATE_MANUAL"] != nil {
      try page.write(to: Self.path, atomically: true, encoding: .utf8)
    } else {
      let isFresh = try String(contentsOf: Self.path, encoding: .utf8) == page
      #expect(isFresh, "stale: run Scripts/update-manual")
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
    for line in try String(contentsOf: Self.path, encoding: .utf8).split(separator: "\n") {
      #expect(!line.hasPrefix("'"), "\(line)")
      guard line.hasPrefix(".") else { continue }
      #expect(requests.contains(String(line.dropFirst().prefix { $0 != " " })), "\(line)")
    }
  }
}
