import JSON

/// Rows of a table whose cells are plain numbers or empty, read where they lie.
struct PlainRows: Sendable {
  let separator: UInt8
  var columns: [SeparatedDecoder.Column]
  /// Bytes of the shortest number in the last column.
  var shortestEnd: Int
  /// Whether a row that counts nothing takes more care, as others count.
  private let needsCounter: Bool

  init(_ columns: [SeparatedDecoder.Column], separator: UInt8, shortestEnd: Int) {
    self.columns = columns
    self.separator = separator
    self.shortestEnd = shortestEnd
    needsCounter = columns.contains { $0.isCounter }
  }

  /// Reads rows from `start` on that begin before `limit`, up to the first that takes more care: quotes, words, carriage
  /// returns in the middle, the end of the bytes.
  ///
  /// - Parameter endRow: is called when `taker` has the numbers of a row.
  /// - Returns: how many; `start` is where the next one begins.
  @inline(__always)
  mutating func read<Taker: CellTaker>(
    _ bytes: Bytes, _ start: inout Int, to limit: Int, into taker: inout Taker, endRow: (inout Taker) -> Void
  ) -> Int {
    var rows = 0
    while start < limit, let end = readRow(bytes, start, into: &taker) {
      endRow(&taker)
      start = end
      rows += 1
    }
    return rows
  }

  /// Reads rows in which no column is empty, up to the first that has a gap or takes more care.
  ///
  /// - Returns: how many.
  mutating func readWhole(_ bytes: Bytes, _ start: inout Int, to limit: Int, into rows: inout ColumnRows)
    -> Int
  {
    let before = rows.count
    while start < limit {
      guard let end = readRow(bytes, start, into: &rows) else {
        rows.discard()
        break
      }
      guard rows.endRow() else { break }
      start = end
    }
    return rows.count - before
  }

  /// Also knows what another reader has learned of rows behind these.
  mutating func join(_ other: PlainRows) {
    shortestEnd = min(shortestEnd, other.shortestEnd)
    for index in columns.indices where other.columns[index].hasNumbers { columns[index].hasNumbers = true }
  }

  /// - Returns: where the next row begins; nil if this one takes more care.
  @inline(__always)
  private mutating func readRow<Taker: CellTaker>(_ bytes: Bytes, _ start: Int, into taker: inout Taker)
    -> Int?
  {
    let (separator, needsCounter) = (separator, needsCounter)
    let found = columns.withUnsafeMutableBufferPointer {
      Self.readRow(bytes, start, separator, $0, needsCounter, into: &taker)
    }
    guard let found else { return nil }
    shortestEnd = min(shortestEnd, found.endCount)
    return found.next
  }

  /// - Returns: where the next row begins, and of how many bytes the number in the last column is.
  @inline(__always)
  private static func readRow<Taker: CellTaker>(
    _ bytes: Bytes, _ start: Int, _ separator: UInt8,
    _ columns: UnsafeMutableBufferPointer<SeparatedDecoder.Column>, _ needsCounter: Bool,
    into taker: inout Taker
  ) -> (next: Int, endCount: Int)? {
    var place = start
    var index = 0
    var isEmpty = true
    var hasCounter = !needsCounter
    var endCount = Int.max
    while true {
      guard let first = bytes.behindBlanks(place) else { return nil }
      place = first
      if bytes[place] != separator, bytes[place] > 0x0D {
        guard index < columns.count,
          let number = DecimalNumber.quick(bytes, at: place, to: bytes.count)
        else { return nil }
        guard let next = bytes.behindBlanks(number.end) else { return nil }
        let isWord = separator == 0x20 && next > number.end
        guard isWord || bytes[next] == separator || bytes.behindLineEnd(next) != nil else { return nil }
        if let id = columns[index].id {
          taker.put(id, number.value, power: number.power)
          isEmpty = false
          columns[index].hasNumbers = true
          hasCounter = hasCounter || columns[index].isCounter
          if index == columns.count - 1 { endCount = number.end - place }
        }
        place = next
        if isWord, bytes[next] > 0x0D {
          index += 1
          continue
        }
      }
      guard bytes[place] == separator else {
        guard let next = bytes.behindLineEnd(place), next - start <= LogLimits.recordBytes, hasCounter,
          !isEmpty
        else { return nil }
        return (next, endCount)
      }
      place += 1
      index += 1
    }
  }
}
