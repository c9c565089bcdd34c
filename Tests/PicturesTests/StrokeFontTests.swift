import Canvas
import Testing

@testable import Pictures

@Suite struct StrokeFontTests {
  /// Every character of ASCII, of the lab and of its charts has a glyph of its own.
  private static let needed =
    (0x21...0x7E).compactMap(Unicode.Scalar.init).map { $0 }
    + Array("…→←↑↓↵·×▼▸▲•▶▯▮■†‖●▏╌┈┄²−ÄÖÜäöüßéèñçåøæšÅÉγηλσ␛✓≤≥".unicodeScalars)

  @Test func everyCharacterOfTheLabHasAGlyph() {
    let missing = StrokeFont.glyph("\u{4E2D}")
    for scalar in Self.needed {
      let glyph = StrokeFont.glyph(scalar)
      #expect(!(glyph.strokes.isEmpty && glyph.areas.isEmpty && glyph.dots.isEmpty), "\(scalar)")
      #expect(glyph.strokes != missing.strokes, "\(scalar)")
    }
    #expect(!missing.strokes.isEmpty)
    #expect(StrokeFont.glyph(" ").strokes.isEmpty)
  }

  @Test func noTwoCharactersLookAlike() {
    let alike = ["‖", "µ"]
    let shapes = Self.needed.filter { !alike.contains(String($0)) }.map { scalar in
      let glyph = StrokeFont.glyph(scalar)
      return (glyph.strokes + glyph.areas + [glyph.dots]).map { $0.map { "\($0.x),\($0.y)" } }.description
    }
    #expect(Set(shapes).count == shapes.count)
  }

  /// Glyphs stay within their advance, but for the tails that may hang over a little, and within their line.
  @Test func glyphsStayInTheirPlace() {
    for scalar in Self.needed {
      let glyph = StrokeFont.glyph(scalar)
      for point in (glyph.strokes + glyph.areas).joined() {
        #expect(point.x > -0.06 && point.x < glyph.width + 0.06, "\(scalar) \(point)")
        #expect(point.y > -0.26 && point.y < 1, "\(scalar) \(point)")
      }
    }
  }

  @Test func cellsHoldOneScalarEach() {
    var text = SceneText("Wi中m", at: ScenePoint(100, 50), size: 13, Ink(.standard))
    text.face = .cells(8)
    #expect(text.width == 32)
    for point in Self.polygons(text).joined() { #expect(point.x > 99 && point.x < 133) }
  }

  /// Upright text is the same, turned: what was to the right is above.
  @Test func uprightTextIsTurned() {
    var text = SceneText("lr", at: ScenePoint(0, 0), size: 20, Ink(.standard), .middle)
    let level = Self.polygons(text)
    text.isUpright = true
    let upright = Self.polygons(text)
    for (a, b) in zip(level.joined(), upright.joined()) {
      #expect(abs(b.y + a.x) < 1.8 && abs(b.x - a.y) < 1.8)
    }
  }

  @Test func anchorsPlaceTheText() {
    func reach(_ anchor: SceneText.Anchor) -> (Double, Double) {
      let text = SceneText("HHHH", at: ScenePoint(0, 0), size: 10, Ink(.standard), anchor)
      let xs = Self.polygons(text).joined().map(\.x)
      return (xs.min() ?? 0, xs.max() ?? 0)
    }
    #expect(reach(.start).0 >= 0 && reach(.end).1 <= 0)
    #expect(abs(reach(.middle).0 + reach(.middle).1) < 0.2)
  }

  /// Of a whole line, in the picture.
  private static func polygons(_ text: SceneText) -> [[ScenePoint]] {
    let stroked = StrokeText(text)
    return stroked.glyphs.flatMap { glyph in
      stroked.polygons(of: glyph).map { $0.map { $0.moved(x: glyph.origin.x, y: glyph.origin.y) } }
    }
  }
}
