/// What part of the data a line is of.
extension LineReading {
  /// Words for the part of the data that stand by themselves: at the beginning, in brackets, or between bars.
  mutating func note(split lead: Range<Int>) {
    var place = lead.lowerBound
    while place < lead.upperBound {
      guard text[place].isLetter else {
        place += 1
        continue
      }
      var end = place
      while end < lead.upperBound, text[end].isLetter { end += 1 }
      let before = place > 0 ? text[place - 1] : 0x5B
      let after = end < text.count ? text[end] : 0x5D
      let isHead = !text[start..<place].contains { $0.isLetter }
      let isEnclosed =
        before == 0x5B && after == 0x5D || isBetweenBars(place, end) || before == 0x3A && after == 0x3A
        || isSubset(place, end)
      let isColon =
        after == 0x3A && (isHead || before == 0x20 || before == 0x5D || before == 0x09)
        || after == 0x20 && end + 1 < text.count && text[end + 1] == 0x3A && isHead
      // `Epoch 3 Val, MAE: 18.3`
      let isBehindCount =
        (last == .epoch || last == .iteration) && after == 0x2C
        && text[lead.lowerBound..<place].allSatisfy(\.isBlank)
      let isInTag = !isHead && isInTag(place)
      if isHead || isEnclosed || isColon || isBehindCount || isInTag {
        note(split: text[place..<end].text, isEnclosed: isEnclosed)
      }
      place = end
    }
  }

  /// Whether a word stands in brackets that the line begins with: `[Diff-Val(Test-Normal)] Epoch 3`.
  private func isInTag(_ place: Int) -> Bool {
    guard start < text.count, text[start] == 0x5B, meaning.split.isEmpty, !meaning.hasCounter,
      let end = text[start...].firstIndex(of: 0x5D)
    else { return false }
    return place < end && text[start..<end].count <= 40 && !text[start..<end].contains { $0.isBlank }
  }

  private func isBetweenBars(_ start: Int, _ end: Int) -> Bool {
    func solid(_ place: Int, _ step: Int) -> UInt8 {
      var place = place
      while place >= 0, place < text.count, text[place] == 0x20 { place += step }
      return place >= 0 && place < text.count ? text[place] : 0x7C
    }
    return solid(end, 1) == 0x7C && (solid(start - 1, -1) == 0x7C || start == self.start)
  }

  /// fairseq's `| valid on 'valid' subset |`.
  private func isSubset(_ start: Int, _ end: Int) -> Bool {
    start >= 2 && text[start - 2] == 0x7C && text.equals(" on '", at: end)
  }

  mutating func note(split word: String, isEnclosed: Bool = false) {
    guard let split = Split(word: word.lowercased()) else { return }
    if split == .train {
      meaning.split = ""
      meaning.isSummary = isEnclosed || word.lowercased() == "training" && meaning.epoch != nil
    } else {
      meaning.split = word
      meaning.isSummary = false
    }
  }

  /// `Eval begin...`
  func beginsLoop() -> Bool {
    let words = text[text.trimmed(start..<text.count)].split { !$0.isWord }.map { $0.text.lowercased() }
    guard words.count == 2, let split = Split(word: words[0]), split != .train else { return false }
    return ["begin", "begins", "start", "starts", "started"].contains(words[1])
  }

  /// `Test Error:` or `Validation results`: the split of the lines below.
  func heading() -> String? {
    let line = text.trimmed(start..<text.count)
    guard line.count <= 40, !line.isEmpty else { return nil }
    let words = text[line].split { !$0.isWord }.map { $0.text.lowercased() }
    guard words.count <= 3 else { return nil }
    if beginsLoop() { return words[0] }
    // `evaluate:test`
    if words.allSatisfy({ Split(word: $0) != nil }) { return words.last }
    guard text[line.upperBound - 1] == 0x3A else { return nil }
    return words.first { Split(word: $0) != nil }
  }
}
