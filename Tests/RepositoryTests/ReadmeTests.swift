import LRSchedulers
import Lab
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The README's tables are made of what the program itself reads. `Scripts/update-readme` writes them.
@Suite("README")
struct ReadmeTests {
  /// The text between two marks, by the name in them.
  static let generated = ["keys": KeyTable.markdown, "schedulers": schedulers]

  @Test("Tables are fresh", arguments: generated.keys.sorted())
  func fresh(name: String) throws {
    let readme = try #require(Repository.text("README.md"))
    let expected = try #require(Self.generated[name])
    let section = try #require(Section(name, of: readme))
    if getenv("LRVIZ_UPDATE_README") != nil {
      try Repository.write(section.replaced(by: expected), to: "README.md")
    } else {
      #expect(section.content == expected, "stale: run Scripts/update-readme")
    }
  }

  @Test("The two commands come first")
  func commands() throws {
    let readme = try #require(Repository.text("README.md"))
    let lines = readme.split(separator: "\n").prefix(4)
    #expect(lines.contains { $0.hasPrefix("make run") } && lines.contains { $0.hasPrefix("make test") })
  }

  private static var schedulers: String {
    let rows = Catalog.entries.map { "| `\($0.name)` | \($0.summary) |" }
    return (["| scheduler | does |", "|---|---|"] + rows).joined(separator: "\n")
  }
}

/// The part of a text between `<!-- NAME: … -->` and `<!-- /NAME -->`.
private struct Section {
  let content: String
  private let before: String
  private let after: String

  init?(_ name: String, of text: String) {
    guard let start = text.firstRange(of: "<!-- \(name):"),
      let opened = text[start.upperBound...].firstRange(of: "-->\n"),
      let end = text[opened.upperBound...].firstRange(of: "\n<!-- /\(name) -->")
    else { return nil }
    before = String(text[..<opened.upperBound])
    content = String(text[opened.upperBound..<end.lowerBound])
    after = String(text[end.lowerBound...])
  }

  func replaced(by content: String) -> String { before + content + after }
}
