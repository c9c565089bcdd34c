/// The smallest, largest and smallest positive of some values; those that are not finite are left out.
package struct Extremes: Sendable, Equatable {
  package private(set) var min = Double.infinity
  package private(set) var max = -Double.infinity
  package private(set) var minPositive = Double.infinity

  package init() {}

  package var isEmpty: Bool { min > max }
  package var finiteRange: ClosedRange<Double>? { isEmpty ? nil : min...max }
  package var positiveRange: ClosedRange<Double>? { minPositive <= max ? minPositive...max : nil }

  package mutating func add(_ value: Double) {
    guard value.isFinite else { return }
    if value < min { min = value }
    if value > max { max = value }
    if value > 0, value < minPositive { minPositive = value }
  }

  package mutating func add(_ other: Extremes) {
    if other.min < min { min = other.min }
    if other.max > max { max = other.max }
    if other.minPositive < minPositive { minPositive = other.minPositive }
  }
}
