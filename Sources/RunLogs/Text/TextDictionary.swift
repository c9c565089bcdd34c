import JSON

/// The members of a dictionary or JSON object that stands in a line of text.
struct TextDictionary: JSONEvents {
  private(set) var members: [(name: String, value: Double, power: Int8)] = []
  private var splits = SplitColumns()
  var split: String { splits.split }
  /// Members that are lists of numbers, or of pairs of a count and a number.
  private(set) var columns: [Column] = []
  private var pair: [Column.Cell] = []

  struct Column {
    struct Cell {
      var value: Double
      var power: Int8
    }
    var name: String
    var xs: [Double] = []
    var cells: [Cell] = []
  }

  /// Members that are words.
  private var wordCount = 0
  private var labels = LabeledValue()
  private var path: [String] = []
  private var key = ""
  private var arrayDepth = 0

  /// - Parameter name: the word in front of it, which a lone `value` in it is of.
  static func members(_ text: Bytes, named name: String? = nil) -> TextDictionary {
    var dictionary = TextDictionary()
    if let name { Array(name.utf8).withUnsafeBufferPointer { dictionary.labels.note("name", $0) } }
    var scanner = JSONScanner.forLogs
    if text.firstIndex(of: "[(") != nil {
      // Pairs of Python's are lists of two.
      let plain = text.map { $0 == 0x28 ? 0x5B : $0 == 0x29 ? 0x5D : $0 }
      plain.withUnsafeBufferPointer { scanner.take($0, &dictionary) }
    } else {
      scanner.take(text, &dictionary)
    }
    scanner.finish(&dictionary)
    dictionary.settleLabel()
    return dictionary
  }

  /// A dictionary that names what it measures, as MLPerf's do (`"key": "train_loss", "value": 0.5, "metadata":
  /// {"step_num": 10}`), holds that value, the counts around it and what else is measured; the rest is said of the message.
  private mutating func settleLabel() {
    guard let value = labels.value else { return }
    if labels.label != nil {
      members = members.compactMap { member in
        let name = member.name.split(separator: "/").last.map(String.init) ?? member.name
        if CounterName.rank(name) != nil || RateName.rank(RoleName(name)) != nil {
          return (name, member.value, member.power)
        }
        return LineName.isMeasured(member.name) ? member : nil
      }
      wordCount = 0
    }
    members.append((labels.label ?? "value", value.value, value.power))
  }

  /// Whether it says where the run stands.
  var hasCounter: Bool { members.contains { CounterName.rank($0.name) != nil } }

  /// Whether it says what was asked for: no measure, and several words or the number of epochs there will be.
  var isSetting: Bool {
    guard !members.contains(where: { LineName.isMeasured($0.name) }) else { return false }
    return wordCount > 2 || members.contains { CounterName.isPlural($0.name) }
  }

  mutating func beginObject() { path.append(key) }
  mutating func endObject() { if !path.isEmpty { path.removeLast() } }
  mutating func beginArray() {
    arrayDepth += 1
    if arrayDepth == 1, path.count <= 2 {
      columns.append(Column(name: (path.dropFirst() + [key]).joined(separator: "/")))
    }
    pair = []
  }

  mutating func endArray() {
    arrayDepth -= 1
    guard arrayDepth == 1, pair.count == 2, let last = columns.indices.last else { return }
    columns[last].xs.append(pair[0].value)
    columns[last].cells.append(pair[1])
  }

  mutating func key(_ name: Bytes) { key = name.text }
  mutating func word(_ text: Bytes) {}

  mutating func string(_ text: Bytes) {
    if path.count == 1 { labels.note(key, text) }
    if let number = DecimalNumber.whole(text, in: 0..<text.count) ?? CounterName.count(text, under: key) {
      self.number(number, text)
    } else if SplitColumns.isName(key) {
      splits.note(key, text)
    } else {
      wordCount += 1
    }
  }

  mutating func number(_ number: DecimalNumber, _ text: Bytes) {
    if arrayDepth == 1, let last = columns.indices.last, path.count <= 2 {
      columns[last].cells.append(.init(value: number.value, power: number.power))
    } else if arrayDepth == 2 {
      if pair.count < 3 { pair.append(.init(value: number.value, power: number.power)) }
    }
    guard arrayDepth == 0, path.count <= 4 else { return }
    if path.count == 1, labels.take(key, number) { return }
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
