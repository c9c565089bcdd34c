import JSON

/// Rows of a table whose cells are plain numbers or empty, read where they lie.
struct PlainRows: PartReader {
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

  /// Rows with quotes, words or carriage returns in the middle, and at the end of the bytes, take more care.
  mutating func read(_ bytes: Bytes, _ start: inout Int, to limit: Int, into rows: inout RowBlock) {
    let (separator, needsCounter) = (separator, needsCounter)
    var (place, shortest) = (start, shortestEnd)
    columns.withUnsafeMutableBufferPointer { columns in
      rows.write(width: columns.count, bytes: limit - start) { writer in
        while place < limit,
          let found = Self.readRow(bytes, place, separator, columns, needsCounter, into: &writer),
          writer.endRow()
        {
          place = found.next
          shortest = min(shortest, found.endCount)
        }
      }
    }
    (start, shortestEnd) = (place, shortest)
  }

  func readsLike(_ other: PlainRows) -> Bool {
    separator == other.separator && needsCounter == other.needsCounter
      && columns.map(\.id) == other.columns.map(\.id)
      && columns.map(\.isCounter) == other.columns.map(\.isCounter)
  }

  mutating func join(_ other: PlainRows) {
    shortestEnd = min(shortestEnd, other.shortestEnd)
    for index in columns.indices where other.columns[index].hasNumbers { columns[index].hasNumbers = true }
  }

  /// - Returns: where the next row begins, and of how many bytes the number in the last column is.
  @inline(__always)
  private static func readRow(
    _ bytes: Bytes, _ start: Int, _ separator: UInt8,
    _ columns: UnsafeMutableBufferPointer<SeparatedDecoder.Column>, _ needsCounter: Bool,
    into writer: inout RowWriter
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
          writer.put(id, number.value, power: number.power)
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
