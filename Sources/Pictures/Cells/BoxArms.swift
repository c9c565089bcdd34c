import Canvas

/// Which sides of its cell a frame character reaches.
struct BoxArms {
  let left: Bool
  let right: Bool
  let up: Bool
  let down: Bool
  /// In points: 1 for light lines, 2 for heavy ones.
  let thickness: Double

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

/// Gathers the level parts of neighboring frame characters into one bar.
struct FrameStroke {
  private var from: Double?
  private var to = 0.0
  private var middle = 0.0
  private var thickness = 1.0

  /// - Returns: what is finished: the upright parts, and the bar so far when it breaks here.
  mutating func add(_ arms: BoxArms, _ x: Double, _ y: Double) -> [SceneRect] {
    let half = SceneCell.width / 2
    var rects = !arms.left || arms.thickness != thickness ? end() : []
    middle = y + (SceneCell.height / 2).rounded(.down)
    thickness = arms.thickness
    let top = arms.up ? y : middle
    let bottom = arms.down ? y + SceneCell.height : middle + thickness
    if arms.up || arms.down {
      rects.append(SceneRect(x: x + half, y: top, width: thickness, height: bottom - top))
    }
    if arms.left || arms.right {
      from = from ?? (arms.left ? x : x + half)
      to = arms.right ? x + SceneCell.width : x + half + thickness
    }
    if !arms.right { rects += end() }
    return rects
  }

  mutating func end() -> [SceneRect] {
    guard let from else { return [] }
    self.from = nil
    return [SceneRect(x: from, y: middle, width: to - from, height: thickness)]
  }
}
