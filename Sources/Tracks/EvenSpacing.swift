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
  @inline(__always)
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

  /// The first index of a range of ascending x that is not before what is sought near `x`: mostly the one that the
  /// spacing says; where rounding has it otherwise, the one that a search finds.
  @inline(__always)
  func firstIndex(near x: Double, in range: Range<Int>, where isBefore: (Double) -> Bool) -> Int {
    let guess = guess(x, range)
    let isAfterAll = guess == range.lowerBound || isBefore(self.x(guess - 1))
    if isAfterAll, guess == range.upperBound || !isBefore(self.x(guess)) { return guess }
    return range.partitionIndex { isBefore(self.x($0)) }
  }

  private func guess(_ x: Double, _ range: Range<Int>) -> Int {
    let position = (x - origin) / step
    guard position > 0 else { return range.lowerBound }
    let whole = Int(min(position, 0x1p52))
    return min(max(Double(whole) < position ? whole + 1 : whole, range.lowerBound), range.upperBound)
  }
}
