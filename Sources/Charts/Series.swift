/// A growing column of numbers, value `i` belonging to x = `i`: what a chart draws.
///
///     var loss = Series()
///     loss.append(0.71)
///     loss.append(.nan)        // a gap, kept
///     loss.finiteRange         // 0.71...0.71
///
/// Beside the values it keeps a pyramid of extremes, one node for every 16 values, one for every four of those, and so
/// on, which costs a quarter of the values' memory and lets a chart of `w` columns be drawn from a run of any length in
/// O(w): some level has four to sixteen nodes a column. Appending is O(1) amortised; values are never changed, only
/// forgotten all at once.
package struct Series: Sendable, Equatable {
  package internal(set) var values: [Double] = []
  /// `levels[k][j]` sums up the `j`-th complete block of 16 · 4 to the power `k` values.
  var levels: [[Extremes]] = []
  /// Of all values.
  package internal(set) var extremes = Extremes()
  /// Runs of indices whose values are not finite, ascending.
  package internal(set) var gaps: [Range<Int>] = []

  package init() {}

  package init(_ values: [Double]) {
    self.values.reserveCapacity(values.count)
    for value in values {
      append(value)
    }
  }

  package var count: Int { values.count }
  package var isEmpty: Bool { values.isEmpty }
  package var last: Double? { values.last }

  /// The value at x = `index`; not a number outside the series.
  package subscript(index: Int) -> Double {
    values.indices.contains(index) ? values[index] : .nan
  }

  /// Smallest to largest of the finite values.
  package var finiteRange: ClosedRange<Double>? { extremes.finiteRange }
  /// Smallest to largest of the finite values above zero: what a logarithmic axis can show.
  package var positiveRange: ClosedRange<Double>? { extremes.positiveRange }

  package mutating func removeAll() {
    self = Series()
  }

  /// Compares the values only, every "not a number" equal to any other.
  package static func == (a: Series, b: Series) -> Bool {
    a.count == b.count && a.gaps == b.gaps
      && zip(a.values, b.values).allSatisfy { $0 == $1 || (!$0.isFinite && !$1.isFinite) }
  }
}
