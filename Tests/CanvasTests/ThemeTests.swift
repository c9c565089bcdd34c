import Canvas
import Testing

@Suite struct ThemeTests {
  @Test func hexHasSixDigits() {
    #expect(RGB(0x00000A).hex == "#00000a")
    #expect(RGB(0xFF_FF_FF).hex == "#ffffff")
  }

  /// WCAG's contrast of 3:1 for graphics.
  @Test func everyRoleIsSeenOnItsBackground() {
    for theme in [Theme.dark, .light] {
      for role in ColorRole.allCases {
        let contrast = contrast(theme.color(role).rgb, theme.background)
        #expect(contrast >= 3, "\(theme.name) \(role): \(contrast)")
      }
    }
  }

  @Test func linesOfAComparisonHaveColoursOfTheirOwn() {
    for theme in [Theme.dark, .light] {
      #expect(Set((0..<8).map { theme.color(.series($0)).rgb }).count == 8)
      #expect(Set((0..<8).map { theme.color(.series($0)).ansi256 }).count == 8)
    }
    #expect(ColorRole.series(8) == .series1)
    #expect(ColorRole.series(-1) == .series8)
  }

  private func contrast(_ a: RGB, _ b: RGB) -> Double {
    let (bright, dark) = (max(luminance(a), luminance(b)), min(luminance(a), luminance(b)))
    return (bright + 0.05) / (dark + 0.05)
  }

  /// Gamma taken as 2, close enough for a bound.
  private func luminance(_ color: RGB) -> Double {
    func linear(_ part: UInt8) -> Double { Double(part) * Double(part) / (255 * 255) }
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
  }
}
