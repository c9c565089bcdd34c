extension JSONValue {
  /// The one text that the bytes are, with space around it.
  ///
  /// - Parameter depthLimit: how many arrays and objects may stand within each other.
  package init(parsing bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int = 512) throws(JSONError) {
    var scanner = JSONScanner(grammar: JSONGrammar(depthLimit: depthLimit))
    var builder = JSONTreeBuilder()
    scanner.take(bytes, &builder)
    scanner.finish(&builder)
    if let error = scanner.error { throw error.located(in: bytes) }
    guard let result = builder.result else { throw JSONError("no value", offset: bytes.count) }
    self = result
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
private struct JSONTreeBuilder: JSONEvents {
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

  private var open: [Open] = []
  /// The whole, once it is complete.
  private(set) var result: JSONValue?

  private mutating func add(_ value: JSONValue) {
    if open.isEmpty { result = value } else { open[open.count - 1].add(value) }
  }

  private mutating func close() {
    if let last = open.popLast() { add(last.value) }
  }

  mutating func beginObject() { open.append(Open(isObject: true)) }
  mutating func endObject() { close() }
  mutating func beginArray() { open.append(Open(isObject: false)) }
  mutating func endArray() { close() }

  mutating func key(_ name: UnsafeBufferPointer<UInt8>) {
    open[open.count - 1].name = String(decoding: name, as: UTF8.self)
  }

  mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    add(.string(String(decoding: text, as: UTF8.self)))
  }

  /// A number without point and exponent is an int, if 64 bits hold it.
  mutating func number(_ number: DecimalNumber, _ text: UnsafeBufferPointer<UInt8>) {
    let int = number.isWhole ? Int(String(decoding: text, as: UTF8.self)) : nil
    add(int.map(JSONValue.int) ?? .double(number.value))
  }

  mutating func word(_ text: UnsafeBufferPointer<UInt8>) {
    switch text.first {
    case UInt8(ascii: "t"): add(.bool(true))
    case UInt8(ascii: "f"): add(.bool(false))
    default: add(.null)
    }
  }
}
