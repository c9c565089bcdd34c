import JSON

/// What loggers and launchers put in front of a line: stamps, levels, places in the source, ranks.
enum LinePrefix {
  /// The process that a launcher says wrote the line, `[rank0]:`, `[default0]:`, mpirun's `[1,0]<stdout>:` or srun's `0: `, and
  /// where the line goes on.
  static func rank(_ text: Bytes) -> (rank: Int, end: Int, isBare: Bool)? {
    guard let first = text.first else { return nil }
    if first == 0x5B {
      for word: StaticString in ["[rank", "[default", "[Rank ", "[RANK", "[RANK "] where text.equals(word) {
        let start = word.utf8CodeUnitCount
        guard let number = DecimalNumber.parse(text, at: start, to: min(text.count, start + 6)),
          number.isWhole,
          number.end < text.count, text[number.end] == 0x5D
        else { continue }
        var end = number.end + 1
        if end < text.count, text[end] == 0x3A { end += 1 }
        return (Int(number.value), end, false)
      }
      return mpirun(text)
    }
    guard first.isDigit, let number = DecimalNumber.parse(text, at: 0, to: min(text.count, 6)),
      number.isWhole,
      number.end + 1 < text.count, text[number.end] == 0x3A, text[number.end + 1] == 0x20
    else { return nil }
    return (Int(number.value), number.end + 2, true)
  }

  /// `[job,rank]<stdout>:`
  private static func mpirun(_ text: Bytes) -> (rank: Int, end: Int, isBare: Bool)? {
    guard let job = DecimalNumber.parse(text, at: 1, to: min(text.count, 8)), job.isWhole,
      job.end < text.count,
      text[job.end] == 0x2C,
      let rank = DecimalNumber.parse(text, at: job.end + 1, to: min(text.count, job.end + 8)), rank.isWhole,
      text.equals("]<stdout>:", at: rank.end) || text.equals("]<stderr>:", at: rank.end)
    else { return nil }
    return (Int(rank.value), rank.end + 10, false)
  }

  /// The process behind the prefix, of how many: icefall's `(0/2) `; and where the line goes on.
  static func share(_ text: Bytes, _ start: Int) -> (rank: Int, end: Int)? {
    guard start + 6 < text.count, text[start] == 0x28,
      let rank = DecimalNumber.parse(text, at: start + 1, to: min(text.count, start + 6)), rank.isWhole,
      rank.end < text.count, text[rank.end] == 0x2F,
      let all = DecimalNumber.parse(text, at: rank.end + 1, to: min(text.count, rank.end + 6)), all.isWhole,
      all.value > max(1, rank.value), rank.value >= 0, text.equals(") ", at: all.end)
    else { return nil }
    return (Int(rank.value), all.end + 2)
  }

  /// Where the message of a line begins.
  static func end(_ text: Bytes, from start: Int) -> Int {
    var place = blanks(text, start)
    if let end = service(text, place) { place = end }
    if let level = level(text, place) { place = behindLevel(text, level) }
    while place < text.count {
      let next = step(text, place)
      if next == place { break }
      place = blanks(text, next)
    }
    return place
  }

  /// What docker compose puts in front: `ray-training  | `.
  private static func service(_ text: Bytes, _ start: Int) -> Int? {
    var end = start
    var isJoined = false
    while end < text.count, text[end].isWord || text[end] == 0x2D || text[end] == 0x2E {
      isJoined = isJoined || text[end] == 0x2D
      end += 1
    }
    let bar = blanks(text, end)
    guard isJoined, bar > end, bar + 1 < text.count, text[bar] == 0x7C, text[bar + 1] == 0x20,
      text[start].isLetter, !LineName.isKnown(text[start..<end].text)
    else { return nil }
    return blanks(text, bar + 1)
  }

  private static func behindLevel(_ text: Bytes, _ start: Int) -> Int {
    var place = start
    while place < text.count, [0x20, 0x3A, 0x5D, 0x7C, 0x2D, 0x09].contains(text[place]) {
      // A minus sign of a number stays.
      if text[place] == 0x2D, place + 1 < text.count, text[place + 1].isDigit { break }
      place += 1
    }
    return place
  }

  /// One group in brackets, stamp, or place in the source.
  private static func step(_ text: Bytes, _ start: Int) -> Int {
    if text[start] == 0x5B { return bracket(text, start) }
    if text[start] == 0x28, let end = text[start...].prefix(200).firstIndex(of: 0x29),
      text[start..<end].starts(withText: "(") && contains(text, start..<end, "pid=")
    {
      return end + 1
    }
    if text[start].isDigit { return stamp(text, start) }
    if let end = glog(text, start) { return end }
    return source(text, start)
  }

  /// `I0510 10:00:00.123456  1234 solver.cpp:218] `
  private static func glog(_ text: Bytes, _ start: Int) -> Int? {
    guard [0x49, 0x57, 0x45, 0x46].contains(text[start]), start + 6 < text.count, text[start + 1].isDigit,
      text[start + 4].isDigit, text[start + 5] == 0x20,
      let end = text[start...].prefix(100).firstIndex(of: 0x5D)
    else { return nil }
    return end + 1
  }

  /// The end of a date and a time, with what parts them from the message.
  private static func stamp(_ text: Bytes, _ start: Int) -> Int {
    var place = start
    var colons = 0
    var dashes = 0
    while place < text.count,
      text[place].isDigit || [0x3A, 0x2D, 0x2F, 0x2E, 0x2C, 0x54, 0x5A, 0x2B].contains(text[place])
    {
      if text[place] == 0x3A { colons += 1 }
      if text[place] == 0x2D || text[place] == 0x2F { dashes += 1 }
      place += 1
    }
    let isTime = colons >= 2 || (colons == 3 && dashes >= 2)
    let isDate = dashes == 2 && place - start >= 8 && colons == 0
    guard isTime || isDate || dashes == 2 && colons >= 2 else { return start }
    guard place == text.count || text[place].isBlank || text[place] == 0x5D || text[place] == 0x7C else {
      return start
    }
    place = blanks(text, place)
    if place + 1 < text.count, text[place] == 0x2D || text[place] == 0x7C, text[place + 1] == 0x20 {
      place += 2
    }
    return place
  }

  /// A group in brackets that counts and names nothing, such as `[2026-03-01 10:00:00]`, `[INFO]`, `[train.py:12]`.
  private static func bracket(_ text: Bytes, _ start: Int) -> Int {
    guard let end = text[start...].prefix(120).firstIndex(of: 0x5D) else { return start }
    let content = (start + 1)..<end
    var first = content.lowerBound
    while first < end, text[first].isBlank { first += 1 }
    var last = first
    while last < end, text[last].isWord { last += 1 }
    let word = text[first..<last].text.lowercased()
    // `[train.py:12]` is a place, `[train]` a part of the data.
    let isPlace = text.equals(".py:", at: last)
    if isGluedCount(word) || isPair(text, first..<end) || isSplitTag(text, first..<end) { return start }
    if !isPlace,
      Split(word: word) != nil || CounterName.rank(word) != nil || RunKey.isCounted(word) || word == "config"
    {
      return start
    }
    if content.contains(where: { text[$0] == 0x3D }) { return start }
    if first < end, text[first].isDigit, !content.contains(where: { text[$0] == 0x3A || text[$0] == 0x2D }) {
      return start
    }
    var place = end + 1
    if place < text.count, text[place] == 0x3A { place += 1 }
    return place
  }

  /// `[E3]`, `[epoch12]`
  private static func isGluedCount(_ word: String) -> Bool {
    let stem = word.prefix { $0.isLetter }
    let digits = word.dropFirst(stem.count)
    return !digits.isEmpty && digits.utf8.allSatisfy(\.isDigit)
      && (["e", "ep"].contains(stem) || CounterName.rank(String(stem)) != nil)
  }

  /// `[1 :    100]`: a colon with a blank beside it is none of a time.
  private static func isPair(_ text: Bytes, _ range: Range<Int>) -> Bool {
    guard let colon = text[range].firstIndex(of: 0x3A), colon > range.lowerBound,
      colon + 1 < range.upperBound,
      text[colon - 1].isBlank || text[colon + 1].isBlank
    else { return false }
    return text[range].allSatisfy { $0.isDigit || $0.isBlank || $0 == 0x3A }
      && !text[(colon + 1)..<range.upperBound].contains(0x3A)
  }

  /// `[Diff-Val(Test-Normal)]`: few words, one of them for a part of the data.
  private static func isSplitTag(_ text: Bytes, _ range: Range<Int>) -> Bool {
    let words = text[range].split { !$0.isLetter }
    return (2...4).contains(words.count) && !text[range].contains { $0.isDigit || $0.isBlank || $0 == 0x2E }
      && words.contains { Split(word: $0.text.lowercased()) != nil }
  }

  /// `INFO:root:`, `train.py:12:`, `module:function:253 - `, `logger - `: words and lines joined by colons.
  private static func source(_ text: Bytes, _ start: Int) -> Int {
    var place = start
    while place < text.count, text[place].isWord || text[place] == 0x2E { place += 1 }
    guard place > start, place < text.count else { return start }
    let isFile = text[start..<place].text.hasSuffix(".py")
    if text[start..<place].text == "root", text[place] == 0x3A { return place + 1 }
    // `eval.py[line:94]: `
    if text[place] == 0x5B, isFile, let close = text[place...].prefix(24).firstIndex(of: 0x5D),
      text.equals(": ", at: close + 1)
    {
      return close + 3
    }
    if text[place] == 0x3A, place + 1 < text.count, isFile {
      place += 1
      while place < text.count, text[place].isWord { place += 1 }
      while place < text.count, [0x3A, 0x5D, 0x20, 0x2D].contains(text[place]) { place += 1 }
      return place
    }
    // loguru's place: a module, a function and a line.
    var end = place
    var colons = 0
    while end < text.count,
      text[end].isWord || text[end] == 0x3A || text[end] == 0x2E || text[end] == 0x3C || text[end] == 0x3E
    {
      if text[end] == 0x3A { colons += 1 }
      end += 1
    }
    let isPlace = colons == 2 || colons == 1 && text[start..<end].contains(0x2E)
    if isPlace, text[end - 1].isDigit, end + 2 < text.count, text.equals(" - ", at: end) {
      return end + 3
    }
    return start
  }

  /// Just behind the level of the line, if it has one.
  private static func level(_ text: Bytes, _ start: Int) -> Int? {
    let limit = min(text.count, start + 200)
    var place = start
    while place + 4 <= limit {
      let byte = text[place]
      if (byte == 0x49 || byte == 0x44 || byte == 0x57 || byte == 0x45), place == 0 || !text[place - 1].isWord
      {
        for word: StaticString in ["INFO", "DEBUG", "WARNING", "WARN", "ERROR"]
        where text.equals(word, at: place) {
          let end = place + word.utf8CodeUnitCount
          if end >= text.count || !text[end].isWord { return end }
        }
      }
      // A level stands in front of what a line says.
      if byte == 0x3D || byte == 0x7B { return nil }
      place += 1
    }
    return nil
  }

  private static func blanks(_ text: Bytes, _ start: Int) -> Int {
    var place = start
    while place < text.count, text[place].isBlank { place += 1 }
    return place
  }

  private static func contains(_ text: Bytes, _ range: Range<Int>, _ word: StaticString) -> Bool {
    text.slice(range).firstIndex(of: word) != nil
  }
}
