/// Bytes as the decoders see them.
package typealias Bytes = UnsafeBufferPointer<UInt8>

extension UInt8 {
  @inline(__always) static func ascii(_ character: Unicode.Scalar) -> UInt8 {
    UInt8(truncatingIfNeeded: character.value)
  }

  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isBlank: Bool { self == 0x20 || self == 0x09 }
  /// Of a word of a name: letters, digits, the underscore and everything beyond ASCII.
  @inline(__always) var isWord: Bool { isLetter || isDigit || self == 0x5F || self >= 0x80 }
  @inline(__always) var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension Collection where Element == UInt8 {
  var text: String { String(decoding: self, as: UTF8.self) }

  func starts(withText prefix: StaticString) -> Bool {
    prefix.withUTF8Buffer { starts(with: $0) }
  }
}

extension Bytes {
  @inline(__always)
  func slice(_ range: Range<Int>) -> Bytes {
    Bytes(rebasing: self[range])
  }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, self[low].isBlank || self[low] == 0x0D { low += 1 }
    while low < high, self[high - 1].isBlank || self[high - 1] == 0x0D { high -= 1 }
    return low..<high
  }

  func equals(_ text: StaticString, at start: Int = 0) -> Bool {
    let length = text.utf8CodeUnitCount
    guard start >= 0, start + length <= count else { return false }
    let other = text.utf8Start
    for index in 0..<length where self[start + index] != other[index] { return false }
    return true
  }

  func firstIndex(of text: StaticString, from start: Int = 0) -> Int? {
    let length = text.utf8CodeUnitCount
    guard length > 0, count >= length, start <= count - length else { return nil }
    let head = text.utf8Start[0]
    for index in start...(count - length) where self[index] == head && equals(text, at: index) {
      return index
    }
    return nil
  }

  /// Whether a part of other bytes stands at a place.
  @inline(__always)
  func hasEqual(_ other: Bytes, _ range: Range<Int>, at place: Int) -> Bool {
    guard place + range.count <= count, let own = baseAddress, let theirs = other.baseAddress else {
      return false
    }
    let (left, right) = (UnsafeRawPointer(own + place), UnsafeRawPointer(theirs + range.lowerBound))
    var index = 0
    while index + 8 <= range.count {
      guard
        left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index += 8
    }
    while index < range.count {
      guard
        left.load(fromByteOffset: index, as: UInt8.self) == right.load(fromByteOffset: index, as: UInt8.self)
      else { return false }
      index += 1
    }
    return true
  }

  /// The first byte from a place on that is no blank; nil at the end of the bytes.
  @inline(__always)
  func behindBlanks(_ start: Int) -> Int? {
    var place = start
    while place < count, self[place] == 0x20 { place += 1 }
    return place < count ? place : nil
  }

  /// Behind the newline at a place, in front of which a carriage return may stand.
  @inline(__always)
  func behindLineEnd(_ start: Int) -> Int? {
    let place = start < count && self[start] == 0x0D ? start + 1 : start
    return place < count && self[place] == 0x0A ? place + 1 : nil
  }

  /// Behind so many newlines from a place on; at the end of the bytes where there are fewer.
  func behindLines(_ lines: Int, from start: Int) -> Int {
    var place = start
    for _ in 0..<lines { place = self[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? count }
    return place
  }
}
