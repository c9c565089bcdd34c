/// The members of a dictionary or JSON object that stands in a line of text.
struct TextDictionary: JSONEvents {
  private(set) var members: [(name: String, value: Double, power: Int8)] = []
  private(set) var split = ""
  private var path: [String] = []
  private var key = ""
  private var arrayDepth = 0

  static func members(_ text: Bytes) -> TextDictionary {
    var dictionary = TextDictionary()
    var scanner = JSONPushScanner()
    scanner.take(text, &dictionary)
    scanner.finish(&dictionary)
    return dictionary
  }

  /// Whether it says where the run stands.
  var hasCounter: Bool { members.contains { CounterName.rank($0.name) != nil } }

  mutating func beginObject() { path.append(key) }
  mutating func endObject() { if !path.isEmpty { path.removeLast() } }
  mutating func beginArray() { arrayDepth += 1 }
  mutating func endArray() { arrayDepth -= 1 }
  mutating func key(_ name: Bytes) { key = name.text }
  mutating func word(_ text: Bytes) {}

  mutating func string(_ text: Bytes) {
    if let number = DecimalNumber.whole(text, in: 0..<text.count) {
      self.number(number)
    } else if ["mode", "split", "phase"].contains(key.lowercased()),
      let part = Split(word: text.text.lowercased()), part != .train
    {
      split = text.text
    }
  }

  mutating func number(_ number: DecimalNumber) {
    guard arrayDepth == 0, path.count <= 4 else { return }
    let name = (path.dropFirst() + [key]).joined(separator: "/")
    members.append((name, number.value, number.power))
  }
}
