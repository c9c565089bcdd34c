import CFormats
import LogFuzzing
import RunLogs
import Testing

/// TensorBoard's files that are long enough for two threads give what is read of them with care, in any cuts.
@Suite("Long event files")
struct LongEventTests {
  private func record(_ event: [UInt8]) -> [UInt8] {
    func masked(_ bytes: [UInt8]) -> [UInt8] {
      let crc = lrviz_crc32c(bytes, bytes.count)
      return littleEndian(UInt64((crc >> 15 | crc << 17) &+ 0xA282_EAD8), 4)
    }
    let length = littleEndian(UInt64(event.count), 8)
    return length + masked(length) + event + masked(event)
  }

  private func littleEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  private func varint(_ value: Int) -> [UInt8] {
    value < 128 ? [UInt8(value)] : [UInt8(value & 127 | 128)] + varint(value >> 7)
  }

  /// A field of bytes.
  private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + varint(bytes.count) + bytes
  }

  private func event(_ step: Int, _ values: [(tag: String, value: Float)]) -> [UInt8] {
    [0x09] + littleEndian(Double(1_000 + step).bitPattern, 8) + [0x10] + varint(step)
      + field(
        5,
        values.flatMap {
          field(1, field(1, Array($0.tag.utf8)) + [0x15] + littleEndian(UInt64($0.value.bitPattern), 4))
        })
  }

  /// What may stand among the events of a run.
  private func odd(_ number: Int, _ step: Int) -> [UInt8] {
    switch number {
    case 0: return record(event(step, [("loss", 1), ("lr", 2)]))
    case 1: return record(event(step, [("new \(step)", 1)]))
    case 2: return record([0x09] + littleEndian(0, 8) + [0x10] + varint(step / 2) + field(7, [0x08, 0x01]))
    case 3:
      var damaged = record(event(step, [("loss", 1)]))
      damaged[20] ^= 1
      return damaged
    case 4:
      var lost = record(event(step, [("loss", 1)]))
      lost[9] ^= 1
      return lost
    case 5: return [UInt8](repeating: 7, count: 10_000)
    default:
      return record(
        event(step, [("a tag of more than a hundred letters \(String(repeating: "x", count: 150))", 1)]))
    }
  }

  @Test("Alike in two threads and in one, with odd records anywhere", arguments: 0..<12)
  func shared(seed: Int) {
    var random = LogMutator(seed: UInt64(seed))
    var bytes = record([0x09] + littleEndian(0, 8) + field(3, Array("brain.Event:2".utf8)))
    let places = Set((0..<min(seed, 4)).map { _ in random.next(below: 8_000) })
    for step in 0..<8_000 {
      bytes += record(event(step, [(step % 2 == 0 ? "loss" : "lr", Float(step) / 3)]))
      if places.contains(step) { bytes += odd(random.next(below: 7), step) }
    }
    if seed % 3 == 1 { bytes.removeLast(9) }
    #expect(bytes.count > 200_003)
    let careful = LogCheck.run(bytes, "tensorboard", cut: 5_000, readsQuickly: false)
    #expect(careful.pointCount > 2_000)
    for cut in [bytes.count + 1, 200_003, 150_000, 4_999] {
      #expect(LogCheck.run(bytes, "tensorboard", cut: cut).isLike(careful), "cuts of \(cut)")
    }
  }
}
