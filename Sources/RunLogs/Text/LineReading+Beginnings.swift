/// What the beginning of a line says of the rest.
extension LineReading {
  /// What a line of WeNet begins with, which says `Batch 2/300` of an epoch and a batch.
  var wenetSplit: String? {
    text.equals("TRAIN ", at: start) ? "train" : text.equals("CV ", at: start) ? "CV" : nil
  }

  /// Whether one or two words, such as a file's name, and a separator stand in front of the first name.
  func isTagged(_ item: LineItem) -> Bool {
    guard item.name.lowerBound > start else { return false }
    let head = text.trimmed(start..<item.name.lowerBound)
    guard let last = text[head].last, [0x2C, 0x3B, 0x7C].contains(last) else { return false }
    return text[head].split(whereSeparator: \.isBlank).count <= 2
  }

  /// Whether all that the line has is a count of steps and words behind it that say what is done, or stand around brackets in
  /// which it counts: `Step 1: Loading data`, `[Step 2/4] Training`, `loading the model (batch 1)...`. An iteration may be told so
  /// while it goes on.
  var numbersProse: Bool {
    guard items.count == 1, let item = items.first, meaning.fields.isEmpty, meaning.epoch == nil,
      item.counted == nil, !item.name.isEmpty
    else { return false }
    let word = text[item.name].text.lowercased().split(separator: " ").last.map(String.init) ?? ""
    guard ["step", "round", "batch", "episode", "update"].contains(word) else { return false }
    let before = text[start..<item.name.lowerBound]
    if item.bracket == 0x28 || before.last == 0x28 { return before.contains(where: \.isLetter) }
    guard let sign = text[item.end...].first(where: { !$0.isBlank }), sign == 0x3A || sign == 0x5D else {
      return false
    }
    let words = text[item.end...].split { !$0.isWord }
    return words.contains { $0.count > 1 && $0.allSatisfy(\.isLetter) }
      && !(words.count == 1 && Split(word: words[0].text.lowercased()) != nil)
  }

  /// Whether three signs or more stand on both sides of the line: dashes, equals signs, stars.
  var isDecorated: Bool {
    func isRule(_ bytes: some Collection<UInt8>) -> Bool {
      guard let sign = bytes.first, [0x2A, 0x23, 0x3D, 0x2D, 0x7E].contains(sign) else { return false }
      return bytes.prefix { $0 == sign }.count >= 3
    }
    let line = text[text.trimmed(0..<text.count)]
    return isRule(line) && isRule(line.reversed())
  }
}
