import Canvas
import Charts
import Testing

@testable import Pictures

@Suite struct PNGWriterTests {
  private let ground = Theme.light.background

  private func picture(
    _ size: (Double, Double) = (20, 10), _ draw: (inout Scene) -> Void
  ) throws -> PNGReader {
    var scene = Scene(width: size.0, height: size.1)
    draw(&scene)
    let bytes = try #require(PNGWriter(theme: .light).png(scene))
    return try #require(PNGReader(bytes))
  }

  @Test func sizesAreThoseOfTheScene() throws {
    let plain = try picture { _ in }
    #expect(plain.width == 20 && plain.height == 10 && plain.count(otherThan: ground) == 0)
    let large = try picture((49.2, 25)) { _ in }
    #expect(large.width == 50 && large.height == 25)
  }

  @Test func rectanglesFillTheirPixelsAndShareThoseAtTheirEdges() throws {
    let ink = Theme.light.color(.lr).rgb
    let png = try picture { $0.add(.rect(SceneRect(x: 2, y: 3, width: 4.5, height: 2), Ink(.lr))) }
    for x in 2..<6 { #expect(png[x, 3] == ink && png[x, 4] == ink) }
    #expect(png[6, 3] == ground.mixed(with: ink, 0.5))
    #expect(png.count(otherThan: ground) == 5 * 2)
  }

  @Test func highPicturesHaveNoSeams() throws {
    let png = try picture((40, 2_500)) { scene in
      scene.line(ScenePoint(20, -10), ScenePoint(20, 2_510), Stroke(Ink(.lr), width: 6))
    }
    let ink = Theme.light.color(.lr).rgb
    for y in 0..<2_500 { #expect(png[20, y] == ink && png[17, y] == ink && png[16, y] == ground) }
  }

  @Test func nothingLeavesItsClip() throws {
    let png = try picture { scene in
      scene.clipped(to: SceneRect(x: 5, y: 2, width: 4, height: 3)) { scene in
        scene.line(ScenePoint(-1e6, 3.5), ScenePoint(1e6, 3.5), Stroke(Ink(.bad), width: 1))
        scene.add(.discs([ScenePoint(7, 3)], radius: 50, Ink(.good)))
      }
    }
    #expect(png.count(otherThan: ground) == 4 * 3)
    #expect(png[5, 2] == Theme.light.color(.good).rgb && png[8, 4] == Theme.light.color(.good).rgb)
  }

  /// A line through a picture weighs its length times its width, at any angle, and lines that overlap weigh once.
  @Test(arguments: Array(stride(from: 0.0, to: 180, by: 7.5))) func linesWeighWhatTheyCover(_ degrees: Double)
  {
    let angle = degrees * .pi / 180
    let (dx, dy) = (cosine(angle) * 30, cosine(angle - .pi / 2) * 30)
    var mask = CoverageMask(x: 0..<100, y: 0..<100)
    let outline = StrokeOutline(width: 3, hasRoundEnds: false)
    let points = [ScenePoint(50 - dx, 50 - dy), ScenePoint(50, 50), ScenePoint(50 + dx, 50 + dy)]
    outline.forEachPolygon(points) { mask.add($0) }
    #expect(abs(Self.weight(mask) - 180) < 0.05)
    outline.forEachPolygon(points.reversed()) { mask.add($0) }
    // Drawn twice, only the half-covered pixels at its edges may gain.
    #expect(Self.weight(mask) >= 180 - 0.05 && Self.weight(mask) < 180 * 1.4)
  }

  @Test(arguments: [0.4, 1, 2.7, 9, 30]) func discsWeighPiTimesTheSquareOfTheirRadius(_ radius: Double) {
    var mask = CoverageMask(x: 0..<80, y: 0..<80)
    mask.add(StrokeOutline.disc(ScenePoint(40.3, 39.8), radius))
    let whole = Double.pi * radius * radius
    #expect(abs(Self.weight(mask) - whole) < 0.1 * whole)
  }

  /// The same letters look the same wherever they stand on whole pixels, and nothing of them leaves their clip.
  @Test func lettersLookTheSameEverywhere() throws {
    let png = try picture((60, 40)) { scene in
      for (x, y) in [(2.0, 12.0), (32, 12), (2, 32), (32, 32)] {
        scene.write(SceneText("lr 1e", at: ScenePoint(x, y), size: 11, Ink(.standard)))
      }
      scene.clipped(to: SceneRect(x: 55, y: 0, width: 5, height: 4)) { scene in
        scene.write(SceneText("WWW", at: ScenePoint(50, 3), size: 30, Ink(.bad)))
      }
    }
    #expect(png.count(otherThan: ground) > 100)
    for y in 0..<20 {
      for x in 0..<25 {
        #expect(png[x, y] == png[x + 30, y] || (x + 30 >= 55 && y < 4))
        #expect(png[x, y] == png[x, y + 20])
      }
    }
  }

  /// What is left of a mask, right of it, above and below takes no part; what covers all of it covers every pixel.
  @Test func polygonsBeyondTheMaskAreCut() {
    var mask = CoverageMask(x: 10..<14, y: 20..<23)
    for (x, y) in [(-90.0, 21.0), (90, 21), (11, -90), (11, 90)] {
      mask.add([ScenePoint(x, y), ScenePoint(x + 20, y), ScenePoint(x + 20, y + 20), ScenePoint(x, y + 20)])
    }
    #expect(Self.weight(mask) == 0)
    mask.add([ScenePoint(-1e5, -1e5), ScenePoint(1e5, -1e5), ScenePoint(1e5, 1e5), ScenePoint(-1e5, 1e5)])
    #expect(abs(Self.weight(mask) - 12) < 1e-3)
    // A wedge whose edge crosses the left border in mid-row.
    var wedge = CoverageMask(x: 0..<10, y: 0..<1)
    wedge.add([ScenePoint(-10, 0), ScenePoint(10, 1), ScenePoint(-10, 1)])
    #expect(abs(Self.weight(wedge) - 2.5) < 1e-3)
  }

  @Test func dashesKeepTheirLengths() {
    let pieces = StrokeOutline.dashed([ScenePoint(0, 0), ScenePoint(7, 0), ScenePoint(7, 13)], [4, 2])
    #expect(pieces.map { $0.first?.x } == [0, 6, 7, 7] && pieces.map { $0.last?.y } == [0, 3, 9, 13])
    #expect(StrokeOutline.dashed([ScenePoint(0, 0)], []).count == 1)
    // Three lengths are six by turns.
    let odd = StrokeOutline.dashed([ScenePoint(0, 0), ScenePoint(12, 0)], [3, 2, 1])
    #expect(odd.map { $0.first?.x } == [0, 5, 9] && odd.map { $0.last?.x } == [3, 6, 11])
  }

  @Test(arguments: Theme.all) func aChartIsDrawnTheSameEveryTime(_ theme: Theme) throws {
    let scene = ChartStack([PictureSamples.chart(), PictureSamples.chart()]).scene(
      width: 400, height: 300, font: 12)
    let bytes = try #require(PNGWriter(theme: theme).png(scene))
    let png = try #require(PNGReader(bytes))
    #expect(png.width == 400 && png.height == 300 && png.count(otherThan: theme.background) > 2_000)
    #expect(png[0, 0] == theme.background && PNGWriter(theme: theme).png(scene) == bytes)
  }

  /// A scene that draws nonsense makes a picture all the same.
  @Test func hostileShapesDoNoHarm() throws {
    let places: [Double] = [.nan, .infinity, -.infinity, 1e300, -1e300, 0, 1e-300]
    let png = try picture { scene in
      for a in places {
        for b in places {
          scene.line(
            ScenePoint(a, b), ScenePoint(b, 3), Stroke(Ink(.lr), width: 1, dashes: a == 0 ? [2, 1] : []))
          scene.add(.rect(SceneRect(x: a, y: b, width: b, height: a), Ink(.lr)))
          scene.add(.discs([ScenePoint(a, b)], radius: b, Ink(.lr)))
          scene.write(SceneText("x", at: ScenePoint(a, b), size: b, Ink(.lr)))
        }
      }
    }
    #expect(png.width == 20)
  }

  private static func weight(_ mask: CoverageMask) -> Double {
    var sum = 0.0
    mask.forEachRow { _, shares in for share in shares { sum += Double(share) } }
    return sum
  }

  /// By its series, for a few turns.
  private func cosine(_ angle: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for index in 1..<30 {
      term *= -angle * angle / Double((2 * index - 1) * 2 * index)
      sum += term
    }
    return sum
  }
}
