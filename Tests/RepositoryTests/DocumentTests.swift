import Testing

/// What the documents say about the tree is so.
@Suite("Documents")
struct DocumentTests {
  static let documents =
    ["README.md", "CHANGELOG.md", "findings/README.md", "Benchmarks/README.md"]
    + Repository.files(below: "Documentation", ending: ".md")

  @Test("What they link to is there", arguments: documents)
  func links(document: String) throws {
    let text = try #require(Repository.text(document))
    let targets = text.split(separator: "](").dropFirst().compactMap { $0.split(separator: ")").first }
    let folder = document.split(separator: "/").dropLast()
    // A formula such as `a[i](t - b[i])` looks alike, but no file's name has spaces.
    for target in targets where !target.hasPrefix("http") && !target.hasPrefix("#") && !target.contains(" ") {
      let file = target.split(separator: "#")[0]
      let path = (folder + file.split(separator: "/")).joined(separator: "/")
      #expect(Repository.exists(path), "\(document) links to \(target)")
    }
  }

  @Test("Every room is described", arguments: Repository.names(in: "Sources"))
  func rooms(target: String) throws {
    let rooms = try #require(Repository.text("Documentation/Rooms.md"))
    #expect(rooms.contains("\n| `\(target)` | "), "Documentation/Rooms.md has no row for \(target)")
  }
}
