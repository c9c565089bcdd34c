import Canvas

/// How much of each pixel of a rectangle some polygons cover.
///
/// An edge adds, in each row it crosses, the area that it has on its right to the pixel it goes through, and the rest of
/// its height to the next one; the running sum along a row is then the covered share of each pixel, exactly. Polygons
/// that overlap must turn the same way round: their sums are cut at 1.
struct CoverageMask {
  /// The upper left pixel.
  let x: Int
  let y: Int
  let width: Int
  let height: Int
  /// Differences along the rows, each a pixel wider than the rectangle.
  private var cells: [Float]

  /// A rectangle that has no pixel gives a mask that takes nothing.
  init(x: Range<Int>, y: Range<Int>) {
    (self.x, self.y, width, height) = (x.lowerBound, y.lowerBound, x.count, y.count)
    cells = Array(repeating: 0, count: (x.count + 1) * y.count)
  }

  /// A mask of some polygons, in pixels; nil where they cover nothing, or reach beyond all measure.
  init?(_ polygons: [[ScenePoint]], within area: PixelArea? = nil) {
    var (low, high) = (ScenePoint(.infinity, .infinity), ScenePoint(-.infinity, -.infinity))
    for polygon in polygons {
      for point in polygon {
        guard Self.isInReach(point) else { return nil }
        low = ScenePoint(min(low.x, point.x), min(low.y, point.y))
        high = ScenePoint(max(high.x, point.x), max(high.y, point.y))
      }
    }
    guard low.x < high.x, low.y < high.y else { return nil }
    var (left, right) = (Int(low.x.rounded(.down)), Int(high.x.rounded(.up)))
    var (top, bottom) = (Int(low.y.rounded(.down)), Int(high.y.rounded(.up)))
    if let area {
      (left, right) = (max(left, area.x.lowerBound), min(right, area.x.upperBound))
      (top, bottom) = (max(top, area.y.lowerBound), min(bottom, area.y.upperBound))
    }
    guard left < right, top < bottom else { return nil }
    self.init(x: left..<right, y: top..<bottom)
    for polygon in polygons { add(polygon) }
  }

  /// Whether a place is near enough to be reckoned with.
  static func isInReach(_ point: ScenePoint) -> Bool { abs(point.x) < 1e9 && abs(point.y) < 1e9 }

  var isEmpty: Bool { width == 0 || height == 0 }

  /// Adds a polygon of at least three corners, in pixels; which way round it turns does not matter.
  mutating func add(_ corners: [ScenePoint]) {
    guard corners.count > 2, !isEmpty else { return }
    var twiceArea = 0.0
    var last = corners[corners.count - 1]
    for corner in corners {
      twiceArea += last.x * corner.y - corner.x * last.y
      last = corner
    }
    let turn: Float = twiceArea < 0 ? -1 : 1
    for corner in corners {
      addEdge(last, corner, turn)
      last = corner
    }
  }

  /// Calls `body` for each row with its number and the shares of its pixels, 0 to 1.
  func forEachRow(_ body: (Int, UnsafeBufferPointer<Float>) -> Void) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, width)) { shares in
      cells.withUnsafeBufferPointer { cells in
        for row in 0..<height {
          var sum: Float = 0
          let start = row * (width + 1)
          for column in 0..<width {
            sum += cells[start + column]
            shares[column] = min(1, abs(sum))
          }
          body(row, UnsafeBufferPointer(rebasing: shares[..<width]))
        }
      }
    }
  }

  private mutating func addEdge(_ a: ScenePoint, _ b: ScenePoint, _ turn: Float) {
    guard abs(a.y - b.y) > 1e-9 else { return }
    let (top, bottom, sign) = a.y < b.y ? (a, b, turn) : (b, a, -turn)
    let slope = (bottom.x - top.x) / (bottom.y - top.y)
    let from = max(top.y - Double(y), 0)
    let to = min(bottom.y - Double(y), Double(height))
    guard from < to else { return }
    let (limit, stride) = (Double(width), width + 1)
    cells.withUnsafeMutableBufferPointer { cells in
      var row = Int(from)
      var upper = from
      while upper < to {
        let lower = min(Double(row + 1), to)
        let offset = Double(y) - top.y
        let start = top.x - Double(x) + (upper + offset) * slope
        let end = top.x - Double(x) + (lower + offset) * slope
        Self.addPart(cells, row * stride, start, end, sign * Float(lower - upper), limit)
        upper = lower
        row += 1
      }
    }
  }

  /// The part of an edge in one row, from one x to the other, with its height. What lies left of the rectangle covers
  /// all pixels of the row, what lies right of it none.
  @inline(__always)
  private static func addPart(
    _ cells: UnsafeMutableBufferPointer<Float>, _ row: Int, _ start: Double, _ end: Double, _ height: Float,
    _ limit: Double
  ) {
    let (low, high) = (min(start, end), max(start, end))
    let (left, right) = (min(max(low, 0), limit), min(max(high, 0), limit))
    var height = height
    if high > low, low < 0 || high > limit {
      let perPoint = height / Float(high - low)
      cells[row] += perPoint * Float(min(high, 0) - min(low, 0))
      height = perPoint * Float(right - left)
    }
    var column = Int(left)
    var covered: Float = 0
    var last: Float = 0
    let perColumn = right > left ? height / Float(right - left) : 0
    repeat {
      let (from, to) = (max(left, Double(column)), min(right, Double(column + 1)))
      let own = right > Double(column + 1) || covered != 0 ? Float(to - from) * perColumn : height
      let share = covered + own * Float(Double(column + 1) - (from + to) / 2)
      cells[row + column] += share - last
      (covered, last, column) = (covered + own, share, column + 1)
    } while Double(column) < right
    if column <= Int(limit) { cells[row + column] += height - last }
  }
}

/// Some columns and rows of pixels.
struct PixelArea {
  let x: Range<Int>
  let y: Range<Int>
}
