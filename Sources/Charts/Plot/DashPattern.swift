/// How a line is broken up, so that lines differ without colour.
package enum DashPattern: Sendable, Hashable, CaseIterable {
  case solid, dashed, dotted, dashDotted, longDashed
  /// Every other dot: plans.
  case fine

  /// The pattern of the `index`-th line of a chart of many.
  package static func line(_ index: Int) -> DashPattern {
    let patterns: [DashPattern] = [.solid, .dashed, .dotted, .dashDotted, .longDashed]
    return patterns[((index % patterns.count) + patterns.count) % patterns.count]
  }

  /// Whether the dot at a distance along the line is drawn.
  func isOn(_ distance: Int) -> Bool {
    switch self {
    case .solid: true
    case .dashed: distance % 6 < 4
    case .dotted: distance % 3 == 0
    case .dashDotted: 0b10_0111 >> (distance % 8) & 1 == 1
    case .longDashed: distance % 8 < 5
    case .fine: distance % 2 == 0
    }
  }

  /// What stands for a cell of the line where only ASCII may be drawn; nil is line art (`'`, `-`, `_`, `|`).
  var asciiMark: Unicode.Scalar? {
    switch self {
    case .solid: nil
    case .dashed: "o"
    case .dotted: ":"
    case .dashDotted: "+"
    case .longDashed: "="
    case .fine: "."
    }
  }
}
