import Foundation
import LRSchedulers
import Testing

@testable import Recipes

/// All that is missing is asked for in one go: who defines each name once gets the schedule.
@Suite("Names are asked for once")
struct AskOnceTests {
  /// Of each framework what leaves much open.
  private static let minimal = [
    "TrainingArguments(learning_rate=args.lr, lr_scheduler_kwargs={'min_lr': args.low}, lr_scheduler_type='cosine_with_min_lr')",
    "TrainingArguments(lr_scheduler_type='warmup_stable_decay', warmup_steps=100, lr_scheduler_kwargs={'num_decay_steps': n})",
    "TrainingArguments(num_train_epochs=args.epochs, per_device_train_batch_size=size, optim=args.optim)",
    "a = TrainingArguments(num_train_epochs=first)\nb = TrainingArguments(warmup_steps=second)",
    "base_model: a\nmicro_batch_size: 1\nlr_scheduler: rex",
    "base_model: a\nmicro_batch_size: 1\nlr_scheduler: cosine\nsample_packing: true",
    "--sched wsd --epochs 10 --warmup-epochs 2 --sched-on-updates --lr $LR",
    "optimizer:\n  _component_: torch.optim.AdamW\nlr_scheduler:\n  _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup\n  num_warmup_steps: 100",
    "train:\n  lr_warmup_steps: 10\n  global_batch_size: 8",
    "train:\n  max_tokens: 1000000\n  lr_warmup_steps: 10",
    "train:\n  max_tokens: 1000000\n  lr_warmup_fraction: 0.1",
    "learning_rate = rate\nwarmup_iters = 10\nmax_iters = length",
    "{\"scheduler\": {\"type\": \"WarmupDecayLR\", \"params\": {\"warmup_max_lr\": \"auto\", \"warmup_num_steps\": \"auto\", \"total_num_steps\": \"auto\"}}, \"optimizer\": {\"type\": \"AdamW\", \"params\": {\"lr\": \"auto\", \"betas\": \"auto\", \"weight_decay\": \"auto\"}}}",
    "{\"scheduler\": {\"type\": \"WarmupLR\", \"params\": {\"warmup_num_steps\": \"auto\"}}, \"zero_optimization\": {}}",
    "--lr-decay-style cosine --rampup-batch-size 2 2 8",
    "--lr-decay-style WSD --lr-wsd-decay-samples 100 --min-lr $MIN",
    "--train-iters $ITERS --lr-warmup-iters $WARMUP --lr $LR --min-lr $MIN --lr-decay-style cosine",
    "--train-samples $SAMPLES --lr 1 --global-batch-size $BATCH",
    "_BASE_: ../Base.yaml\nSOLVER:\n  WARMUP_ITERS: 5", "_BASE_: ../Base.yaml\nMODEL:\n  MASK_ON: true",
    "_base_ = ['../a.py', './b.py']\nparam_scheduler = [dict(type='LinearLR', start_factor=0.1, by_epoch=False, end=5), dict(type='CosineAnnealingLR')]",
    "param_scheduler = dict(type='PolyLR', eta_min=low, by_epoch=False)",
    "param_scheduler = dict(type='LinearLR', by_epoch=True, convert_to_iter_based=True, end=n)\nauto_scale_lr = dict(enable=True, base_batch_size=16)\noptim_wrapper = dict(optimizer=dict(type='SGD', lr=rate))",
    "max_duration: 3ep\nscheduler: {name: cosine_with_warmup, t_warmup: 64tok}",
    "parameters:\n  max_duration: 1000000tok\n  scheduler: {name: linear_decay_with_warmup, t_warmup: 0.1dur}",
    "--lr_scheduler.warmup_steps 5", "--lr_scheduler.decay_ratio 0.5 --optimizer.lr $LR", "lr0=0.1, lrf=0.1",
    "model.train(epochs=n, lr0=0.1, data='x.yaml', cos_lr=True)", "lr0=0.1, lrf=0.1, batch=-1",
    "yolo train lr0=0.1 batch=0.7",
    "learn.fit_one_cycle(epochs, lr_max=args.lr)", "learn.fine_tune(3, base_lr=lr)",
    "{\"optimizer\": optimizer, \"lr_scheduler\": {\"scheduler\": StepLR(optimizer, step_size=n), \"interval\": \"step\", \"frequency\": 2}}",
    "ultralytics.train(epochs=3)", "CosineAnnealingWithWarmupScheduler(t_warmup='5ba', t_max='1dur')",
    "composer.LinearScheduler(t_max='0.5dur')", "fvcore.CosineParamScheduler(1, 0.1)",
    "LRSchedulersContainer.Config()",
    "lr_decay_style: cosine\nwarmup: 0.1\noptimizer:\n  params: {betas: [0.9, 0.95]}",
    "train_epochs: 3\nwarmup: 0.1\noptimizer:\n  type: Adam\n  params: {lr: 0.1}",
    "model:\n  optim:\n    sched:\n      name: CosineAnnealing\n      warmup_ratio: 0.1",
    "model:\n  optim:\n    lr: 2.0\n    sched: {name: NoamAnnealing, warmup_steps: 10}\n  train_ds: {batch_size: 4}\ntrainer: {max_epochs: 3}",
    "fairseq-train data --lr-scheduler polynomial_decay --warmup-updates 5 --lr $LR",
    "fairseq-train data --lr-scheduler cosine --lr 0.1 --max-epoch 3",
    "fairseq-train data --lr-scheduler fixed --lr 0.1,0.2 --force-anneal 3 --max-update 9",
    "optim: adam\noptim_conf: {}\nscheduler: warmuplr\nscheduler_conf: {warmup_steps: 10}",
    "optim: adam\noptim_conf: {lr: 0.1}\nscheduler: exponentialdecaywarmup\nscheduler_conf: {warmup_steps: 10}",
    "decay_method: noam\ntrain_steps: 100\nlearning_rate: 2",
  ]

  @Test("What is asked for is enough", arguments: minimal)
  func once(text: String) throws { try Self.check(text) }

  @Test("Whatever key a configuration leaves out")
  func withoutKeys() throws {
    var count = 0
    for ring in RingFile.configurations {
      for text in Self.shortened(ring.spec) {
        try Self.check(text, library: ring.library)
        count += 1
      }
    }
    #expect(count > 300)
  }

  /// The text without one of its lines, flags, or entries.
  private static func shortened(_ text: String) -> [String] {
    if text.hasPrefix("--") {
      let flags = text.split(separator: " --").map { $0.hasPrefix("--") ? String($0) : "--" + $0 }
      return flags.indices.map { left in
        flags.indices.filter { $0 != left }.map { flags[$0] }.joined(separator: " ")
      }
    }
    let separator: Character = text.contains("\n") ? "\n" : ","
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    return parts.indices.map { left in
      parts.indices.filter { $0 != left }.map { String(parts[$0]) }.joined(separator: String(separator))
    }
  }

  private static func check(_ text: String, library: String? = nil) throws {
    var options = ScriptOptions()
    if let library { Recipes.choose(library, in: &options) }
    var asked: [String] = []
    for round in 0..<2 {
      do {
        _ = try Recipes.schedules(in: text, options: options)
        return
      } catch {
        // What is wrong is said, with or without what is missing.
        if error.missing.isEmpty { return }
        #expect(round == 0, "\(text)\nasked for \(asked), then for \(error.missing.map(\.name))")
        asked = error.missing.map(\.name)
        for name in error.missing {
          options.definitions.append(.init(name: name.name, value: value(of: name)))
        }
      }
    }
  }

  /// What a name may well be.
  private static func value(of missing: MissingName) -> String {
    if let guess = missing.guess {
      if case .string(let text) = guess { return text }
      return guess.python
    }
    let name = (missing.name + " " + missing.usedFor).lowercased()
    if name.contains("optim") && !name.contains("lr") { return "adamw_torch" }
    if name.contains("duration") { return "2ep" }
    if name.contains("steps: ") || name.contains("solver.steps") { return "[10, 20]" }
    return name.contains("lr") || name.contains("rate") || name.contains("low") || name.contains("eta")
      ? "0.001" : "40"
  }
}
