import JSON

/// The date and the time of day that a logger put in front of a line: `2026-03-01 10:00:00,123`, `[03/01 10:00:00]`, `10:00:05`.
struct LineStamp {
  /// Since 1970 as if the clock showed UTC; without a date since midnight, without a year since its first day.
  private(set) var seconds: Double
  private(set) var hasDate = false

  /// nil where the prefix holds no time of day.
  init?(_ text: Bytes, in prefix: Range<Int>) {
    guard let clock = Self.clock(text, prefix), let time = Self.timeOfDay(text, clock, prefix.upperBound)
    else {
      return nil
    }
    seconds = time
    var fields = Self.date(text, prefix.lowerBound..<clock)
    guard fields.count >= 2 else { return }
    // The year first, or last, or not at all.
    var year = 1970.0
    if fields.count == 3 { year = fields[0] > 31 ? fields.removeFirst() : fields.removeLast() }
    if year < 100 { year += 2000 }
    if fields[0] > 12 { fields.swapAt(0, 1) }
    guard (1...12).contains(fields[0]), (1...31).contains(fields[1]), (1970...9999).contains(year) else {
      return
    }
    seconds += 86_400 * Self.days(year: Int(year), month: Int(fields[0]), day: Int(fields[1]))
    hasDate = true
  }

  /// Where two digits, a colon, two digits and another colon begin.
  private static func clock(_ text: Bytes, _ prefix: Range<Int>) -> Int? {
    var place = prefix.lowerBound
    while place + 7 < prefix.upperBound {
      if text[place + 2] == 0x3A, text[place + 5] == 0x3A, text[place].isDigit, text[place + 1].isDigit,
        text[place + 3].isDigit, text[place + 4].isDigit, text[place + 6].isDigit
      {
        return place
      }
      place += 1
    }
    return nil
  }

  private static func timeOfDay(_ text: Bytes, _ start: Int, _ end: Int) -> Double? {
    func two(_ place: Int) -> Double { Double(text[place] &- 0x30) * 10 + Double(text[place + 1] &- 0x30) }
    guard start + 7 < end, text[start + 7].isDigit else { return nil }
    let whole = two(start) * 3_600 + two(start + 3) * 60 + two(start + 6)
    var (fraction, scale, place) = (0.0, 1.0, start + 9)
    if start + 8 < end, text[start + 8] == 0x2C || text[start + 8] == 0x2E {
      while place < end, text[place].isDigit, scale < 1e9 {
        fraction = fraction * 10 + Double(text[place] &- 0x30)
        scale *= 10
        place += 1
      }
    }
    return whole + fraction / scale
  }

  /// The numbers between dashes or slashes in front of the time.
  private static func date(_ text: Bytes, _ range: Range<Int>) -> [Double] {
    var end = range.upperBound
    while end > range.lowerBound, text[end - 1].isBlank || text[end - 1] == 0x54 { end -= 1 }
    var start = end
    while start > range.lowerBound,
      text[start - 1].isDigit || text[start - 1] == 0x2D || text[start - 1] == 0x2F
    { start -= 1 }
    let parts = text[start..<end].split { !$0.isDigit }
    guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.count <= 4 }) else { return [] }
    return parts.compactMap { DecimalNumber.whole(text, in: $0.startIndex..<$0.endIndex)?.value }
  }

  /// Days since 1970 in the Gregorian calendar.
  private static func days(year: Int, month: Int, day: Int) -> Double {
    // Years from March on, so that leap days come last.
    let year = month <= 2 ? year - 1 : year
    let month = (month + 9) % 12
    return Double(365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468)
  }
}
