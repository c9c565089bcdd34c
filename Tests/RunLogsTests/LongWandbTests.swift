import CFormats
import LogFuzzing
import RunLogs
import Testing

/// W&B's files that are long enough for two threads give what is read of them with care, in any cuts.
@Suite("Long files of W&B")
struct LongWandbTests {
  private var bytes: [UInt8] = [0x3A, 0x57, 0x26, 0x42, 0xE1, 0xBE, 0]

  private static func littleEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  private static func varint(_ value: Int) -> [UInt8] {
    value < 128 ? [UInt8(value)] : [UInt8(value & 127 | 128)] + varint(value >> 7)
  }

  /// A field of bytes.
  private static func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(bytes.count) + bytes
  }

  private static func row(_ items: [(String, String)]) -> [UInt8] {
    [8, 1] + field(2, items.flatMap { field(1, field(2, Array($0.utf8)) + field(16, Array($1.utf8))) })
  }

  /// Splits a record over blocks as LevelDB does.
  private mutating func append(_ record: [UInt8]) {
    var rest = record[...]
    var isFirst = true
    while true {
      var room = 32_768 - bytes.count % 32_768
      if room < 7 {
        bytes += [UInt8](repeating: 0, count: room)
        room = 32_768
      }
      let part = Array(rest.prefix(room - 7))
      rest = rest.dropFirst(part.count)
      let type: UInt8 = isFirst ? (rest.isEmpty ? 1 : 2) : (rest.isEmpty ? 4 : 3)
      let sealed = [type] + part
      bytes += Self.littleEndian(UInt64(lrviz_crc32(sealed, sealed.count)), 4)
      bytes += Self.littleEndian(UInt64(part.count), 2) + sealed
      isFirst = false
      if rest.isEmpty { return }
    }
  }

  private static func usual(_ step: Int) -> [UInt8] {
    row([("loss", "\(Double(step) / 7)"), ("lr", "1e-\(step % 9)"), ("_step", "\(step)")])
  }

  /// What may stand among the rows of a run.
  private static func odd(_ number: Int, _ step: Int) -> [UInt8] {
    switch number {
    case 0: row([("loss", "\"NaN\""), ("lr", "0.1"), ("_step", "\(step)")])
    case 1: row([("val_loss", "0.5"), ("_step", "\(step)")])
    case 2:
      row([
        ("loss", "\(step)"), ("note", "\"\(String(repeating: "x", count: 70_000))\""), ("_step", "\(step)"),
      ])
    case 3: field(17, field(1, Array("id".utf8)) + field(8, Array("a run".utf8)))
    case 4: row([("lr", "0.1"), ("loss", "2"), ("_step", "\(step)")])
    case 5: usual(step) + usual(step + 1)
    default: field(16, [1, 2, 3])
    }
  }

  private func check(points: Int) {
    #expect(bytes.count > 200_003)
    let careful = LogCheck.run(bytes, "wandb", cut: 5_000, readsQuickly: false)
    #expect(careful.pointCount > points)
    for cut in [bytes.count + 1, 200_003, 150_000, 32_768, 4_999] {
      #expect(LogCheck.run(bytes, "wandb", cut: cut).isLike(careful), "cuts of \(cut)")
    }
  }

  @Test("Alike in two threads and in one, with odd records anywhere", arguments: 0..<10)
  func shared(seed: Int) {
    var test = self
    var random = LogMutator(seed: UInt64(seed))
    let places = Set((0..<min(seed, 5)).map { _ in random.next(below: 7_000) })
    for step in 0..<7_000 {
      test.append(Self.usual(step))
      if places.contains(step) { test.append(Self.odd(random.next(below: 7), step)) }
    }
    if seed % 3 == 1 { test.bytes.removeLast(11) }
    test.check(points: 13_000)
  }

  @Test("Epochs that are no number beside counts that start over", arguments: ["iteration", "batch"])
  func epochs(counter: String) {
    var test = self
    for step in 0..<7_000 {
      let epoch = step % 1_999 == 1_500 ? "NaN" : "\(step / 1_000)"
      test.append(Self.row([("loss", "\(step)"), (counter, "\(step % 1_000)"), ("epoch", epoch)]))
    }
    test.check(points: 6_000)
  }

  @Test("Damaged anywhere", arguments: 0..<10)
  func damaged(seed: UInt64) {
    var test = self
    var random = LogMutator(seed: seed)
    for step in 0..<7_000 { test.append(Self.usual(step)) }
    for _ in 0...seed % 4 { test.bytes[100 + random.next(below: test.bytes.count - 100)] ^= 0x24 }
    test.check(points: 5_000)
  }
}
