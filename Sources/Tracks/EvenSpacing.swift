/// x at equal distances: `x(i) = origin + i * step`, to the last bit.
struct EvenSpacing: Sendable {
  private(set) var origin: Double
  private(set) var step: Double
  /// Whether it is taken from the first two x.
  let isLearned: Bool

  init(from origin: Double, every step: Double) {
    self.origin = origin
    self.step = step
    isLearned = false
  }

  /// Starts at the first x, the second settles the step; until then they are `origin` and 1.
  init(learningFrom origin: Double) {
    self.origin = origin
    step = 1
    isLearned = true
  }

  func x(_ index: Int) -> Double { origin + Double(index) * step }

  /// Whether the `index`-th x, after all before have been accepted, keeps the distance.
  mutating func accepts(_ x: Double, at index: Int) -> Bool {
    if index < 2, isLearned { learn(x, at: index) }
    return self.x(index) == x
  }

  private mutating func learn(_ x: Double, at index: Int) {
    if index == 0 {
      origin = x
    } else {
      let distance = x - origin
      step = origin + distance == x ? distance : 1
    }
  }

  /// The part of a range of ascending x that a search can confine itself to.
  ///
  /// - Parameters:
  ///   - x: what is sought.
  ///   - isBefore: holds for the x before it.
  func neighborhood(of x: Double, in range: Range<Int>, where isBefore: (Double) -> Bool) -> Range<Int> {
    let position = (x - origin) / step
    let guess = position > 0 ? min(Int(min(position, 0x1p52)), range.upperBound) : range.lowerBound
    let low = max(range.lowerBound, guess - 1)
    let high = max(low, min(range.upperBound, guess + 2))
    let start = low > range.lowerBound && !isBefore(self.x(low - 1)) ? range.lowerBound : low
    let end = high < range.upperBound && isBefore(self.x(high)) ? range.upperBound : high
    return start..<end
  }
}
