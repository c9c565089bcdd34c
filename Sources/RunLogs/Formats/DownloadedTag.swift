/// The name of the only curve of a table that TensorBoard lets people download, `Wall time,Step,Value`: its file is called
/// `run-exp1-tag-train_loss.csv`, or however somebody called it.
struct DownloadedTag: Sendable {
  /// nil where the name of the file says nothing.
  private let name: String?

  init(_ fileName: String) {
    var stem = fileName[...]
    for end in [".gz", ".csv", ".tsv", ".txt"] where stem.lowercased().hasSuffix(end) {
      stem = stem.dropLast(end.count)
    }
    if let tag = Self.last("tag-", in: stem), !tag.isEmpty {
      name = String(tag)
    } else {
      name = stem.isEmpty || RoleFinder.isUnknown(String(stem)) ? nil : String(stem)
    }
  }

  /// What stands behind the last place of a word.
  private static func last(_ word: String, in text: Substring) -> Substring? {
    var (found, rest) = (Substring?.none, text)
    while let first = rest.firstIndex(of: "t") {
      rest = rest[first...]
      if rest.hasPrefix(word) { found = rest.dropFirst(word.count) }
      rest = rest.dropFirst()
    }
    return found
  }

  /// The names of the columns of a table.
  func names(_ header: [String]) -> [String] {
    guard header.map({ $0.lowercased() }) == ["wall time", "step", "value"] else { return header }
    return ["wall_time", header[1], name ?? header[2]]
  }
}
