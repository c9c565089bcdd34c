/// Damages logs as power cuts, careless tools and bad luck do, the same way for the same seed.
package struct LogMutator {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
  }

  /// A piece of a log, damaged in some places.
  package mutating func chunk(of logs: [[UInt8]]) -> [UInt8] {
    let log = logs[next(below: logs.count)]
    let start = next(below: 3) == 0 ? next(below: log.count + 1) : 0
    var bytes = Array(
      log[start..<min(log.count, start + 1 + next(below: next(below: 4) == 0 ? 3_000 : 1_000))])
    for _ in 0..<next(below: 6) { damage(&bytes, logs) }
    return bytes
  }

  private mutating func damage(_ bytes: inout [UInt8], _ logs: [[UInt8]]) {
    guard !bytes.isEmpty else { return }
    let place = next(below: bytes.count)
    switch next(below: 8) {
    case 0: bytes[place] = UInt8(next(below: 256))
    case 1: bytes[place] ^= 1 << UInt8(next(below: 8))
    case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(below: 40)))
    case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + next(below: 80))], at: place)
    case 4: bytes.insert(contentsOf: [UInt8](repeating: bytes[place], count: next(below: 300)), at: place)
    case 5:
      let tokens = Self.tokens
      bytes.insert(contentsOf: tokens[next(below: tokens.count)].utf8, at: place)
    case 6:
      let other = logs[next(below: logs.count)]
      let start = next(below: other.count + 1)
      bytes.insert(contentsOf: other[start..<min(other.count, start + next(below: 200))], at: place)
    default: bytes.removeSubrange(place...)
    }
  }

  private static let tokens = [
    "\u{1B}[31m", "\u{1B}]0;x\u{07}", "\r", "\n", "\r\n", "{", "}", "[[[[", "\"", "'", "NaN", "-Infinity",
    "1e999", "1e-999", "0x1p3",
    "epoch", "step: ", "loss: ", "lr=", "[1/0]", "99999999999999999999", "1,000,000", "\u{202E}", "\0\0\0\0",
    "%|", "| a | b |", "Namespace(", "::",
    "tensor(", "((((", "1:2:3", "2026-03-01 10:00:00",
  ]
}
