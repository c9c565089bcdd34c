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
