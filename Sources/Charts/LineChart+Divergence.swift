import Canvas
import Tracks

/// Lines that have diverged: whose last value is not finite, or beyond 1e30 in magnitude, which nothing that is measured
/// of a training run reaches. Their way up does not take the axis from the others: of such a line only what lies before it
/// first exceeds twice the largest magnitude of the other lines and of its own first value (a thousand times on a
/// logarithmic axis) counts for automatic bounds. What goes beyond is marked at the top edge, with the x from which on
/// there are no values of use. Lines that have not diverged are never cut, however many decades they span.
extension LineChart {
  /// Of the values that automatic bounds show.
  var extremes: Extremes { shown ?? ownExtremes }

  /// Of the lines' own values, without what is cut.
  package var ownExtremes: Extremes {
    let all = usefulExtremes
    guard clipsStart, let rest = extremesAfterStart, let whole = all.finiteRange, let kept = rest.finiteRange,
      // A start that takes less of the axis is no trouble.
      whole.upperBound - kept.upperBound > 0.5 * (kept.upperBound - min(whole.lowerBound, kept.lowerBound))
    else { return all }
    return rest
  }

  private var usefulExtremes: Extremes {
    var extremes = Extremes()
    for line in lines where line.track.divergence == nil { extremes.add(visibleExtremes(of: line)) }
    var limit = extremes.largestMagnitude
    for line in lines where line.track.divergence != nil {
      limit = max(limit, line.track.firstUseful.magnitude)
    }
    limit *= y.scale == .log ? 1_000 : 2
    for line in lines where line.track.divergence != nil { extremes.add(line.track.extremes(within: limit)) }
    return extremes
  }

  /// Of what comes after the start of each line that is shown from there, once there is enough of it; nil where
  /// nothing is cut.
  private var extremesAfterStart: Extremes? {
    let measured = lines.filter { !$0.isPlan && !$0.track.isEmpty && $0.track.divergence == nil }
    // Who zooms in on a part wants to see it.
    if case .fixed(let low, let high) = x.bounds,
      measured.contains(where: { !$0.lies(in: low...max(low, high)) })
    {
      return nil
    }
    guard !measured.isEmpty, measured.count == lines.count(where: { !$0.isPlan && !$0.track.isEmpty }) else {
      return nil
    }
    var extremes = Extremes()
    let start = startCount
    for line in measured {
      // Of one that has only begun beside long ones nothing would be left.
      guard line.track.segments.count == 1, line.track.count >= max(Self.leastToClip, start + 1) else {
        return nil
      }
      extremes.add(line.track.extremes(in: start..<line.track.count))
      // What goes down later is always seen.
      let lowest = line.track.extremes.min
      if lowest < extremes.min { extremes.add(lowest) }
    }
    return extremes
  }

  /// The points of a line that are its start: a twentieth of the longest; of few points a tenth, as a run is steep for some
  /// epochs, however many it has.
  var startCount: Int {
    let longest = lines.filter { !$0.isPlan }.map(\.track.count).max() ?? 0
    return max(1, longest / 20, min(5, longest / 10))
  }

  /// Points of a line before anything of it is cut.
  private static let leastToClip = 10

  /// Of the values of a line within fixed bounds of x: those that lie outside do not take the room of those within.
  private func visibleExtremes(of line: PlotLine) -> Extremes {
    guard case .fixed(let low, let high) = x.bounds, let reach = line.track.xRange else {
      return line.track.extremes
    }
    let (first, last) = (line.placement.trackX(min(low, high)), line.placement.trackX(max(low, high)))
    if first <= reach.lowerBound, reach.upperBound <= last { return line.track.extremes }
    return line.track.segments.indices.reduce(into: Extremes()) { extremes, segment in
      let range = line.track.index(atOrAfter: first, in: segment)..<line.track.index(after: last, in: segment)
      // The points beside them are where the curve comes from and goes to.
      let wide = (range.lowerBound - 1..<range.upperBound + 1).clamped(
        to: line.track.indices(ofSegment: segment))
      extremes.add(line.track.extremes(in: range.isEmpty && line.shape == .stepped ? wide : range))
    }
  }

  /// `× diverged @12` on the top row, or on one below where something else is to be read there; less of it in narrow
  /// plots.
  func drawDivergences(into grid: inout CellGrid, _ layout: ChartLayout) {
    for line in lines where !line.isPlan {
      guard let index = line.track.divergence else { continue }
      let x = line.placement.x(line.track.x(at: index))
      guard let column = layout.visibleColumn(of: x, glyphs) else { continue }
      let forms = divergenceForms(line, x).filter { $0.unicodeScalars.count <= layout.plot.width }
      let style = Style(line.style.foreground, [.bold])
      let places = forms.flatMap { text in
        (0..<max(1, layout.plot.height / 2)).map { row in
          let x = min(column, layout.plot.maxX - text.unicodeScalars.count)
          return (text: text, at: Point(x: x, y: layout.plot.y + row))
        }
      }
      guard let place = places.first(where: { isFree(grid, $0.at, $0.text) }) ?? places.last else { continue }
      grid.write(place.text, x: place.at.x, y: place.at.y, style: style)
    }
  }

  func divergenceForms(_ line: PlotLine, _ x: Double) -> [String] {
    let place = abs(x) < 1e15 && x == x.rounded() ? String(Int(x)) : NumberFormat.shortest.text(x)
    let sign = (glyphs.isUnicode ? "×" : "!") + (line.tag.map { " \($0)" } ?? "")
    return ["\(sign) diverged @\(place)", "\(sign) @\(place)", sign]
  }

  /// Whether nothing but rules and faint dots is where a text is to stand.
  private func isFree(_ grid: CellGrid, _ start: Point, _ text: String) -> Bool {
    (start.x..<start.x + text.unicodeScalars.count).allSatisfy { x in
      grid[x, start.y].scalar == " " || grid[x, start.y].style.foreground == .muted
    }
  }
}

extension Track {
  /// Beyond it no value is of use.
  static let usefulMagnitude = 1e30

  /// The first point of those at the end that are not finite or beyond `usefulMagnitude`; nil for a track that ends in a
  /// value of use. O(log² count).
  package var divergence: Int? {
    guard let last, !(last.magnitude < Self.usefulMagnitude) else { return nil }
    return (0..<count).partitionIndex { !extremes(in: $0..<count).isUseless }
  }

  /// The first value, if it is of use, else 0.
  var firstUseful: Double { self[0].magnitude < Self.usefulMagnitude ? self[0] : 0 }

  /// Of the values before the first that is not finite or exceeds `limit` in magnitude.
  func extremes(within limit: Double) -> Extremes {
    let end = (1..<count + 1).partitionIndex {
      let extremes = extremes(in: 0..<$0)
      return !extremes.hasGap && extremes.largestMagnitude <= limit
    }
    return extremes(in: 0..<end - 1)
  }
}

extension Extremes {
  /// Of the finite values; 0 if there are none.
  var largestMagnitude: Double { isEmpty ? 0 : Swift.max(abs(min), abs(max)) }

  /// Whether all values are not finite or, on one side of zero, beyond `Track.usefulMagnitude`.
  fileprivate var isUseless: Bool {
    isEmpty || min >= Track.usefulMagnitude || max <= -Track.usefulMagnitude
  }
}
