/// Writes JSON into bytes, with the commas and colons where they belong, in the layout of Python's `json.dumps`.
///
///     var json = JSONWriter()
///     json.object { json in
///       json.member("spec", "StepLR(step_size=10)")
///       json.member("lrs", [0.1, .nan])
///     }
///     json.text                 // {"spec": "StepLR(step_size=10)", "lrs": [0.1, "nan"]}
package struct JSONWriter: Sendable {
  /// How numbers are written that strict JSON has no word for.
  package enum NonFinite: Sendable {
    /// `"nan"`, `"inf"`, `"-inf"`: strings, which any reader takes.
    case strings
    /// `NaN`, `Infinity`, `-Infinity`: what Python's `json` reads as numbers.
    case python
  }

  /// What has been written and not yet taken.
  package private(set) var bytes: [UInt8] = []
  private let nonFinite: NonFinite
  /// Whether a comma has to come first.
  private var needsComma = false
  /// How many arrays and objects are open.
  private var depth = 0

  package init(nonFinite: NonFinite = .strings) { self.nonFinite = nonFinite }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Forgets what has been written, when it has been taken; commas go on as if it stood there.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}

// MARK: - Values

extension JSONWriter {
  package mutating func null() { word("null") }

  package mutating func write(_ value: Bool) { word(value ? "true" : "false") }

  package mutating func write(_ value: Int) { word(String(value)) }

  /// The shortest text that reads back as the same double.
  package mutating func write(_ value: Double) {
    if value.isFinite { return word(value.description) }
    switch nonFinite {
    case .python: word(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
    case .strings: word(value.isNaN ? "\"nan\"" : value < 0 ? "\"-inf\"" : "\"inf\"")
    }
  }

  package mutating func write(_ text: String) {
    separate()
    JSONEscapes.append(quoted: text, to: &bytes)
    needsComma = true
  }

  package mutating func write(_ values: some Sequence<Double>) {
    array { json in for value in values { json.write(value) } }
  }

  package mutating func write(_ values: some Sequence<String>) {
    array { json in for value in values { json.write(value) } }
  }

  private mutating func word(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(contentsOf: ", ".utf8) }
  }
}

// MARK: - Structure

extension JSONWriter {
  package mutating func beginArray() { begin("[") }
  package mutating func endArray() { end("]") }
  package mutating func beginObject() { begin("{") }
  package mutating func endObject() { end("}") }

  package mutating func array(_ elements: (inout JSONWriter) -> Void) {
    beginArray()
    elements(&self)
    endArray()
  }

  package mutating func object(_ members: (inout JSONWriter) -> Void) {
    beginObject()
    members(&self)
    endObject()
  }

  /// The name of the member whose value comes next.
  package mutating func name(_ name: String) {
    write(name)
    bytes.append(contentsOf: ": ".utf8)
    needsComma = false
  }

  /// Puts what comes next on a line of its own: an element or member, the bracket that closes them if `isLast`, or the text
  /// that follows a complete one.
  package mutating func newLine(indent: Int = 0, isLast: Bool = false) {
    if needsComma, depth > 0, !isLast { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
  }

  private mutating func begin(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(truncatingIfNeeded: bracket.value))
    needsComma = false
    depth += 1
  }

  private mutating func end(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(truncatingIfNeeded: bracket.value))
    needsComma = true
    depth -= 1
  }
}

// MARK: - Members

extension JSONWriter {
  package mutating func member(_ name: String, _ value: String) {
    self.name(name)
    write(value)
  }

  package mutating func member(_ name: String, _ value: Int) {
    self.name(name)
    write(value)
  }

  package mutating func member(_ name: String, _ value: Double) {
    self.name(name)
    write(value)
  }

  package mutating func member(_ name: String, _ value: Bool) {
    self.name(name)
    write(value)
  }

  package mutating func member(_ name: String, _ values: some Sequence<Double>) {
    self.name(name)
    write(values)
  }

  package mutating func member(_ name: String, _ values: some Sequence<String>) {
    self.name(name)
    write(values)
  }

  package mutating func member(_ name: String, array elements: (inout JSONWriter) -> Void) {
    self.name(name)
    array(elements)
  }

  package mutating func member(_ name: String, object members: (inout JSONWriter) -> Void) {
    self.name(name)
    object(members)
  }
}
