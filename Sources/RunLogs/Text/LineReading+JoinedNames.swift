/// Names with a number in them.
///
///     Total loss on 3000 images: 611.25
///     Accuracy of the network on the 10000 test images: 71 %
///     Mean reward (last 10 episodes): 1.1
///     loss after 100 batches: 0.7
extension LineReading {
  /// Whether a number is part of the name of the next one, which it is kept for; behind `after` it counts.
  mutating func isPartOfName(_ item: LineItem, _ index: Int) -> Bool {
    guard item.isWhole, item.sign == .none, item.total == nil, !item.isPercent, item.bracket == 0,
      index + 1 < items.count, items[index + 1].sign != .none
    else { return false }
    let next = items[index + 1]
    if let name = bracketed(item, next) {
      joinedName = name
      return true
    }
    var words = text[item.name].split(separator: 0x20).map(\.text)
    while let last = words.last, ["the", "a", "all"].contains(last.lowercased()) { words.removeLast() }
    guard !next.name.isEmpty, words.count > 1, let joint = words.popLast(), LineName.isPreposition(joint),
      !words.contains(where: { CounterName.rank($0) != nil }), LineName.isKnown(words.joined(separator: " ")),
      text[item.end..<next.name.lowerBound].allSatisfy({ $0 == 0x20 })
    else { return false }
    let nouns = text[next.name].split(separator: 0x20).map(\.text)
    guard nouns.count <= 3, let noun = nouns.last else { return false }
    let rank = CounterName.rank(noun).flatMap { $0 < CounterName.indexRank ? $0 : nil }
    if joint.lowercased() == "after", let rank {
      if CounterName.isEpoch(rank: rank) { setEpoch(item.value) } else { setIteration(item.value, nil) }
      meaning.isUnlikeOthers = true
      joinedName = words.joined(separator: " ")
    } else {
      joinedName = text[item.name.lowerBound..<next.name.upperBound].text
    }
    return true
  }

  /// What a name with a number in the bracket behind it is as a whole: `Mean reward (last 10 episodes)`.
  private func bracketed(_ item: LineItem, _ next: LineItem) -> String? {
    let before = item.lead.lowerBound..<item.digits.lowerBound
    guard next.name.isEmpty, let open = text[before].lastIndex(of: 0x28),
      text[(open + 1)..<before.upperBound].contains(where: { $0.isLetter }),
      text[(open + 1)..<before.upperBound].allSatisfy({ $0.isLetter || $0 == 0x20 }),
      let close = text[item.end..<next.digits.lowerBound].firstIndex(of: 0x29),
      text[item.end..<close].allSatisfy({ $0.isLetter || $0 == 0x20 })
    else { return nil }
    var start = open
    while start > before.lowerBound, ![0x2C, 0x3A, 0x3B, 0x7C, 0x09, 0x5D].contains(text[start - 1]) {
      start -= 1
    }
    let name = text.trimmed(start..<open)
    guard !name.isEmpty, text[name].contains(where: { $0.isLetter }) else { return nil }
    return text[name.lowerBound...close].text
  }
}
