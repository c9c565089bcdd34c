/// A range test: a short run through which the rate rises, and the loss at each.
package struct RangeTest: Sendable, Equatable {
  package enum Status: String, Sendable {
    case ok
    /// The loss does not fall by more than chance makes of it.
    case flat
    /// The test ends before the loss turns up.
    case neverRises = "never_rises"
    case tooShort = "too_short"
    case divergesAtOnce = "diverges_at_once"
  }

  package let rates: [Double]
  /// As they were logged; not a number where they were that.
  package let losses: [Double]
  /// How many iterations were planned.
  package let planned: Int
  /// Whether the losses are smoothed already.
  package let isSmoothed: Bool

  /// - Parameters:
  ///   - rates, losses: of each iteration.
  ///   - planned: how many iterations were planned, by which fastai trims; nil for as many as there are.
  ///   - isSmoothed: whether the losses are as a library records them.
  package init(rates: [Double], losses: [Double], planned: Int? = nil, isSmoothed: Bool = false) {
    (self.rates, self.losses, self.isSmoothed) = (rates, losses, isSmoothed)
    self.planned = planned ?? rates.count
  }

  /// The curve that is judged, as fastai records and trims it.
  package var smoothed: (rates: [Double], losses: [Double]) {
    let curve = FastaiSuggestions(self)
    return (curve.rates, curve.losses.map(Double.init))
  }

  /// What each library's functions name, in the order in which they are told; nil where a function has too few rows.
  package var suggestions: [(name: String, rate: Double?)] {
    let fastai = FastaiSuggestions(self)
    return [
      ("fastai.valley", fastai.valley), ("fastai.steep", fastai.steep), ("fastai.minimum", fastai.minimum),
      ("fastai.slide", fastai.slide), ("torch_lr_finder.steepest", TorchLRFinder.steepest(self)),
      ("lightning.steepest", LightningFinder.steepest(self)),
    ]
  }

  /// What fastai's valley names, where there is anything to suggest.
  package var suggested: Double? {
    switch status {
    case .ok, .neverRises: FastaiSuggestions(self).valley
    case .flat, .tooShort, .divergesAtOnce: nil
    }
  }

  /// The rate of the first loss that is not a number.
  package var firstNaN: Double? { losses.firstIndex { !$0.isFinite }.map { rates[$0] } }

  /// The rate at which the smoothed loss is least.
  package var lowest: Double? {
    let curve = FastaiSuggestions(self)
    return curve.losses.indices.min { curve.losses[$0] < curve.losses[$1] }.map { curve.rates[$0] }
  }
}

extension RangeTest {
  package var status: Status {
    let curve = FastaiSuggestions(self)
    let losses = curve.losses.map(Double.init)
    let head = self.losses.prefix(max(3, self.losses.count / 10))
    if self.losses.count >= Self.fewest, !head.allSatisfy(\.isFinite) { return .divergesAtOnce }
    guard losses.count >= FastaiSuggestions.window + 1, let last = losses.last else { return .tooShort }
    guard let low = losses.min(), let place = losses.firstIndex(of: low) else { return .tooShort }
    let start = median(losses.prefix(max(3, losses.count / 10)))
    let scale = max(abs(start), .leastNormalMagnitude)
    // What chance leaves of a row's noise after the smoothing.
    let chance = isSmoothed ? 0 : 0.1 * noise
    let fall = start - low
    if fall < max(0.01 * scale, 4 * chance) {
      return last - start > max(0.05 * scale, 4 * chance) ? .divergesAtOnce : .flat
    }
    let isOver = place < losses.count - 1 && last - low > max(0.02 * fall, chance)
    return isOver || firstNaN != nil || self.losses.count < planned ? .ok : .neverRises
  }

  private static let fewest = 20

  /// How far a row lies from its neighbors by chance: a robust standard deviation.
  private var noise: Double {
    let finite = losses.filter(\.isFinite)
    guard finite.count > 2 else { return 0 }
    let bends = finite.indices.dropFirst().dropLast().map { row -> Double in
      let beside: Double = finite[row - 1] + finite[row + 1]
      return abs(beside - 2 * finite[row])
    }
    return 1.4826 / 6.0.squareRoot() * bends.sorted()[bends.count / 2]
  }

  private func median(_ values: ArraySlice<Double>) -> Double {
    let sorted = values.sorted()
    return sorted[sorted.count / 2]
  }
}

/// The place of the smallest value as NumPy and PyTorch find it: the first, and one that is not a number before all others.
func smallestPlace<Value: BinaryFloatingPoint>(_ values: [Value]) -> Int? {
  var best: Int?
  for (place, value) in values.enumerated() {
    if value.isNaN { return place }
    if let known = best, values[known] <= value { continue }
    best = place
  }
  return best
}

/// NumPy's `gradient`: differences of neighbors, of second order inside, by rows.
func gradient<Value: BinaryFloatingPoint>(_ values: [Value]) -> [Value] {
  let last = values.count - 1
  guard last > 0 else { return [] }
  return values.indices.map { row -> Value in
    let (before, after) = (max(0, row - 1), min(last, row + 1))
    return (values[after] - values[before]) / Value(after - before)
  }
}

/// The same by places `xs`, which need not be even.
func gradient(_ values: [Double], at xs: [Double]) -> [Double] {
  let last = values.count - 1
  guard last > 0 else { return [] }
  return values.indices.map { row -> Double in
    let (before, after) = (max(0, row - 1), min(last, row + 1))
    let (left, right) = (xs[row] - xs[before], xs[after] - xs[row])
    guard before < row, row < after else { return (values[after] - values[before]) / (left + right) }
    let outer = left / (right * (left + right)) * values[after]
    let inner = (right - left) / (left * right) * values[row]
    return inner + outer - right / (left * (left + right)) * values[before]
  }
}
