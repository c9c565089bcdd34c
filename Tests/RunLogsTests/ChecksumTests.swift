import CFormats
import Testing

/// Checksums with the processor's instructions are those without.
@Suite("Checksums")
struct ChecksumTests {
  private let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 >> 3) }

  @Test("CRC-32 is zlib's, of any length from any place")
  func crc32s() {
    bytes.withUnsafeBytes { bytes in
      for start in [0, 1, 7, 15] {
        for count in Array(0...300) + [1_023, 1_024, 4_097] {
          let part = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + count)])
          let expected = crc32(0, part.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(count))
          #expect(UInt(lrviz_crc32(part.baseAddress, count)) == UInt(expected), "\(count) from \(start)")
        }
      }
    }
  }

  @Test("CRC-32C of what its definition gives")
  func crc32c() {
    let digits = Array("123456789".utf8)
    #expect(lrviz_crc32c(digits, digits.count) == 0xE306_9283)
    let zeros = [UInt8](repeating: 0, count: 32)
    #expect(lrviz_crc32c(zeros, zeros.count) == 0x8A91_36AA)
  }

  @Test("CRC-32C of any length is what its polynomial leaves")
  func crc32cs() {
    for start in [0, 1, 7] {
      for count in 0...80 {
        var crc = ~UInt32(0)
        for byte in bytes[start..<(start + count)] {
          crc ^= UInt32(byte)
          for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
        }
        let found = bytes.withUnsafeBytes { lrviz_crc32c($0.baseAddress.map { $0 + start }, count) }
        #expect(found == ~crc, "\(count) from \(start)")
      }
    }
  }

  @Test("A record is whole where both of its checksums are right", arguments: [0, 1, 15, 40, 300])
  func records(length: Int) {
    let body = Array(bytes.prefix(length))
    func little(_ value: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
    func sealed(_ part: [UInt8]) -> [UInt8] {
      part + little(UInt64(lrviz_masked(lrviz_crc32c(part, part.count))), 4)
    }
    let record = sealed(little(UInt64(length), 8)) + sealed(body)
    #expect(lrviz_record(record + [1, 2, 3], record.count + 3, 1_000) == length)
    #expect(lrviz_record(record, record.count, length) == length)
    #expect(lrviz_record(record, record.count, length - 1) == (length == 0 ? 0 : -1))
    for count in 0..<record.count { #expect(lrviz_record(record, count, 1_000) == -1) }
    for place in record.indices {
      var damaged = record
      damaged[place] ^= 0x10
      #expect(lrviz_record(damaged, damaged.count, 1_000) == -1, "byte \(place)")
    }
  }
}
