import Canvas
import TestSupport
import Testing

@Suite struct CellGridTests {
  @Test func writingIsCutAtTheEdgesAndTheLimit() {
    var grid = CellGrid(Size(width: 6, height: 3))
    #expect(grid.write("abcdefgh", x: 2, y: 0) == 4)
    #expect(grid.write("abcdefgh", x: 0, y: 1, limit: 3) == 3)
    grid.write("xyz", x: -1, y: 2)
    grid.write("out", x: 0, y: 3)
    expectFrame(
      grid,
      """
        abcd
      abc
      yz
      """)
  }

  @Test func anOverlayChangesWhatItGivesInsideTheGrid() {
    var grid = CellGrid(Size(width: 4, height: 3))
    grid.fill(grid.bounds, with: Cell("."))
    let copy = grid
    grid.overlay(Rect(x: -1, y: 1, width: 4, height: 5)) { column, row in
      (column + row) % 2 == 0 ? nil : Cell(Unicode.Scalar(UInt8(48 + column)))
    }
    expectFrame(
      grid,
      """
      ....
      1.3.
      .2..
      """)
    #expect(copy.text == "....\n....\n....")
    grid.overlay(Rect(x: 9, y: 9, width: 2, height: 2)) { _, _ in Cell("!") }
    grid.overlay(Rect(x: 1, y: 1, width: 0, height: 2)) { _, _ in Cell("!") }
    #expect(!grid.text.contains("!"))
  }

  @Test func textIsAlignedInItsRoom() {
    var grid = CellGrid(Size(width: 9, height: 4))
    for (y, alignment) in [TextAlignment.leading, .center, .trailing].enumerated() {
      grid.write("abc", in: Rect(x: 1, y: y, width: 7, height: 1), alignment: alignment)
    }
    grid.write("too long", in: Rect(x: 1, y: 3, width: 4, height: 1), alignment: .trailing)
    expectFrame(
      grid,
      """
       abc
         abc
           abc
       too
      """)
  }

  @Test(arguments: GlyphSet.allCases) func boxesAreClosedAndCarryTheirTitle(_ glyphs: GlyphSet) {
    var grid = CellGrid(Size(width: 14, height: 3))
    grid.box(grid.bounds, title: "lr", glyphs: glyphs, style: Style(.muted))
    expectFrame(
      grid,
      glyphs == .ascii
        ? "+- lr -------+\n|            |\n+------------+"
        : "╭─ lr ───────╮\n│            │\n╰────────────╯")
  }

  @Test func boxesTooSmallToCloseAreNotDrawn() {
    for size in [Size(width: 0, height: 0), Size(width: 1, height: 5), Size(width: 5, height: 1)] {
      var grid = CellGrid(size)
      grid.box(grid.bounds, title: "x", glyphs: .braille, style: .standard)
      #expect(grid == CellGrid(size))
    }
  }

  @Test func nothingIsDrawnOutsideTheGrid() {
    var grid = CellGrid(Size(width: 4, height: 2))
    grid.fill(Rect(x: -3, y: -3, width: 5, height: 4), with: Cell("#"))
    grid.blit(grid, x: 3, y: 1)
    grid.box(Rect(x: 2, y: -1, width: 9, height: 2), glyphs: .ascii, style: .standard)
    expectFrame(grid, "##+-\n   #")
    #expect(grid[-1, 0] == .blank)
    #expect(grid[0, 2] == .blank)
  }

  @Test func restylingKeepsCharacters() {
    var grid = CellGrid(Size(width: 3, height: 1))
    grid.write("abc", x: 0, y: 0)
    grid.restyle(Rect(x: 1, y: 0, width: 9, height: 9)) { $0.attributes.insert(.reverse) }
    #expect(grid.text == "abc")
    #expect(grid[0, 0].style == .standard)
    #expect(grid[2, 0].style.attributes == .reverse)
  }

  @Test func sizesAreNeverNegative() {
    #expect(Size(width: -3, height: 2) == Size(width: 0, height: 2))
    #expect(Rect(x: 0, y: 0, width: 5, height: 5).intersection(Rect(x: 9, y: 9, width: 2, height: 2)).isEmpty)
  }

  @Test func whatDiffersInARowIsFound() {
    let old = CellGrid(Size(width: 6, height: 4))
    var new = old
    new.write("a", x: 0, y: 0)
    new[1, 2].style = Style(.accent)
    new[5, 2].style.attributes = .bold
    #expect((0..<4).map { old.columns(of: $0, thatDifferFrom: new) } == [0..<1, 0..<0, 1..<6, 0..<0])
    #expect(
      old.columns(of: -1, thatDifferFrom: new).isEmpty && old.columns(of: 4, thatDifferFrom: new).isEmpty)
    #expect(old.columns(of: 0, thatDifferFrom: CellGrid(Size(width: 5, height: 4))).isEmpty)
  }
}
