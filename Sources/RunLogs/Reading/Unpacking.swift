import CFormats

/// What stands between a file's bytes and its text: gzip, and UTF-16 as Windows' redirects write it.
struct Unpacking: Sendable {
  private enum Kind: Sendable { case undecided, plain, gzip(Inflater), utf16(isBig: Bool) }

  private var kind = Kind.undecided
  private var first: [UInt8] = []
  private var odd: [UInt8] = []
  private(set) var problem: String?

  mutating func take(_ bytes: Bytes, _ body: (Bytes) -> Void) {
    switch kind {
    case .plain: body(bytes)
    case .gzip(let inflater):
      inflater.take(bytes, body)
      problem = inflater.problem
    case .utf16(let isBig): widen(bytes, isBig, body)
    case .undecided:
      first.append(contentsOf: bytes)
      guard first.count >= 2 else { return }
      decide(body)
    }
  }

  mutating func finish(_ body: (Bytes) -> Void) {
    if case .undecided = kind, !first.isEmpty {
      kind = .plain
      first.withUnsafeBufferPointer(body)
    }
    if case .gzip(let inflater) = kind { problem = inflater.problem ?? inflater.problemAtEnd }
  }

  private mutating func decide(_ body: (Bytes) -> Void) {
    let bytes = first
    first = []
    switch (bytes[0], bytes[1]) {
    case (0x1F, 0x8B): kind = .gzip(Inflater())
    case (0xFF, 0xFE): kind = .utf16(isBig: false)
    case (0xFE, 0xFF): kind = .utf16(isBig: true)
    default: kind = .plain
    }
    var rest = bytes[...]
    if case .utf16 = kind { rest = bytes.dropFirst(2) }
    Array(rest).withUnsafeBufferPointer { take($0, body) }
  }

  private mutating func widen(_ bytes: Bytes, _ isBig: Bool, _ body: (Bytes) -> Void) {
    odd.append(contentsOf: bytes)
    var units: [UInt16] = []
    units.reserveCapacity(odd.count / 2)
    var index = 0
    while index + 1 < odd.count {
      let (a, b) = (UInt16(odd[index]), UInt16(odd[index + 1]))
      units.append(isBig ? a << 8 | b : b << 8 | a)
      index += 2
    }
    var keep = 0
    if let last = units.last, last & 0xFC00 == 0xD800 {
      units.removeLast()
      keep = 2
    }
    odd.removeFirst(index - keep)
    let text = Array(String(decoding: units, as: UTF16.self).utf8)
    text.withUnsafeBufferPointer(body)
  }
}

/// zlib's inflate. A reference, since zlib keeps pointers into its state; values that share it take turns.
package final class Inflater: Sendable {
  private let handle: UInt

  package init() { handle = lrviz_inflater_new() }

  deinit { lrviz_inflater_free(handle) }

  package var problem: String? {
    switch Int(lrviz_inflater_state(handle)) {
    case LRVIZ_INFLATER_DAMAGED: "the compressed data is damaged"
    case LRVIZ_INFLATER_TOO_LONG:
      "unpacks to far more than a log: the rest is left out"
    default: nil
    }
  }

  var problemAtEnd: String? {
    Int(lrviz_inflater_state(handle)) == LRVIZ_INFLATER_DONE ? nil : "the compressed data ends early"
  }

  package func take(_ bytes: Bytes, _ body: (Bytes) -> Void) {
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 17)
    defer { room.deallocate() }
    var used = 0
    while true {
      let rest = bytes.slice(used..<bytes.count)
      var taken = 0
      let count = lrviz_inflater_take(
        handle, rest.baseAddress, rest.count, &taken, room.baseAddress, room.count, LogLimits.unpackedBytes)
      used += taken
      if count > 0 { body(Bytes(rebasing: room[..<count])) }
      if count < room.count, used == bytes.count || taken == 0 { return }
    }
  }
}
