import JSON

/// The members of a dictionary or JSON object that stands in a line of text.
struct TextDictionary: JSONEvents {
  private(set) var members: [(name: String, value: Double, power: Int8)] = []
  private(set) var split = ""
  private var path: [String] = []
  private var key = ""
  private var arrayDepth = 0

  static func members(_ text: Bytes) -> TextDictionary {
    var dictionary = TextDictionary()
    var scanner = JSONScanner.forLogs
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
      self.number(number, text)
    } else if ["mode", "split", "phase"].contains(key.lowercased()),
      let part = Split(word: text.text.lowercased()), part != .train
    {
      split = text.text
    }
  }

  mutating func number(_ number: DecimalNumber, _ text: Bytes) {
    guard arrayDepth == 0, path.count <= 4 else { return }
    let name = (path.dropFirst() + [key]).joined(separator: "/")
    members.append((name, number.value, number.power))
  }
}

extension LineMeaning {
  /// A member of a dictionary: a counter, or a value.
  mutating func take(_ member: (name: String, value: Double, power: Int8)) {
    guard let rank = CounterName.rank(member.name), rank < CounterName.indexRank else {
      fields.append(
        .init(
          name: member.name, value: member.value, power: member.power, isKnown: LineName.isKnown(member.name))
      )
      return
    }
    if CounterName.isEpoch(rank: rank) { epoch = member.value } else { step = step ?? member.value }
  }
}
