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
      word.withUTF8 { wanted in
        guard let start = bytes.baseAddress, let pattern = wanted.baseAddress else { return wanted.isEmpty }
        return memmem(start, bytes.count, pattern, wanted.count) != nil
      }
    }
  }
}
