import Lab
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The README, and the table of keys, which is made of what the program itself reads. `Scripts/update-keys` writes it.
@Suite("README")
struct ReadmeTests {
  @Test("The table of keys is fresh")
  func keys() throws {
    let file = "Documentation/Lab.md"
    let text = try #require(Repository.text(file))
    let section = try #require(Section("keys", of: text))
    if getenv("LRVIZ_UPDATE_KEYS") != nil {
      try Repository.write(section.replaced(by: KeyTable.markdown), to: file)
    } else {
      #expect(section.content == KeyTable.markdown, "stale: run Scripts/update-keys")
    }
  }

  @Test("The two commands come first")
  func commands() throws {
    let readme = try #require(Repository.text("README.md"))
    let lines = readme.split(separator: "\n").prefix(4)
    #expect(lines.contains { $0.hasPrefix("make run") } && lines.contains { $0.hasPrefix("make test") })
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
