#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Looks for words in long texts by bytes, as `contains` goes by characters.
extension String {
  func holds(_ word: String) -> Bool {
    var (text, word) = (self, word)
    return text.withUTF8 { bytes in
      word.withUTF8 { wanted in Self.find(wanted, in: bytes) }
    }
  }

  private static func find(_ wanted: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool
  {
    guard let pattern = wanted.baseAddress, let start = bytes.baseAddress else { return wanted.isEmpty }
    var place = UnsafeRawPointer(start)
    let end = place + bytes.count
    while end - place >= wanted.count,
      let found = memchr(place, Int32(pattern[0]), end - place - wanted.count + 1)
    {
      if memcmp(found, pattern, wanted.count) == 0 { return true }
      place = UnsafeRawPointer(found) + 1
    }
    return false
  }
}
