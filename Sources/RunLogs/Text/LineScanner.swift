/// Finds the numbers of a line and their names. What only looks like a number is passed over: dates, times of day,
/// versions, words with digits in them, and whatever stands in a call's brackets or between quotes.
struct LineScanner {
  private let text: Bytes
  private var index: Int
  /// Where the last number ended.
  private var gap: Int
  private(set) var items: [LineItem] = []
  /// Dates and times of day.
  private(set) var stamps: [Range<Int>] = []
  private static let maximumItems = 512

  /// The numbers of `text` from `start` on.
  static func items(_ text: Bytes, from start: Int) -> [LineItem] {
    var scanner = LineScanner(text: text, index: start, gap: start)
    scanner.scan()
    return scanner.items
  }

  /// The same, with the places of dates and times of day.
  static func scan(_ text: Bytes, from start: Int) -> LineScanner {
    var scanner = LineScanner(text: text, index: start, gap: start)
    scanner.scan()
    return scanner
  }

  private init(text: Bytes, index: Int, gap: Int) {
    self.text = text
    self.index = index
    self.gap = gap
  }

  private mutating func scan() {
    while index < text.count, items.count < Self.maximumItems {
      let byte = text[index]
      if byte == 0x22, let end = quoted() {
        index = end
        gap = end
      } else if byte == 0x28, let end = call() {
        index = end
        gap = end
      } else if startsNumber(byte) {
        number()
      } else {
        index += 1
      }
    }
  }

  // MARK: What is passed over

  /// Text in quotes behind a sign: `msg="best=0.7"`; a number in quotes is one.
  private func quoted() -> Int? {
    guard let before = lastSolid(before: index), text[before] == 0x3D || text[before] == 0x3A else {
      return nil
    }
    guard let end = text[(index + 1)...].firstIndex(of: 0x22) else { return nil }
    return DecimalNumber.whole(text, in: (index + 1)..<end) == nil ? end + 1 : nil
  }

  /// The end of `Namespace(lr=0.1, ...)`, nil for brackets that name nothing.
  private func call() -> Int? {
    guard index > 0, text[index - 1].isWord, !isWrapped(index) else { return nil }
    var depth = 0
    var isNaming = false
    for place in index..<text.count {
      if text[place] == 0x28 { depth += 1 }
      if text[place] == 0x3D { isNaming = true }
      if text[place] == 0x29 {
        depth -= 1
        if depth == 0 { return isNaming ? place + 1 : nil }
      }
    }
    return isNaming ? text.count : nil
  }

  /// Whether `(` at `place` belongs to a value: `np.float32(0.5)`, `tensor(0.5)`.
  private func isWrapped(_ place: Int) -> Bool {
    ["tensor(", "float32(", "float64(", "float(", "Array(", "int64("].contains { word in
      let length = word.utf8.count
      return place + 1 >= length && text[(place + 1 - length)..<(place + 1)].elementsEqual(word.utf8)
    }
  }

  private func lastSolid(before end: Int) -> Int? {
    var place = end - 1
    while place >= 0, text[place].isBlank { place -= 1 }
    return place >= 0 ? place : nil
  }

  // MARK: Numbers

  private func startsNumber(_ byte: UInt8) -> Bool {
    let next = index + 1 < text.count ? text[index + 1] : 0
    let isStart =
      byte.isDigit || byte == 0x2E && next.isDigit
      || (byte == 0x2D || byte == 0x2B) && (next.isDigit || next == 0x2E || isNonFinite(index + 1))
      || isNonFinite(index)
    guard isStart else { return false }
    guard index > 0 else { return true }
    let before = text[index - 1]
    if before.isWord || before == 0x40 || before == 0x2E { return false }
    if before == 0x2D, index > 1, text[index - 2].isWord || text[index - 2] == 0x2D { return false }
    return true
  }

  /// `nan` or `inf`, where a value is expected.
  private func isNonFinite(_ place: Int) -> Bool {
    guard place < text.count, [0x6E, 0x69].contains(text[place].lowercased),
      let number = DecimalNumber.parse(text, at: place, to: text.count),
      number.end >= text.count || !text[number.end].isWord,
      let before = lastSolid(before: place)
    else { return false }
    return [0x3A, 0x3D, 0x5B, 0x28, 0x2C, 0x2D, 0x27].contains(text[before])
      || !number.value.isFinite && text[before].isWord
  }

  private mutating func number() {
    let start = index
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

  /// The end of a date or a time of day that begins here.
  private func dateOrTime(_ start: Int, _ end: Int) -> Int? {
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
  private func isTimeBefore(_ comma: Int) -> Bool {
    comma >= 3 && text[comma - 3] == 0x3A
  }

  /// `-03-01` behind a year, `/01/26` behind a month, or `/01 10:` behind a month.
  private func isDateTail(_ end: Int, digits: Int) -> Bool {
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
  private func grouped(_ start: Int, _ number: DecimalNumber) -> DecimalNumber {
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
  private func tail(_ item: inout LineItem) -> Bool {
    ratio(&item)
    guard item.end < text.count else { return true }
    let next = text[item.end]
    if next == 0x2D, item.isWhole, item.end + 1 < text.count, text[item.end + 1].isDigit {
      return range(&item)
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
      while item.end < text.count, text[item.end].isLetter || text[item.end] == 0x2F { item.end += 1 }
      item.hasUnit = true
      return true
    }
    guard next.isLetter || next >= 0x80 else { return true }
    return unit(&item)
  }

  private func ratio(_ item: inout LineItem) {
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
  private func range(_ item: inout LineItem) -> Bool {
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

  private func isTimeUnit(_ place: Int) -> Bool {
    ["day", "minute", "hour", "second"].contains { text[place...].starts(with: $0.utf8) }
  }

  private func unit(_ item: inout LineItem) -> Bool {
    var end = item.end
    while end < text.count, text[end].isLetter || text[end] == 0x2F || text[end] == 0x25 { end += 1 }
    let unit = text[item.end..<end].text
    if unit.hasPrefix("epoch") {
      item.counted = .epoch
      item.isPlain = false
      item.end += 5
      return true
    }
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

  private static let units: [String: Double] = {
    var units: [String: Double] = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "x": 1]
    for unit in [
      "s", "ms", "us", "ns", "m", "h", "min", "sec", "secs", "B", "b", "KB", "kB", "MB", "GB", "TB", "Mb",
      "Gb", "Kb", "KiB",
      "MiB", "GiB", "TiB", "s/it", "it/s", "ms/step", "us/step", "s/step", "s/iter", "img/s", "samples/s",
      "tok/s", "dB", "C", "W", "Hz",
      "ms/it", "/s", "/it", "t", "T", "it", "MiB/s", "toks/s", "e", "iters/s",
    ] { units[unit] = 1 }
    return units
  }()

  // MARK: Names

  private func name(_ item: inout LineItem, before start: Int) {
    var end = back(start)
    while end > gap {
      let byte = text[end - 1]
      if byte == 0x5B || byte == 0x28 {
        item.bracket = byte
        end -= 1
        if byte == 0x28, isWrapped(end) {
          item.isWrapped = true
          while end > gap, text[end - 1].isWord || text[end - 1] == 0x2E { end -= 1 }
        }
      } else if byte == 0x22 || byte == 0x27 && (end - 2 < gap || !text[end - 2].isWord) {
        end -= 1
      } else {
        break
      }
      end = back(end)
    }
    let opener = end
    if end > gap, text[end - 1] == 0x3A || text[end - 1] == 0x3D {
      item.sign = text[end - 1] == 0x3A ? .colon : .equals
      end = back(end - 1)
      if end > gap, [0x3D, 0x3C, 0x3E, 0x21].contains(text[end - 1]) {
        item.lead = gap..<start
        item.name = start..<start
        return
      }
    }
    if end > gap, text[end - 1] == 0x22 { end -= 1 }
    let begin = nameStart(end)
    item.name = begin..<end
    item.lead = gap..<begin
    if item.name.isEmpty {
      let between = gap..<opener
      item.isMean =
        item.bracket == 0x28 && between.allSatisfy { text[$0].isBlank } && !items.isEmpty
        && item.sign == .none
      item.isContinued =
        !items.isEmpty && item.sign == .none && !between.isEmpty
        && between.allSatisfy { text[$0] == 0x2C || text[$0].isBlank || text[$0] == 0x29 }
        && between.contains { text[$0] == 0x2C }
    }
    item.isListed = item.bracket != 0 && isListed(item.end)
  }

  /// Whether another number follows behind a comma.
  private func isListed(_ end: Int) -> Bool {
    var place = end
    while place < text.count, text[place].isBlank { place += 1 }
    guard place < text.count, text[place] == 0x2C else { return false }
    place += 1
    while place < text.count, text[place].isBlank { place += 1 }
    return place < text.count && (text[place].isDigit || text[place] == 0x2D || text[place] == 0x6E)
  }

  private func back(_ end: Int) -> Int {
    var end = end
    while end > gap, text[end - 1] == 0x20 { end -= 1 }
    return end
  }

  /// Where the name that ends at `end` begins: behind the last separator.
  private func nameStart(_ end: Int) -> Int {
    var start = end
    while start > gap {
      let byte = text[start - 1]
      switch byte {
      case 0x29:
        guard let open = text[gap..<(start - 1)].lastIndex(of: 0x28) else { return begin(start, end) }
        start = open
        continue
      case 0x2C, 0x3B, 0x7C, 0x09, 0x5D, 0x5B, 0x7B, 0x7D, 0x3D, 0x28, 0x3A, 0x22, 0x21, 0x3F, 0x3E, 0x3C,
        0x2A, 0x23:
        return begin(start, end)
      case 0x27 where start - 2 < gap || !text[start - 2].isWord:
        return begin(start, end)
      case 0x20:
        if start - 1 > gap, text[start - 2] == 0x20 { return begin(start, end) }
        if start - 2 > gap, text[start - 2] == 0x2D, text[start - 3] == 0x20 { return begin(start, end) }
        if start - 2 >= gap, text[start - 2] == 0x2E, start < end, start - 3 >= gap, text[start - 3] != 0x72 {
          return begin(start, end)
        }
      default: break
      }
      start -= 1
    }
    return begin(start, end)
  }

  private func begin(_ start: Int, _ end: Int) -> Int {
    var start = start
    while start < end,
      text[start].isBlank || text[start] == 0x2F
        || text[start] == 0x2D && (start + 1 >= end || text[start + 1] == 0x20)
        || text[start] == 0x2E && start + 1 < end && text[start + 1] == 0x20
    { start += 1 }
    return start
  }
}
