import Foundation
import LRSchedulers
import Testing

@testable import Recipes

/// Files as people have them, one a framework: what they come to with the numbers that stand outside.
@Suite("Files of frameworks")
struct ConfigurationTests {
  struct Expected: CustomTestStringConvertible {
    var file: String
    var spec: String
    var lrs: [Double]
    var length: Int
    var rule: String
    var testDescription: String { file }
  }

  static let expected = [
    Expected(
      file: "axolotl.yaml",
      spec:
        "get_cosine_schedule_with_min_lr(num_warmup_steps=37, num_training_steps=375, min_lr_ratio=0.1)",
      lrs: [2e-4],
      length: 375, rule: "warm-up: int(0.1 x 375) = 37 steps"),
    Expected(
      file: "llamafactory.yaml",
      spec: "get_cosine_schedule_with_warmup(num_warmup_steps=38, num_training_steps=375)", lrs: [1e-4],
      length: 375,
      rule: "warm-up: ceil(0.1 x 375) = 38 steps"),
    Expected(
      file: "torchtune.yaml",
      spec: "get_cosine_schedule_with_warmup(num_warmup_steps=100, num_training_steps=186)", lrs: [2e-5],
      length: 186,
      rule: "updates of an epoch: ceil(ceil(1,000 / 1) / 2) // 8 = 62"),
    Expected(
      file: "litgpt.yaml",
      spec:
        "SequentialLR(schedulers=[LambdaLR(lr_lambda=lambda step: step / 10), CosineAnnealingLR(T_max=240)], milestones=[10])",
      lrs: [2e-4], length: 250, rule: "warm-up: 10 steps, then a cosine over 240 steps"),
    Expected(
      file: "foundry.yaml",
      spec:
        "CosineAnnealingWithWarmupScheduler(t_warmup='100ba', alpha_f=0.1, max_duration='4800ba', batch_size=256, tokens_per_batch=524288)",
      lrs: [6e-4], length: 4800, rule: "training: 4800ba = 4,800 batches"),
    Expected(
      file: "pretrain.sh",
      spec:
        "OptimizerParamScheduler(init_lr=0.0, max_lr=6e-05, min_lr=6e-06, lr_warmup_steps=1100.8, lr_decay_steps=1100800, lr_decay_style='cosine', start_wd=0.01, end_wd=0.01, wd_incr_steps=1100800, wd_incr_style='constant', increment=256)",
      lrs: [6e-5], length: 5000, rule: "warm-up: 0.001 x 1,100,800 samples = 1100.8 samples, not rounded"),
    Expected(
      file: "detector.py",
      spec:
        "mmengine.param_scheduler(schedulers=[mmengine.LinearLR(start_factor=0.001, end=500, by_epoch=False), mmengine.MultiStepLR(milestones=[8, 11], end=12)], steps_per_epoch=500)",
      lrs: [0.02], length: 6000, rule: "training: 12 epochs x 500 iterations = 6,000 steps"),
    Expected(
      file: "yolo.yaml", spec: "ultralytics.train(optimizer='SGD', batches_per_epoch=63)",
      lrs: [0.01, 0.01, 0.01],
      length: 6300, rule: "warm-up: round(min(3, 99) x 63) = 189 batches"),
    Expected(
      file: "debug.toml",
      spec: "LRSchedulersContainer.Config(warmup_steps=2, decay_ratio=0.8, training_steps=10)", lrs: [8e-4],
      length: 10,
      rule: "decay: round(10 x 0.8) = 8 steps"),
    Expected(
      file: "gpt.py",
      spec:
        "LambdaLR(lr_lambda=lambda it: 0.001 * (it + 1) / 101 if it < 100 else 0.0001 if it > 2000 else 0.0001 + 0.5 * (1.0 + math.cos(math.pi * ((it - 100) / 1900))) * (0.001 - 0.0001))",
      lrs: [1], length: 2000, rule: "cosine: to 0.0001 at step 2,000, of 2,000"),
    Expected(
      file: "ds.json",
      spec: "WarmupDecayLR(total_num_steps=1000, warmup_max_lr=3e-05, warmup_num_steps=100)", lrs: [3e-5],
      length: 1000, rule: "schedule: WarmupDecayLR, a step each update"),
    Expected(
      file: "rcnn.yaml",
      spec:
        "LRMultiplier(multiplier=WarmupParamScheduler(scheduler=MultiStepParamScheduler(values=[1.0, 0.1, 0.010000000000000002], num_updates=90000, milestones=[60000, 80000]), warmup_factor=0.001, warmup_length=0.011111111111111112), max_iter=90000)",
      lrs: [0.02], length: 90000, rule: "warm-up: 1,000 of 90,000 iterations, linear from 0.001"),
  ]

  @Test("It comes to one schedule with its rate and length", arguments: expected)
  func file(expected: Expected) throws {
    let pasted = try #require(try Self.read(expected.file).first)
    #expect(try pasted.schedule == Schedule(parsing: expected.spec), "\(pasted.schedule.spec)")
    #expect(pasted.lrs == expected.lrs)
    #expect(pasted.length == expected.length)
    #expect(pasted.rules.contains(expected.rule), "\(pasted.rules)")
    // The text that is shown is read again, as the same.
    #expect(try Schedule(parsing: pasted.schedule.spec) == pasted.schedule)
  }

  private static func read(_ file: String) throws -> [PastedSchedule] {
    let url = Bundle.module.bundleURL.appendingPathComponent("Configurations/\(file)")
    var options = ScriptOptions()
    options.samples = 1000
    return try Recipes.schedules(in: String(contentsOf: url, encoding: .utf8), options: options)
  }
}
