extension JSONValue {
  /// The one text that the bytes are, with space around it.
  ///
  /// - Parameter depthLimit: how many arrays and objects may stand within each other.
  package init(parsing bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int = 512) throws(JSONError) {
    var builder = JSONTreeBuilder(depthLimit: depthLimit)
    do { self = try builder.tree(of: bytes) } catch { throw error.located(in: bytes) }
  }

  package init(parsing bytes: [UInt8], depthLimit: Int = 512) throws(JSONError) {
    self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
      try JSONValue(parsing: buffer, depthLimit: depthLimit)
    }
  }

  package init(parsing text: String, depthLimit: Int = 512) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), depthLimit: depthLimit)
  }
}

/// Makes a tree of events, without recursion.
private struct JSONTreeBuilder {
  /// An array or object that is not closed. Both lists are here, as one inside an enum would be copied to grow.
  private struct Open {
    var isObject: Bool
    var elements: [JSONValue] = []
    var members = JSONObject()
    /// Of the member whose value comes next.
    var name = ""

    var value: JSONValue { isObject ? .object(members) : .array(elements) }

    mutating func add(_ value: JSONValue) {
      if isObject { members.append(name, value) } else { elements.append(value) }
    }
  }

  private var scanner: JSONScanner
  private var open: [Open] = []

  init(depthLimit: Int) { scanner = JSONScanner(depthLimit: depthLimit) }

  mutating func tree(of bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
    var position = 0
    var result: JSONValue?
    while result == nil, let event = try scanner.next(bytes, at: &position, isLast: true) {
      result = take(event, bytes)
    }
    if let rest = bytes[position...].firstIndex(where: { !JSONScanner.isSpace($0) }) {
      throw JSONError("more after the end of the text", offset: rest)
    }
    guard let result else { throw JSONError("no value", offset: bytes.count) }
    return result
  }

  /// The whole, once it is complete.
  private mutating func take(_ event: JSONEvent, _ bytes: UnsafeBufferPointer<UInt8>) -> JSONValue? {
    switch event {
    case .beginArray: open.append(Open(isObject: false))
    case .beginObject: open.append(Open(isObject: true))
    case .name(let token): open[open.count - 1].name = token.string(in: bytes)
    case .endArray, .endObject: return open.popLast().flatMap { add($0.value) }
    case .string(let token): return add(.string(token.string(in: bytes)))
    case .number(let token):
      return add(token.int(in: bytes).map(JSONValue.int) ?? .double(token.double(in: bytes)))
    case .nonFinite(let value): return add(.double(value))
    case .bool(let value): return add(.bool(value))
    case .null: return add(.null)
    }
    return nil
  }

  private mutating func add(_ value: JSONValue) -> JSONValue? {
    if open.isEmpty { return value }
    open[open.count - 1].add(value)
    return nil
  }
}
