import Canvas

extension VirtualTerminal {
  mutating func perform(_ parameters: String, _ final: Character) {
    if parameters.hasPrefix("?") { return setPrivateModes(parameters.dropFirst(), final) }
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    switch final {
    case "A": move(toX: cursor.x, y: cursor.y - count)
    case "B": move(toX: cursor.x, y: cursor.y + count)
    case "C": move(toX: cursor.x + count)
    case "D": move(toX: cursor.x - count)
    case "G": move(toX: count - 1)
    case "d": move(toX: cursor.x, y: count - 1)
    case "H", "f": move(toX: (numbers.count > 1 ? max(1, numbers[1]) : 1) - 1, y: count - 1)
    case "m": setRendition(parameters)
    case "r": setMargins(numbers)
    case "b": for _ in 0..<count { print(lastPrinted) }
    case "t": break
    case "c" where parameters.isEmpty: break  // asks what terminal this is
    case "h", "l": if parameters != "4" || final == "h" { unknown.append("CSI \(parameters)\(final)") }
    default: edit(final, count: count, mode: numbers.first ?? 0, parameters)
    }
  }

  private mutating func edit(_ final: Character, count: Int, mode: Int, _ parameters: String) {
    let x = cursor.x
    switch final {
    case "J": eraseScreen(mode)
    case "K": blank(mode == 0 ? x..<size.width : 0..<(mode == 1 ? min(x + 1, size.width) : size.width))
    case "X": blank(x..<min(x + count, size.width))
    case "@":
      cells[cursor.y].insert(contentsOf: Array(repeating: " ", count: min(count, size.width - x)), at: x)
      cells[cursor.y].removeLast(min(count, size.width - x))
      backgrounds[cursor.y].insert(
        contentsOf: Array(repeating: background, count: min(count, size.width - x)), at: x)
      backgrounds[cursor.y].removeLast(min(count, size.width - x))
    case "P":
      cells[cursor.y].removeSubrange(x..<min(x + count, size.width))
      cells[cursor.y] += Array(repeating: " ", count: size.width - cells[cursor.y].count)
      backgrounds[cursor.y].removeSubrange(x..<min(x + count, size.width))
      backgrounds[cursor.y] += Array(repeating: background, count: size.width - backgrounds[cursor.y].count)
    case "L": scroll(cursor.y..<region.upperBound, by: -count)
    case "M": scroll(cursor.y..<region.upperBound, by: count)
    case "S": scroll(region, by: count)
    case "T": scroll(region, by: -count)
    default: unknown.append("CSI \(parameters)\(final)")
    }
  }

  private mutating func eraseScreen(_ mode: Int) {
    let rows = mode == 0 ? cursor.y + 1..<size.height : 0..<(mode == 1 ? cursor.y : size.height)
    for y in rows {
      cells[y] = Array(repeating: " ", count: size.width)
      backgrounds[y] = Array(repeating: background, count: size.width)
    }
    if mode == 0 { blank(cursor.x..<size.width) }
    if mode == 1 { blank(0..<min(cursor.x + 1, size.width)) }
  }

  private mutating func blank(_ columns: Range<Int>) {
    for x in columns { (cells[cursor.y][x], backgrounds[cursor.y][x]) = (" ", background) }
  }

  /// Up by a positive number of rows, down by a negative one.
  private mutating func scroll(_ rows: Range<Int>, by count: Int) {
    let blank = Array(repeating: Unicode.Scalar(" "), count: size.width)
    for _ in 0..<min(abs(count), rows.count) {
      cells.remove(at: count > 0 ? rows.lowerBound : rows.upperBound - 1)
      cells.insert(blank, at: count > 0 ? rows.upperBound - 1 : rows.lowerBound)
      backgrounds.remove(at: count > 0 ? rows.lowerBound : rows.upperBound - 1)
      backgrounds.insert(
        Array(repeating: background, count: size.width),
        at: count > 0 ? rows.upperBound - 1 : rows.lowerBound)
    }
  }

  mutating func move(toX x: Int, y: Int? = nil) {
    cursor = Point(x: min(max(x, 0), size.width - 1), y: min(max(y ?? cursor.y, 0), size.height - 1))
    wrapsNext = false
  }

  mutating func lineFeed() {
    if cursor.y == region.upperBound - 1 {
      scroll(region, by: 1)
    } else {
      move(toX: cursor.x, y: cursor.y + 1)
    }
  }

  mutating func reverseLineFeed() {
    if cursor.y == region.lowerBound {
      scroll(region, by: -1)
    } else {
      move(toX: cursor.x, y: cursor.y - 1)
    }
  }

  /// The last column holds the cursor until another character comes (xterm's deferred wrap).
  mutating func print(_ scalar: Unicode.Scalar) {
    if wrapsNext {
      move(toX: 0)
      lineFeed()
    }
    lastPrinted = scalar
    cells[cursor.y][cursor.x] = modes.usesLineDrawing ? Self.lineDrawing[scalar] ?? scalar : scalar
    backgrounds[cursor.y][cursor.x] = background
    if cursor.x == size.width - 1 {
      wrapsNext = true
    } else {
      cursor.x += 1
    }
  }

  private static let lineDrawing: [Unicode.Scalar: Unicode.Scalar] = [
    "q": "─", "x": "│", "l": "┌", "k": "┐", "m": "└", "j": "┘", "t": "├", "u": "┤", "w": "┬", "v": "┴",
    "n": "┼",
  ]
}
