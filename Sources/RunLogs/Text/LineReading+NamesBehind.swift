/// Lines in which names stand behind their values, as darknet and its forks print them:
///
///     3: 700.123456, 789.123456 avg loss, 0.000020 rate, 9.6 seconds, 192 images, 91.5 hours left
extension LineReading {
  /// What such names stand for; others are taken as they are.
  private static let meanings = ["avg": "loss (mean)", "avg loss": "loss (mean)", "rate": "learning rate"]

  /// Reads such a line; false for any other: it begins with its count, and no number has a name in front.
  mutating func readNamesBehind() -> Bool {
    guard items.count >= 4, items[0].isWhole, items[0].total == nil, items[0].end < text.count,
      text[items[0].end] == 0x3A, text[start..<items[0].digits.lowerBound].allSatisfy(\.isBlank),
      items.allSatisfy({ $0.name.isEmpty && $0.bracket == 0 }),
      items.dropFirst(2).allSatisfy({ $0.sign == .none })
    else { return false }
    let names = items.map { nameBehind($0) }
    guard names[0] == nil, names[2...].allSatisfy({ $0 != nil }) else { return false }
    (meaning.step, meaning.stepItem) = (items[0].value, 0)
    for (index, item) in items.enumerated().dropFirst() {
      // The first value is the one whose mean follows.
      guard
        let name = names[index].map({ Self.meanings[$0] ?? $0 })
          ?? (names[2]?.hasPrefix("avg") == true ? "loss" : nil)
      else { continue }
      meaning.fields.append(
        .init(
          name: name, value: item.value, power: item.power, isKnown: LineName.isKnown(name), item: index))
    }
    meaning.isPure = true
    return true
  }

  /// The words between a number and the next comma, up to three.
  private func nameBehind(_ item: LineItem) -> String? {
    var end = item.end
    while end < text.count, text[end].isLetter || text[end] == 0x20 { end += 1 }
    guard end == text.count || text[end] == 0x2C else { return nil }
    let words = text[item.end..<end].split(separator: 0x20)
    return (1...3).contains(words.count) ? words.map(\.text).joined(separator: " ") : nil
  }

  /// The measure that a value's name stands behind it, in a line whose other names stand in front: `0.98 C.E. Loss, 94.3% Accuracy`.
  func measureBehind(_ item: LineItem) -> String? {
    // `0.5ms loss` is a time.
    guard !item.isWhole || item.isPercent, !item.hasUnit, item.total == nil, item.counted == nil,
      item.name.isEmpty || !LineName.isKnown(text[item.name].text)
    else { return nil }
    var end = item.end
    while end < text.count, text[end].isLetter || text[end] == 0x20 || text[end] == 0x2E { end += 1 }
    guard end == text.count || [0x2C, 0x3B, 0x7C].contains(text[end]) else { return nil }
    let words = text[item.end..<end].split(separator: 0x20).map(\.text)
    let name = words.joined(separator: " ")
    return (1...3).contains(words.count) && LineName.isMeasured(name) ? name : nil
  }
}
