import LRSchedulers
import Testing

@testable import Recipes

/// Configurations of earlier releases, of classes by their paths, and of calls that say little.
@Suite("Further forms of configurations")
struct FurtherFormTests {
  private static func read(_ text: String, _ change: (inout ScriptOptions) -> Void = { _ in }) throws
    -> PastedSchedule
  {
    var options = ScriptOptions()
    change(&options)
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  private static func rates(_ pasted: PastedSchedule, _ steps: Int) throws -> [Double] {
    var run = try ScheduleRun(pasted.schedule, lr: pasted.lrs?[0] ?? 0)
    var rates = [run.lr]
    for _ in 1..<steps {
      try run.step()
      rates.append(run.lr)
    }
    return rates
  }

  @Test("torchtitan's first releases rise by (i + 1) / (steps + 1)")
  func torchtitan() throws {
    let pasted = try Self.read(
      "[optimizer]\nlr = 2e-3\n[training]\nwarmup_steps = 3\nsteps = 8\ndecay_steps_perc = 0.1\n")
    let expected = [1, 2, 3, 4, 3.2, 2.4, 1.6, 0.8].map { $0 * 5e-4 }
    for (rate, wanted) in zip(try Self.rates(pasted, 8), expected) { #expect(abs(rate - wanted) < 1e-15) }
    #expect(pasted.notes.contains { $0.contains("training.decay_steps_perc in line 6") })
    let later = try Self.read(
      "[optimizer]\nlr = 2e-3\n[training]\nsteps = 8\n[lr_scheduler]\nwarmup_steps = 4\n")
    #expect(try Self.rates(later, 2)[0] == 5e-4)
  }

  @Test(
    "Ultralytics' call without lr0, as it is mostly made",
    arguments: ["", ", cos_lr=True", ", optimizer='SGD'"])
  func ultralytics(others: String) throws {
    for data in ["data='birds.yaml', epochs=40", "data='birds.yaml', epochs=40, imgsz=512"] {
      let text =
        "from ultralytics import YOLO\nmodel = YOLO('yolo11n.pt')\nresults = model.train(\(data)\(others))"
      let pasted = try Self.read(text) {
        ($0.stepsPerEpoch, $0.definitions) = (30, [.init(name: "nc", value: "6")])
      }
      #expect(pasted.framework == "Ultralytics" && pasted.length == 1200 && pasted.lrs?.count == 3)
    }
    let short = try Self.read("from ultralytics import YOLO\nYOLO('a.pt').train(data='d.yaml')") {
      ($0.stepsPerEpoch, $0.definitions) = (3, [.init(name: "nc", value: "6")])
    }
    #expect(short.length == 300)
  }

  @Test("YOLOv5's hyper-parameters are SGD's with at least 100 batches of warm-up")
  func yolov5() throws {
    let text =
      "lr0: 0.02\nlrf: 0.1\nmomentum: 0.9\nwarmup_epochs: 2.0\nwarmup_momentum: 0.5\nwarmup_bias_lr: 0.05\nobj: 0.7\nanchor_t: 4.0\niou_t: 0.2\n"
    let pasted = try Self.read(text) { ($0.stepsPerEpoch, $0.epochs) = (20, 30) }
    #expect(pasted.framework == "YOLOv5" && pasted.length == 600 && pasted.optimizer?.name == "SGD")
    let rates = try Self.rates(pasted, 600)
    func factor(_ epoch: Int) -> Double { (1 - Double(epoch) / 30) * 0.9 + 0.1 }
    #expect(abs(rates[50] - 0.5 * 0.02 * factor(2)) < 1e-15)
    #expect(abs(rates[99] - 0.99 * 0.02 * factor(4)) < 1e-15)
    #expect(abs(rates[101] - 0.02 * factor(5)) < 1e-15 && abs(rates[599] - 0.02 * factor(29)) < 1e-15)
    let longer = try Self.read(text) { ($0.stepsPerEpoch, $0.epochs) = (200, 10) }
    #expect(longer.rules.contains { $0.contains("= 400 batches") }, "\(longer.rules)")
    let seven = try Self.read(text + "loss_ota: 1\n") { ($0.stepsPerEpoch, $0.epochs) = (200, 10) }
    #expect(
      seven.rules.contains { $0.contains("= 1,000 batches") } && seven.schedule.spec.contains("cos_lr=True"))
    let error = #expect(throws: SpecError.self) { try Self.read(text) }
    #expect(Set(error?.missing.map(\.name) ?? []) == ["epochs", "samples"])
    // A warm-up that is longer than the training goes on to its end.
    let tiny = try Self.read(text) { ($0.stepsPerEpoch, $0.epochs) = (3, 5) }
    #expect(abs(try Self.rates(tiny, 15)[14] - 0.14 * 0.02 * (1 - 0.9 * 4 / 5)) < 1e-15)
    let first = #expect(throws: SpecError.self) {
      try Self.read("giou: 3\nobj: 60\niou_t: 0.2\nlr0: 0.01\nlrf: 0.1\n")
    }
    #expect(first?.message.contains("giou is a key of YOLOv3") == true)
  }

  @Test(
    "A scheduler's class with its arguments in YAML",
    arguments: [
      (
        "_target_: torch.optim.lr_scheduler.MultiStepLR\n_partial_: true\nmilestones: [40]\ngamma: 0.2",
        "MultiStepLR(milestones=[40], gamma=0.2)", false
      ),
      (
        "model:\n  scheduler:\n    _target_: torch.optim.lr_scheduler.StepLR\n    optimizer: ${opt}\n    step_size: 9",
        "StepLR(step_size=9)", false
      ),
      (
        "lr_scheduler:\n  class_path: torch.optim.lr_scheduler.ExponentialLR\n  init_args:\n    gamma: 0.7",
        "ExponentialLR(gamma=0.7)", false
      ),
      ("class_name: torch.optim.lr_scheduler.StepLR\nparams:\n  step_size: 6", "StepLR(step_size=6)", false),
      (
        "scheduler:\n  _target_: transformers.get_linear_schedule_with_warmup\n  num_warmup_steps: 3\n  num_training_steps: 20",
        "get_linear_schedule_with_warmup(num_warmup_steps=3, num_training_steps=20)", true
      ),
    ])
  func classes(text: String, spec: String, byUpdates: Bool) throws {
    let pasted = try Self.read(text)
    #expect(try pasted.schedule == Schedule(parsing: spec), "\(pasted.schedule.spec)")
    #expect((pasted.stepsPerBatch == true) == byUpdates)
    let whole = try Self.read(
      "optimizer:\n  _target_: torch.optim.AdamW\n  lr: 0.003\n  weight_decay: 0.1\n"
        + (text.hasPrefix("_") || text.hasPrefix("class")
          ? "s:\n" + text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n") : text))
    #expect(whole.lrs == [0.003] && whole.optimizer?.name == "AdamW")
  }

  @Test("References within it are followed or asked for, and a class's refusal has its line")
  func references() throws {
    let text =
      "optimizer:\n  lr: 0.02\nsched:\n  _target_: torch.optim.lr_scheduler.OneCycleLR\n  max_lr: ${optimizer.lr}\n  total_steps: ${steps}"
    let error = #expect(throws: SpecError.self) { try Self.read(text) }
    #expect(error?.missing.map(\.name) == ["steps"])
    let pasted = try Self.read(text) { $0.definitions = [.init(name: "steps", value: "50")] }
    #expect(pasted.schedule.spec.contains("max_lr=0.02") && pasted.schedule.spec.contains("total_steps=50"))
    let wrong = #expect(throws: SpecError.self) {
      try Self.read("a: 1\nb:\n  _target_: torch.optim.lr_scheduler.StepLR\n  size: 3")
    }
    #expect(wrong?.line == 3)
  }

  @Test("Megatron-DeepSpeed's lengths in tokens are those of samples of one length")
  func megatronTokens() throws {
    let flags =
      "pretrain_gpt.py --lr 2e-4 --min-lr 2e-5 --lr-decay-style cosine --global-batch-size 8 --seq-length 128"
    let tokens = try Self.read(
      flags + " --train-iters 60 --lr-warmup-tokens 10240 --lr-decay-tokens 51200")
    let plain = try Self.rates(
      Self.read(flags + " --train-iters 60 --lr-warmup-iters 10 --lr-decay-iters 50"), 60)
    #expect(tokens.length == 60)
    // Its tokens are added behind the schedule's step, so that each rate comes an iteration later.
    for (rate, wanted) in zip(try Self.rates(tokens, 60), [0] + plain) { #expect(abs(rate - wanted) < 1e-15) }
    // A warm-up in iterations is on time, and what follows ends an iteration later.
    let mixed = try Self.read(
      flags + " --train-iters 60 --lr-warmup-iters 10 --lr-decay-tokens 51200 --train-tokens 50000")
    let later = try Self.read(flags + " --train-iters 60 --lr-warmup-iters 10 --lr-decay-iters 51")
    #expect(mixed.length == 49)
    for (rate, wanted) in zip(try Self.rates(mixed, 49), try Self.rates(later, 49)) {
      #expect(abs(rate - wanted) < 1e-15)
    }
    for (others, words) in [
      ("--lr-decay-tokens 51200", "Megatron-DeepSpeed fails without one"),
      ("--lr-warmup-tokens 10240", "without --lr-decay-tokens"),
    ] {
      let refusal = #expect(throws: SpecError.self) { try Self.read(flags + " --train-iters 60 " + others) }
      #expect(refusal?.message.contains(words) == true, "\(String(describing: refusal))")
    }
    let error = #expect(throws: SpecError.self) {
      try Self.read(
        "pretrain_gpt.py --lr 2e-4 --lr-decay-style cosine --train-iters 60 --lr-decay-tokens 51200")
    }
    #expect(Set(error?.missing.map(\.name) ?? []) == ["seq_length", "global_batch"])
  }

  @Test("Keys of early releases and of forks are said, or refused where the framework takes no others")
  func strangers() throws {
    let early = try Self.read(
      "python t.py --per_gpu_train_batch_size 4 --num_train_epochs 1 --learning_rate 1e-4 --warmup_steps 0"
    ) {
      $0.samples = 80
    }
    #expect(
      early.length == 20
        && early.notes.contains { $0.contains("per_gpu_train_batch_size is read as earlier") })
    let groups = try Self.read(
      "python t.py --learning_rate 1e-4 --max_steps 9 --warmup_ratio 0.1 --mm_projector_lr 2e-5")
    #expect(groups.notes.contains { $0.contains("a group of the program's own may have another rate") })
    let error = #expect(throws: SpecError.self) {
      try Self.read("train:\n  global_batch_size: 8\n  max_tokens: 90000\n  min_lr_ratio: 0.1\n")
    }
    #expect(error?.message.contains("'train.min_lr_ratio' is not expected") == true && error?.line == 4)
    let timm = try Self.read(
      "python main.py --lr 2e-3 --warmup-epochs 5 --sched cosine --epochs 20 --opt adamw")
    #expect(timm.notes.contains { $0.contains("warmup_lr 1e-05, min_lr 0.0") }, "\(timm.notes)")
    let swift = try Self.read(
      "megatron sft --num_train_epochs 1 --global_batch_size 16 --lr 1e-5 --tensor_model_parallel_size 2"
    ) {
      $0.samples = 320
    }
    #expect(swift.length == 20 && !swift.notes.contains { $0.contains("has no effect") }, "\(swift.notes)")
  }

  @Test("Arguments within a map, a length within another, and a dictionary with a name")
  func within() throws {
    let nested = try Self.read(
      "data: {train: a.json}\ntraining_args:\n  learning_rate: 2e-4\n  max_steps: 70\n  lr_scheduler_type: cosine\n"
    )
    #expect(nested.length == 70 && nested.lrs == [2e-4] && nested.framework == "TrainingArguments")
    let speech = try Self.read(
      "train_conf:\n  max_epoch: 13\noptim: adamw\noptim_conf:\n  lr: 0.0002\nscheduler: warmuplr\nscheduler_conf:\n  warmup_steps: 50\n"
    ) { $0.stepsPerEpoch = 10 }
    #expect(speech.length == 130)
    let named = try Self.read(
      "ds_config = {\n  'scheduler': {'type': 'WarmupLR', 'params': {'warmup_max_lr': 3e-4, 'warmup_num_steps': 40}},\n  'train_micro_batch_size_per_gpu': 8}"
    )
    #expect(named.framework == "DeepSpeed" && named.schedule.name.hasSuffix("WarmupLR"))
  }
}
