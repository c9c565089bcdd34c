import Foundation
import LRSchedulers
import Testing

@testable import Recipes

/// Configurations of GPT-NeoX, NeMo, fairseq, ESPnet and OpenNMT-py with the rates that their own code gives, and what is said of them.
@Suite struct FrameworkTests {
  struct Vectors: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
      let framework: String
      let text: String
      let rates: [Double]
      var testDescription: String { text }
    }
    /// The updates whose rates there are.
    let steps: [Int]
    let cases: [Case]
  }

  private static let vectors: Vectors? = {
    let url = Bundle.module.bundleURL.appendingPathComponent("Configurations/frameworks.json")
    return try? JSONDecoder().decode(Vectors.self, from: Data(contentsOf: url))
  }()

  private static func read(_ text: String, perEpoch: Int? = 20) throws -> PastedSchedule {
    var options = ScriptOptions()
    options.stepsPerEpoch = perEpoch
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  @Test("There are vectors of each framework")
  func count() { #expect(Set((Self.vectors?.cases ?? []).map(\.framework)).count == 5) }

  @Test("The framework's rates", arguments: vectors?.cases ?? [])
  func rates(each: Vectors.Case) throws {
    let found = try Self.read(each.text)
    #expect(found.framework == Recipes.all.first { $0.table.name == each.framework }?.table.title)
    let steps = try #require(Self.vectors?.steps)
    var run = try ScheduleRun(found.schedule, lr: found.lrs?[0] ?? 0)
    let peak = each.rates.reduce(0, max)
    for step in 0...(steps.last ?? 0) {
      if step > 0 { try run.step() }
      guard let place = steps.firstIndex(of: step) else { continue }
      let rate = each.rates[place]
      #expect((run.lr - rate).magnitude <= 1e-12 * peak, "step \(step): \(run.lr), not \(rate)")
    }
    // The text that is shown is read again, as the same.
    #expect(try Schedule(parsing: found.schedule.spec) == found.schedule)
  }

  @Test("It comes with its rule, its rate and its length")
  func rules() throws {
    let neox = try Self.read(
      "{\n  # sizes ( of the model )\n  \"num_layers\": 12, # (twelve)\n  \"optimizer\": {\"type\": \"Adam\", \"params\": {\"lr\": 0.0006, \"betas\": [0.9, 0.95],}},\n  \"train_iters\": 320,\n  \"lr-decay-style\": \"cosine\",\n  \"warmup\": 0.01,\n  \"min_lr\": 0.00006,\n}"
    )
    #expect(neox.lrs == [0.0006] && neox.length == 320)
    #expect(neox.rules.contains("warm-up: 0.01 x 320 = 3.2 iterations, not rounded"), "\(neox.rules)")
    #expect(neox.optimizer?.name == "AdamW")

    let nemo = try Self.read(
      "optim:\n  lr: 0.1\n  sched:\n    name: CosineAnnealing\n    warmup_ratio: 0.1\ntrainer:\n  max_epochs: 3\n  accumulate_grad_batches: 2"
    )
    #expect(nemo.length == 60 && nemo.rules.contains("warmup: int(0.1 x 60) = 6 steps"), "\(nemo.rules)")

    let fairseq = try Self.read(
      "fairseq-train data-bin/iwslt14 \\\n  --arch transformer --optimizer adam --adam-betas '(0.9, 0.98)' --lr 5e-4 \\\n  --lr-scheduler inverse_sqrt --warmup-updates 4000 --max-epoch 50 --weight-decay 0.0001"
    )
    #expect(fairseq.length == 1000 && fairseq.lrs == [5e-4])
    #expect(fairseq.rules.contains("warm-up: 4,000 updates"), "\(fairseq.rules)")
    #expect(fairseq.optimizer?.name == "AdamW")

    let espnet = try Self.read(
      "train_conf:\n  optim: adam\n  optim_conf:\n    lr: 0.001\n  scheduler: warmuplr\n  scheduler_conf:\n    warmup_steps: 2500\n  max_epoch: 200"
    )
    #expect(espnet.length == 4000 && espnet.rules.contains("warm-up: 2,500 updates"), "\(espnet.rules)")

    let opennmt = try Self.read(
      "onmt_train -data demo -decay_method noam -warmup_steps 8000 -learning_rate 2 -rnn_size 512 -train_steps 200000 -optim adam",
      perEpoch: nil)
    #expect(opennmt.length == 200_000 && opennmt.lrs == [2])
  }

  @Test("ms-swift's commands have their own defaults")
  func msSwift() throws {
    var options = ScriptOptions()
    options.samples = 1000
    let plain = try #require(
      try Recipes.schedules(
        in:
          "NPROC_PER_NODE=2 \\\nswift sft \\\n    --model a --dataset b \\\n    --warmup_ratio 0.05 --num_train_epochs 1",
        options: options
      ).first)
    // 1,000 samples of 2 devices with 8 batches an update.
    #expect(plain.framework == "ms-swift" && plain.length == 63 && plain.lrs == [1e-4])
    #expect(plain.schedule.name == "get_cosine_schedule_with_warmup", "\(plain.schedule)")
    #expect(plain.notes.contains { $0.contains("no --learning_rate is given: ms-swift's default, 0.0001") })
    let full = try #require(
      try Recipes.schedules(
        in:
          "swift rlhf --tuner_type full --lr_scheduler_type linear --gradient_accumulation_steps 4 --max_steps 9",
        options: options
      ).first)
    #expect(full.lrs == [1e-5] && full.length == 9)
    #expect(full.schedule.name == "get_linear_schedule_with_warmup")
    let megatron = try #require(
      try Recipes.schedules(
        in:
          "megatron sft --model a --lr_warmup_fraction 0.05 --min_lr 1e-6 --num_train_epochs 1 --global_batch_size 4",
        options: options
      ).first)
    #expect(megatron.length == 250 && megatron.lrs == [1e-4])
    #expect(megatron.schedule.spec.contains("lr_decay_style='cosine'"), "\(megatron.schedule)")
  }

  @Test(
    "What the framework refuses, or goes on without, is said",
    arguments: [
      (
        "optimizer: {type: Adam, params: {lr: 0.1}}\ntrain_iters: 9\nlr-decay-style: cosin\nwarmup: 0.1",
        "lr-decay-style is 'cosin'; expected one of constant, linear, cosine, exponential"
      ),
      (
        "optimizer: {type: Adam, params: {lr: 0.1}}\ntrain_iters: 9\nwarmup: 0.1\nmin_lr: 0.2",
        "min_lr must not be above lr: it is 0.2, the rate 0.1"
      ),
      (
        "optimizer: {type: Adam, params: {lr: 0.1}}\ntrain_iters: 9\ntrain_epochs: 2\nwarmup: 0.1",
        "train_epochs and train_iters are given; expected one of the two"
      ),
      (
        "model:\n  optim:\n    lr: 0.1\n    sched:\n      name: CosineAnealing\ntrainer: {max_steps: 9}",
        "did you mean 'CosineAnnealing'?"
      ),
      (
        "model:\n  optim:\n    lr: 0.1\n    sched:\n      name: WarmupPolicy\n      warmup_steps: 3\n      warmup_ratio: 0.1\ntrainer: {max_steps: 9}",
        "model.optim.sched.warmup_ratio and warmup_steps are given"
      ),
      (
        "fairseq-train d --lr 0.1 --lr-scheduler inverse_sqrt --warmup-updates 0 --max-update 9",
        "--warmup-updates is 0, by which inverse_sqrt divides"
      ),
      (
        "fairseq-train d --lr 0.1,0.2 --lr-scheduler cosine --max-update 9",
        "--lr has 2 rates, but cosine takes one"
      ),
      (
        "fairseq-train d --lr 0.1 --lr-scheduler reduce_lr_on_plateau --warmup-updates 5 --max-epoch 9",
        "--warmup-updates comes before reduce_lr_on_plateau"
      ),
      (
        "optim: adam\noptim_conf: {lr: 0.1}\nscheduler: warmupl\nscheduler_conf: {warmup_steps: 9}",
        "did you mean 'warmuplr'?"
      ),
      (
        "optim: adam\noptim_conf: {lr: 0.1}\nscheduler: warmuplr\nscheduler_conf: {warmup_steps: 0}",
        "scheduler_conf.warmup_steps is 0.0; expected above 0"
      ),
      (
        "decay_method: noam\ntrain_steps: 9\nhidden_size: 512\nwarmup_steps: 0",
        "warmup_steps is 0, by which noam divides"
      ),
    ])
  func refusals(text: String, words: String) {
    var message = "accepted"
    do { _ = try Self.read(text) } catch { message = "\(error)" }
    #expect(message.contains(words), "\(text): \(message)")
  }

  @Test(
    "What has no effect is said",
    arguments: [
      (
        "optimizer: {type: OneBitAdam, params: {lr: 0.1}}\ntrain_iters: 9\nwarmup: 0.5",
        "min_lr and lr_decay_style have no effect with OneBitAdam"
      ),
      (
        "optimizer: {type: Adam, params: {lr: 0.1}}\ntrain_iters: 9\nwarmup: 0.01",
        "a warm-up of less than an iteration makes the first rate"
      ),
      (
        "model:\n  optim:\n    lr: 0.1\n    sched:\n      name: WarmupPolicy\n      max_steps: 5\ntrainer: {max_steps: 9}",
        "max_steps of the schedule is overruled by trainer.max_steps=9"
      ),
      (
        "model:\n  optim:\n    lr: 0.1\n    sched:\n      name: WarmupPolicy\n      max_steps: -1\ntrainer: {max_epochs: 9}",
        "max_steps is -1: NeMo makes no scheduler"
      ),
      (
        "fairseq-train d --lr 0.1 --lr-scheduler cosine --lr-period-updates 3 --max-update 9",
        "each period of the cosine is 0.1 times as high as the one before"
      ),
    ])
  func notes(text: String, words: String) throws {
    let notes = try Self.read(text).notes
    #expect(notes.contains { $0.contains(words) }, "\(notes)")
  }
}
