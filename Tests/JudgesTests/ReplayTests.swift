import Judges
import LRSchedulers
import Testing

@Suite("Replays of plateau schedules")
struct ReplayTests {
  private static let losses = [1.0, 0.8, 0.81, 0.79995, 0.83, 0.5, 0.51, 0.52, 0.53, .nan, 0.4, 0.41]

  @Test("Each epoch as PyTorch counts it")
  func rows() throws {
    let replay = try PlateauReplay(
      Schedule(parsing: "ReduceLROnPlateau(patience=1, cooldown=1)"), groups: [ParameterGroup(lr: 0.1)],
      metrics: Self.losses)
    #expect(replay.rows.map(\.epoch) == Array(1...12))
    #expect(replay.rows.map { $0.status?.numBadEpochs } == [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1])
    #expect(replay.rows.map { $0.status?.cooldownCounter } == [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0])
    #expect(replay.cuts.map(\.epoch) == [5, 9])
    #expect(
      replay.rows.map { $0.lrs[0] } == [0.1, 0.1, 0.1, 0.1] + [Double](repeating: 0.1 * 0.1, count: 4)
        + [Double](repeating: 0.1 * 0.1 * 0.1, count: 4))
    #expect(replay.rows[5].status?.best == 0.5 && replay.rows[5].status?.nextBest == 0.5 * (1 - 1e-4))
  }

  /// Metrics with stretches that do not improve, and values that are not finite.
  private static func metrics(_ seed: UInt64) -> [Double] {
    var state = seed
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    return (0..<150).map { epoch in
      let chance = next()
      if chance < 0.01 { return .nan }
      if chance < 0.015 { return .infinity }
      return 1 / Double(1 + epoch / 7) + next() * 0.05 - (seed % 3 == 0 ? 0.3 : 0)
    }
  }

  @Test("The tight loop of sweeps does what stepping does, to the last bit", arguments: 1...12)
  func kernel(seed: UInt64) throws {
    let metrics = Self.metrics(seed)
    let torch = try PlateauSweep(
      Schedule(parsing: "ReduceLROnPlateau(eps=1e-6)"), groups: [ParameterGroup(lr: 0.1)], metrics: metrics,
      axes: [
        SweepAxis(name: "mode", values: [.string("min"), .string("max")]),
        SweepAxis(name: "threshold_mode", values: [.string("rel"), .string("abs")]),
        SweepAxis(name: "patience", values: [.int(0), .int(2), .double(3.5)]),
        SweepAxis(name: "factor", values: [.double(0.1), .double(0.7)]),
        SweepAxis(name: "cooldown", values: [.int(0), .int(3), .double(1.5)]),
        SweepAxis(name: "threshold", values: [.double(1e-4), .double(0.02)]),
        SweepAxis(name: "min_lr", values: [.double(0), .double(1e-3)]),
      ])
    try compare(torch, "ReduceLROnPlateau(eps=1e-6)", metrics)
    let keras = try PlateauSweep(
      Schedule(parsing: "keras.callbacks.ReduceLROnPlateau()"), groups: [ParameterGroup(lr: 0.1)],
      metrics: metrics,
      axes: [
        SweepAxis(name: "mode", values: [.string("min"), .string("max")]),
        SweepAxis(name: "patience", values: [.int(0), .int(2), .int(5)]),
        SweepAxis(name: "factor", values: [.double(0.1), .double(0.7)]),
        SweepAxis(name: "cooldown", values: [.int(0), .int(3)]),
        SweepAxis(name: "min_delta", values: [.double(1e-4), .double(0.02)]),
        SweepAxis(name: "min_lr", values: [.double(0), .double(1e-3)]),
      ])
    try compare(keras, "keras.callbacks.ReduceLROnPlateau()", metrics)
  }

  private func compare(_ sweep: PlateauSweep, _ spec: String, _ metrics: [Double]) throws {
    for row in try sweep.rows(0..<sweep.count) {
      var schedule = try Schedule(parsing: spec)
      for (axis, value) in zip(sweep.axes, row.values) {
        schedule = try schedule.setting(axis.name, to: value)
      }
      let replay = try PlateauReplay(schedule, groups: [ParameterGroup(lr: 0.1)], metrics: metrics)
      #expect(row.cuts == replay.cuts.map(\.epoch), "\(schedule.spec)")
      #expect(row.finalLR == replay.finalLRs[0], "\(schedule.spec)")
    }
  }

  @Test("The last axis of a sweep varies fastest")
  func order() throws {
    let sweep = try PlateauSweep(
      Schedule(parsing: "ReduceLROnPlateau()"), groups: [ParameterGroup(lr: 0.1)], metrics: Self.losses,
      axes: [
        SweepAxis(name: "patience", values: [.int(1), .int(2)]),
        SweepAxis(name: "factor", values: [.double(0.1), .double(0.5)]),
      ])
    #expect(sweep.count == 4)
    #expect(
      try sweep.rows(0..<4).map(\.values) == [
        [.int(1), .double(0.1)], [.int(1), .double(0.5)], [.int(2), .double(0.1)], [.int(2), .double(0.5)],
      ])
    #expect(try sweep.rows(2..<3).first?.values == [.int(2), .double(0.1)])
  }

  @Test("Refusals: no metric is followed, no such argument, a bad value, too many combinations")
  func refusals() throws {
    let groups = [ParameterGroup(lr: 0.1)]
    let plateau = try Schedule(parsing: "ReduceLROnPlateau()")
    #expect(throws: SchedulerError.self) {
      try PlateauReplay(Schedule(parsing: "StepLR(10)"), groups: groups, metrics: [1])
    }
    for axis in [
      SweepAxis(name: "gamma", values: [.int(1)]), SweepAxis(name: "factor", values: [.double(1.5)]),
    ] {
      #expect(throws: SchedulerError.self) {
        try PlateauSweep(plateau, groups: groups, metrics: [1], axes: [axis])
      }
    }
    let many = SweepAxis(name: "patience", values: (0..<5000).map { .int($0) })
    #expect(throws: SchedulerError.self) {
      try PlateauSweep(
        plateau, groups: groups, metrics: [1], axes: [many, SweepAxis(name: "cooldown", values: many.values)])
    }
  }
}
