/// Reads bytes from the front as long as they hold what is plain, and leaves what takes more care to others.
protocol PartReader: Sendable {
  associatedtype Part: ReadPart

  /// Where something begins at a place or behind it, if something begins at `start`; nil where that cannot be told.
  func beginning(_ bytes: Bytes, behind place: Int, from start: Int) -> Int?

  /// Reads from `start` on what begins before `limit`, up to the first that takes more care: `start` is then where the
  /// next begins.
  mutating func read(_ bytes: Bytes, _ start: inout Int, to limit: Int, into part: inout Part)

  /// Whether another reader understands the same bytes in the same way.
  func readsLike(_ other: Self) -> Bool

  /// Also knows what another reader has learned behind what this one has read.
  mutating func join(_ other: Self)
}

extension PartReader {
  /// Of what stands in lines: behind a newline.
  func beginning(_ bytes: Bytes, behind place: Int, from start: Int) -> Int? {
    bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 }
  }

  mutating func join(_ other: Self) {}
}

/// What such a reader has read.
protocol ReadPart: Sendable {
  init()
  var count: Int { get }
  /// Forgets all of it, and keeps the memory for what is read next.
  mutating func removeAll()
}

/// Shares what is plain in a piece of bytes among two threads: each reads its half into a part of its own, and both parts
/// are taken in their order.
///
/// Where the first half holds something that takes more care, the second one is kept until the first has been read to its
/// end, and then taken, unless its reader would read it in another way by now.
struct SharedReading<Reader: PartReader>: Sendable {
  /// What the last call has read, in the order in which it stands.
  var parts = [Reader.Part(), Reader.Part()]
  private var sharing = Sharing()
  private var kept: Kept?

  /// A second half that was read before it is its turn.
  private struct Kept {
    let start: Int
    let end: Int
    let reader: Reader
    let part: Reader.Part
  }

  /// As much must be plain in front of what is shared.
  private static var trial: Int { 1 << 12 }

  var count: Int { parts[0].count + parts[1].count }

  /// A new piece has come.
  mutating func begin() {
    if kept != nil { lose() }
    sharing.begin()
  }

  /// Gives back the memory of what has been read and taken.
  mutating func release() {
    parts = [Reader.Part(), Reader.Part()]
    if kept != nil { lose() }
  }

  /// Reads from `start` on, up to the first that takes more care: `start` is then where it begins.
  mutating func read(_ reader: inout Reader, _ bytes: Bytes, _ start: inout Int) {
    for index in parts.indices { parts[index].removeAll() }
    if kept != nil { return readUpToKept(&reader, bytes, &start) }
    let trial = sharing.mayBeTaken ? min(bytes.count, start + Self.trial) : bytes.count
    reader.read(bytes, &start, to: trial, into: &parts[0])
    guard trial < bytes.count, start >= trial else { return }
    guard let middle = middle(reader, bytes, start), sharing.take() else {
      return reader.read(bytes, &start, to: bytes.count, into: &parts[0])
    }
    readBoth(&reader, bytes, &start, middle)
  }

  /// Where the second half begins; nil where sharing does not pay.
  private func middle(_ reader: Reader, _ bytes: Bytes, _ start: Int) -> Int? {
    let length = bytes.count - start
    guard TwoThreads.isWorthwhile(length) else { return nil }
    return reader.beginning(bytes, behind: start + length / 2, from: start)
  }

  private mutating func readBoth(_ reader: inout Reader, _ bytes: Bytes, _ start: inout Int, _ middle: Int) {
    var behind = reader
    var end = middle
    var (own, rest) = (Reader.Part(), Reader.Part())
    swap(&own, &parts[0])
    swap(&rest, &parts[1])
    TwoThreads.run {
      reader.read(bytes, &start, to: middle, into: &own)
    } _: {
      behind.read(bytes, &end, to: bytes.count, into: &rest)
    }
    swap(&own, &parts[0])
    if start == middle {
      swap(&rest, &parts[1])
      sharing.note(isLost: false)
      reader.join(behind)
      start = end
    } else {
      kept = Kept(start: middle, end: end, reader: behind, part: rest)
    }
  }

  private mutating func readUpToKept(_ reader: inout Reader, _ bytes: Bytes, _ start: inout Int) {
    guard let kept, start <= kept.start else {
      lose()
      return reader.read(bytes, &start, to: bytes.count, into: &parts[0])
    }
    reader.read(bytes, &start, to: kept.start, into: &parts[0])
    guard start == kept.start else { return }
    guard kept.reader.readsLike(reader) else {
      lose()
      return reader.read(bytes, &start, to: bytes.count, into: &parts[0])
    }
    parts[1] = kept.part
    self.kept = nil
    sharing.note(isLost: false)
    reader.join(kept.reader)
    start = kept.end
  }

  private mutating func lose() {
    kept = nil
    sharing.note(isLost: true)
  }
}

/// When bytes are shared among two threads: once for each piece that comes. What the second thread has read may be lost
/// where the first one stops early; after that it is left alone for ever longer.
private struct Sharing: Sendable {
  private static let longest = 64
  private var isOpen = false
  /// For how many pieces the second thread is left alone, and how many of them are to come.
  private var pause = 0
  private var left = 0

  /// A new piece has come.
  mutating func begin() {
    isOpen = left == 0
    if left > 0 { left -= 1 }
  }

  /// Whether this piece may still be shared.
  var mayBeTaken: Bool { isOpen }

  /// Whether this piece may be shared; true once.
  mutating func take() -> Bool {
    defer { isOpen = false }
    return isOpen
  }

  mutating func note(isLost: Bool) {
    pause = isLost ? min(Self.longest, max(1, pause * 2)) : 0
    left = pause
  }
}
