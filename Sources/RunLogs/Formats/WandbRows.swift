import JSON

/// Reads the rows of a run's history whose items are those of a row before but for their numbers, as most rows are.
struct WandbRows: PartReader {
  /// An item of the row before.
  private struct Item: Sendable {
    /// Where all of it up to the length of its JSON stands among the heads.
    var head: Range<Int>
    var column: Int
  }

  /// By their place in the row.
  private var items: [Item] = []
  private var heads: [[UInt8]] = []
  /// The heads one behind the other; none where one has changed.
  private var joinedHeads: [UInt8] = []
  /// The place in the file of the first byte that is given.
  var offset = 0
  /// A record that is split over blocks, and room behind it.
  private var joined: [UInt8] = []

  /// Keeps an item of the row at hand, of which `head` is all up to the length of its JSON.
  mutating func remember(_ head: Bytes, column: Int, _ place: Int) {
    if place == items.count, place < LogLimits.seriesCount {
      items.append(Item(head: 0..<0, column: column))
      heads.append([])
    }
    guard place < items.count else { return }
    items[place].column = column
    heads[place] = Array(head)
    joinedHeads = []
  }

  private mutating func joinHeads() {
    guard joinedHeads.isEmpty else { return }
    for index in items.indices {
      items[index].head = joinedHeads.count..<(joinedHeads.count + heads[index].count)
      joinedHeads += heads[index]
    }
  }

  private struct Layout {
    let items: UnsafeBufferPointer<Item>
    let heads: Bytes
  }

  /// Columns are only added.
  func readsLike(_ other: WandbRows) -> Bool { true }

  mutating func read(_ bytes: Bytes, _ start: inout Int, to limit: Int, into part: inout RowBlock) {
    guard !items.isEmpty else { return }
    var place = start
    // Two threads that count references to the same arrays would wait for each other with every number.
    joinHeads()
    let (items, heads) = (items, joinedHeads)
    items.withUnsafeBufferPointer { items in
      heads.withUnsafeBufferPointer { heads in
        let layout = Layout(items: items, heads: heads)
        part.write(width: items.count, bytes: limit - start) { writer in
          while place < limit, let end = readRecord(bytes, place, layout, &writer), writer.endRow() {
            place = end
          }
        }
      }
    }
    start = place
  }

  /// Writes the row of the record at a place.
  ///
  /// - Returns: where the next record begins; nil where this one is something else.
  private mutating func readRecord(
    _ bytes: Bytes, _ place: Int, _ layout: Layout, _ writer: inout RowWriter
  ) -> Int? {
    guard let piece = piece(bytes, place), BlockRecords.isIntact(bytes, place, piece.data.count) else {
      return nil
    }
    if piece.type == 1 {
      return Self.readRow(bytes, piece.data, layout, &writer) ? behind(piece.data.upperBound, bytes) : nil
    }
    guard piece.type == 2, let end = join(bytes, place) else { return nil }
    var joined: [UInt8] = []
    swap(&joined, &self.joined)
    defer { swap(&joined, &self.joined) }
    let isRead = joined.withUnsafeBufferPointer {
      Self.readRow($0, 0..<($0.count - DecimalNumber.quickRoom), layout, &writer)
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
  private static func readRow(
    _ bytes: Bytes, _ range: Range<Int>, _ layout: Layout, _ writer: inout RowWriter
  ) -> Bool {
    var isRow = false
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value, [2, 17, 18].contains(field) else { continue }
      guard field == 2, !isRow, readItems(bytes, range, layout, &writer) else { return false }
      isRow = true
    }
    return isRow
  }

  private static func readItems(
    _ bytes: Bytes, _ range: Range<Int>, _ layout: Layout, _ writer: inout RowWriter
  ) -> Bool {
    var place = 0
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value, field == 1 else { continue }
      guard place < layout.items.count, case let item = layout.items[place],
        let number = number(bytes, range, item, layout.heads)
      else { return false }
      writer.put(item.column, number, power: PrintedDigits.exact)
      place += 1
    }
    return place > 0
  }

  /// The number of an item that is the one of the row before but for that.
  @inline(__always)
  private static func number(_ bytes: Bytes, _ range: Range<Int>, _ item: Item, _ heads: Bytes) -> Double? {
    let json = range.lowerBound + item.head.count + 1
    guard json < range.upperBound, Int(bytes[json - 1]) == range.upperBound - json,
      range.upperBound - json < 128,
      bytes.hasEqual(heads, item.head, at: range.lowerBound),
      let number = DecimalNumber.quick(bytes, at: json, to: bytes.count)
        ?? DecimalNumber.parse(bytes, at: json, to: range.upperBound),
      number.end == range.upperBound
    else { return nil }
    return number.value
  }
}
