import Canvas

/// Which sides of its cell a frame character reaches.
struct BoxArms {
  let left: Bool
  let right: Bool
  let up: Bool
  let down: Bool
  /// In units of the picture: 1 for light lines, 2 for heavy ones.
  let thickness: Int

  init?(_ scalar: Unicode.Scalar) {
    guard let sides = Self.sides(scalar) ?? Self.heavySides(scalar) else { return nil }
    thickness = Self.heavySides(scalar) == nil ? 1 : 2
    left = sides & 1 != 0
    right = sides & 2 != 0
    up = sides & 4 != 0
    down = sides & 8 != 0
  }

  /// Left 1, right 2, up 4, down 8.
  private static func sides(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "─": 3
    case "│": 12
    case "┌", "╭": 10
    case "┐", "╮": 9
    case "└", "╰": 6
    case "┘", "╯": 5
    case "├": 14
    case "┤": 13
    case "┬": 11
    case "┴": 7
    case "┼": 15
    default: nil
    }
  }

  private static func heavySides(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "━": 3
    case "┃": 12
    case "┏": 10
    case "┓": 9
    case "┗": 6
    case "┛": 5
    default: nil
    }
  }
}

/// Gathers the level parts of neighbouring frame characters into one bar.
struct FrameStroke {
  private var from: Int?
  private var to = 0
  private var middle = 0
  private var thickness = 1

  /// - Returns: path data of what is finished: the upright parts, and the bar so far when it breaks here.
  mutating func add(_ arms: BoxArms, _ x: Int, _ y: Int) -> String {
    let cell = SVGWriter.cell
    let half = cell.width / 2
    var path = !arms.left || arms.thickness != thickness ? end() : ""
    middle = y + cell.height / 2
    thickness = arms.thickness
    let top = arms.up ? y : middle
    let bottom = arms.down ? y + cell.height : middle + thickness
    if arms.up || arms.down {
      path += "M\(x + half) \(top)h\(thickness)V\(bottom)h-\(thickness)z"
    }
    if arms.left || arms.right {
      from = from ?? (arms.left ? x : x + half)
      to = arms.right ? x + cell.width : x + half + thickness
    }
    if !arms.right {
      path += end()
    }
    return path
  }

  mutating func end() -> String {
    guard let from else { return "" }
    self.from = nil
    return "M\(from) \(middle)H\(to)v\(thickness)H\(from)z"
  }
}
