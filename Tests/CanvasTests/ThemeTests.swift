import Canvas
import Testing

/// Every role of every theme, with every depth of color: text 4.5:1 against its background, lines 3:1, of the contrast theme
/// 7:1, after WCAG 2.2.
@Suite struct ThemeTests {
  enum Depth: CaseIterable { case rgb, xterm256, basic8 }

  /// What is drawn in lines and only named beside them.
  static let lines: Set<ColorRole> = [
    .lr, .trainLoss, .valLoss, .momentum, .series1, .series2, .series3, .series4, .series5, .series6,
    .series7,
    .series8,
  ]

  @Test(arguments: Theme.all, Depth.allCases) func everyRoleIsSeen(_ theme: Theme, _ depth: Depth) {
    for role in ColorRole.allCases {
      for background in Self.backgrounds(of: theme, depth) {
        let needed =
          theme == .contrast ? 7 : depth == .basic8 && Self.lines.contains(role) ? 3 : 4.5
        let contrast = contrast(Self.shown(theme.color(role), theme, depth), background)
        #expect(contrast >= needed, "\(theme.name) \(role) \(depth) on \(background.hex): \(contrast)")
      }
    }
  }

  /// What is dimmed in pictures: plans and other futures are lines, the names of axes large text.
  @Test(arguments: Theme.all) func dimmedInksAreSeen(_ theme: Theme) {
    for role in ColorRole.allCases {
      let contrast = contrast(theme.rgb(Ink(role, strength: Ink.dimmed)), theme.background)
      #expect(contrast >= 3, "\(theme.name) \(role): \(contrast)")
    }
  }

  @Test(arguments: Theme.all + [.neutral], Depth.allCases)
  func focusWarningsAndSeriesShareNoColor(_ theme: Theme, _ depth: Depth) {
    // The two basic colors that are seen anywhere are for lines.
    if theme == .neutral, depth == .basic8 { return }
    func colors(_ roles: some Sequence<ColorRole>) -> Set<RGB> {
      Set(roles.map { Self.shown(theme.color($0), theme, depth) })
    }
    let groups = [colors([.accent]), colors([.warning, .bad]), colors(Self.lines)]
    for (index, group) in groups.enumerated() {
      for other in groups[..<index] { #expect(group.isDisjoint(with: other), "\(theme.name) \(depth)") }
    }
  }

  /// What the terminal's own color is left to is seen on any background.
  @Test(arguments: Depth.allCases) func neutralIsSeenOnBlackAndOnWhite(_ depth: Depth) {
    for role in ColorRole.allCases {
      let color = Theme.neutral.color(role)
      if role == .standard || depth == .basic8 && color.ansi8 == nil { continue }
      for background in [RGB(0), RGB(0xFFFFFF)] {
        let contrast = contrast(Self.shown(color, .neutral, depth), background)
        #expect(
          contrast >= (Self.lines.contains(role) ? 3 : 4.5),
          "\(role) \(depth) on \(background.hex): \(contrast)")
      }
    }
  }

  @Test(arguments: Theme.all + [.neutral]) func linesOfAComparisonHaveColorsOfTheirOwn(_ theme: Theme) {
    #expect(Set((0..<8).map { theme.color(.series($0)).rgb }).count == 8)
    #expect(Set((0..<8).map { theme.color(.series($0)).ansi256 }).count == 8)
    // Train and val stand in one chart.
    #expect(theme.color(.trainLoss).ansi8 != theme.color(.valLoss).ansi8)
  }

  @Test func seriesRepeatAfterEight() {
    #expect(ColorRole.series(8) == .series1)
    #expect(ColorRole.series(-1) == .series8)
  }

  /// The numbers of xterm's palette stand for colors near those of the other depth.
  @Test(arguments: Theme.all) func paintedThemesLeaveNothingToTheTerminal(_ theme: Theme) {
    let painted = theme.painted(true)
    for role in ColorRole.allCases {
      #expect(painted.color(role).ansi256 != nil && painted.color(role).ansi8 != nil)
      #expect(painted.backing(role).ansi256 != nil && painted.backing(role).ansi8 != nil)
    }
    let plain = painted.painted(false)
    #expect(plain.backing(.standard).ansi256 == nil && plain.color(.standard).ansi256 == nil)
    #expect(plain.color(.muted).ansi8 == nil)
  }

  @Test func hexHasSixDigits() {
    #expect(RGB(0x00000A).hex == "#00000a")
    #expect(RGB(0xFF_FF_FF).hex == "#ffffff")
  }

  @Test func colorsMixFromOneToTheOther() {
    let (black, white) = (RGB(0), RGB(0xFFFFFF))
    #expect(black.mixed(with: white, 0) == black && black.mixed(with: white, 1) == white)
    #expect(black.mixed(with: white, 0.5) == RGB(0x808080))
  }

  /// Those that the theme may be shown on: its own, and of a dark or light one those that terminals usually have.
  private static func backgrounds(of theme: Theme, _ depth: Depth) -> [RGB] {
    let own = shown(theme.ground, theme, depth)
    switch theme.name {
    case "dark":
      return [own, RGB(0), RGB(0x1E1E2E), RGB(0x282C34)].filter { depth != .basic8 || $0 == RGB(0) }
    case "light": return [own, RGB(0xFFFFFF)]
    default: return [own]
    }
  }

  /// - Parameter color: where it is the terminal's own, the one the theme is made for.
  private static func shown(_ color: ThemeColor, _ theme: Theme, _ depth: Depth) -> RGB {
    let own = theme.painted(true).color(.standard)
    switch depth {
    case .rgb: return color.rgb
    case .xterm256: return palette(color.ansi256 ?? own.ansi256 ?? 0)
    case .basic8: return palette(color.ansi8 ?? own.ansi8 ?? 0)
    }
  }

  /// xterm's colors.
  private static func palette(_ index: UInt8) -> RGB {
    let basic: [UInt32] = [0, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5]
    if index < 8 { return RGB(basic[Int(index)]) }
    if index >= 232 { return RGB(UInt32(8 + 10 * (Int(index) - 232)) * 0x010101) }
    let levels: [UInt32] = [0, 95, 135, 175, 215, 255]
    let cube = Int(index) - 16
    return RGB(levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6])
  }

  private func contrast(_ a: RGB, _ b: RGB) -> Double {
    let (bright, dark) = (max(a.luminance, b.luminance), min(a.luminance, b.luminance))
    return (bright + 0.05) / (dark + 0.05)
  }
}

extension Theme: CustomTestStringConvertible {
  public var testDescription: String { name }
}
