import JSON

extension LineScanner {
  func startsNumber(_ byte: UInt8) -> Bool {
    let next = index + 1 < text.count ? text[index + 1] : 0
    let isStart =
      byte.isDigit || byte == 0x2E && next.isDigit
      || (byte == 0x2D || byte == 0x2B) && (next.isDigit || next == 0x2E || isNonFinite(index + 1))
      || isNonFinite(index)
    guard isStart else { return false }
    guard index > 0 else { return true }
    let before = text[index - 1]
    if before.isWord { return byte.isDigit && isGlued() }
    if before == 0x40 || before == 0x2E { return false }
    if before == 0x2D, index > 1, text[index - 2].isWord || text[index - 2] == 0x2D { return false }
    return true
  }

  /// Whether the digits that begin here count what the word in front of them says: `epoch0, loss`, `Epoch12 Time`.
  private func isGlued() -> Bool {
    var (start, end) = (index, index)
    while start > 0, text[start - 1].isLetter { start -= 1 }
    while end < text.count, text[end].isDigit { end += 1 }
    if isGluedInBrackets(start, end) || isGluedAtStart(start, end) || text.equals("第", at: index - 3) {
      return true
    }
    guard (4...9).contains(index - start), start == 0 || !isJoined(text[start - 1]),
      end == text.count || !text[end].isWord && !isJoined(text[end])
    else { return false }
    return ["epoch", "iter", "iteration"].contains { word in
      word.utf8.count == index - start
        && zip(word.utf8, text[start..<index]).allSatisfy { $0 == $1.lowercased }
    }
  }

  /// `[E3]`, `[ep3]`
  private func isGluedInBrackets(_ start: Int, _ end: Int) -> Bool {
    guard start > 0, text[start - 1] == 0x5B, end < text.count, text[end] == 0x5D else { return false }
    return ["e", "ep"].contains(text[start..<index].text.lowercased())
  }

  /// `ep3 loss=0.5`
  private func isGluedAtStart(_ start: Int, _ end: Int) -> Bool {
    items.isEmpty && text[start..<index].text.lowercased() == "ep"
      && (start == 0 || text[start - 1].isBlank && text[..<start].allSatisfy(\.isBlank))
      && end < text.count && text[end].isBlank
  }

  /// Whether a character joins words to names of files and places: `runs/epoch1`, `epoch1.pt`, `epoch_1`.
  private func isJoined(_ byte: UInt8) -> Bool {
    byte.isWord || [0x2D, 0x2E, 0x2F, 0x40, 0x5C].contains(byte)
  }

  /// `nan` or `inf`, where a value is expected.
  func isNonFinite(_ place: Int) -> Bool {
    guard place < text.count, [0x6E, 0x69].contains(text[place].lowercased),
      let number = DecimalNumber.parse(text, at: place, to: text.count),
      number.end >= text.count || !text[number.end].isWord,
      let before = lastSolid(before: place)
    else { return false }
    return [0x3A, 0x3D, 0x5B, 0x28, 0x2C, 0x2D, 0x27].contains(text[before])
      || !number.value.isFinite && text[before].isWord
  }

  mutating func number() {
    let start = index
    if let end = rankOfTop(start) {
      index = end
      return
    }
    guard var number = DecimalNumber.parse(text, at: start, to: text.count) else {
      index += 1
      return
    }
    var isGrouped = false
    if number.isWhole {
      if let end = dateOrTime(start, number.end) {
        stamps.append(start..<end)
        index = end
        gap = end
        return
      }
      let ungrouped = number.end
      number = grouped(start, number)
      isGrouped = number.end != ungrouped
    }
    var item = LineItem(
      value: number.value, power: number.power, isWhole: number.isWhole, name: gap..<gap, lead: gap..<gap,
      end: number.end)
    item.digits = start..<number.end
    if start > gap, text[start - 1].isLetter, number.end < text.count, text[number.end] == 0x5D,
      let open = text[gap..<start].lastIndex(of: 0x5B), isGluedInBrackets(open + 1, number.end)
    {
      item.counted = .epoch
    }
    item.isPlain = !isGrouped
    guard tail(&item) else {
      // A word that begins with digits.
      index = max(item.end, start + 1)
      while index < text.count,
        text[index].isWord || text[index] == 0x2E && index + 1 < text.count && text[index + 1].isWord
      { index += 1 }
      return
    }
    name(&item, before: start)
    if item.isWrapped { item.isPlain = false }
    if item.isWrapped, let close = text[item.end...].firstIndex(of: 0x29) { item.end = close + 1 }
    items.append(item)
    index = item.end
    gap = item.end
  }

  /// The end of the number in `top 1 acc` and `top 5-accuracy`, which is part of the name.
  func rankOfTop(_ start: Int) -> Int? {
    guard start > 3, text[start - 1] == 0x20 || text[start - 1] == 0x2D,
      zip(text[(start - 4)..<(start - 1)], "top".utf8).allSatisfy({ $0.lowercased == $1 }),
      start == 4 || !text[start - 5].isWord
    else { return nil }
    var end = start
    while end < text.count, text[end].isDigit { end += 1 }
    guard (1...3).contains(end - start), end + 1 < text.count, text[end] == 0x20 || text[end] == 0x2D,
      text[end + 1].isLetter
    else { return nil }
    return end
  }

  /// The end of a date or a time of day that begins here.
  func dateOrTime(_ start: Int, _ end: Int) -> Int? {
    guard end + 1 < text.count, text[end + 1].isDigit else { return nil }
    let isTime = text[end] == 0x3A
    let isDate = (text[end] == 0x2D || text[end] == 0x2F) && isDateTail(end, digits: end - start)
    guard isTime || isDate else { return nil }
    var place = end
    while place < text.count,
      text[place].isDigit || [0x3A, 0x2D, 0x2F, 0x2E].contains(text[place])
        || text[place] == 0x2C && place + 3 < text.count && text[place + 1].isDigit && text[place + 3].isDigit
          && isTimeBefore(place)
        || [0x54, 0x5A].contains(text[place]) && (place + 1 >= text.count || !text[place + 1].isLetter)
    { place += 1 }
    // A colon behind it ends it: `10:00:05.039595: Epoch 0`.
    while place > end, [0x3A, 0x2D, 0x2F, 0x2E].contains(text[place - 1]) { place -= 1 }
    return place
  }

  /// Milliseconds behind a comma: `10:00:01,123`.
  func isTimeBefore(_ comma: Int) -> Bool {
    comma >= 3 && text[comma - 3] == 0x3A
  }

  /// `-03-01` behind a year, `/01/26` behind a month, or `/01 10:` behind a month.
  func isDateTail(_ end: Int, digits: Int) -> Bool {
    var place = end + 1
    while place < text.count, text[place].isDigit { place += 1 }
    guard place - end - 1 <= 2, place < text.count else { return false }
    if text[place] == text[end], place + 1 < text.count, text[place + 1].isDigit {
      return digits == 4 || digits <= 2
    }
    guard text[place].isBlank, digits <= 2, place + 3 < text.count else { return false }
    return text[place + 1].isDigit && text[place + 2].isDigit && text[place + 3] == 0x3A
  }

  /// Thousands parted by commas: `1,178,492`.
  func grouped(_ start: Int, _ number: DecimalNumber) -> DecimalNumber {
    let first = number.end - start
    guard first <= 3 || (text[start] == 0x2D && first <= 4) else { return number }
    var end = number.end
    var value = number.value
    func isGroup(_ place: Int) -> Bool {
      place + 3 < text.count + 0 && text[place] == 0x2C && text[place + 1].isDigit && text[place + 2].isDigit
        && text[place + 3].isDigit && (place + 4 >= text.count || !text[place + 4].isDigit)
    }
    while end < text.count, isGroup(end) {
      value =
        value * 1000
        + Double(
          Int(text[end + 1] &- 0x30) * 100 + Int(text[end + 2] &- 0x30) * 10 + Int(text[end + 3] &- 0x30))
      end += 4
    }
    guard end > number.end else { return number }
    var result = number
    result.value = value
    result.end = end
    if end + 1 < text.count, text[end] == 0x2E, text[end + 1].isDigit,
      let rest = DecimalNumber.parse(text, at: end, to: text.count)
    {
      result.value += rest.value
      result.end = rest.end
      result.power = rest.power
      result.isWhole = false
    }
    return result
  }

  /// A slash and a total, a range, or a unit behind the number; false where it is no number after all.
  func tail(_ item: inout LineItem) -> Bool {
    ratio(&item)
    guard item.end < text.count else { return true }
    let next = text[item.end]
    if next == 0x2D, item.isWhole, item.end + 1 < text.count {
      if text[item.end + 1].isDigit { return range(&item) }
      // `0-epoch (4/100)`
      if text.equals("epoch", at: item.end + 1) {
        item.end += 1
        return unit(&item)
      }
    }
    if next == 0x5F || next == 0x40 { return false }
    if next == 0x2E, item.end + 1 < text.count, text[item.end + 1].isWord { return false }
    if next == 0x25 {
      item.isPercent = true
      item.end += 1
      return true
    }
    if next == 0x20, item.end + 1 < text.count, text[item.end + 1].isLetter {
      return !isTimeUnit(item.end + 1)
    }
    if next == 0x2F, item.end + 1 < text.count, text[item.end + 1].isLetter {
      let unit = text[item.end...].prefix { $0.isLetter || $0 == 0x2F }
      // `epoch=0/micro_step=10`: the next name.
      if unit.endIndex < text.count, [0x5F, 0x3D, 0x3A].contains(text[unit.endIndex]) { return true }
      item.end = unit.endIndex
      item.hasUnit = true
      return true
    }
    guard next.isLetter || next >= 0x80 else { return true }
    if next >= 0x80, let counted = countedBehind(item) {
      (item.counted, item.end) = counted
      return true
    }
    return unit(&item)
  }

  /// What a number counts by the word behind it and the one in front: `第3轮`, the third round.
  private func countedBehind(_ item: LineItem) -> (LineItem.CountedUnit, end: Int)? {
    let before = item.digits.lowerBound
    guard item.isWhole, before >= 3, text.equals("第", at: before - 3) else { return nil }
    for (word, unit) in [("轮", LineItem.CountedUnit.epoch), ("个epoch", .epoch), ("步", .iteration)]
    where text[item.end...].starts(with: word.utf8) {
      return (unit, item.end + word.utf8.count)
    }
    return nil
  }

  func ratio(_ item: inout LineItem) {
    guard item.isWhole else { return }
    var place = item.end
    while place < text.count, text[place] == 0x20 { place += 1 }
    guard place < text.count, text[place] == 0x2F else { return }
    place += 1
    while place < text.count, text[place] == 0x20 { place += 1 }
    guard place < text.count, text[place].isDigit,
      let total = DecimalNumber.parse(text, at: place, to: text.count), total.isWhole
    else { return }
    let whole = grouped(place, total)
    item.total = whole.value
    item.totalDigits = place..<total.end
    if whole.end != total.end { item.isPlain = false }
    item.end = whole.end
  }

  /// `21-40batch` counts to 40.
  func range(_ item: inout LineItem) -> Bool {
    guard let last = DecimalNumber.parse(text, at: item.end + 1, to: text.count), last.isWhole else {
      return false
    }
    item.value = last.value
    item.end = last.end
    item.isPlain = false
    guard item.end < text.count, text.equals("batch", at: item.end) else { return false }
    item.end += 5
    item.counted = .iteration
    return true
  }

  func isTimeUnit(_ place: Int) -> Bool {
    ["day", "minute", "hour", "second"].contains { text[place...].starts(with: $0.utf8) }
  }

  func unit(_ item: inout LineItem) -> Bool {
    var end = item.end
    while end < text.count, text[end].isLetter || text[end] == 0x2F || text[end] == 0x25 { end += 1 }
    let unit = text[item.end..<end].text
    if unit.hasPrefix("epoch") {
      item.counted = .epoch
      item.isPlain = false
      item.end += 5
      return true
    }
    if duration(&item, unit, end) { return true }
    if end < text.count, text[end].isDigit || text[end] == 0x5F { return false }
    guard let scale = Self.units[unit] else { return false }
    item.value *= scale
    if scale != 1 { item.isPlain = false }
    if scale != 1 {
      item.power =
        item.power == PrintedDigits.exact
        ? item.power : item.power &+ (scale == 1e3 ? 3 : scale == 1e6 ? 6 : 9)
    }
    item.hasUnit = true
    item.end = end
    return true
  }

  private static let parts = [("h", 3_600.0), ("m", 60), ("s", 1)]

  /// `1m 41s`, `2h5m`: one time in seconds, of which the number is the first part.
  private func duration(_ item: inout LineItem, _ unit: String, _ end: Int) -> Bool {
    guard item.isWhole, item.total == nil,
      var part = Self.parts.firstIndex(where: { $0.0 == unit || $0.0 == "m" && unit == "min" }), part < 2
    else { return false }
    var (seconds, place, isMore) = (item.value * Self.parts[part].1, end, false)
    while part < 2 {
      var next = place
      if next < text.count, text[next] == 0x20 { next += 1 }
      guard next < text.count, text[next].isDigit,
        let number = DecimalNumber.parse(text, at: next, to: text.count), number.end < text.count
      else { break }
      var behind = number.end
      while behind < text.count, text[behind].isLetter { behind += 1 }
      let word = text[number.end..<behind].text
      guard let smaller = Self.parts.indices.first(where: { $0 > part && word.hasPrefix(Self.parts[$0].0) }),
        word == Self.parts[smaller].0 || ["min", "sec", "secs"].contains(word)
      else { break }
      (seconds, place, part, isMore) = (seconds + number.value * Self.parts[smaller].1, behind, smaller, true)
    }
    guard isMore else { return false }
    (item.value, item.power, item.end) = (seconds, PrintedDigits.exact, place)
    (item.hasUnit, item.isPlain, item.isWhole) = (true, false, false)
    return true
  }

  static let units: [String: Double] = {
    var units: [String: Double] = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "x": 1]
    for unit in [
      "s", "ms", "us", "ns", "m", "h", "min", "sec", "secs", "B", "b", "KB", "kB", "MB", "GB", "TB", "Mb",
      "Gb", "Kb", "KiB",
      "MiB", "GiB", "TiB", "s/it", "it/s", "ms/step", "us/step", "s/step", "s/iter", "img/s", "samples/s",
      "tok/s", "dB", "C", "W", "Hz",
      "ms/it", "/s", "/it", "t", "T", "it", "MiB/s", "toks/s", "e", "iters/s", "st", "nd", "rd", "th",
    ] { units[unit] = 1 }
    return units
  }()
}
