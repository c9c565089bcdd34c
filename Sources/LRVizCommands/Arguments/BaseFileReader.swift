import LRSchedulers
import Recipes
import RunLogs

/// Opens the files that a configuration goes on from, where it was itself named by its path: plain files beside it or in folders near
/// by, few and small. What is not opened stays a name, which is asked for.
struct BaseFileReader {
  /// Files of one configuration, and bytes of one of them.
  private static let maximumCount = 32
  private static let maximumSize = 1 << 20
  /// Folders upward: mmdetection's configurations lie two below those that they go on from.
  private static let maximumAscent = 4
  private static let endings = [".py", ".yaml", ".yml", ".json"]

  private(set) var files: [ScriptOptions.File] = []
  private let folder: String

  /// - Parameter path: the configuration's.
  init(_ text: String, at path: String) {
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    read(Recipes.baseFiles(in: text), from: "")
  }

  private mutating func read(_ names: [String], from place: String) {
    for name in names where Self.isNear(name) {
      let path = Recipes.path(name, from: place)
      guard files.count < Self.maximumCount, Self.isNear(path), !files.contains(where: { $0.path == path }),
        Self.isSmall(folder + path), let text = try? InputFile.text(folder + path)
      else { continue }
      files.append(ScriptOptions.File(path: path, text: text))
      read(Recipes.baseFiles(in: text), from: path.split(separator: "/").dropLast().joined(separator: "/"))
    }
  }

  /// Relative, not far up, and by its ending a configuration.
  private static func isNear(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.contains(":") && !path.hasPrefix("~") && !path.utf8.contains(0)
      && path.split(separator: "/").count { $0 == ".." } <= maximumAscent
      && endings.contains { path.hasSuffix($0) }
  }

  private static func isSmall(_ path: String) -> Bool {
    FileBytes.kind(path) == .file && FileBytes.size(path) <= maximumSize
  }
}
