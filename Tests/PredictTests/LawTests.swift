import Foundation
import Testing

@testable import Predict

@Suite("Laws of loss and schedule")
struct LawTests {
  private static let rates: [Double] = (0..<900).map { step -> Double in
    if step < 60 { return Double(step) / 59 }
    if step < 500 { return 1 }
    return 1 - 0.95 * Double(step - 500) / 400
  }
  private static let points: [Law: [[Double]]] = [
    .mpl: [[3, -1.2, -0.7, -2.1, -0.2, -0.5, -4.6], [0.4, 0.3, 0.1, -1, 0.5, -1.4, -2]],
    .momentum: [[3, -1.2, -0.7, -2.1, 5], [0.4, 0.3, 0.1, -1, 2]],
  ]

  @Test("Derivatives are those of differences", arguments: Law.allCases)
  func derivatives(law: Law) throws {
    let curve = law.curve(RateCurve(Self.rates, unit: 1), steps: [61, 200, 499, 520, 777, 899])
    for point in try #require(Self.points[law]) {
      let values = curve.values(point, every: 1)
      for place in point.indices {
        let shift = 1e-5
        let moved = [shift, -shift].map { shift in
          var point = point
          point[place] += shift
          return curve.values(point, every: 1).losses
        }
        for row in 0..<curve.rows {
          let slope = (moved[0][row] - moved[1][row]) / (2 * shift)
          #expect(abs(values.slopes[row * curve.dimension + place] - slope) < 1e-7 * max(1, abs(slope)))
        }
      }
    }
  }

  @Test(
    "The loss is the papers' formula, step by step, with the parameters that are told",
    arguments: Law.allCases)
  func formula(law: Law) throws {
    let unit = 3e-4
    let rates = Self.rates.map { unit * $0 }
    for point in try #require(Self.points[law]) {
      let told = Dictionary(
        uniqueKeysWithValues: law.parameters(point, unit: unit).map { ($0.name, $0.value) })
      let parameter = { (name: String) in told[name] ?? .nan }
      for step in [70, 500, 899] {
        var (area, sum) = (rates[0...step].reduce(0, +), 0.0)
        let base = parameter("L0") + parameter("A") * pow(area, -parameter("alpha"))
        area = 0
        for place in (1...step).reversed() {
          area += rates[place]
          let drop = rates[place - 1] - rates[place]
          switch law {
          case .mpl:
            let way = parameter("C") * pow(rates[place], -parameter("gamma")) * area
            sum += drop * (1 - pow(1 + way, -parameter("beta")))
          case .momentum: sum += drop * (1 - exp(-Double(step - place + 1) / parameter("tau")))
          }
        }
        let loss = law.curve(RateCurve(rates, unit: unit), steps: [step]).values(point, every: 1).losses[0]
        #expect(abs(loss - (base - parameter("B") * sum)) < 2e-6 * loss)
      }
    }
  }

  @Test("Every second row is every second row", arguments: Law.allCases)
  func strides(law: Law) throws {
    let curve = law.curve(RateCurve(Self.rates, unit: 1), steps: [61, 200, 499, 520, 777])
    let point = try #require(Self.points[law]?.first)
    let (all, some) = (curve.values(point, every: 1), curve.values(point, every: 2))
    #expect(some.losses == [0, 2, 4].map { all.losses[$0] })
    #expect(some.slopes.prefix(curve.dimension) == all.slopes.prefix(curve.dimension))
  }

  @Test(
    "Priors bend: slope and curvature are those of the penalty near its middle, and far from it hold less")
  func priors() {
    for law in Law.allCases {
      for prior in law.priors(loss: 3) {
        #expect(prior.penalty(prior.middle) == 0)
        for distance in [-3.0, -0.5, 0.1, 2, 10] {
          let place = prior.middle + distance * prior.deviation
          let slope = (prior.penalty(place + 1e-5) - prior.penalty(place - 1e-5)) / 2e-5
          #expect(abs(prior.curvature(place).slope - slope) < 1e-5)
        }
        let far = prior.middle + 10 * prior.deviation
        #expect(prior.penalty(far) < 0.2 * 50)
      }
    }
  }

  @Test("A small matrix is solved and inverted; one that is not positive is refused")
  func matrices() throws {
    var matrix = SymmetricMatrix(order: 3)
    for (row, values) in [[4.0, 1, 0.5], [1, 3, -0.2], [0.5, -0.2, 2]].enumerated() {
      for (column, value) in values.enumerated() { matrix[row, column] = value }
    }
    let solved = try #require(matrix.solution([1, 2, 3]))
    for (row, value) in [1.0, 2, 3].enumerated() {
      #expect(abs((0..<3).reduce(0) { $0 + matrix[row, $1] * solved[$1] } - value) < 1e-12)
    }
    let inverse = try #require(matrix.inverse)
    #expect(abs(inverse.form([1, 2, 3]) - zip([1, 2, 3], solved).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-12)
    matrix[2, 2] = -1
    #expect(matrix.solution([1, 1, 1]) == nil && matrix.inverse == nil)
  }
}
