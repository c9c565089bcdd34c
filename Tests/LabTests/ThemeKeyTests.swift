import Canvas
import Testing

@testable import Lab

@Suite("Themes of the lab") struct ThemeKeyTests {
  private func names(_ cycle: ThemeCycle) -> [String] {
    var cycle = cycle
    return (0..<4).map { _ in
      defer { cycle.next() }
      return cycle.theme.name + (cycle.theme.isPainted ? " painted" : "")
    }
  }

  @Test func themesThatDoNotSuitTheTerminalPaintTheirBackground() {
    #expect(names(ThemeCycle()) == ["dark", "light painted", "contrast painted", "dark"])
    #expect(names(ThemeCycle(terminals: .light)) == ["light", "contrast painted", "dark painted", "light"])
    // Whoever chooses a theme knows their terminal.
    #expect(names(ThemeCycle(chosen: .light)) == ["light", "contrast painted", "dark painted", "light"])
    #expect(names(ThemeCycle(chosen: .light, terminals: .dark))[0] == "light painted")
    #expect(names(ThemeCycle(chosen: .contrast))[0] == "contrast painted")
  }

  @Test func theTerminalsAnswerIsFollowedUntilSomebodyChooses() {
    var lab = Lab([], display: DisplaySettings())
    _ = lab.update(.background(isLight: true))
    #expect(lab.display.theme == .light)
    _ = lab.update(.key(.character("T")))
    #expect(lab.display.theme.name == "contrast" && lab.notice?.text == "theme: contrast")
    _ = lab.update(.background(isLight: false))
    #expect(lab.display.theme.name == "contrast")
    var chosen = Lab([], display: DisplaySettings(themes: ThemeCycle(chosen: .dark)))
    _ = chosen.update(.background(isLight: true))
    #expect(chosen.display.theme == Theme.dark.painted(true))
  }

  @Test func withoutColorsTheKeySaysWhatItIsFor() {
    var lab = Lab([], display: DisplaySettings(hasColors: false))
    _ = lab.update(.key(.character("T")))
    #expect(lab.notice?.text == "theme: light, for pictures: this terminal shows no colors")
  }

  /// The picture has the same words as the screen, and a figure for every chart of it.
  @Test func thePictureIsTheScreenWithFigures() {
    var lab = Lab([])
    for size in [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 39, height: 9)] {
      _ = lab.update(.resize(size))
      let (screen, picture) = (lab.frame, lab.picture)
      #expect(screen.figures == nil && picture.size == size)
      #expect((picture.figures ?? []).isEmpty == (size.width < 40))
      for y in 0..<size.height
      where !(picture.figures ?? []).contains(where: { $0.rect.y <= y && y < $0.rect.maxY }) {
        #expect(picture.row(at: y) == screen.row(at: y))
      }
    }
  }
}
