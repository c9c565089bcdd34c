import Testing
import Tracks

@testable import Charts

@Suite struct TickTests {
  private static let ranges: [(Double, Double)] = [
    (0, 1), (0, 0.1), (1, 100), (0, 1e-7), (-3, 5), (1e6, 1.00001e6), (-1e-3, -1e-4), (0, 1e290), (0.1, 0.1),
    (0, 0), (-5, -5), (123456, 7_654_321), (-1e290, 1e290), (1e-305, 1e-300), (2.3, 2.4),
  ]

  @Test(arguments: ranges, [1, 2, 3, 5, 8, 20])
  func linearTicksAreInsideAscendingAndFew(_ range: (Double, Double), intervals: Int) {
    var extremes = Extremes()
    extremes.add(range.0)
    extremes.add(range.1)
    let axis = ResolvedAxis(Axis(), showing: extremes, intervals: intervals)
    let tolerance = 1e-9 * (axis.upper - axis.lower)
    #expect(axis.lower < axis.upper)
    #expect(axis.lower <= range.0 + tolerance && axis.upper >= range.1 - tolerance)
    #expect(
      axis.ticks.allSatisfy { $0.value >= axis.lower - tolerance && $0.value <= axis.upper + tolerance })
    #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0.value < $1.value })
    #expect((2...max(6, intervals + 1)).contains(axis.ticks.count))
    #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count)
    #expect(axis.ticks.allSatisfy { $0.label.utf8.count <= 12 })
  }

  @Test(arguments: [(1e-4, 0.1), (0.03, 0.05), (1, 1), (1e-280, 1e280), (3e-8, 2e-3), (0.1, 1)], [1, 3, 6])
  func logTicksAreInsideAscendingAndLabelled(_ range: (Double, Double), intervals: Int) {
    var extremes = Extremes()
    extremes.add(range.0)
    extremes.add(range.1)
    let axis = ResolvedAxis(Axis(.log), showing: extremes, intervals: intervals)
    #expect(axis.lower <= range.0 * 1.0001 && axis.upper >= range.1 * 0.9999)
    #expect(axis.upper / axis.lower > 9.99)
    #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0.value < $1.value })
    #expect(axis.ticks.contains { $0.isMajor })
    #expect(axis.ticks.filter(\.isMajor).count <= max(4, intervals + 2))
  }

  @Test func labelsShareTheirDecimals() {
    func labels(_ low: Double, _ high: Double, _ intervals: Int) -> [String] {
      ResolvedAxis(Axis(bounds: .fixed(low, high)), showing: Extremes(), intervals: intervals).ticks.map(
        \.label)
    }
    #expect(labels(0, 0.1, 2) == ["0.00", "0.05", "0.10"])
    #expect(labels(0, 100, 2) == ["0", "50", "100"])
    #expect(labels(100, 0, 2) == ["0", "50", "100"])
    #expect(labels(0, 2e-6, 2) == ["0", "1e-6", "2e-6"])
    #expect(labels(-1, 1, 4) == ["-1.0", "-0.5", "0.0", "0.5", "1.0"])
    #expect(labels(0, 2e7, 2) == ["0", "1e7", "2e7"])
  }

  /// Rates of transformers: as they are written, and never two labels alike.
  @Test func smallNumbersAreWrittenAsPeopleWriteThem() {
    func labels(_ low: Double, _ high: Double, _ intervals: Int) -> [String] {
      var extremes = Extremes()
      extremes.add(low)
      extremes.add(high)
      return ResolvedAxis(Axis(), showing: extremes, intervals: intervals).ticks.map(\.label)
    }
    #expect(labels(3e-5, 3e-4, 3) == ["0", "1e-4", "2e-4", "3e-4"])
    #expect(labels(0, 2.5e-3, 5) == ["0", "5e-4", "1e-3", "1.5e-3", "2e-3", "2.5e-3"])
    #expect(labels(0.0121, 0.0124, 3) == ["0.0121", "0.0122", "0.0123", "0.0124"])
    #expect(labels(0, 0.005, 5) == ["0.000", "0.001", "0.002", "0.003", "0.004", "0.005"])
  }

  /// Whatever an axis spans, each label is another one and reads as its tick to the last digit.
  @Test func everyLabelIsItsTick() {
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    for _ in 0..<2_000 {
      let low = (random() - 0.3) * [1e-9, 1e-6, 3e-4, 1e-2, 1, 1e3, 1e7][Int(random() * 7)]
      let high = low + abs(low) * [1e-3, 0.1, 1, 10, 1e4][Int(random() * 5)] + 1e-12
      var extremes = Extremes()
      extremes.add(low)
      extremes.add(high)
      let axis = ResolvedAxis(Axis(), showing: extremes, intervals: 1 + Int(random() * 9))
      #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count, "\(low) to \(high)")
      for tick in axis.ticks {
        let read = Double(tick.label) ?? .nan
        #expect(abs(read - tick.value) <= 1e-12 * abs(tick.value), "\(tick.label) for \(tick.value)")
      }
    }
  }

  @Test func powersAreWholeAndWrittenSo() {
    func labels(_ low: Double, _ high: Double, _ intervals: Int) -> [String] {
      ResolvedAxis(
        Axis(bounds: .fixed(low, high), labels: .power), showing: Extremes(), intervals: intervals
      ).ticks.map(\.label)
    }
    #expect(labels(-7, 1, 8) == ["1e-7", "1e-6", "1e-5", "1e-4", "1e-3", "1e-2", "1e-1", "1e0", "1e1"])
    #expect(labels(-7, 1, 4) == ["1e-6", "1e-4", "1e-2", "1e0"])
    #expect(labels(-4.5, -2.2, 20) == ["1e-4", "1e-3"])
    #expect(labels(-2.9, -2.2, 5).isEmpty)
  }

  @Test func countsAreWholeAndShort() {
    func labels(_ low: Double, _ high: Double) -> [String] {
      ResolvedAxis(Axis(bounds: .fixed(low, high), labels: .count), showing: Extremes(), intervals: 4)
        .ticks.map(\.label)
    }
    #expect(labels(1, 3) == ["1", "2", "3"])
    #expect(labels(1, 100) == ["1", "20", "40", "60", "80", "100"])
    #expect(labels(0, 20_000) == ["0", "5000", "10k", "15k", "20k"])
    #expect(labels(0, 3e6) == ["0", "1M", "2M", "3M"])
  }

  @Test func decadesAreLabelledAndFifthsWhereDecadesAreFew() {
    func labels(_ low: Double, _ high: Double) -> [String] {
      ResolvedAxis(Axis(.log, bounds: .fixed(low, high)), showing: Extremes(), intervals: 4)
        .ticks.filter(\.isMajor).map(\.label)
    }
    #expect(labels(1e-4, 1e-1) == ["1e-4", "1e-3", "1e-2", "1e-1"])
    #expect(labels(0.02, 0.1) == ["0.02", "0.05", "0.1"])
  }

  @Test func boundsAreSteadyWhileValuesStayInside() {
    func upper(_ value: Double) -> Double {
      var extremes = Extremes()
      extremes.add(0)
      extremes.add(value)
      return ResolvedAxis(Axis(), showing: extremes, intervals: 5).upper
    }
    #expect(Set(stride(from: 2.01, through: 2.5, by: 0.01).map(upper)) == [2.5])
  }
}
