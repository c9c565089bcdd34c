import Foundation
import LRSchedulers
import Testing

@testable import Recipes

/// Programs whose flags are like those of others and whose rules are not: open-instruct, OpenCLIP, mmyolo's hooks, fastai 1.
@Suite("Programs with rules of their own")
struct ProgramTests {
  private static func read(_ text: String, _ change: (inout ScriptOptions) -> Void = { _ in }) throws
    -> PastedSchedule
  {
    var options = ScriptOptions()
    change(&options)
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  private static func check(
    _ pasted: PastedSchedule, group: Int = 0, _ expected: (Int) -> Double
  ) throws {
    var run = try ScheduleRun(pasted.schedule, groups: (pasted.lrs ?? []).map { ParameterGroup(lr: $0) })
    for step in 0..<(pasted.length ?? 0) {
      if step > 0 { try run.step() }
      let rate = run.groups[group].lr
      #expect(abs(rate - expected(step)) <= 1e-12, "step \(step): \(rate), not \(expected(step))")
    }
  }

  // MARK: open-instruct

  @Test("open-instruct rounds the warm-up down, where the Trainer rounds it up")
  func openInstruct() throws {
    let flags =
      "--per_device_train_batch_size 2 --gradient_accumulation_steps 4 --learning_rate 3e-6 --lr_scheduler_type linear --warmup_ratio 0.15 --num_epochs 1"
    // ceil(790 / 2 / 4) = 99 updates, of which 14.85 rise.
    let pasted = try Self.read(
      "accelerate launch --num_processes 1 open_instruct/dpo_tune_cache.py " + flags
    ) { $0.samples = 790 }
    #expect(pasted.framework == "open-instruct" && pasted.length == 99)
    #expect(
      pasted.schedule.spec.contains("num_warmup_steps=14, num_training_steps=99"), "\(pasted.schedule.spec)")
    let trainer = try Self.read("python train.py " + flags.replacing("num_epochs", with: "num_train_epochs"))
    {
      $0.samples = 790
    }
    #expect(trainer.schedule.spec.contains("num_warmup_steps=15"))
  }

  @Test("open-instruct's scheduler counts the steps of all processes")
  func openInstructProcesses() throws {
    let pasted = try Self.read(
      "accelerate launch --num_processes 4 open_instruct/finetune.py --max_train_steps 25 --learning_rate 1e-5 --final_lr_ratio 0.2"
    )
    // int(0.03 x 100) = 3 of (100 - 0.2 x 3) / 0.8 steps, four an update.
    #expect(pasted.length == 25 && pasted.notes.contains { $0.contains("finetune.py's default, 0.03") })
    try Self.check(pasted) { update in
      let step = Double(4 * update)
      return 1e-5 * (step < 3 ? step / 3 : (124.25 - step) / 121.25)
    }
  }

  @Test("OLMo-core's schedulers count from 1", arguments: ["linear", "cosine", "constant"])
  func olmoCore(type: String) throws {
    let pasted = try Self.read(
      "torchrun --nproc_per_node=2 open_instruct/olmo_core_finetune.py --lr_scheduler_type \(type) --learning_rate 8e-5 --warmup_ratio 0.25 --num_epochs 2 --per_device_train_batch_size 1 --gradient_accumulation_steps 3"
    ) { $0.samples = 65 }
    // 65 // 6 x 2 = 20 updates, of which 5 rise.
    #expect(pasted.length == 20)
    try Self.check(pasted) { update in
      let step = Double(update + 1)
      if step < 5 { return 8e-5 * step / 5 }
      switch type {
      case "linear": return 8e-5 * (1 - (step - 5) / 15)
      case "cosine": return 8e-5 * (0.1 + 0.9 * (1 + cos(.pi * (step - 5) / 15)) / 2)
      default: return 8e-5
      }
    }
  }

  @Test("grpo_fast.py counts in episodes, and a program that is not known is refused")
  func episodes() throws {
    let pasted = try Self.read(
      "python open_instruct/grpo_fast.py --total_episodes 1000 --num_unique_prompts_rollout 8 --num_samples_per_prompt_rollout 4 --num_mini_batches 2 --learning_rate 1e-6 --lr_scheduler_type cosine --warmup_ratio 0.1"
    )
    #expect(pasted.schedule.spec.contains("num_warmup_steps=6, num_training_steps=62"))
    let both = try Recipes.schedules(
      in:
        "python open_instruct/finetune.py --seed 3 --cache_dataset_only\npython open_instruct/finetune.py --learning_rate 1e-5 --max_train_steps 40\n",
      options: ScriptOptions())
    #expect(both.map(\.length) == [40])
    let error = #expect(throws: SpecError.self) {
      try Self.read(
        "python open_instruct/ppo.py --learning_rate 1e-6 --lr_scheduler_type linear --max_steps 9")
    }
    #expect(error?.message.contains("ppo.py of open-instruct has a rule of its own") == true)
  }

  // MARK: OpenCLIP

  @Test("OpenCLIP's warm-up begins above 0, its cool-down takes the last epochs")
  func openCLIP() throws {
    let launcher = "torchrun --nproc_per_node 2 -m open_clip_train.main --train-data a.csv"
    let cosine = try Self.read(launcher + " --lr 1e-3 --warmup 6 --epochs 4 --batch-size 8 --accum-freq 2") {
      $0.samples = 160
    }
    // 80 samples a device are 10 batches, 5 updates.
    #expect(cosine.framework == "OpenCLIP" && cosine.length == 20 && cosine.notes.isEmpty)
    try Self.check(cosine) { step in
      step < 6 ? 1e-3 * Double(step + 1) / 6 : 1e-3 * 0.5 * (1 + cos(.pi * Double(step - 6) / 14))
    }
    let cooled = try Self.read(
      launcher
        + " --lr 1e-3 --warmup 2 --epochs 4 --lr-scheduler const-cooldown --epochs-cooldown 1 --lr-cooldown-end 2e-4 --lr-cooldown-power 2"
    ) { $0.stepsPerEpoch = 5 }
    try Self.check(cooled) { step in
      if step < 2 { return 1e-3 * Double(step + 1) / 2 }
      return step < 15 ? 1e-3 : 2e-4 + 8e-4 * pow(1 - Double(step - 15) / 5, 2)
    }
  }

  @Test("Batches of web datasets are those of whole workers; a copy's defaults are said")
  func webDatasets() throws {
    let pasted = try Self.read(
      "python train_clip.py --zeroshot-frequency 1 --dataset-type webdataset --train-num-samples 1000 --batch-size 32 --workers 3 --warmup 5 --lr 5e-4 --epochs 2"
    )
    // ceil(32 / 3) x 3 = 33.
    #expect(pasted.length == 66 && pasted.notes.contains { $0.contains("this program's flags are like") })
    let kept = try Self.read(
      "python -m training.main --lr 2e-4 --skip-scheduler --epochs 1"
    ) { $0.stepsPerEpoch = 4 }
    try Self.check(kept) { _ in 2e-4 }
  }

  // MARK: mmyolo

  private static func yolo(_ hook: String) -> String {
    "param_scheduler = None\noptim_wrapper = dict(type='OptimWrapper', optimizer=dict(type='SGD', lr=0.02, momentum=0.9))\ndefault_hooks = dict(param_scheduler=dict(\(hook)))\ntrain_cfg = dict(type='EpochBasedTrainLoop', max_epochs=6)\n"
  }

  @Test("mmyolo's hook of YOLOv5 is an epoch late behind its warm-up, and biases come from above")
  func yolov5() throws {
    let pasted = try Self.read(
      Self.yolo(
        "type='YOLOv5ParamSchedulerHook', scheduler_type='linear', lr_factor=0.1, max_epochs=8, warmup_epochs=1, warmup_mim_iter=7, warmup_bias_lr=0.04"
      )
    ) { $0.stepsPerEpoch = 5 }
    #expect(pasted.framework == "mmyolo" && pasted.length == 30 && pasted.lrs?.count == 3)
    func share(_ epoch: Int) -> Double { (1 - Double(epoch) / 8) * 0.9 + 0.1 }
    for (group, first) in [(0, 0.0), (2, 0.04)] {
      try Self.check(pasted, group: group) { step in
        if step <= 7 { return first + (0.02 * share(step / 5) - first) * Double(step) / 7 }
        // The warm-up ends within epoch 1, behind which the rate is set for the first time.
        return 0.02 * share(step < 10 ? 1 : step / 5 - 1)
      }
    }
  }

  @Test("mmyolo's hook of PPYOLOE, with the type in a base file")
  func ppyoloe() throws {
    let base = Self.yolo(
      "type='PPYOLOEParamSchedulerHook', warmup_min_iter=4, warmup_epochs=2, start_factor=0.2, min_lr_ratio=0.1, total_epochs=7"
    )
    let text = "_base_ = './b.py'\ndefault_hooks = dict(param_scheduler=dict(min_lr_ratio=0.05))\n"
    let pasted = try Self.read(text) {
      ($0.stepsPerEpoch, $0.files) = (5, [.init(path: "b.py", text: base)])
    }
    try Self.check(pasted) { step in
      if step <= 10 { return 0.02 * (0.2 + 0.8 * Double(step) / 10) }
      return 0.001 + 0.019 * 0.5 * (1 + cos(.pi * Double(step - 10) / 25))
    }
  }

  // MARK: fastai

  @Test("fastai 1 is told by its imports or its arguments")
  func fastaiOne() throws {
    for text in [
      "from fastai.text import *\nlearn = language_model_learner(d, AWD_LSTM)\nlearn.fit_one_cycle(3, 0.02, pct_start=0.4)",
      "import x\nlearn.fit_one_cycle(3, max_lr=0.02, pct_start=0.4)",
    ] {
      let pasted = try Self.read(text) { $0.stepsPerEpoch = 5 }
      #expect(pasted.length == 15)
      // int(0.4 x 15) = 6 rise from 1 / 25, 9 fall to 1 / 250,000.
      try Self.check(pasted) { batch in
        func annealed(_ start: Double, _ end: Double, _ share: Double) -> Double {
          end + (start - end) / 2 * (cos(.pi * share) + 1)
        }
        return batch <= 6
          ? annealed(0.0008, 0.02, Double(batch) / 6) : annealed(0.02, 8e-8, Double(batch - 6) / 9)
      }
    }
    let second = try Self.read("from fastai.text.all import *\nlearn.fit_one_cycle(3, 0.02)") {
      $0.stepsPerEpoch = 5
    }
    #expect(second.schedule.name == "fit_one_cycle")
    let decorated = try Self.read(
      "from fastai.script import *\nfrom fastai.vision import *\n@call_parse\ndef main(epochs: int = 4):\n    learn = cnn_learner(data, models.resnet18)\n    learn.fit_one_cycle(epochs, 0.03)\n"
    ) { $0.stepsPerEpoch = 5 }
    #expect(decorated.length == 20 && decorated.lrs == [0.03])
    let groups = try Self.read("from fastai.vision import *\nlearn.fit_one_cycle(2, slice(1e-5, 3e-4))") {
      $0.stepsPerEpoch = 5
    }
    #expect(groups.lrs == [1e-5, 3e-4])
  }

  // MARK: Others

  @Test("Arguments that transformers no longer takes are said, and do not stop")
  func goneArguments() throws {
    let call = try Self.read(
      "TrainingArguments('o', evaluation_strategy='epoch', no_cuda=True, learning_rate=1e-4, max_steps=9)")
    #expect(
      call.notes.contains(
        "evaluation_strategy, no_cuda: taken by earlier releases, refused by transformers 5.24"),
      "\(call.notes)")
    let command = try Self.read(
      "python t.py --overwrite_output_dir --learning_rate 1e-4 --max_steps 9 --warmup_steps 2")
    #expect(command.notes.contains { $0.hasPrefix("--overwrite_output_dir: taken by earlier") })
    let present = try Self.read(
      "TrainingArguments('o', eval_strategy='epoch', learning_rate=1e-4, max_steps=9)")
    #expect(!present.notes.contains { $0.contains("earlier releases") })
  }

  @Test("Hydra's classes of Composer are Composer's, with the trainer's length")
  func composerClasses() throws {
    let pasted = try Self.read(
      "optimizer:\n  _target_: torch.optim.AdamW\n  lr: 2.0e-4\nscheduler:\n  _target_: composer.optim.LinearWithWarmupScheduler\n  t_warmup: 4ba\ntrainer:\n  _target_: composer.Trainer\n  max_duration: 20ba\n"
    )
    #expect(pasted.framework == "Composer" && pasted.length == 20 && pasted.lrs == [2e-4])
    let named = "scheduler:\n  name: linear_decay_with_warmup\n  t_warmup: 0.1dur\n"
    let error = #expect(throws: SpecError.self) { try Self.read(named) }
    let missing = Set(error?.missing.map(\.name) ?? [])
    #expect(missing.isSuperset(of: ["max_duration", "optimizer.lr"]))
  }

  @Test("timm's train.py without a flag of a schedule has all of its defaults, which are said")
  func timmDefaults() throws {
    let pasted = try Self.read(
      "./distributed_train.sh 2 /d --model pvt --lr 4e-4 --drop-path 0.1 --apex-amp -b 64")
    #expect(pasted.framework == "timm" && pasted.lrs == [4e-4] && pasted.schedule.name == "CosineLRScheduler")
    #expect(pasted.notes.contains { $0.contains("has these defaults") })
    let copy = try Self.read("python main.py --model deit --warmup-epochs 3 --lr 4e-4 --sched cosine")
    #expect(copy.notes.contains { $0.contains("main.py is read as timm's train.py") })
  }

  @Test(
    "OmegaConf's relative references",
    arguments: [("${.deep.steps}", 40), ("${..limit}", 60), ("${...x}", 0)])
  func relativeReferences(reference: String, steps: Int) throws {
    let text =
      "limit: 60\ntrainer:\n  max_steps: \(reference)\n  deep:\n    steps: 40\nmodel:\n  optim:\n    name: adamw\n    lr: 1e-4\n    sched:\n      name: CosineAnnealing\n      warmup_steps: 10\n      min_lr: 1e-5\n"
    if steps > 0 {
      #expect(try Self.read(text).length == steps)
    } else {
      #expect(throws: SpecError.self) { try Self.read(text) }
    }
  }

  // MARK: DeiT

  @Test("DeiT's main.py scales the rate to its batch, and steps an epoch late")
  func deit() throws {
    let flags =
      "--model deit_small --batch-size 32 --lr 4e-4 --warmup-epochs 3 --warmup-lr 2e-6 --min-lr 2e-5 --epochs 20 --data-path /d"
    let pasted = try Self.read(
      "python -m torch.distributed.launch --nproc_per_node=8 --use_env main.py " + flags)
    #expect(pasted.framework == "DeiT" && pasted.length == 20 && pasted.optimizer?.name == "AdamW")
    try Self.check(pasted) { epoch in
      let (place, peak) = (max(0, epoch - 1), 4e-4 * 32 * 8 / 512)
      if place < 3 { return 2e-6 + Double(place) * (peak - 2e-6) / 3 }
      return 2e-5 + 0.5 * (peak - 2e-5) * (1 + cos(.pi * Double(place) / 20))
    }
    let unscaled = try Self.read("torchrun --nproc_per_node 2 main.py --unscale-lr " + flags)
    #expect(unscaled.lrs == [4e-4])
    let error = #expect(throws: SpecError.self) { try Self.read("python run_with_submitit.py " + flags) }
    #expect(error?.missing.map(\.name) == ["devices"])
    // MAE's flags have underscores, and volo's main.py has timm's data.
    for other in [
      "python main.py --model m --batch_size 4 --blr 1e-3 --warmup_epochs 5 --data_path x",
      "python main.py /d --model volo --lr 1e-3 --warmup-epochs 5 -b 8",
    ] {
      #expect((try? Self.read(other))?.framework != "DeiT")
    }
  }

  // MARK: nanotron

  @Test(
    "nanotron's fall has the training's length less the warm-up, whenever it begins",
    arguments: ["cosine", "1-sqrt", "linear"])
  func nanotron(style: String) throws {
    let text =
      "optimizer:\n  weight_decay: 0.1\n  optimizer_factory: {name: adamW, adam_beta1: 0.9, adam_beta2: 0.95, adam_eps: 1e-8}\n  learning_rate_scheduler:\n    learning_rate: 4.0e-4\n    lr_warmup_steps: 4\n    lr_warmup_style: linear\n    lr_decay_style: \(style)\n    lr_decay_starting_step: 10\n    min_decay_lr: 4.0e-5\ntokens:\n  train_steps: 30\n"
    let pasted = try Self.read(text)
    #expect(pasted.framework == "nanotron" && pasted.length == 30 && pasted.optimizer?.name == "AdamW")
    try Self.check(pasted) { step in
      if step <= 4 { return 4e-4 * Double(step) / 4 }
      if step < 10 { return 4e-4 }
      let share = Double(step - 10) / 26
      let left =
        style == "cosine"
        ? (1 + cos(.pi * share)) / 2 : style == "linear" ? 1 - share : 1 - share.squareRoot()
      return 4e-5 + 3.6e-4 * left
    }
    let error = #expect(throws: SpecError.self) {
      try Self.read(text.replacing("lr_warmup_style: linear", with: "lr_warmup_style: cosine"))
    }
    #expect(error?.message.contains("lr_warmup_style is 'cosine'; expected one of linear, constant") == true)
  }

  // MARK: mmdetection

  @Test(
    "mmdetection's quadratic warm-up ends at the rate, in iterations too",
    arguments: ["mmdet.QuadraticWarmupLR", "QuadraticWarmupLR"])
  func quadratic(type: String) throws {
    let text =
      "optim_wrapper = dict(type='OptimWrapper', optimizer=dict(type='SGD', lr=0.04, momentum=0.9))\ntrain_cfg = dict(type='EpochBasedTrainLoop', max_epochs=6)\nparam_scheduler = [dict(type='\(type)', by_epoch=True, begin=0, end=2, convert_to_iter_based=True), dict(type='MultiStepLR', by_epoch=True, milestones=[4], gamma=0.1)]"
    let pasted = try Self.read(text) { $0.stepsPerEpoch = 3 }
    try Self.check(pasted) { step in
      if step < 6 { return 0.04 * Double((step + 1) * (step + 1)) / 36 }
      return step < 12 ? 0.04 : 0.004
    }
    #expect(throws: SchedulerError.self) {
      try ScheduleRun(Schedule(named: "QuadraticWarmupLR", arguments: [:]), lr: 1)
    }
  }
}
