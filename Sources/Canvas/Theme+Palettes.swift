// Contrast against the background, after WCAG 2.2: text at least 4.5:1, lines 3:1, with `contrast` 7:1. The focus, what
// warns, and the series have no color in common; `neutral` has its exceptions. `ThemeTests` holds all of it, with every
// depth of color.
extension Theme {
  package static let all = [dark, light, contrast]

  /// For dark terminals. Its first curves are those of the palette of Okabe and Ito (2008), told apart under the common
  /// kinds of color blindness.
  package static let dark = Theme(
    name: "dark", ground: ThemeColor(0x14171C, 233, 0), ink: ThemeColor(0xD5D9E0, 253, 7)
  ) { role in
    switch role {
    case .standard: ThemeColor(0xD5D9E0, nil, nil)
    case .muted: ThemeColor(0x9AA3B2, 247, nil)
    case .accent: ThemeColor(0xC3A6FF, 147, nil)
    case .lr, .series1: ThemeColor(0x56B4E9, 74, 6)
    case .trainLoss, .series2: ThemeColor(0xE69F00, 178, 5)
    case .valLoss, .series3, .good: ThemeColor(0x2FBF96, 36, 2)
    case .momentum, .series4: ThemeColor(0xE58AC0, 175, 5)
    case .series5: ThemeColor(0xB5CF6B, 149, 6)
    case .series6: ThemeColor(0xD98A5F, 173, 5)
    case .series7: ThemeColor(0x8FA6FF, 111, 2)
    case .series8: ThemeColor(0xE3CFA4, 187, 6)
    case .event, .bad: ThemeColor(0xFF8A8A, 210, 3)
    case .warning: ThemeColor(0xF0E442, 227, 3)
    }
  }

  /// For light terminals, and for paper.
  package static let light = Theme(
    name: "light", ground: ThemeColor(0xFFFFFF, 231, 7), ink: ThemeColor(0x1F2328, 235, 0)
  ) { role in
    switch role {
    case .standard: ThemeColor(0x1F2328, nil, nil)
    case .muted: ThemeColor(0x59636E, 241, nil)
    case .accent: ThemeColor(0x6B2FB3, 55, nil)
    case .lr, .series1: ThemeColor(0x0067A3, 25, 4)
    case .trainLoss, .series2: ThemeColor(0x9A5B00, 130, 5)
    case .valLoss, .series3: ThemeColor(0x00745A, 23, 4)
    case .momentum, .series4: ThemeColor(0xA8407F, 126, 5)
    case .series5: ThemeColor(0x56700B, 58, 4)
    case .series6: ThemeColor(0xB34700, 94, 5)
    case .series7: ThemeColor(0x3A56C5, 62, 4)
    case .series8: ThemeColor(0x6B5B3A, 240, 5)
    case .good: ThemeColor(0x00745A, 23, nil)
    case .event, .bad, .warning: ThemeColor(0xB3261E, 124, 1)
    }
  }

  /// For eyes that need more: bright colors on black, which is painted whatever the terminal shows.
  package static let contrast = Theme(
    name: "contrast", ground: ThemeColor(0x000000, 16, 0), ink: ThemeColor(0xFFFFFF, 231, 7), isPainted: true
  ) { role in
    switch role {
    case .standard: ThemeColor(0xFFFFFF, nil, nil)
    case .muted: ThemeColor(0xC4C4C4, 251, nil)
    case .accent: ThemeColor(0xD0B0FF, 183, nil)
    case .lr, .series1: ThemeColor(0x5CC8FF, 81, 6)
    case .trainLoss, .series2: ThemeColor(0xFFB000, 214, 2)
    case .valLoss, .series3, .good: ThemeColor(0x00E6A8, 43, 6)
    case .momentum, .series4: ThemeColor(0xFF8AD8, 212, 2)
    case .series5: ThemeColor(0xC6FF5A, 191, 6)
    case .series6: ThemeColor(0xFFB088, 216, 2)
    case .series7: ThemeColor(0x9DB8FF, 111, 6)
    case .series8: ThemeColor(0xFFE2B8, 223, 2)
    case .event, .bad: ThemeColor(0xFF8F8F, 210, 3)
    case .warning: ThemeColor(0xFFFF00, 226, 3)
    }
  }
  /// For charts on a terminal that nobody asks for its background: colors of a middle brightness, lines 3:1 and text 4.5:1
  /// on black as on white. Of the eight basic colors only two have that, so those leave text and warnings uncolored.
  package static let neutral = Theme(
    name: "neutral", ground: ThemeColor(0x000000, 16, 0), ink: ThemeColor(0xFFFFFF, 231, 7)
  ) { role in
    switch role {
    case .standard: ThemeColor(0xFFFFFF, nil, nil)
    case .muted: ThemeColor(0x767676, 243, nil)
    case .accent: ThemeColor(0x875FD7, 98, nil)
    case .lr, .series1: ThemeColor(0x0087D7, 32, 5)
    case .trainLoss, .series2: ThemeColor(0xAF8700, 136, 1)
    case .valLoss, .series3: ThemeColor(0x00875F, 29, 5)
    case .momentum, .series4: ThemeColor(0xD75FAF, 169, 1)
    case .series5: ThemeColor(0x5F8700, 64, 5)
    case .series6: ThemeColor(0xD75F00, 166, 1)
    case .series7: ThemeColor(0x5F87FF, 69, 5)
    case .series8: ThemeColor(0x87875F, 101, 1)
    case .good: ThemeColor(0x00875F, 29, nil)
    case .event, .bad, .warning: ThemeColor(0xAF5F5F, 131, nil)
    }
  }
}
