extension LineScanner {
  func name(_ item: inout LineItem, before start: Int) {
    var end = back(start)
    while end > gap {
      let byte = text[end - 1]
      if byte == 0x5B || byte == 0x28 {
        item.bracket = byte
        end -= 1
        if byte == 0x28, isWrapped(end) {
          item.isWrapped = true
          while end > gap, text[end - 1].isWord || text[end - 1] == 0x2E { end -= 1 }
        }
      } else if byte == 0x22 || byte == 0x27 && (end - 2 < gap || !text[end - 2].isWord) {
        end -= 1
      } else {
        break
      }
      end = back(end)
    }
    let opener = end
    if end > gap, text[end - 1] == 0x3A || text[end - 1] == 0x3D {
      item.sign = text[end - 1] == 0x3A ? .colon : .equals
      end = back(end - 1)
      if end > gap, [0x3D, 0x3C, 0x3E, 0x21].contains(text[end - 1]) {
        item.lead = gap..<start
        item.name = start..<start
        return
      }
    }
    if end > gap, text[end - 1] == 0x22 || text[end - 1] == 0x27 && text[gap..<(end - 1)].contains(0x27) {
      end -= 1
    }
    let begin = nameStart(end)
    item.name = begin..<end
    item.lead = gap..<begin
    if item.name.isEmpty {
      let between = gap..<opener
      item.isMean =
        item.bracket == 0x28 && between.allSatisfy { text[$0].isBlank } && !items.isEmpty
        && item.sign == .none
      item.isContinued =
        !items.isEmpty && item.sign == .none && !between.isEmpty
        && between.allSatisfy { text[$0] == 0x2C || text[$0].isBlank || text[$0] == 0x29 }
        && between.contains { text[$0] == 0x2C }
    }
    item.isListed = item.bracket != 0 && isListed(item.end)
  }

  /// Whether another number follows behind a comma.
  func isListed(_ end: Int) -> Bool {
    var place = end
    while place < text.count, text[place].isBlank { place += 1 }
    guard place < text.count, text[place] == 0x2C else { return false }
    place += 1
    while place < text.count, text[place].isBlank { place += 1 }
    return place < text.count && (text[place].isDigit || text[place] == 0x2D || text[place] == 0x6E)
  }

  func back(_ end: Int) -> Int {
    var end = end
    while end > gap, text[end - 1] == 0x20 { end -= 1 }
    return end
  }

  /// Where the name that ends at `end` begins: behind the last separator.
  func nameStart(_ end: Int) -> Int {
    var start = end
    while start > gap {
      let byte = text[start - 1]
      switch byte {
      case 0x29:
        guard let open = text[gap..<(start - 1)].lastIndex(of: 0x28) else { return begin(start, end) }
        start = open
        continue
      case 0x2C, 0x3B, 0x7C, 0x09, 0x5D, 0x5B, 0x7B, 0x7D, 0x3D, 0x28, 0x3A, 0x22, 0x21, 0x3F, 0x3E, 0x3C,
        0x2A, 0x23:
        return begin(start, end)
      case 0x27 where start - 2 < gap || !text[start - 2].isWord:
        return begin(start, end)
      case 0x20:
        if start - 1 > gap, text[start - 2] == 0x20 { return begin(start, end) }
        if start - 2 > gap, text[start - 2] == 0x2D, text[start - 3] == 0x20 || text[start - 3] == 0x2D {
          return begin(start, end)
        }
        if start - 2 >= gap, text[start - 2] == 0x2E, start < end, start - 3 >= gap, text[start - 3] != 0x72 {
          return begin(start, end)
        }
      default: break
      }
      start -= 1
    }
    return begin(start, end)
  }

  func begin(_ start: Int, _ end: Int) -> Int {
    var start = start
    while start < end,
      text[start].isBlank || text[start] == 0x2F
        || text[start] == 0x2D && (start + 1 >= end || text[start + 1] == 0x20)
        || text[start] == 0x2E && start + 1 < end && text[start + 1] == 0x20
    { start += 1 }
    return start
  }
}
