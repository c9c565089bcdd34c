import Testing

/// What no source of the program may hold.
@Suite("Hygiene")
struct HygieneTests {
  /// Ways to end the program instead of throwing, to sleep instead of waiting for something, and leftovers.
  static let banned = [
    "fatalError(", "preconditionFailure(", "try!", "as!", "TODO", "FIXME", "usleep(", "Thread.sleep",
  ]

  static let sources = Repository.files(below: "Sources", ending: ".swift")

  /// What the lab writes where it is tried, and texts that a shell has put into a file named by mistake, were committed once.
  @Test("Nothing is tracked at the top that has no business there")
  func top() throws {
    let known: Set = [
      ".ci", ".editorconfig", ".gitignore", ".swift-format", "Benchmarks", "CHANGELOG.md", "Documentation",
      "Examples", "LICENSE", "Makefile", "Package.swift", "Packaging", "Python", "README.md", "Resources",
      "SECURITY.md", "Scripts", "Siege", "Sources", "Tests", "findings",
    ]
    let listed = try Tool.run("/usr/bin/env", ["git", "-C", "/\(Repository.root)", "ls-files"])
    // An archive of the sources has no list to look at.
    guard listed.status == 0 else { return }
    let top = Set(listed.output.split(separator: "\n").map { String($0.prefix { $0 != "/" }) })
    #expect(top.subtracting(known).isEmpty)
  }

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

  /// The system gives entries that are no longer than their names, behind which the address sanitizer found that copies read.
  @Test("The name in an entry of a folder is read where it lies, and never copied whole")
  func entriesOfFolders() throws {
    let copy = "of: entry." + "pointee.d_name"
    for file in Self.sources + Repository.files(below: "Tests", ending: ".swift") {
      let text = try #require(Repository.text(file))
      #expect(!text.contains(copy), "\(file) copies an entry")
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
