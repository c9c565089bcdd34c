import LRSchedulers
import Testing

/// A row of `families.json`: what transformers, timm, optax or Keras gave.
struct FamilyCase: Decodable {
  let id: String
  let family: String
  let spec: String
  let lr: Double
  let steps: Int
  let metrics: [GoldenNumber]?
  let lrs: [Double]
}

struct FamilyTable: Decodable {
  let cases: [FamilyCase]
}

/// Every reference vector of the other libraries.
@Suite struct FamilyTests {
  @Test(arguments: [("transformers", 30), ("timm", 14), ("optax", 18), ("keras", 16)])
  func schedulesGiveTheLibrarysRates(family: String, atLeast: Int) throws {
    let cases = try GoldenFile.load("families.json", as: FamilyTable.self).cases.filter {
      $0.family == family
    }
    try #require(cases.count >= GoldenFile.least(atLeast))
    for row in cases {
      let rates = try Self.rates(row.spec, lr: row.lr, steps: row.steps, metrics: row.metrics?.map(\.value))
      expectClose(rates, row.lrs, row.id)
      let canonical = try Schedule(parsing: row.spec).spec
      #expect(try Schedule(parsing: canonical).spec == canonical, "\(row.id)")
      let again = try Self.rates(canonical, lr: row.lr, steps: row.steps, metrics: row.metrics?.map(\.value))
      #expect(rates == again, "\(canonical)")
    }
  }

  /// N reads and N - 1 steps.
  static func rates(_ spec: String, lr: Double, steps: Int, metrics: [Double]? = nil) throws -> [Double] {
    var run = try ScheduleRun(Schedule(parsing: spec), groups: [ParameterGroup(lr: lr)])
    return try (0..<steps).map { step in
      if step > 0 { try run.step(metric: metrics?[step - 1]) }
      return run.groups[0].lr
    }
  }

  /// FAMILIES.md, section 0: a thousandth of a billionth of the largest rate.
  private func expectClose(_ found: [Double], _ expected: [Double], _ id: String) {
    let peak = expected.map(\.magnitude).max() ?? 0
    let wrong = zip(found, expected).enumerated().first {
      !(($0.element.0 - $0.element.1).magnitude <= 1e-12 * peak)
    }
    #expect(found.count == expected.count && wrong == nil, "\(id): \(String(describing: wrong))")
  }

  @Test(arguments: [
    (
      "get_polynomial_decay_schedule_with_warmup(2, 6)", 1e-8,
      "lr_end (1e-07) must be smaller than initial lr (1e-08)"
    ),
    ("get_polynomial_decay_schedule_with_warmup(6, 6)", 0.1, "division by zero"),
    (
      "get_cosine_with_min_lr_schedule_with_warmup(2, 6)", 0.1,
      "One of min_lr or min_lr_rate should be set through the `lr_scheduler_kwargs`"
    ),
    (
      "get_scheduler('linear', 2, 6, dict(nonsense=1))", 0.1,
      "get_linear_schedule_with_warmup() got an unexpected keyword argument 'nonsense'"
    ),
    (
      "get_scheduler('linear', 2)", 0.1,
      "SchedulerType.LINEAR requires `num_training_steps`, please provide that argument."
    ),
    ("CosineLRScheduler(4, cycle_mul=0.5)", 0.1, "math domain error"),
    (
      "optax.warmup_cosine_decay_schedule(0.0, 0.1, 5, 5)", 0.1,
      "The cosine_decay_schedule requires positive decay_steps, got decay_steps=0."
    ),
    (
      "keras.callbacks.ReduceLROnPlateau(monitor='val_accuracy')", 0.1,
      "ReduceLROnPlateau callback received monitor=val_accuracy, but Keras isn't able to automatically determine"
    ),
    ("get_scheduler('sine', 2)", 0.1, "sine is not a valid SchedulerType"),
  ])
  func refusalsAreInTheLibrarysWords(spec: String, lr: Double, words: String) {
    var message = "accepted"
    do { _ = try Self.rates(spec, lr: lr, steps: 9, metrics: Array(repeating: 1, count: 9)) } catch {
      message = "\(error)"
    }
    #expect(message.contains(words), "\(spec): \(message)")
  }

  @Test(arguments: [
    "transformers.get_scheduler(name='cosine', optimizer=optimizer, num_warmup_steps=10, num_training_steps=100)",
    "scheduler = get_scheduler(\"cosine\", optimizer, 10, 100)",
    "get_scheduler('cosine', num_warmup_steps=10, num_training_steps=100, scheduler_specific_kwargs={})",
  ])
  func optimizersAndPrefixesAreDropped(spec: String) throws {
    #expect(
      try Schedule(parsing: spec).spec
        == "get_scheduler(name='cosine', num_warmup_steps=10, num_training_steps=100)")
  }

  @Test(arguments: [
    ("torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, 'min')", "ReduceLROnPlateau()"),
    ("ReduceLROnPlateau(factor=0.5, patience=3)", "ReduceLROnPlateau(factor=0.5, patience=3)"),
    ("ReduceLROnPlateau(monitor='loss')", "keras.callbacks.ReduceLROnPlateau(monitor='loss')"),
    ("tf.keras.callbacks.ReduceLROnPlateau(patience=3)", "keras.callbacks.ReduceLROnPlateau(patience=3)"),
  ])
  func theLibraryIsKnownByPrefixOrArguments(spec: String, canonical: String) throws {
    #expect(try Schedule(parsing: spec).spec == canonical)
  }
}
