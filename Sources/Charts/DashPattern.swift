/// How a line is broken up, so that lines differ without colour.
package enum DashPattern: Sendable, Hashable, CaseIterable {
  case solid, dashed, dotted, dashDotted, sparse

  /// The pattern of the `index`-th line of a chart of many.
  package static func line(_ index: Int) -> DashPattern {
    let patterns: [DashPattern] = [.solid, .dashed, .dotted, .dashDotted]
    return patterns[((index % patterns.count) + patterns.count) % patterns.count]
  }

  /// Whether the dot at a distance along the line is drawn.
  func isOn(_ distance: Int) -> Bool {
    switch self {
    case .solid: true
    case .dashed: distance % 6 < 4
    case .dotted: distance % 2 == 0
    case .dashDotted: [0, 1, 2, 3, 6].contains(distance % 9)
    case .sparse: distance % 4 == 0
    }
  }

  /// What stands for a cell of the line where only ASCII may be drawn; nil is line art (`'`, `-`, `_`, `|`).
  var asciiMark: Unicode.Scalar? {
    switch self {
    case .solid: nil
    case .dashed: "o"
    case .dotted: ":"
    case .dashDotted: "+"
    case .sparse: "."
    }
  }
}
