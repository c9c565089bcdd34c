import Testing

/// The rooms of the house and what each may import of the others and of the system: the arrows of
/// Documentation/Architecture.md, which all point down.
private let allowedImports: [String: Set<String>] = [
  "lrviz": ["LRVizCommands"],
  "LRVizCommands": [
    "ArgumentParser", "Terminal", "Lab", "Engine", "Training", "Charts", "Pictures", "Tracks", "Canvas",
    "JSON", "LRSchedulers", "Recipes", "RunLogs", "Following", "Judges", "Predict", "CSystem",
  ],
  "Terminal": ["Canvas", "CNcurses", "CSystem"],
  "Lab": ["Following", "RunLogs", "Recipes", "Training", "Charts", "Tracks", "Canvas", "LRSchedulers"],
  "Engine": ["Training", "LRSchedulers", "Dispatch"],
  "Training": ["LRSchedulers", "CKernels", "Resources"],
  "Charts": ["Tracks", "Canvas", "CSystem"],
  "Pictures": ["Canvas", "CFormats"],
  "Canvas": [],
  "Recipes": ["LRSchedulers", "JSON", "CFormats"],
  "Predict": [],
  "Judges": ["RunLogs", "LRSchedulers", "Tracks"],
  "RunLogs": ["Tracks", "JSON", "CFormats", "CSystem"],
  "Following": ["RunLogs", "CSystem"],
  "JSON": [],
  "Tracks": [],
  "LRSchedulers": [],
]

/// Modules of the toolchain that cost nothing at start-up.
private let system: Set<String> = ["Glibc", "Musl", "Darwin", "Synchronization"]

@Suite("The house")
struct ArrowTests {
  @Test("Every Swift target has its place", arguments: Repository.names(in: "Sources"))
  func placed(target: String) {
    let isC = !Repository.files(below: "Sources/\(target)", ending: ".c").isEmpty
    #expect(isC || allowedImports[target] != nil)
  }

  @Test("Imports point down", arguments: allowedImports.keys.sorted())
  func arrows(target: String) throws {
    let files = Repository.files(below: "Sources/\(target)", ending: ".swift")
    try #require(!files.isEmpty)
    let allowed = allowedImports[target, default: []].union(system)
    for file in files {
      let excess = try imports(of: file).subtracting(allowed)
      #expect(excess.isEmpty, "\(file) imports \(excess.sorted().joined(separator: ", "))")
    }
  }

  @Test("Package.swift declares no arrow that is not allowed", arguments: allowedImports.keys.sorted())
  func declared(target: String) throws {
    let manifest = try #require(Repository.text("Package.swift"))
    let start = try #require(
      manifest.firstRange(of: "arget(\n      name: \"\(target)\"")
        ?? manifest.firstRange(of: "arget(name: \"\(target)\""))
    let rest = manifest[start.upperBound...]
    let end = rest.firstRange(of: "arget(")?.lowerBound ?? rest.endIndex
    let quoted = Set(rest[..<end].split(separator: "\"").map(String.init)).intersection(allowedImports.keys)
    #expect(quoted.isSubset(of: allowedImports[target, default: []].union([target])))
  }

  /// The modules a file imports.
  private func imports(of file: String) throws -> Set<String> {
    let lines = try #require(Repository.text(file)).split(separator: "\n")
    return Set(
      lines.compactMap { line in
        let words = line.split(separator: " ")
        guard let keyword = words.firstIndex(of: "import"), keyword < 2, words.count > keyword + 1 else {
          return nil
        }
        return words.last?.split(separator: ".").first.map(String.init)
      })
  }
}
