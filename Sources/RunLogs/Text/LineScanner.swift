import JSON

/// Finds the numbers of a line and their names. What only looks like a number is passed over: dates, times of day,
/// versions, words with digits in them, and whatever stands in a call's brackets or between quotes.
struct LineScanner {
  let text: Bytes
  var index: Int
  /// Where the last number ended.
  var gap: Int
  var items: [LineItem] = []
  /// Dates and times of day.
  var stamps: [Range<Int>] = []
  static let maximumItems = 512

  /// The numbers of `text` from `start` on.
  static func items(_ text: Bytes, from start: Int) -> [LineItem] {
    var scanner = LineScanner(text: text, index: start, gap: start)
    scanner.scan()
    return scanner.items
  }

  /// The same, with the places of dates and times of day.
  static func scan(_ text: Bytes, from start: Int) -> LineScanner {
    var scanner = LineScanner(text: text, index: start, gap: start)
    scanner.scan()
    return scanner
  }

  init(text: Bytes, index: Int, gap: Int) {
    self.text = text
    self.index = index
    self.gap = gap
  }

  mutating func scan() {
    while index < text.count, items.count < Self.maximumItems {
      let byte = text[index]
      if byte == 0x22, let end = quoted() {
        index = end
        gap = end
      } else if byte == 0x28, let end = call() {
        index = end
        gap = end
      } else if startsNumber(byte) {
        number()
      } else {
        index += 1
      }
    }
  }

  // MARK: What is passed over

  /// Text in quotes behind a sign: `msg="best=0.7"`; a number in quotes is one.
  func quoted() -> Int? {
    guard let before = lastSolid(before: index), text[before] == 0x3D || text[before] == 0x3A else {
      return nil
    }
    guard let end = text[(index + 1)...].firstIndex(of: 0x22) else { return nil }
    return DecimalNumber.whole(text, in: (index + 1)..<end) == nil ? end + 1 : nil
  }

  /// The end of `Namespace(lr=0.1, ...)`, nil for brackets that name nothing.
  func call() -> Int? {
    guard index > 0, text[index - 1].isWord, !isWrapped(index) else { return nil }
    var depth = 0
    var isNaming = false
    for place in index..<text.count {
      if text[place] == 0x28 { depth += 1 }
      if text[place] == 0x3D { isNaming = true }
      if text[place] == 0x29 {
        depth -= 1
        if depth == 0 { return isNaming ? place + 1 : nil }
      }
    }
    return isNaming ? text.count : nil
  }

  /// Whether `(` at `place` belongs to a value: `np.float32(0.5)`, `tensor(0.5)`.
  func isWrapped(_ place: Int) -> Bool {
    [
      "tensor(", "Tensor(", "float16(", "float32(", "float64(", "float(", "Array(", "array(", "int64(",
    ].contains { word in
      let length = word.utf8.count
      return place + 1 >= length && text[(place + 1 - length)..<(place + 1)].elementsEqual(word.utf8)
    }
  }

  func lastSolid(before end: Int) -> Int? {
    var place = end - 1
    while place >= 0, text[place].isBlank { place -= 1 }
    return place >= 0 ? place : nil
  }
}
