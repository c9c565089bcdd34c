/// Rows that are read before it is their turn, maybe on another thread: `RowSink` takes all of them at once.
struct RowBlock: ReadPart {
  /// What rows say in words.
  struct Words: Equatable, Sendable {
    /// Of what data they are, such as `val`; empty for all of it.
    var split = ""
    /// Which run they are of.
    var run = ""
  }

  /// What rows have in common.
  struct Kind: Equatable, Sendable {
    /// The column of each number.
    var columns: [Int]
    var words: Words
  }

  /// Rows of one kind that follow each other.
  struct Stretch: Sendable {
    let kind: Int
    var rows: Int
  }

  /// The numbers row by row, and room for more.
  private(set) var values: [Double] = []
  private(set) var powers: [Int8] = []
  /// In the order in which they come.
  private(set) var kinds: [Kind] = []
  private(set) var stretches: [Stretch] = []
  private(set) var count = 0
  private var used = 0
  /// The x of each row, once it is known.
  var places: [Double] = []

  /// Forgets all rows, and keeps their memory for the next ones.
  mutating func removeAll() {
    kinds.removeAll(keepingCapacity: true)
    stretches.removeAll(keepingCapacity: true)
    (count, used) = (0, 0)
  }

  /// Lets `body` write rows. It is called again, to go on where it was, as long as it needs more room.
  ///
  /// - Parameters:
  ///   - width: how many numbers a row has at most.
  ///   - bytes: of how many bytes rows are about to be read.
  ///   - words: that rows may have.
  mutating func write(
    width: Int, bytes: Int, words: [Words] = [Words()], _ body: (inout RowWriter) -> Void
  ) {
    makeRoom(max(width, bytes / 8))
    while write(width, words, body) { makeRoom(max(width, values.count)) }
  }

  /// - Returns: whether it needs more room.
  private mutating func write(_ width: Int, _ words: [Words], _ body: (inout RowWriter) -> Void) -> Bool {
    var (kinds, stretches) = ([Kind](), [Stretch]())
    swap(&kinds, &self.kinds)
    swap(&stretches, &self.stretches)
    let used = used
    let end = withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * width) { columns in
      values.withUnsafeMutableBufferPointer { values in
        powers.withUnsafeMutableBufferPointer { powers in
          var writer = RowWriter(values, powers, used: used, columns, width: width, words)
          swap(&kinds, &writer.kinds)
          swap(&stretches, &writer.stretches)
          body(&writer)
          writer.discard()
          swap(&kinds, &writer.kinds)
          swap(&stretches, &writer.stretches)
          return (used: writer.used, rows: writer.rows, isFull: writer.isFull)
        }
      }
    }
    swap(&kinds, &self.kinds)
    swap(&stretches, &self.stretches)
    self.used = end.used
    count += end.rows
    return end.isFull
  }

  /// Forgets rows behind the first ones.
  mutating func keep(_ rows: Int) {
    guard rows < count else { return }
    var (left, kept, end) = (rows, 0, 0)
    while left > 0 {
      stretches[kept].rows = min(left, stretches[kept].rows)
      left -= stretches[kept].rows
      end += stretches[kept].rows * kinds[stretches[kept].kind].columns.count
      kept += 1
    }
    stretches.removeSubrange(kept...)
    (count, used) = (rows, end)
  }

  /// A stretch, and where it is.
  struct Part {
    let kind: Int
    let rows: Int
    /// The first of its rows, among all.
    let row: Int
    /// The first of its numbers, among all, and how many a row has.
    let start: Int
    let width: Int

    /// The first number of each row, among all.
    var starts: StrideTo<Int> { stride(from: start, to: start + rows * width, by: width) }
    var lastStart: Int { start + (rows - 1) * width }
  }

  func forEachPart(_ body: (Part) -> Void) {
    var (row, start) = (0, 0)
    for stretch in stretches {
      let width = kinds[stretch.kind].columns.count
      body(Part(kind: stretch.kind, rows: stretch.rows, row: row, start: start, width: width))
      row += stretch.rows
      start += stretch.rows * width
    }
  }

  private mutating func makeRoom(_ more: Int) {
    let missing = used + more - values.count
    guard missing > 0 else { return }
    values.append(contentsOf: repeatElement(0, count: missing))
    powers.append(contentsOf: repeatElement(0, count: missing))
  }
}

/// Takes the numbers of rows into the memory of a `RowBlock`.
struct RowWriter {
  private let values: UnsafeMutablePointer<Double>?
  private let powers: UnsafeMutablePointer<Int8>?
  private let room: Int
  fileprivate private(set) var used: Int
  /// Where the row at hand begins.
  private var start: Int
  /// The columns of the row at hand, and those of the row before; -1 behind its last.
  private let columns: UnsafeMutablePointer<Int32>?
  private let usual: UnsafeMutablePointer<Int32>?
  private let width: Int
  private var usualCount = -1
  private var usualWords = 0
  private let words: [RowBlock.Words]
  /// 0 as long as the row at hand is like the one before.
  private var difference: Int32 = 0

  fileprivate var kinds: [RowBlock.Kind] = []
  fileprivate var stretches: [RowBlock.Stretch] = []
  fileprivate private(set) var rows = 0
  /// Whether a row found no room.
  fileprivate private(set) var isFull = false

  /// - Parameter columns: room for two rows.
  fileprivate init(
    _ values: UnsafeMutableBufferPointer<Double>, _ powers: UnsafeMutableBufferPointer<Int8>, used: Int,
    _ columns: UnsafeMutableBufferPointer<Int32>, width: Int, _ words: [RowBlock.Words]
  ) {
    self.values = values.baseAddress
    self.powers = powers.baseAddress
    room = min(values.count, powers.count)
    (self.used, start) = (used, used)
    self.columns = columns.baseAddress
    usual = columns.baseAddress.map { $0 + width }
    usual?.initialize(repeating: -1, count: width)
    self.width = width
    self.words = words
  }

  @inline(__always)
  mutating func put(_ column: Int, _ value: Double, power: Int8) {
    let place = used &- start
    guard used < room, place < width, let values, let powers, let columns, let usual else {
      isFull = true
      return
    }
    values[used] = value
    powers[used] = power
    let number = Int32(truncatingIfNeeded: column)
    columns[place] = number
    difference |= usual[place] ^ number
    used &+= 1
  }

  /// A number of rows that all have the same columns, one behind the other.
  @inline(__always)
  mutating func put(_ value: Double, power: Int8) { put(used &- start, value, power: power) }

  /// Ends a row; false, and it must be read again, where there was no room for it.
  ///
  /// - Parameter own: which words it has.
  @inline(__always)
  mutating func endRow(words own: Int = 0) -> Bool {
    if isFull { return false }
    if difference == 0, used &- start == usualCount, own == usualWords {
      stretches[stretches.count - 1].rows += 1
    } else {
      begin(own)
    }
    rows += 1
    start = used
    return true
  }

  /// Forgets the numbers of a row that was not ended.
  @inline(__always)
  mutating func discard() {
    used = start
    difference = 0
  }

  /// The row at hand is of another kind than the one before.
  private mutating func begin(_ own: Int) {
    guard let columns, let usual else { return }
    let row = UnsafeBufferPointer(start: columns, count: used - start)
    usual.update(repeating: -1, count: width)
    usual.update(from: columns, count: row.count)
    (usualCount, usualWords, difference) = (row.count, own, 0)
    let words = words[own]
    let isSame = { (kind: RowBlock.Kind) in
      kind.words == words && kind.columns.count == row.count
        && zip(kind.columns, row).allSatisfy { $0 == Int($1) }
    }
    // Of many kinds only the latest are looked at: rows that all differ must not cost more and more.
    var kind = kinds.suffix(32).firstIndex(where: isSame)
    if kind == nil {
      kind = kinds.count
      kinds.append(RowBlock.Kind(columns: row.map(Int.init), words: words))
    }
    stretches.append(RowBlock.Stretch(kind: kind ?? 0, rows: 1))
  }
}
