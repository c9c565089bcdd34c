import Foundation
import LRSchedulers
import Testing

@testable import Recipes

/// YAML of Paddle's projects: the rates that their classes set, computed here once more.
@Suite("Paddle's projects")
struct PaddleTests {
  private static func read(_ text: String, perEpoch: Int? = 6, files: [ScriptOptions.File] = []) throws
    -> PastedSchedule
  {
    var options = ScriptOptions()
    options.stepsPerEpoch = perEpoch
    options.files = files
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  private static func check(_ pasted: PastedSchedule, _ expected: (Int) -> Double) throws {
    var run = try ScheduleRun(pasted.schedule, lr: pasted.lrs?[0] ?? 0)
    for step in 0..<(pasted.length ?? 0) {
      if step > 0 { try run.step() }
      #expect(abs(run.lr - expected(step)) <= 1e-12, "step \(step): \(run.lr), not \(expected(step))")
    }
  }

  private static func cosine(_ step: Int, _ length: Int) -> Double {
    (1 + cos(.pi * Double(step) / Double(length))) / 2
  }

  // MARK: PaddleDetection

  @Test("Detection's classes by tag or by name, the cosine behind its warm-up", arguments: ["!", "name: "])
  func detection(form: String) throws {
    let pasted = try Self.read(
      """
      epoch: 8
      LearningRate:
        base_lr: 0.02
        schedulers:
        - \(form)CosineDecay
          max_epochs: 9
          min_lr_ratio: 0.1
          last_plateau_epochs: 2
        - \(form)LinearWarmup
          start_factor: 0.25
          epochs: 2
      OptimizerBuilder:
        optimizer: {type: Momentum, momentum: 0.8}
        regularizer: {type: L2, factor: 0.0003}
      """)
    #expect(pasted.framework == "PaddleDetection" && pasted.length == 48 && pasted.lrs == [0.02])
    #expect(pasted.optimizer?.name == "SGD")
    try Self.check(pasted) { step in
      if step < 12 { return 0.02 * (0.25 + 0.75 * Double(step) / 12) }
      return step < 42 ? 0.002 + 0.018 * Self.cosine(step - 12, 30) : 0.002
    }
  }

  @Test("Falls: a number is divided by ten each time, a list is as it stands")
  func detectionFalls() throws {
    let head = "epoch: 6\nLearningRate:\n  base_lr: 0.01\n  schedulers:\n"
    let number =
      head + "  - !PiecewiseDecay {gamma: 0.5, milestones: [2, 4]}\n  - !ExpWarmup {steps: 5, power: 3}\n"
    try Self.check(Self.read(number)) { step in
      if step < 5 { return 0.01 * pow(Double(step) / 5, 3) }
      return 0.01 * (step < 12 ? 1 : step < 24 ? 0.5 : 0.05)
    }
    let list =
      head + "  - !PiecewiseDecay\n    gamma: [0.3, 0.2]\n    milestones: [1, 5]\n    use_warmup: false\n"
    try Self.check(Self.read(list)) { 0.01 * ($0 < 6 ? 1 : $0 < 30 ? 0.3 : 0.2) }
    let error = #expect(throws: SpecError.self) {
      try Self.read(head + "  - !PiecewiseDecay {milestones: [2]}\n")
    }
    #expect(error?.message.contains("have no warm-up behind PiecewiseDecay") == true)
  }

  @Test("Base files give the schedulers; without them that is said")
  func detectionBases() throws {
    let text = "_BASE_: ['../optimizer_1x.yml']\nepoch: 3\nLearningRate:\n  base_lr: 0.04\n"
    let base =
      "epoch: 12\nLearningRate:\n  base_lr: 0.01\n  schedulers:\n  - !PiecewiseDecay {gamma: 0.1, milestones: [1]}\n  - !LinearWarmup {start_factor: 0.5, steps: 4}\n"
    let pasted = try Self.read(text, files: [.init(path: "../optimizer_1x.yml", text: base)])
    #expect(pasted.length == 18)
    try Self.check(pasted) { $0 < 4 ? 0.04 * (0.5 + 0.5 * Double($0) / 4) : $0 < 6 ? 0.04 : 0.004 }
    let error = #expect(throws: SpecError.self) { try Self.read(text) }
    #expect(error?.message.contains("../optimizer_1x.yml, which may have them, is not opened") == true)
  }

  // MARK: PaddleSeg

  @Test("Seg's polynomial is as long as what the warm-up leaves, and inherits from its base")
  func segmentation() throws {
    let text =
      "_base_: '../base.yml'\niters: 50\nlr_scheduler:\n  warmup_iters: 10\n  warmup_start_lr: 1.0e-3\n"
    let base =
      "iters: 99\nmodel: {type: U}\noptimizer: {type: SGD, momentum: 0.7}\nlr_scheduler:\n  type: PolynomialDecay\n  learning_rate: 0.05\n  end_lr: 0.01\n  power: 2\n"
    let pasted = try Self.read(text, perEpoch: nil, files: [.init(path: "../base.yml", text: base)])
    #expect(pasted.framework == "PaddleSeg" && pasted.length == 50 && pasted.optimizer?.name == "SGD")
    try Self.check(pasted) { step in
      step < 10
        ? 1e-3 + (0.05 - 1e-3) * Double(step) / 10 : 0.01 + 0.04 * pow(1 - Double(step - 10) / 40, 2)
    }
    let own =
      "\(text.replacing("lr_scheduler:\n", with: "lr_scheduler:\n  _inherited_: False\n  type: StepDecay\n  step_size: 7\n  learning_rate: 0.2\n"))"
    let alone = try Self.read(own, perEpoch: nil, files: [.init(path: "../base.yml", text: base)])
    #expect(alone.schedule.spec.contains("StepDecay(learning_rate=0.2, step_size=7"))
    #expect(!alone.schedule.spec.contains("end_lr=0.01"))
  }

  // MARK: PaddleClas, PaddleOCR

  private static func classification(_ lr: String, epochs: Int = 10) -> String {
    "Global:\n  epochs: \(epochs)\nArch: {name: R}\nOptimizer:\n  name: Momentum\n  momentum: 0.9\n  lr:\n\(lr)  regularizer: {name: L2, coeff: 0.0001}\n"
  }

  @Test("Clas' cosine ends with the training, OCR's goes on")
  func cosines() throws {
    let lr = "    name: Cosine\n    learning_rate: 0.1\n    warmup_epoch: 2\n"
    let clas = Self.classification(lr + "    eta_min: 0.01\n    warmup_start_lr: 0.04\n")
    let first = try Self.read(clas)
    #expect(first.framework == "PaddleClas" && first.length == 60)
    try Self.check(first) { step in
      step < 12 ? 0.04 + 0.06 * Double(step) / 12 : 0.01 + 0.09 * Self.cosine(step - 12, 48)
    }
    let ocr = try Self.read(Self.classification(lr).replacing("epochs:", with: "epoch_num:"))
    #expect(ocr.framework == "PaddleOCR" && ocr.length == 60)
    try Self.check(ocr) { step in
      step < 12 ? 0.1 * Double(step) / 12 : 0.1 * Self.cosine(step - 12, 60)
    }
  }

  @Test("Steps by epochs, falls in epochs, and a rate of Piecewise")
  func falls() throws {
    let byEpoch = try Self.read(
      Self.classification(
        "    name: Step\n    learning_rate: 0.2\n    step_size: 3\n    gamma: 0.5\n    by_epoch: True\n"))
    #expect(byEpoch.length == 10 && byEpoch.stepsPerBatch == false)
    try Self.check(byEpoch) { 0.2 * pow(0.5, Double($0 / 3)) }
    let milestones = try Self.read(
      Self.classification("    name: MultiStepDecay\n    learning_rate: 0.2\n    milestones: [4, 7]\n"))
    try Self.check(milestones) { 0.2 * ($0 < 24 ? 1 : $0 < 42 ? 0.1 : 0.010000000000000002) }
    let pieces = try Self.read(
      Self.classification(
        "    name: Piecewise\n    decay_epochs: [3]\n    values: [0.4, 0.1]\n    warmup_epoch: 1\n"))
    try Self.check(pieces) { $0 < 6 ? 0.4 * Double($0) / 6 : $0 < 24 ? 0.4 : 0.1 }
    let rate = try Self.read(
      Self.classification(
        "    name: Piecewise\n    learning_rate: 0.3\n    decay_epochs: [3]\n    values: [0.4, 0.1]\n",
        epochs: 70), perEpoch: 1)
    try Self.check(rate) { 0.3 * pow(0.1, Double($0 / 30)) }
    let list = try Self.read(
      "Global: {epochs: 4}\nOptimizer:\n- AdamW:\n    scope: Model\n    lr: {name: ConstLR, learning_rate: 0.003}\n- SGD:\n    scope: Head\n    lr: {learning_rate: 1}\n"
    )
    #expect(list.notes.contains { $0.contains("the first one is shown, of Model") })
    try Self.check(list) { _ in 0.003 }
  }

  @Test("A name that has no class, and what is missing")
  func refused() {
    for (text, words) in [
      (Self.classification("    name: Cosin\n    learning_rate: 1\n"), "is 'Cosin'; expected one of ConstLR"),
      (
        Self.classification("    name: TwoStepCosine\n    learning_rate: 1\n").replacing(
          "epochs:", with: "epoch_num:"),
        "is 'TwoStepCosine'; expected one of Const, Linear"
      ),
    ] {
      let error = #expect(throws: SpecError.self) { try Self.read(text) }
      #expect(error?.message.contains(words) == true, "\(String(describing: error))")
    }
    let open = #expect(throws: SpecError.self) {
      try Self.read(Self.classification("    name: Step\n    step_size: 2\n"), perEpoch: nil)
    }
    #expect(
      Set(open?.missing.map(\.name) ?? []) == [
        "steps_per_epoch", "Optimizer.lr.learning_rate", "Optimizer.lr.gamma",
      ])
  }
}
