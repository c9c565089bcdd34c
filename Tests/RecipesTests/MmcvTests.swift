import Foundation
import LRSchedulers
import Testing

@testable import Recipes

/// `lr_config` of mmcv's runners: the rates of its hooks, computed here once more as they set them.
@Suite("mmcv")
struct MmcvTests {
  private static let head = "optimizer = dict(type='SGD', lr=0.08, momentum=0.9, weight_decay=0.0001)\n"

  private static func read(_ text: String, perEpoch: Int? = 7) throws -> PastedSchedule {
    var options = ScriptOptions()
    options.stepsPerEpoch = perEpoch
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  private static func check(_ pasted: PastedSchedule, _ expected: (Int) -> Double) throws {
    var run = try ScheduleRun(pasted.schedule, lr: pasted.lrs?[0] ?? 0)
    for step in 0..<(pasted.length ?? 0) {
      if step > 0 { try run.step() }
      #expect(abs(run.lr - expected(step)) <= 1e-12 * 0.08, "step \(step): \(run.lr), not \(expected(step))")
    }
  }

  @Test("Steps by epochs with a warm-up by iterations", arguments: ["linear", "exp", "constant"])
  func steps(warmup: String) throws {
    let pasted = try Self.read(
      Self.head
        + "lr_config = dict(policy='step', warmup='\(warmup)', warmup_iters=20, warmup_ratio=0.25, step=[2, 4], gamma=0.3)\nrunner = dict(type='EpochBasedRunner', max_epochs=6)"
    )
    #expect(pasted.length == 42 && pasted.stepsPerBatch == true && pasted.optimizer?.name == "SGD")
    try Self.check(pasted) { step in
      let epoch = step / 7
      let regular = 0.08 * pow(0.3, epoch < 2 ? 0 : epoch < 4 ? 1 : 2)
      guard step < 20 else { return regular }
      let share = 1 - Double(step) / 20
      switch warmup {
      case "linear": return regular * (1 - share * 0.75)
      case "exp": return regular * pow(0.25, share)
      default: return regular * 0.25
      }
    }
  }

  @Test("Without a warm-up an epoch is a step where nothing says its batches")
  func epochs() throws {
    let pasted = try Self.read(
      Self.head + "lr_config = dict(policy='step', step=3)\ntotal_epochs = 8", perEpoch: nil)
    #expect(pasted.length == 8 && pasted.stepsPerBatch == false)
    try Self.check(pasted) { 0.08 * pow(0.1, Double($0 / 3)) }
  }

  @Test("IterBasedRunner goes by iterations where by_epoch is not given", arguments: [nil, "True", "False"])
  func runnersOfIterations(byEpoch: String?) throws {
    let given = byEpoch.map { ", by_epoch=\($0)" } ?? ""
    let pasted = try Self.read(
      Self.head + "lr_config = dict(policy='step', step=[12, 30], gamma=0.5\(given))\n"
        + "runner = dict(type='IterBasedRunner', max_iters=42)", perEpoch: byEpoch == "True" ? 7 : nil)
    #expect(pasted.length == 42)
    try Self.check(pasted) { step in
      let progress = byEpoch == "True" ? step / 7 : step
      return 0.08 * (progress < 12 ? 1 : progress < 30 ? 0.5 : 0.25)
    }
  }

  @Test("poly, cosine, exp and inv by iterations")
  func iterations() throws {
    let runner = "\nrunner = dict(type='IterBasedRunner', max_iters=60)"
    try Self.check(
      Self.read(
        Self.head + "lr_config = dict(policy='poly', power=0.9, min_lr=1e-3, by_epoch=False)" + runner,
        perEpoch: nil)
    ) { (0.08 - 1e-3) * pow(1 - Double($0) / 60, 0.9) + 1e-3 }
    try Self.check(
      Self.read(
        Self.head
          + "lr_config = dict(policy='CosineAnnealing', min_lr_ratio=0.05, by_epoch=False, warmup='linear', warmup_iters=1, warmup_by_epoch=True)"
          + runner)
    ) { step in
      let regular = 0.004 + 0.5 * (0.08 - 0.004) * (cos(.pi * Double(step) / 60) + 1)
      return step < 7 ? regular * (1 - (1 - Double(step) / 7) * 0.9) : regular
    }
    try Self.check(
      Self.read(
        Self.head + "lr_config = dict(policy='exp', gamma=0.97, by_epoch=False)" + runner, perEpoch: nil)
    ) {
      0.08 * pow(0.97, Double($0))
    }
    try Self.check(
      Self.read(
        Self.head + "lr_config = dict(policy='inv', gamma=0.1, power=0.5, by_epoch=False)" + runner,
        perEpoch: nil)
    ) {
      0.08 * pow(1 + 0.1 * Double($0), -0.5)
    }
  }

  @Test("cyclic goes by iterations, whatever by_epoch is")
  func cyclic() throws {
    let pasted = try Self.read(
      Self.head
        + "lr_config = dict(policy='cyclic', target_ratio=(5, 1e-3), cyclic_times=2, step_ratio_up=0.3)\nrunner = dict(max_epochs=8)"
    )
    #expect(pasted.length == 56)
    try Self.check(pasted) { step in
      let place = Double(step % 28)
      func annealed(_ start: Double, _ end: Double, _ share: Double) -> Double {
        end + 0.5 * (start - end) * (cos(.pi * share) + 1)
      }
      return 0.08 * (place < 8 ? annealed(1, 5, place / 8) : annealed(5, 1e-3, (place - 8) / 20))
    }
  }

  @Test("Each cycle of cyclic is less high with gamma, and may go along lines")
  func cyclicHeights() throws {
    let pasted = try Self.read(
      Self.head
        + "lr_config = dict(policy='cyclic', target_ratio=(3, 0.1), cyclic_times=2, step_ratio_up=0.25, gamma=0.5, anneal_strategy='linear')\nrunner = dict(max_epochs=8)"
    )
    try Self.check(pasted) { step in
      let (place, scale) = (Double(step % 28), step < 28 ? 1.0 : 0.5)
      let top = 1 - scale + 3 * scale
      return 0.08 * (place < 7 ? 1 + (top - 1) * place / 7 : top + (0.1 - top) * (place - 7) / 21)
    }
  }

  private static func annealed(_ start: Double, _ end: Double, _ share: Double) -> Double {
    end + 0.5 * (start - end) * (cos(.pi * share) + 1)
  }

  @Test("FlatCosineAnnealing, LinearAnnealing and CosineRestart by epochs")
  func annealing() throws {
    let runner = "\nrunner = dict(type='EpochBasedRunner', max_epochs=10)"
    // round(2.5) is 2.
    try Self.check(
      Self.read(
        Self.head + "lr_config = dict(policy='FlatCosineAnnealing', start_percent=0.25, min_lr=4e-3)" + runner
      )
    ) {
      let epoch = $0 / 7
      return epoch < 2 ? 0.08 : Self.annealed(0.08, 4e-3, Double(epoch - 2) / 8)
    }
    try Self.check(
      Self.read(
        Self.head + "lr_config = dict(policy='LinearAnnealing', min_lr_ratio=0.1)" + runner, perEpoch: nil)
    ) { 0.08 + (0.008 - 0.08) * Double($0) / 10 }
    try Self.check(
      Self.read(
        Self.head
          + "lr_config = dict(policy='CosineRestart', periods=[4, 6], restart_weights=[1, 0.4], min_lr_ratio=0.05)"
          + runner, perEpoch: nil)
    ) {
      let (place, weight) = $0 < 4 ? (Double($0) / 4, 1.0) : (Double($0 - 4) / 6, 0.4)
      return 0.004 + 0.5 * weight * (0.08 - 0.004) * (cos(.pi * place) + 1)
    }
  }

  @Test("OneCycle has rates of its own, whatever the optimizer's is", arguments: [false, true])
  func oneCycle(isThreefold: Bool) throws {
    let pasted = try Self.read(
      Self.head
        + "lr_config = dict(policy='OneCycle', max_lr=0.02, pct_start=0.4, div_factor=10, final_div_factor=50, three_phase=\(isThreefold ? "True" : "False"))\nrunner = dict(max_epochs=10)"
    )
    #expect(pasted.lrs == [0.02] && pasted.length == 70)
    #expect(pasted.notes.contains { $0.contains("optimizer.lr has no effect with OneCycle") })
    // The peak is at 0.4 x 70 - 1 = 27.
    try Self.check(pasted) { step in
      let place = Double(step)
      if place <= 27 { return Self.annealed(0.002, 0.02, place / 27) }
      guard isThreefold else { return Self.annealed(0.02, 0.00004, (place - 27) / 42) }
      return place <= 54
        ? Self.annealed(0.02, 0.002, (place - 27) / 27) : Self.annealed(0.002, 0.00004, (place - 54) / 15)
    }
  }

  @Test("A base file gives the policy, and what is not opened is asked for")
  func bases() throws {
    var options = ScriptOptions()
    options.files = [
      .init(
        path: "../s.py",
        text: Self.head
          + "lr_config = dict(policy='step', step=[8, 11])\nrunner = dict(type='EpochBasedRunner', max_epochs=12)"
      )
    ]
    let text = "_base_ = ['../s.py']\nlr_config = dict(step=[16, 22])\nrunner = dict(max_epochs=24)"
    let pasted = try #require(try Recipes.schedules(in: text, options: options).first)
    #expect(pasted.length == 24 && pasted.framework == "mmcv")
    try Self.check(pasted) { 0.08 * pow(0.1, $0 < 16 ? 0 : $0 < 22 ? 1 : 2) }
    let error = #expect(throws: SpecError.self) { try Self.read(text) }
    #expect(error?.missing.contains { $0.name == "lr_config.policy" } == true, "\(String(describing: error))")
  }

  @Test(
    "What the hooks refuse is refused",
    arguments: [
      ("policy='onecycle'", "lr_config.policy is 'onecycle'; expected one of"),
      ("policy='cosineannealing', min_lr=0", "lr_config.policy is 'cosineannealing'; expected one of"),
      ("policy='OneCycle', max_lr=1, by_epoch=True", "lr_config.by_epoch is True"),
      ("policy='OneCycle', max_lr=1, total_steps=9", "lr_config.total_steps is 9; expected at least"),
      ("policy='cyclic', gamma=1.5", "lr_config.gamma must be in range (0, 1]"),
      (
        "policy='CosineRestart', periods=[3], min_lr=0", "lr_config.periods end at 3, before the training's 5"
      ),
      (
        "policy='CosineRestart', periods=[3, 2], min_lr=0",
        "lr_config.periods and restart_weights should have"
      ),
      ("policy='FlatCosineAnnealing', start_percent=1.5, min_lr=0", "lr_config.start_percent must be from 0"),
      ("policy='CosineAnnealing'", "lr_config.min_lr or min_lr_ratio must be given"),
      ("policy='step', step=[2, 0]", "lr_config.step is [2, 0]"),
      ("policy='fixed', warmup='ramp', warmup_iters=3", "lr_config.warmup is 'ramp'"),
      ("policy='fixed', warmup='linear'", "lr_config.warmup_iters must be above 0"),
      (
        "policy='fixed', warmup='linear', warmup_iters=3, warmup_ratio=0",
        "lr_config.warmup_ratio must be in (0, 1]"
      ),
      ("policy='exp'", "lr_config.gamma is required by exp"),
    ])
  func refused(arguments: String, words: String) {
    let text = Self.head + "lr_config = dict(\(arguments))\nrunner = dict(max_epochs=5)"
    let error = #expect(throws: SpecError.self) { try Self.read(text) }
    #expect(error?.message.contains(words) == true, "\(String(describing: error))")
    #expect(error?.line == 2)
  }
}
