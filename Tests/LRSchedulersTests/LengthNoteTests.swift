import LRSchedulers
import Testing

/// Steps taken for epochs and epochs for steps, and other runs that their schedules do not fit.
@Suite("Notes on lengths")
struct LengthNoteTests {
  private func notes(
    _ schedule: Schedule, _ count: Int, unit: String = "epoch", stepsPerEpoch: Int? = nil
  ) -> [String] {
    schedule.notes(
      epochs: count, groups: [ParameterGroup(lr: 0.1, momentum: 0.9)], unit: unit,
      stepsPerEpoch: stepsPerEpoch
    ).map(\.text)
  }

  private static let perBatch = "; does it step with every batch? --interval step, key I"
  private static let perEpoch = "; does it step once an epoch? --interval epoch, key I"

  @Test(arguments: [
    (
      "get_linear_schedule_with_warmup(500, 10000)", 100,
      "get_linear_schedule_with_warmup ends in its warm-up: 100 of 500 epochs (num_warmup_steps)" + perBatch
    ),
    (
      "OneCycleLR(max_lr=0.1, steps_per_epoch=1252, epochs=90)", 90,
      "OneCycleLR gets through only 90 of 112,680 epochs (epochs * steps_per_epoch)" + perBatch
    ),
    (
      "SequentialLR([LinearLR(total_iters=6260), CosineAnnealingLR(T_max=100)], milestones=[6260])", 100,
      "SequentialLR ends in its warm-up: 100 of 6,260 epochs (milestones), and CosineAnnealingLR never begins"
        + perBatch
    ),
    (
      "SequentialLR([StepLR(2), ExponentialLR(0.9), StepLR(3)], milestones=[10, 50])", 40,
      "SequentialLR never begins StepLR, stage 3: milestones at 50 in a run of 40 epochs"
    ),
    (
      "SequentialLR([LinearLR(total_iters=5), CosineAnnealingLR(T_max=112680)], milestones=[5])", 90,
      "CosineAnnealingLR gets through only 85 of 112,680 epochs (T_max)" + perBatch
    ),
    (
      "join_schedules([linear_schedule(0.01, 0.1, 1000), cosine_decay_schedule(0.1, 9000)], [1000])", 100,
      "join_schedules ends in its warm-up: 100 of 1,000 epochs (boundaries), and cosine_decay_schedule never begins"
        + perBatch
    ),
    (
      "CosineAnnealingLR(T_max=112680)", 90,
      "CosineAnnealingLR gets through only 90 of 112,680 epochs (T_max)" + perBatch
    ),
    (
      "CosineAnnealingLR(1e300)", 30,
      "CosineAnnealingLR gets through only 30 of 1e+300 epochs (T_max)" + perBatch
    ),
    (
      "OneCycleLR(0.1, total_steps=100)", 90,
      "OneCycleLR gets through only 90 of 100 epochs (total_steps); total_steps=90 ends with the run"
    ),
    ("StepLR(30)", 10, "StepLR never changes the LR: step_size=30 in a run of 10 epochs"),
    ("StepLR(-30)", 1, "StepLR never changes the LR: step_size=30 in a run of 1 epoch" + perBatch),
    (
      "MultiStepLR([3000, 6000])", 90,
      "MultiStepLR never changes the LR: milestones at 3000 in a run of 90 epochs" + perBatch
    ),
    (
      "ConstantLR(0.5, 100)", 10,
      "ConstantLR never changes the LR: total_iters=100 in a run of 10 epochs" + perBatch
    ),
    ("CyclicLR(0.01, 0.1)", 100, "CyclicLR gets through only 100 of 2,000 epochs (step_size_up)" + perBatch),
    (
      "CosineLRScheduler(300, warmup_t=5, warmup_lr_init=0.01, warmup_prefix=True)", 100,
      "CosineLRScheduler gets through only 100 of 305 epochs (t_initial); t_initial=95 ends with the run"
    ),
    (
      "PolynomialLR()", 100,
      "PolynomialLR has LR 0 from epoch 6 on: total_iters=5 in a run of 100 epochs; total_iters=100 ends with the run"
    ),
    (
      "get_cosine_schedule_with_warmup(0, 80)", 100,
      "get_cosine_schedule_with_warmup rises again from epoch 82 on, after num_training_steps=80"
    ),
    (
      "get_scheduler('cosine', 0, 80)", 100,
      "get_scheduler rises again from epoch 82 on, after num_training_steps=80"
    ),
    (
      "OneCycleLR(0.1, total_steps=100)", 120,
      "OneCycleLR fails in epoch 102: it makes 100 steps (total_steps=100); total_steps=120 ends with the run"
    ),
  ])
  func runsThatDoNotFit(spec: String, epochs: Int, text: String) throws {
    #expect(aboutLength(notes(try Schedule(parsing: spec), epochs)) == [text])
  }

  @Test(arguments: [
    (
      "StepLR(30)",
      "StepLR shrinks the LR below 1e-148 of its start: step_size=30 in a run of 4,500 steps" + perEpoch
    ),
    (
      "ExponentialLR(0.95)",
      "ExponentialLR shrinks the LR below 1e-100 of its start: gamma=0.95 in a run of 4,500 steps" + perEpoch
    ),
    (
      "MultiStepLR([30, 60, 80])",
      "MultiStepLR changes nothing after step 81: milestones at 80 in a run of 4,500 steps" + perEpoch
    ),
    (
      "CosineAnnealingLR(50)",
      "CosineAnnealingLR goes down and up 45 times: T_max=50 in a run of 4,500 steps" + perEpoch
    ),
    (
      "CosineAnnealingWarmRestarts(10)",
      "CosineAnnealingWarmRestarts repeats its cycle 450 times: T_0=10 in a run of 4,500 steps" + perEpoch
    ),
    (
      "CyclicLR(0.01, 0.1, 10)",
      "CyclicLR repeats its cycle 225 times: step_size_up=10 in a run of 4,500 steps" + perEpoch
    ),
    (
      "get_linear_schedule_with_warmup(0, 100)",
      "get_linear_schedule_with_warmup has LR 0 from step 101 on: num_training_steps=100 in a run of 4,500 steps"
        + perEpoch
    ),
    (
      "get_linear_schedule_with_warmup(0, 1000)",
      "get_linear_schedule_with_warmup has LR 0 from step 1001 on: num_training_steps=1000 in a run of 4,500 steps; num_training_steps=4500 ends with the run"
    ),
    (
      "SequentialLR([ConstantLR(0.1, 5), CosineAnnealingLR(95)], [5])",
      "CosineAnnealingLR goes down and up 23 times: T_max=95 in a run of 4,495 steps" + perEpoch
    ),
  ])
  func stepsOfARunOfAHundredEpochs(spec: String, text: String) throws {
    #expect(notes(try Schedule(parsing: spec), 4500, unit: "step", stepsPerEpoch: 45) == [text])
  }

  /// A cycle an epoch, and a decay that is slow enough, are meant.
  @Test(arguments: [
    "CosineAnnealingWarmRestarts(45)", "CyclicLR(0.01, 0.1, 100)", "StepLR(30, 0.99)",
    "CosineAnnealingLR(4500)",
    "MultiStepLR([1350, 2700])", "LinearLR(total_iters=45)", "get_constant_schedule()",
    "LambdaLR(lambda e: 0.9)",
  ])
  func stepsThatAreMeant(spec: String) throws {
    #expect(notes(try Schedule(parsing: spec), 4500, unit: "step", stepsPerEpoch: 45).isEmpty)
  }

  @Test(arguments: [
    "StepLR(10)", "MultiStepLR([15, 25])", "ExponentialLR(0.95)", "ReduceLROnPlateau()",
    "SequentialLR([LinearLR(total_iters=5), CosineAnnealingLR(T_max=95)], [5])", "CosineAnnealingLR(100)",
    "SequentialLR([LinearLR(total_iters=5), CosineAnnealingLR(T_max=100)], [5])", "StepLR(30)",
    "MultiStepLR([30, 60, 90])",
    "CosineAnnealingLR(180)", "StepLR(100)", "SequentialLR([LinearLR(total_iters=5), StepLR(3)], [100])",
    "CosineLRScheduler(90, warmup_t=5, lr_min=1e-5)",
    "StepLRScheduler(30, 0.1, warmup_t=5, warmup_lr_init=0.01)",
  ])
  func aHundredEpochsOfWhatIsUsual(spec: String) throws {
    #expect(aboutLength(notes(try Schedule(parsing: spec), 100)).isEmpty)
  }

  // MARK: - Laws over the catalog

  /// What is said about lengths, among other notes.
  private func aboutLength(_ notes: [String]) -> [String] {
    let words = [
      "ends in its warm-up", "gets through", "never", "rises again", "changes nothing", "shrinks",
      "has LR 0 from", "fails",
      "goes down and up", "repeats",
    ]
    return notes.filter { note in words.contains { note.contains($0) } }
  }

  /// As long as the schedule says, else as its example shows something.
  private func length(_ schedule: Schedule) -> Int {
    if schedule.name == "CyclicLR" { return 4000 }
    guard let length = schedule.length, case .int(let steps)? = schedule.value(of: length.parameter.name)
    else { return 100 }
    return steps + length.start
  }

  /// Those of the first five libraries, and those of the others that say how long they are.
  private static let measured = Catalog.entries.filter { entry in
    SourceLibrary.firstRing.contains(entry.library) || Schedule(default: entry).length != nil
  }

  @Test("A run that is as long as its schedule is as it should be", arguments: measured)
  func fitting(entry: CatalogEntry) {
    let schedule = Schedule(default: entry)
    #expect(aboutLength(notes(schedule, length(schedule))).isEmpty)
    #expect(aboutLength(notes(schedule, length(schedule), unit: "step", stepsPerEpoch: 10)).isEmpty)
  }

  /// Those that have no length, no period and no milestones.
  private static let endless: Set = [
    "LambdaLR", "MultiplicativeLR", "get_constant_schedule", "constant_schedule", "InverseTimeDecay",
    "ReduceLROnPlateau",
    "keras.callbacks.ReduceLROnPlateau", "ExponentialLR", "exponential_decay", "ExponentialDecay", "LinearLR",
    "PolynomialLR", "ConstantLR", "ChainedScheduler", "SequentialLR", "GreedyLR", "PlateauLRScheduler",
  ]

  private static let firstRing = Catalog.entries.filter { SourceLibrary.firstRing.contains($0.library) }

  @Test("Steps taken for epochs are noted once", arguments: firstRing)
  func stepsForEpochs(entry: CatalogEntry) {
    let schedule = Schedule(default: entry)
    guard !Self.endless.contains(schedule.name) else { return }
    let found = aboutLength(notes(schedule, max(1, length(schedule) / 50)))
    #expect(found.count == 1 && found.allSatisfy { $0.hasSuffix(Self.perBatch) }, "\(found)")
  }

  /// A warm-up that is over at once is usual, and schedules that end on a rate above 0 may be meant so.
  private static let unbounded: Set = [
    "LambdaLR", "MultiplicativeLR", "get_constant_schedule", "constant_schedule", "InverseTimeDecay",
    "ReduceLROnPlateau",
    "keras.callbacks.ReduceLROnPlateau", "LinearLR", "ConstantLR", "SWALR", "GreedyLR", "PlateauLRScheduler",
    "get_constant_schedule_with_warmup",
    "get_inverse_sqrt_schedule", "warmup_constant_schedule", "CosineDecayRestarts", "CyclicLR",
  ]

  @Test("Epochs taken for steps are noted", arguments: firstRing)
  func epochsForSteps(entry: CatalogEntry) {
    let schedule = Schedule(default: entry)
    guard !Self.unbounded.contains(schedule.name) else { return }
    let count = length(schedule) * 400
    let found = aboutLength(notes(schedule, count, unit: "step", stepsPerEpoch: 400))
    #expect(!found.isEmpty && found.allSatisfy { $0.hasSuffix(Self.perEpoch) }, "\(found)")
  }

  @Test("Any length is noted without a trap", arguments: Catalog.entries)
  func anyLength(entry: CatalogEntry) {
    let schedule = Schedule(default: entry)
    for count in [0, 1, 2, 3, 10, 1000, 10_000_000, .max] {
      for unit in ["epoch", "step"] {
        for note in notes(schedule, count, unit: unit, stepsPerEpoch: count % 7 == 0 ? nil : 45) {
          #expect(!note.isEmpty)
        }
      }
    }
  }
}
