import LRSchedulers

/// Files that a configuration goes on from: `_BASE_` of detectron2's and PaddleDetection's YAML, `_base_` of PaddleSeg's, `_base_` and
/// `read_base` of mmengine's Python. They are
/// handed in with the options, as nothing is opened here.
struct BaseFiles {
  /// Files that lead further than this, or are read more often, are no configuration's.
  private static let maximumDepth = 8
  private static let maximumReadings = 200

  /// The keys that name them in YAML.
  static let yamlKeys = ["_BASE_", "_base_"]

  private let files: [ScriptOptions.File]
  private var readings = 0

  init(_ options: ScriptOptions) { files = options.files }

  /// The text of a file, by its path from the folder of the configuration; nil where it was not opened.
  private mutating func text(at path: String) -> String? {
    readings += 1
    return readings > Self.maximumReadings ? nil : files.first { $0.path == path }?.text
  }

  // MARK: Names

  /// The files that a text goes on from, as paths from the folder that it is in.
  static func names(in text: String) -> [String] {
    NamedFiles.names(in: text) + bases(of: text)
  }

  private static func bases(of text: String) -> [String] {
    guard text.holds("_BASE_") || text.holds("_base_") || text.holds("read_base") else { return [] }
    let document = ConfigurationText(text: text, options: ScriptOptions())
    if document.form == .yaml {
      let root = try? YAMLDocument.setting(text)
      return yamlKeys.flatMap { root?[$0].map(names) ?? [] }
    }
    let variables = (try? ScriptSettings(text, options: ScriptOptions()))?.variables
    return (variables?.last { $0.key == "_base_" }.map { names($0.setting) } ?? []) + ReadBase(text).paths
  }

  private static func names(_ setting: ScriptSetting) -> [String] {
    (setting.elements ?? [setting]).compactMap(\.string)
  }

  // MARK: Trees

  /// A map with what its base files say below it.
  ///
  /// - Parameters:
  ///   - key: the key that names them; it stays where one of them was not opened.
  ///   - read: makes a map of a file's text.
  mutating func merged(
    _ entries: [ScriptSetting.Entry], under key: String, folder: String = "", depth: Int = 0,
    read: (String) throws(SpecError) -> [ScriptSetting.Entry]
  ) throws(SpecError) -> [ScriptSetting.Entry] {
    guard let setting = entries.last(where: { $0.key == key })?.setting, depth < Self.maximumDepth else {
      return entries
    }
    var below: [ScriptSetting.Entry] = []
    var unopened: [ScriptSetting] = []
    for name in Self.names(setting) {
      let path = Self.path(name, from: folder)
      guard let text = text(at: path) else {
        unopened.append(ScriptSetting(.string(name), line: setting.line))
        continue
      }
      let base = try merged(
        try read(text), under: key, folder: Self.folder(of: path), depth: depth + 1, read: read)
      for var entry in base {
        entry.setting = entry.setting.moved(to: setting.line)
        // What a base of a base leaves open is open here too.
        if entry.key == key {
          unopened += entry.setting.elements ?? [entry.setting]
        } else {
          below.append(entry)
        }
      }
    }
    var own = entries.filter { $0.key != key }
    if !unopened.isEmpty {
      own.append(ScriptSetting.Entry(key, ScriptSetting(.list(unopened), line: setting.line)))
    }
    return Self.merged(own, over: below)
  }

  /// Maps are merged, unless one has `_delete_`, or `_inherited_` that is false; all else is replaced.
  private static func merged(_ entries: [ScriptSetting.Entry], over base: [ScriptSetting.Entry])
    -> [ScriptSetting.Entry]
  {
    var result = base
    for entry in entries {
      guard let place = result.lastIndex(where: { $0.key == entry.key }) else {
        result.append(entry)
        continue
      }
      result[place].setting = merged(entry.setting, over: result[place].setting)
    }
    return result
  }

  private static func merged(_ setting: ScriptSetting, over base: ScriptSetting) -> ScriptSetting {
    guard let inner = setting.entries else { return setting }
    if setting["_delete_"]?.content == .bool(true) || setting["_inherited_"]?.content == .bool(false) {
      let own = inner.filter { !["_delete_", "_inherited_"].contains($0.key) }
      return ScriptSetting(.map(own), line: setting.line)
    }
    guard let below = base.entries else { return setting }
    return ScriptSetting(.map(merged(inner, over: below)), line: setting.line)
  }

  // MARK: Scripts

  /// The text of a script with the files in front that its `read_base` names, and how many lines they are.
  mutating func joined(_ text: String, folder: String = "", depth: Int = 0) -> (text: String, lines: Int) {
    let own = ReadBase(text)
    guard !own.paths.isEmpty, depth < Self.maximumDepth else { return (text, 0) }
    var front = ""
    for name in own.paths {
      let path = Self.path(name, from: folder)
      guard let base = self.text(at: path) else { continue }
      front += joined(base, folder: Self.folder(of: path), depth: depth + 1).text + "\n"
    }
    return (front + own.rest, front.utf8.count { $0 == UInt8(ascii: "\n") })
  }

  // MARK: Paths

  /// A path as it is seen from the folder of the configuration, without detours.
  package static func path(_ name: String, from folder: String) -> String {
    var parts: [Substring] = []
    for part in (folder + "/" + name).split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  static func folder(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }
}

/// `with read_base():` and the imports below it.
struct ReadBase {
  private(set) var paths: [String] = []
  /// The text with the imports left out.
  private(set) var rest: String

  init(_ text: String) {
    rest = text
    guard text.holds("read_base()") else { return }
    var lines: [Substring] = text.split(separator: "\n", omittingEmptySubsequences: false)
    var isWithin = false
    for index in lines.indices {
      let line = lines[index].trimmed
      if line.hasPrefix("with read_base()") {
        isWithin = true
      } else if isWithin, let path = Self.path(line) {
        paths.append(path)
        lines[index] = Substring(String(lines[index].prefix { $0 == " " }) + "pass")
      } else if !line.isEmpty, lines[index].first != " " {
        isWithin = false
      }
    }
    rest = lines.joined(separator: "\n")
  }

  /// The file of `from .._base_.models.mask_rcnn import *`.
  private static func path(_ line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard words.count > 3, words[0] == "from", words[2] == "import", words[1].hasPrefix(".") else {
      return nil
    }
    let name = words[1].drop { $0 == "." }
    guard !name.isEmpty, name.utf8.allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: ".") }) else {
      return nil
    }
    let ups = words[1].utf8.count - name.utf8.count - 1
    return String(repeating: "../", count: ups) + name.split(separator: ".").joined(separator: "/") + ".py"
  }
}

extension ScriptSetting {
  /// The same with all of it at one line, as what another file says has no place in this one.
  fileprivate func moved(to line: Int) -> ScriptSetting {
    relined { _ in line }
  }

  /// The same with other lines.
  func relined(_ change: (Int) -> Int) -> ScriptSetting {
    switch content {
    case .list(let elements): ScriptSetting(.list(elements.map { $0.relined(change) }), line: change(line))
    case .map(let entries):
      ScriptSetting(.map(entries.map { Entry($0.key, $0.setting.relined(change)) }), line: change(line))
    default: ScriptSetting(content, line: change(line))
    }
  }
}
