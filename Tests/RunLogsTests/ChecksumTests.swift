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
}
