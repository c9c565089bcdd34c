import Canvas

#if canImport(Glibc)
  import Glibc
#endif

/// The polygons that a line with a width covers: a rectangle for each straight part, a disc where it bends or ends.
struct StrokeOutline {
  let width: Double
  /// Whether lines end in half discs.
  var hasRoundEnds = true

  /// Calls `body` with polygons that together cover the line.
  func forEachPolygon(_ points: [ScenePoint], _ body: ([ScenePoint]) -> Void) {
    let points = Self.withoutRepeats(points)
    guard points.count > 1 else {
      if let only = points.first, hasRoundEnds { body(Self.disc(only, width / 2)) }
      return
    }
    for index in 1..<points.count {
      body(part(points[index - 1], points[index]))
      if index + 1 < points.count, bends(points[index - 1], points[index], points[index + 1]) {
        body(Self.disc(points[index], width / 2))
      }
    }
    guard hasRoundEnds else { return }
    body(Self.disc(points[0], width / 2))
    body(Self.disc(points[points.count - 1], width / 2))
  }

  /// Of what is dashed on either side of a straight part, in points.
  private static let longest = 10_000.0

  /// A disc as a polygon with so many corners that none is seen.
  static func disc(_ center: ScenePoint, _ radius: Double) -> [ScenePoint] {
    let more = radius > 0 ? Int(min(Double(circles.count - 1), radius * 4)) : 0
    return circles[more].map { ScenePoint(center.x + radius * $0.x, center.y + radius * $0.y) }
  }

  /// Circles of eight corners and more, around nothing.
  private static let circles: [[ScenePoint]] = (8...64).map { corners in
    (0..<corners).map { corner in
      let angle = 2 * Double.pi * Double(corner) / Double(corners)
      return ScenePoint(cos(angle), sin(angle))
    }
  }

  /// The pieces of a line that its dashes leave. Of a straight part far longer than any picture only both ends are dashed,
  /// so that a value far off the axis costs no more than others.
  static func dashed(_ points: [ScenePoint], _ dashes: [Double]) -> [[ScenePoint]] {
    guard !dashes.isEmpty, dashes.allSatisfy({ $0 > 0.05 }) else { return [points] }
    var pieces: [[ScenePoint]] = []
    var (index, rest) = (0, dashes[0])
    var piece = points.first.map { [$0] } ?? []
    for (start, end) in zip(points, points.dropFirst()) {
      let length = hypot(end.x - start.x, end.y - start.y)
      let period = dashes.reduce(0, +) * (dashes.count % 2 == 0 ? 1 : 2)
      let unseen = max(0, ((length - 2 * Self.longest) / period).rounded(.down) * period)
      var done = 0.0
      while length - done > rest {
        done += rest
        if done > Self.longest, done < Self.longest + rest { done += unseen }
        let place = ScenePoint(
          start.x + (end.x - start.x) * done / length, start.y + (end.y - start.y) * done / length)
        if index % 2 == 0 { pieces.append(piece + [place]) }
        piece = [place]
        index = (index + 1) % (dashes.count % 2 == 0 ? dashes.count : 2 * dashes.count)
        rest = dashes[index % dashes.count]
      }
      rest -= length - done
      piece.append(end)
    }
    if index % 2 == 0, piece.count > 1 { pieces.append(piece) }
    return pieces
  }

  private func part(_ a: ScenePoint, _ b: ScenePoint) -> [ScenePoint] {
    let length = hypot(b.x - a.x, b.y - a.y)
    let across = (x: (a.y - b.y) / length * width / 2, y: (b.x - a.x) / length * width / 2)
    return [
      a.moved(x: across.x, y: across.y), b.moved(x: across.x, y: across.y),
      b.moved(x: -across.x, y: -across.y), a.moved(x: -across.x, y: -across.y),
    ]
  }

  /// Whether the gap that two straight parts leave at a bend would be seen.
  private func bends(_ a: ScenePoint, _ b: ScenePoint, _ c: ScenePoint) -> Bool {
    let (one, two) = ((x: b.x - a.x, y: b.y - a.y), (x: c.x - b.x, y: c.y - b.y))
    let cross = abs(one.x * two.y - one.y * two.x)
    let along = one.x * two.x + one.y * two.y
    return along <= 0 || cross * width > 0.4 * along
  }

  private static func withoutRepeats(_ points: [ScenePoint]) -> [ScenePoint] {
    points.reduce(into: []) { kept, point in
      if let last = kept.last, abs(last.x - point.x) + abs(last.y - point.y) < 1e-6 { return }
      kept.append(point)
    }
  }
}
