import JSON
import LRSchedulers

/// Reads strict JSON as a tree with lines.
struct JSONDocument {
  /// The bytes of the text, and the line at a place in it that only moves on.
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  /// - Throws: where the text is no JSON.
  static func setting(_ text: String) throws(SpecError) -> ScriptSetting {
    let value: JSONValue
    do { value = try JSONValue(parsing: text, depthLimit: 64) } catch {
      throw SpecError(
        "this is no JSON: \(error.message)", line: max(1, error.line), column: max(1, error.column))
    }
    var document = JSONDocument(bytes: Array(text.utf8))
    return document.setting(value)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func setting(_ value: JSONValue) -> ScriptSetting {
    let start = line
    let content: ScriptSetting.Content
    switch value {
    case .null: content = .null
    case .bool(let value): content = .bool(value)
    case .int(let value): content = .int(value)
    case .double(let value): content = .double(value)
    case .string(let text): content = .string(text)
    case .array(let elements): content = .list(elements.map { setting($0) })
    case .object(let object):
      content = .map(
        object.members.map { member in
          find(member.name)
          let place = line
          var inner = setting(member.value)
          inner.line = place
          return ScriptSetting.Entry(member.name, inner)
        })
    }
    return ScriptSetting(content, line: start)
  }

  /// Goes on to the next `"name"` with a colon behind it. A name with escapes is not found and stands where the one before does.
  private mutating func find(_ name: String) {
    let wanted = Array("\"\(name)\"".utf8)
    var (index, lines) = (position, 0)
    while index + wanted.count < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") { lines += 1 }
      if bytes[index] == wanted[0], bytes[index..<index + wanted.count].elementsEqual(wanted),
        bytes[(index + wanted.count)...].first(where: { $0 > 0x20 }) == UInt8(ascii: ":")
      {
        (position, line) = (index + wanted.count, line + lines)
        return
      }
      index += 1
    }
  }
}
