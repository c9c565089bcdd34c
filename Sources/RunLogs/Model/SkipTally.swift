/// What could not be read: how much, and where it began.
package struct SkipTally: Sendable, Equatable {
  package private(set) var count = 0
  /// The first three, each with its place: `line 17: not a number in column 3`.
  package private(set) var examples: [String] = []

  package var first: String? { examples.first }

  init(count: Int = 0, examples: [String] = []) { (self.count, self.examples) = (count, examples) }

  mutating func add(_ reason: @autoclosure () -> String) {
    count += 1
    if examples.count < 3 { examples.append(reason()) }
  }

  mutating func merge(_ other: SkipTally) {
    count += other.count
    examples = Array((examples + other.examples).prefix(3))
  }
}
