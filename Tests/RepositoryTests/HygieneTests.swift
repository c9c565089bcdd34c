import Testing

/// What no source of the program may hold.
@Suite("Hygiene")
struct HygieneTests {
  /// Ways to end the program instead of throwing, to sleep instead of waiting for something, and leftovers.
  static let banned = [
    "fatalError(", "preconditionFailure(", "try!", "as!", "TODO", "FIXME", "usleep(", "Thread.sleep",
  ]

  static let sources = Repository.files(below: "Sources", ending: ".swift")

  @Test("No traps and no leftovers", arguments: banned)
  func traps(word: String) throws {
    for file in Self.sources {
      let text = try #require(Repository.text(file))
      #expect(!text.contains(word), "\(file) has '\(word)'")
    }
  }

  @Test(
    "Unchecked concurrency comes with its reason", arguments: ["@unchecked Sendable", "nonisolated(unsafe)"])
  func reasons(word: String) throws {
    for file in Self.sources {
      let text = try #require(Repository.text(file))
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where line.contains(word) {
        let isExplained = line.contains("//") || (index > 0 && lines[index - 1].contains("//"))
        #expect(isExplained, "\(file):\(index + 1) gives no reason")
      }
    }
  }

  @Test("Every test file expects something")
  func expectations() throws {
    for file in Repository.files(below: "Tests", ending: "Tests.swift") {
      let text = try #require(Repository.text(file))
      #expect(text.contains("expect") || text.contains("#require"), "\(file) expects nothing")
    }
  }
}
