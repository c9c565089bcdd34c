import Canvas
import Testing

@testable import Lab

/// Any state can be drawn at any size.
@Suite struct FrameLawTests {
  @Test(arguments: ["", "z", "4z", "o", "c", "i", "=", "s", "?", "E", "C", "v", "vvv", "f→", "↑f→z", "4f→c"])
  func everySizeIsDrawn(way: String) throws {
    var lab = try LabSamples.lab()
    lab.press(way)
    for width in [0, 1, 7, 20, 39, 40, 57, 80, 119, 200] {
      for height in [0, 1, 2, 6, 9, 10, 11, 17, 24, 60] {
        _ = lab.update(.resize(Size(width: width, height: height)))
        #expect(lab.frame.size == Size(width: width, height: height))
      }
    }
  }

  @Test(arguments: ["", "z", "o", "c", "i", "s", "?", "E", "C", "f→", "f→z"]) func asciiIsSevenBit(
    way: String
  ) throws {
    var lab = try LabSamples.lab(glyphs: .ascii)
    lab.press(way)
    #expect(!lab.frame.cells.contains { !$0.scalar.isASCII })
  }

  @Test(arguments: ["", "⏎", "⏎D", "⏎E", "⏎z"]) func scriptsAreDrawnAtEverySize(way: String) throws {
    let text =
      "a = 3\n\n# a comment that is longer than most screens are wide, by far the longest here, as comments are\nopt = SGD(p, lr=0.3)\nStepLR(opt, a)"
    for glyphs in [GlyphSet.braille, .ascii] {
      var lab = try LabSamples.lab(glyphs: glyphs)
      _ = lab.update(.key(.paste(text)))
      lab.press(way)
      for width in [0, 1, 7, 20, 39, 40, 57, 80, 119, 200] {
        for height in [0, 1, 2, 6, 9, 10, 11, 17, 24, 60] {
          _ = lab.update(.resize(Size(width: width, height: height)))
          #expect(lab.frame.size == Size(width: width, height: height))
          #expect(glyphs.isUnicode || !lab.frame.cells.contains { !$0.scalar.isASCII })
        }
      }
    }
  }

  @Test func aTooSmallScreenSaysSo() throws {
    let lab = try LabSamples.lab(LabSamples.tutorial, 20, 6)
    #expect(lab.frame.text.contains("20x6 is too small"))
  }

  @Test func everyPaneIsOnAPage() {
    for panes in 1...30 {
      for (width, height) in [(40, 8), (80, 22), (120, 38), (200, 58)] {
        let layout = GridLayout(panes: panes, in: Rect(x: 0, y: 1, width: width, height: height))
        #expect((0..<layout.pages).flatMap { layout.panes(on: $0) } == Array(0..<panes))
        #expect(panes > 1 || layout.cell(0) == layout.area)
        for place in 0..<layout.capacity {
          let cell = layout.cell(place)
          #expect(cell.intersection(layout.area) == cell && cell.width >= 36 && cell.height >= 7)
        }
      }
    }
  }
}
