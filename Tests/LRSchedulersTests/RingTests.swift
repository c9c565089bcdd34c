import LRSchedulers
import Testing

/// A row of `ring.json`: what a library of the second ring gave.
struct RingCase: Decodable {
  let id: String
  let library: String
  let form: String
  let spec: String
  let lr: Double?
  let steps: Int
  let unit: String
  let context: [String: GoldenArgument]?
  let metrics: [GoldenNumber]?
  let momenta: [GoldenNumber]?
  let lrs: [GoldenNumber]
}

struct RingTable: Decodable {
  let cases: [RingCase]
}

extension RingCase {
  /// A recursion adds its roundings up, and float32 functions differ in their last digits between machines.
  var tolerance: Double {
    if context?["float32"] != nil { return 1e-7 }
    return id.contains("mmengine.call.Cosine") || id.contains("CosineAnnealingDecay")
      || id.contains("LinearLR") ? 1e-9 : 1e-12
  }

  /// The options that a user gives for what the training around the schedule decides.
  var options: ScriptOptions {
    var options = ScriptOptions()
    options.library = SourceLibrary(named: library)
    options.defaultLRs = [lr ?? 0.1]
    for (name, value) in context ?? [:] where name != "optimizer" {
      options.definitions.append(.init(name: name, value: value.python))
    }
    if let beta2 { options.definitions.append(.init(name: "beta2", value: "\(beta2)")) }
    return options
  }

  private var optimizer: String { context?["optimizer"]?.python ?? "'SGD'" }

  private var beta2: Double? {
    guard optimizer.hasPrefix("'Adam") else { return nil }
    return optimizer.firstMatch(of: /betas=\([0-9.]+, ([0-9.]+)\)/).flatMap { Double($0.1) } ?? 0.999
  }

  /// Two groups where the case has two, of which the last is read.
  var groups: [ParameterGroup] {
    let count = spec.contains("slice") || spec.contains("fine_tune") ? 2 : 1
    return (0..<count).map { _ in ParameterGroup(lr: lr ?? 0.1, momentum: 0.9, beta2: beta2) }
  }

  func run(_ schedule: Schedule) throws -> (lrs: [Double], momenta: [Double]) {
    var run = try ScheduleRun(schedule, groups: groups)
    var (lrs, momenta) = ([Double](), [Double]())
    for step in 0..<steps {
      if step > 0 { try run.step(metric: metrics?[step - 1].value) }
      lrs.append(run.groups[run.groups.count - 1].lr)
      momenta.append(run.groups[run.groups.count - 1].momentum ?? 0)
    }
    return (lrs, momenta)
  }
}

/// Every call among the reference vectors of the second ring.
@Suite struct RingTests {
  /// Libraries, and how many cases of theirs are calls of schedulers.
  static let libraries = [
    ("deepspeed", 20), ("megatron", 9), ("fvcore", 11), ("detectron2", 3), ("mmengine", 14), ("composer", 16),
    ("fastai", 14),
    ("paddle", 20), ("ignite", 15), ("mlx", 8), ("tinygrad", 7), ("pytorch_optimizer", 11), ("diffusers", 8),
    ("torchtitan", 8),
    ("pytorch_warmup", 8), ("axolotl", 7), ("transformers", 4), ("accelerate", 7), ("timm", 13),
  ]

  @Test(arguments: libraries)
  func schedulersGiveTheLibrarysRates(library: String, atLeast: Int) throws {
    let cases = try GoldenFile.load("ring.json", as: RingTable.self).cases.filter {
      // A scheduler of PyTorch steps once an epoch in Composer's Trainer, which the interval says and no scheduler.
      $0.library == library && $0.form == "call" && !$0.id.hasSuffix("call.torch-scheduler")
    }
    try #require(cases.count >= GoldenFile.least(atLeast))
    for row in cases {
      do { try check(row, row.spec) } catch { Issue.record("\(row.id): \(error)") }
    }
  }

  @Test func ultralyticsMovesRateAndMomentum() throws {
    let cases = try GoldenFile.load("ring.json", as: RingTable.self).cases.filter {
      $0.library == "ultralytics" && $0.unit == "step"
    }
    try #require(cases.count >= GoldenFile.least(7))
    // The pictures of the reference training show two kinds.
    for row in cases { try check(row, "ultralytics.train(\(row.spec), nc=2)") }
  }

  private func check(_ row: RingCase, _ spec: String) throws {
    let pasted = try PastedSchedule.all(in: spec, options: row.options)
    try #require(pasted.count == 1, "\(row.id)")
    let schedule = pasted[0].schedule
    let found = try row.run(schedule)
    expectClose(found.lrs, row.lrs.map(\.value), row.tolerance, row.id)
    if let momenta = row.momenta {
      expectClose(found.momenta, momenta.map(\.value), max(1e-12, row.tolerance), row.id + " momenta")
    }
    // The canonical text says all, with its prefix and what came from outside.
    let again = try Schedule(parsing: schedule.spec)
    #expect(again == schedule && again.spec == schedule.spec, "\(row.id): \(schedule.spec)")
  }

  private func expectClose(_ found: [Double], _ expected: [Double], _ tolerance: Double, _ id: String) {
    let peak = expected.map(\.magnitude).max() ?? 0
    let wrong = zip(found, expected).enumerated().first {
      !(($0.element.0 - $0.element.1).magnitude <= tolerance * peak)
    }
    #expect(found.count == expected.count && wrong == nil, "\(id): \(String(describing: wrong))")
  }
}
