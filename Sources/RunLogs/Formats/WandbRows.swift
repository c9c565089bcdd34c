import JSON

/// Reads the rows of a run's history whose items are those of a row before but for their numbers, as most rows are.
struct WandbRows: PartReader {
  /// An item of a row.
  struct Item: Sendable {
    /// All of it up to the length of its JSON.
    let head: [UInt8]
    let column: Int
  }

  /// The items of the row before, by their place in it.
  private(set) var layout: [Item] = []
  /// The place in the file of the first byte that is given.
  var offset = 0
  /// A record that is split over blocks, and room behind it.
  private var joined: [UInt8] = []

  mutating func remember(_ item: Item, _ place: Int) {
    if place < layout.count {
      layout[place] = item
    } else if place == layout.count, place < LogLimits.seriesCount {
      layout.append(item)
    }
  }

  /// Columns are only added.
  func readsLike(_ other: WandbRows) -> Bool { true }

  mutating func read(_ bytes: Bytes, _ start: inout Int, to limit: Int, into part: inout RowBlock) {
    guard !layout.isEmpty else { return }
    var place = start
    part.write(width: layout.count, bytes: limit - start) { writer in
      while place < limit, let end = readRecord(bytes, place, &writer), writer.endRow() { place = end }
    }
    start = place
  }

  /// Writes the row of the record at a place.
  ///
  /// - Returns: where the next record begins; nil where this one is something else.
  private mutating func readRecord(_ bytes: Bytes, _ place: Int, _ writer: inout RowWriter) -> Int? {
    guard let piece = piece(bytes, place), BlockRecords.isIntact(bytes, place, piece.data.count) else {
      return nil
    }
    if piece.type == 1 {
      return readRow(bytes, piece.data, &writer) ? behind(piece.data.upperBound, bytes) : nil
    }
    guard piece.type == 2, let end = join(bytes, place) else { return nil }
    var joined: [UInt8] = []
    swap(&joined, &self.joined)
    defer { swap(&joined, &self.joined) }
    let isRead = joined.withUnsafeBufferPointer {
      readRow($0, 0..<($0.count - DecimalNumber.quickRoom), &writer)
    }
    return isRead ? end : nil
  }

  // MARK: Records

  private struct Piece {
    let type: UInt8
    let data: Range<Int>
  }

  /// The piece of a record whose header is at a place; nil where it is not whole or none.
  private func piece(_ bytes: Bytes, _ place: Int) -> Piece? {
    let room = BlockRecords.block - (offset + place) % BlockRecords.block
    guard room >= BlockRecords.header, bytes.count - place >= BlockRecords.header else { return nil }
    let (length, type) = (Int(bytes.load16(place + 4)), bytes[place + 6])
    let start = place + BlockRecords.header
    guard (1...4).contains(type), BlockRecords.header + length <= room, start + length <= bytes.count else {
      return nil
    }
    return Piece(type: type, data: start..<(start + length))
  }

  /// Where the next record begins behind one: the last bytes of a block are none.
  private func behind(_ end: Int, _ bytes: Bytes) -> Int {
    let room = BlockRecords.block - (offset + end) % BlockRecords.block
    return room < BlockRecords.header && end + room <= bytes.count ? end + room : end
  }

  /// Where the next record begins behind the one at a place, which may be split; nil where that cannot be told.
  func end(_ bytes: Bytes, _ place: Int) -> Int? {
    guard let first = piece(bytes, place), first.type <= 2 else { return nil }
    var (piece, next) = (first, behind(first.data.upperBound, bytes))
    while piece.type != 1, piece.type != 4 {
      guard let more = self.piece(bytes, next), more.type > 2 else { return nil }
      (piece, next) = (more, behind(more.data.upperBound, bytes))
    }
    return next
  }

  /// Puts the pieces of a record together, whose first one is intact.
  ///
  /// - Returns: where the next record begins; nil where a piece is missing or damaged.
  private mutating func join(_ bytes: Bytes, _ place: Int) -> Int? {
    joined.removeAll(keepingCapacity: true)
    guard let end = end(bytes, place) else { return nil }
    var next = place
    while next < end, let piece = piece(bytes, next) {
      guard BlockRecords.isIntact(bytes, next, piece.data.count) else { return nil }
      joined.append(contentsOf: bytes[piece.data])
      next = behind(piece.data.upperBound, bytes)
    }
    guard joined.count <= LogLimits.recordBytes else { return nil }
    joined.append(contentsOf: repeatElement(0, count: DecimalNumber.quickRoom))
    return end
  }

  /// The first record that begins in the block behind a place.
  func beginning(_ bytes: Bytes, behind place: Int, from start: Int) -> Int? {
    var next = (offset + place + BlockRecords.block - 1) / BlockRecords.block * BlockRecords.block - offset
    while let piece = piece(bytes, next) {
      if piece.type <= 2 { return next }
      next = behind(piece.data.upperBound, bytes)
    }
    return nil
  }

  // MARK: Rows

  /// Writes the numbers of a record that is a row; false where it is or has something else.
  private func readRow(_ bytes: Bytes, _ range: Range<Int>, _ writer: inout RowWriter) -> Bool {
    var isRow = false
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value, [2, 17, 18].contains(field) else { continue }
      guard field == 2, !isRow, readItems(bytes, range, &writer) else { return false }
      isRow = true
    }
    return isRow
  }

  private func readItems(_ bytes: Bytes, _ range: Range<Int>, _ writer: inout RowWriter) -> Bool {
    var place = 0
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value, field == 1 else { continue }
      guard place < layout.count, let number = number(bytes, range, place) else { return false }
      writer.put(layout[place].column, number, power: PrintedDigits.exact)
      place += 1
    }
    return place > 0
  }

  /// The number of an item that is the one at its place in the row before but for that.
  @inline(__always)
  private func number(_ bytes: Bytes, _ range: Range<Int>, _ place: Int) -> Double? {
    let json = range.lowerBound + layout[place].head.count + 1
    guard json < range.upperBound, Int(bytes[json - 1]) == range.upperBound - json,
      range.upperBound - json < 128,
      layout[place].head.withUnsafeBufferPointer({ bytes.hasEqual($0, 0..<$0.count, at: range.lowerBound) }),
      let number = DecimalNumber.quick(bytes, at: json, to: bytes.count)
        ?? DecimalNumber.parse(bytes, at: json, to: range.upperBound),
      number.end == range.upperBound
    else { return nil }
    return number.value
  }
}
