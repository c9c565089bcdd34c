import Canvas
import Pictures
import Testing

@Suite struct ANSITextTests {
  private var grid: CellGrid {
    var grid = CellGrid(Size(width: 6, height: 2))
    grid.write("ab", x: 0, y: 0, style: Style(.lr, [.bold]))
    grid.write("c", x: 3, y: 0)
    return grid
  }

  @Test func plainTextHasNoSequences() {
    #expect(ANSIText(.none).text(grid) == "ab c\n\n")
  }

  @Test func colorsAreSetAndTakenBack() {
    #expect(ANSIText(.basic8).text(grid) == "\u{1B}[1;36mab\u{1B}[0m c\n\n")
    #expect(ANSIText(.xterm256).text(grid) == "\u{1B}[1;38;5;74mab\u{1B}[0m c\n\n")
    #expect(ANSIText(.rgb).text(grid) == "\u{1B}[1;38;2;86;180;233mab\u{1B}[0m c\n\n")
  }

  @Test func visibleBlanksAreKept() {
    var grid = CellGrid(Size(width: 3, height: 1))
    grid[1, 0].style.attributes = .reverse
    #expect(ANSIText(.rgb).text(grid) == " \u{1B}[7m \u{1B}[0m\n")
  }
}
