/// The line that lies nearest to points, by least squares.
struct StraightLine {
  /// The value at step 0.
  var start: Double
  var slope: Double

  /// nil where fewer than two steps are among them.
  init?(_ curve: RateCurve, _ rows: some Collection<Int>) {
    let places = rows.map { Double(curve.units[$0]) }
    self.init(places, rows.map { curve.values[$0] })
  }

  init?(_ places: [Double], _ values: [Double]) {
    guard places.count >= 2 else { return nil }
    let count = Double(places.count)
    let (middle, height) = (places.reduce(0, +) / count, values.reduce(0, +) / count)
    var (products, squares) = (0.0, 0.0)
    for (place, value) in zip(places, values) {
      products += (place - middle) * (value - height)
      squares += (place - middle) * (place - middle)
    }
    guard squares > 0 else { return nil }
    slope = products / squares
    start = height - slope * middle
  }

  init(slope: Double, through place: Double, _ value: Double) {
    (self.slope, start) = (slope, value - slope * place)
  }

  func value(at place: Double) -> Double { start + slope * place }

  /// Where it meets another, which must not be parallel.
  func crossing(_ other: StraightLine) -> Double { (other.start - start) / (slope - other.slope) }
}
