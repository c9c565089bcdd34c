import CFormats
import LRSchedulers

/// Reads YAML with libyaml, anchors and merge keys too, as a tree with lines.
struct YAMLDocument {
  /// Values within each other, and values in all: aliases may stand for large ones many times over.
  private static let maximumDepth = 64
  private static let maximumCount = 100_000

  private let reader: UInt
  private var anchors: [String: ScriptSetting] = [:]
  private var count = 0

  /// The first document of the text.
  static func setting(_ text: String) throws(SpecError) -> ScriptSetting {
    let bytes = Array(text.utf8)
    // The reader looks at them until it is freed.
    let result = bytes.withUnsafeBytes { buffer -> Result<ScriptSetting, SpecError> in
      let reader = lrviz_yaml_new(buffer.baseAddress, buffer.count)
      guard reader != 0 else { return .failure(SpecError("no memory to read the YAML", column: 1)) }
      defer { lrviz_yaml_free(reader) }
      var document = YAMLDocument(reader: reader)
      do throws(SpecError) { return .success(try document.root()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private init(reader: UInt) { self.reader = reader }

  private mutating func root() throws(SpecError) -> ScriptSetting {
    while true {
      let event = try next()
      if event.kind == Int32(LRVIZ_YAML_DONE) { return ScriptSetting(.null) }
      if let setting = try value(of: event, depth: 0) { return setting }
    }
  }

  private func next() throws(SpecError) -> lrviz_yaml_event {
    let event = lrviz_yaml_next(reader)
    if event.kind == Int32(LRVIZ_YAML_ERROR) {
      let problem = event.text.map { String(cString: $0) } ?? "the text cannot be read"
      throw SpecError("this is no YAML: \(problem)", line: event.line + 1, column: event.column + 1)
    }
    return event
  }

  /// nil for an event that begins no value.
  private mutating func value(of event: lrviz_yaml_event, depth: Int) throws(SpecError) -> ScriptSetting? {
    let line = event.line + 1
    count += 1
    guard depth < Self.maximumDepth, count < Self.maximumCount else {
      throw SpecError("the YAML is too large to be a configuration", line: line, column: event.column + 1)
    }
    let anchor = event.anchor.map { String(cString: $0) }
    let tag = Self.tag(event, line: line)
    let setting: ScriptSetting
    switch event.kind {
    case Int32(LRVIZ_YAML_SCALAR):
      let isEmpty = event.length == 0 && tag != nil
      setting = ScriptSetting(isEmpty ? .map(tag.map { [$0] } ?? []) : scalar(event), line: line)
    case Int32(LRVIZ_YAML_MAP):
      let inner = try map(depth: depth)
      setting = ScriptSetting(.map((tag.map { [$0] } ?? []) + inner), line: line)
    case Int32(LRVIZ_YAML_LIST): setting = ScriptSetting(.list(try list(depth: depth)), line: line)
    case Int32(LRVIZ_YAML_ALIAS):
      guard let anchor, let known = anchors[anchor] else {
        throw SpecError("the YAML has no anchor '\(anchor ?? "")'", line: line, column: event.column + 1)
      }
      count += known.size
      return known
    default: return nil
    }
    if let anchor { anchors[anchor] = setting }
    return setting
  }

  /// The key under which a map has the tag that it is written with: `!CosineDecay` is the class that it makes.
  static let tagKey = "!"

  /// A tag of the configuration's own as an entry of the map behind it.
  private static func tag(_ event: lrviz_yaml_event, line: Int) -> ScriptSetting.Entry? {
    guard let text = event.tag.map({ String(cString: $0) }), text.hasPrefix("!"), text.utf8.count > 1 else {
      return nil
    }
    return ScriptSetting.Entry(tagKey, ScriptSetting(.string(String(text.dropFirst())), line: line))
  }

  private func scalar(_ event: lrviz_yaml_event) -> ScriptSetting.Content {
    let bytes = UnsafeRawBufferPointer(start: event.text, count: event.length)
    let text = String(decoding: bytes, as: UTF8.self)
    return event.is_plain != 0 ? PlainScalar.yaml(text[...]) : .string(text)
  }

  private mutating func list(depth: Int) throws(SpecError) -> [ScriptSetting] {
    var elements: [ScriptSetting] = []
    while true {
      let event = try next()
      guard let element = try value(of: event, depth: depth + 1) else { return elements }
      elements.append(element)
    }
  }

  private mutating func map(depth: Int) throws(SpecError) -> [ScriptSetting.Entry] {
    var entries: [ScriptSetting.Entry] = []
    var merged: [ScriptSetting.Entry] = []
    while true {
      let event = try next()
      guard let key = try value(of: event, depth: depth + 1) else { break }
      guard var setting = try value(of: try next(), depth: depth + 1) else { break }
      setting.line = key.line
      if key.string == "<<" {
        merged += setting.entries ?? (setting.elements ?? []).reversed().flatMap { $0.entries ?? [] }
      } else {
        entries.append(ScriptSetting.Entry(key.string ?? key.python, setting))
      }
    }
    // What a map says itself wins over what is merged into it.
    return merged.filter { other in !entries.contains { $0.key == other.key } } + entries
  }
}

extension ScriptSetting {
  /// Values in it, itself counted.
  fileprivate var size: Int {
    switch content {
    case .list(let elements): elements.reduce(1) { $0 + $1.size }
    case .map(let entries): entries.reduce(1) { $0 + $1.setting.size }
    default: 1
    }
  }
}
