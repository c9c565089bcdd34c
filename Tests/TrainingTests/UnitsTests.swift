import Testing

@testable import Training

@Suite("Units: from samples to steps")
struct UnitsTests {
  @Test("The line says the whole calculation")
  func line() throws {
    #expect(
      try TrainingUnits(samples: 1437).line()
        == "1,437 samples / (batch 32 × accumulation 1 × devices 1) = 45 steps/epoch × 100 epochs = 4,500 steps"
    )
    #expect(
      try TrainingUnits(
        samples: 1_281_167, batchSize: 256, accumulation: 2, devices: 8, epochs: 90, dropsLast: true
      ).line()
        == "1,281,167 samples, last batch dropped, / (batch 256 × accumulation 2 × devices 8) = 313 steps/epoch × 90 epochs = 28,170 steps"
    )
  }

  /// Counted out sample by sample, as a data loader and a training loop would.
  @Test("The steps are those of a loop that deals the samples out", arguments: [false, true])
  func counting(dropsLast: Bool) throws {
    for samples in 1...40 {
      for (batch, accumulation, devices) in [
        (1, 1, 1), (4, 1, 1), (4, 3, 1), (3, 1, 2), (3, 2, 2), (7, 4, 3),
      ] {
        let units = TrainingUnits(
          samples: samples, batchSize: batch, accumulation: accumulation, devices: devices, epochs: 3,
          dropsLast: dropsLast)
        let expected = Self.steps(of: units)
        #expect((try? units.steps())?.stepsPerEpoch == expected, "\(units)")
        #expect((try? units.steps())?.total == expected.map { 3 * $0 }, "\(units)")
      }
    }
  }

  private static func steps(of units: TrainingUnits) -> Int? {
    var (left, batches) = (units.samples, 0)
    while left > 0 {
      let taken = min(left, units.batchSize * units.devices)
      if taken == units.batchSize * units.devices || !units.dropsLast { batches += 1 }
      left -= taken
    }
    var (steps, gathered) = (0, 0)
    for batch in 0..<batches {
      gathered += 1
      guard gathered == units.accumulation || batch == batches - 1 else { continue }
      (steps, gathered) = (steps + 1, 0)
    }
    return steps > 0 ? steps : nil
  }

  @Test("Warm-ups are rounded up")
  func warmups() throws {
    let count = try TrainingUnits(samples: 1437).steps()
    #expect([1, 3, 5, 6, 10].map { count.steps(of: .share(percent: $0)) } == [45, 135, 225, 270, 450])
    #expect(
      try TrainingUnits(samples: 101, batchSize: 1, epochs: 1).steps().steps(of: .share(percent: 1)) == 2)
    // math.ceil(100 * 0.07) in Python.
    #expect(
      try TrainingUnits(samples: 100, batchSize: 1, epochs: 1).steps().steps(of: .share(percent: 7)) == 8)
  }

  static let hostile: [(String, @Sendable (inout TrainingUnits) -> Void)] = [
    ("samples must be from 1 to 1000000000000000, but got 0", { $0.samples = 0 }),
    ("samples must be from 1 to 1000000000000000, but got \(Int.max)", { $0.samples = .max }),
    ("batch size must be from 1 to 1000000000000000, but got -32", { $0.batchSize = -32 }),
    ("accumulation must be from 1 to 1000000000000000, but got \(Int.min)", { $0.accumulation = .min }),
    ("devices must be from 1 to 1000000000000000, but got 0", { $0.devices = 0 }),
    ("epochs must be from 1 to 1000000000000000, but got 0", { $0.epochs = 0 }),
    (
      "batch 1000000000000000 * devices 1000000000000000 is more than \(Int.max)",
      { ($0.batchSize, $0.devices) = (1_000_000_000_000_000, 1_000_000_000_000_000) }
    ),
    (
      "100000000000000 steps * 1000000 epochs is more than \(Int.max)",
      { ($0.samples, $0.batchSize, $0.epochs) = (100_000_000_000_000, 1, 1_000_000) }
    ),
    (
      "1437 samples do not fill one batch of 1000 on each of 2 devices, and drop_last drops the rest",
      { ($0.batchSize, $0.devices, $0.dropsLast) = (1000, 2, true) }
    ),
  ]

  @Test("What makes no sense is refused", arguments: hostile.indices)
  func refused(index: Int) {
    let (message, change) = Self.hostile[index]
    var units = TrainingUnits(samples: 1437)
    change(&units)
    let error = #expect(throws: TrainingError.self) { try units.steps() }
    #expect(error?.message == message)
  }

  @Test(
    "Thousands are told apart",
    arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
  func grouping(count: Int, text: String) {
    #expect(TrainingUnits.grouped(count) == text)
  }

  @Test("What a workload says of its epochs is what it does", arguments: WorkloadCatalog.all.map(\.name))
  func workloads(name: String) throws {
    for batchSize in [nil, 1, 5, 32, 100, 65_536] {
      let workload = try WorkloadCatalog.make(name, seed: 0, batchSize: batchSize)
      let said = WorkloadCatalog.summary(named: name)?.stepsPerEpoch(batchSize: batchSize)
      #expect(said == workload.stepsPerEpoch, "\(name) by \(batchSize ?? 0)")
    }
  }
}
