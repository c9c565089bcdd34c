import JSON

/// A line of JSON lines that has been read, as a pattern for those that differ from it in their numbers, and in texts that
/// mean nothing: they give the same columns, and are read without asking the scanner again.
///
/// What stands between must be equal byte for byte, so that brackets, names and the words of a split are the same.
struct JSONLinePattern: Sendable {
  /// What may differ behind a piece of text that may not.
  enum Gap: Sendable { case number, text, end }

  private let sample: [UInt8]
  /// A piece of the sample that must be equal, and what stands behind it.
  private struct Piece: Sendable {
    var start: Int
    var end: Int
    var gap: Gap
  }

  /// The last one ends with the newline.
  private let pieces: [Piece]
  /// The column of each number.
  let columns: [Int]
  let words: RowBlock.Words

  /// - Parameters:
  ///   - line: without its newline.
  ///   - cells: what the scanner and the records have made of it. nil unless they are its numbers, one by one.
  init?(_ line: Bytes, cells: [RowSink.Cell], _ words: RowBlock.Words) {
    guard line.count < 4_096, let members = JSONLineMembers(line), members.numbers.count == cells.count else {
      return nil
    }
    for (number, cell) in zip(members.numbers, cells) {
      guard number.value.bitPattern == cell.value.bitPattern, number.power == cell.power else { return nil }
    }
    sample = Array(line) + [0x0A]
    var start = 0
    pieces =
      members.gaps.map { range, gap in
        defer { start = range.upperBound }
        return Piece(start: start, end: range.lowerBound, gap: gap)
      } + [Piece(start: members.gaps.last?.range.upperBound ?? 0, end: line.count + 1, gap: .end)]
    columns = cells.map(\.column)
    self.words = words
  }

  /// Whether both know the same lines.
  func isLike(_ other: JSONLinePattern) -> Bool {
    words == other.words && columns == other.columns
      && pieces.count == other.pieces.count
      && zip(pieces, other.pieces).allSatisfy { own, piece in
        own.gap == piece.gap && sample[own.start..<own.end] == other.sample[piece.start..<piece.end]
      }
  }

  /// Reads lines of this kind as long as they come, begin before `limit` and find room.
  ///
  /// - Parameters:
  ///   - start: where the first line begins; behind the last one that was read.
  ///   - words: which of the writer's words such lines have.
  /// - Returns: whether there were any.
  func read(_ bytes: Bytes, _ start: inout Int, to limit: Int, into writer: inout RowWriter, words: Int)
    -> Bool
  {
    let first = start
    sample.withUnsafeBufferPointer { sample in
      pieces.withUnsafeBufferPointer { pieces in
        columns.withUnsafeBufferPointer { columns in
          while start < limit, let end = Self.match(sample, pieces, columns, bytes, start, &writer),
            writer.endRow(words: words)
          { start = end }
        }
      }
    }
    writer.discard()
    return start > first
  }

  /// Writes the numbers of a line; nil if it is of another kind.
  @inline(__always)
  private static func match(
    _ sample: Bytes, _ pieces: UnsafeBufferPointer<Piece>, _ columns: UnsafeBufferPointer<Int>,
    _ bytes: Bytes,
    _ start: Int, _ writer: inout RowWriter
  ) -> Int? {
    var place = start
    var number = 0
    for piece in pieces {
      guard bytes.hasEqual(sample, piece.start..<piece.end, at: place) else { return nil }
      place += piece.end - piece.start
      switch piece.gap {
      case .number:
        // A plus sign, or letters, would be a word.
        guard place < bytes.count, bytes[place] != 0x2B,
          let found = DecimalNumber.quick(bytes, at: place, to: bytes.count)
        else { return nil }
        writer.put(columns[number], found.value, power: found.power)
        number += 1
        place = found.end
      case .text:
        guard let end = JSONLineMembers.endOfIdleText(bytes, place) else { return nil }
        place = end
      case .end: return place - start <= LogLimits.recordBytes ? place : nil
      }
    }
    return nil
  }
}

/// Kinds of lines that come again and again, the latest first.
struct JSONLinePatterns: PartReader {
  private(set) var all: [JSONLinePattern] = []

  var isEmpty: Bool { all.isEmpty }

  /// Keeps a kind of lines, unless it is known.
  mutating func add(_ pattern: JSONLinePattern) {
    guard !all.contains(where: pattern.isLike) else { return }
    if all.count >= 8 { all.removeLast() }
    all.insert(pattern, at: 0)
  }

  mutating func read(_ bytes: Bytes, _ start: inout Int, to limit: Int, into rows: inout RowBlock) {
    guard let width = all.map(\.columns.count).max() else { return }
    var place = start
    rows.write(width: width, bytes: limit - start, words: all.map(\.words)) { writer in
      var index = 0
      while index < all.count {
        let isRead = all[index].read(bytes, &place, to: limit, into: &writer, words: index)
        index = isRead && index > 0 ? 0 : index + 1
      }
    }
    start = place
  }

  /// Kinds are forgotten and found anew, but what a line of one gives is always the same.
  func readsLike(_ other: JSONLinePatterns) -> Bool { true }
}

/// The numbers of a line that is one object, and its texts that have no meaning for a run.
private struct JSONLineMembers {
  private(set) var numbers: [DecimalNumber] = []
  /// In order.
  private(set) var gaps: [(range: Range<Int>, gap: JSONLinePattern.Gap)] = []

  /// nil for a line that is more than objects within objects, plain texts, and arrays of numbers.
  init?(_ line: Bytes) {
    /// Of each open container, whether it is an object.
    var open: [Bool] = []
    var key: Bytes?
    var place = 0
    while place < line.count {
      switch line[place] {
      case 0x20, 0x09, 0x0D, 0x3A: place += 1
      case 0x2C:
        key = nil
        place += 1
      case 0x7B, 0x5B:
        let isObject = line[place] == 0x7B
        guard open.last != false, isObject || !open.isEmpty, open.count < LogLimits.nesting else {
          return nil
        }
        open.append(isObject)
        key = nil
        place += 1
      case 0x7D, 0x5D:
        guard let isObject = open.popLast(), isObject == (line[place] == 0x7D) else { return nil }
        place += 1
      case 0x22:
        guard open.last == true, let end = Self.endOfText(line, place + 1) else { return nil }
        if let name = key {
          let isIdle =
            Self.endOfIdleText(line, place + 1) == end && !SplitColumns.isName(name.text)
            && !RunKey.isNamed(name.text) && !LabeledValue.isLabel(name.text.lowercased())
          if isIdle {
            gaps.append(((place + 1)..<end, .text))
          } else if DecimalNumber.whole(line, in: (place + 1)..<end) != nil {
            return nil
          }
        } else {
          key = line.slice((place + 1)..<end)
        }
        place = end + 1
      default:
        guard let end = takeWord(line, place, isMember: !open.isEmpty && (key != nil || open.last == false))
        else {
          return nil
        }
        place = end
      }
    }
    guard open.isEmpty else { return nil }
  }

  /// A number, `true`, `false` or `null`.
  private mutating func takeWord(_ line: Bytes, _ start: Int, isMember: Bool) -> Int? {
    var end = start
    while end < line.count, !Self.endsWord(line[end]) { end += 1 }
    guard isMember else { return nil }
    for word: StaticString in ["true", "false", "null"]
    where line.equals(word, at: start) && end - start == word.utf8CodeUnitCount {
      return end
    }
    guard line[start].isDigit || line[start] == 0x2D,
      let number = DecimalNumber.parse(line, at: start, to: line.count), number.end == end,
      number.value.isFinite
    else { return nil }
    numbers.append(number)
    gaps.append((start..<end, .number))
    return end
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [0x2C, 0x7D, 0x5D, 0x3A, 0x7B, 0x5B, 0x22].contains(byte)
  }

  /// The quote behind a short text without an escape.
  private static func endOfText(_ bytes: Bytes, _ start: Int) -> Int? {
    var place = start
    let limit = min(bytes.count, start + 256)
    while place < limit, bytes[place] != 0x5C, bytes[place] != 0x0A {
      if bytes[place] == 0x22 { return place }
      place += 1
    }
    return nil
  }

  /// The quote behind a text that is surely no number: one that begins with a letter that no number begins with, or with
  /// digits that a colon or a dash follows, as in times and dates.
  static func endOfIdleText(_ bytes: Bytes, _ start: Int) -> Int? {
    var place = start
    while place < bytes.count, bytes[place].isDigit { place += 1 }
    guard place < bytes.count else { return nil }
    let byte = bytes[place]
    let isLetter = byte.isLetter && ![0x69, 0x6E].contains(byte.lowercased)
    guard place > start ? byte == 0x3A || byte == 0x2D : isLetter else { return nil }
    return endOfText(bytes, place)
  }
}
