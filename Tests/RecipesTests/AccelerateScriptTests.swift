import LRSchedulers
import Testing

@testable import Recipes

/// Scripts that make a scheduler with `get_scheduler` and hand it to accelerate: diffusers' examples, those without a Trainer, sd-scripts.
@Suite("Scripts with accelerate")
struct AccelerateScriptTests {
  private static func read(_ text: String, _ change: (inout ScriptOptions) -> Void = { _ in }) throws
    -> PastedSchedule
  {
    var options = ScriptOptions()
    change(&options)
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  private static func rates(_ pasted: PastedSchedule, _ steps: Int, group: Int = 0) throws -> [Double] {
    var run = try ScheduleRun(pasted.schedule, lr: pasted.lrs?[group] ?? 0)
    var rates = [run.lr]
    for _ in 1..<steps {
      try run.step()
      rates.append(run.lr)
    }
    return rates
  }

  @Test("diffusers' lengths are those of updates, whatever else the flags say")
  func diffusers() throws {
    for launcher in ["accelerate launch", "accelerate launch --num_processes 4", "python"] {
      for others in ["", " --gradient_accumulation_steps=8 --train_batch_size=2"] {
        let pasted = try Self.read(
          "\(launcher) train_text_to_image_sdxl.py --learning_rate=2e-5 --max_train_steps=900 --lr_scheduler=\"polynomial\" --lr_warmup_steps=60 --lr_power=2\(others)"
        )
        #expect(pasted.framework == "diffusers' examples" && pasted.length == 900 && pasted.lrs == [2e-5])
        #expect(pasted.schedule.name == "get_polynomial_decay_schedule_with_warmup")
        let rates = try Self.rates(pasted, 61)
        #expect(rates[30] == 1e-5 && rates[60] == 2e-5)
      }
    }
  }

  @Test("diffusers' defaults are said, and what each example has otherwise is asked for")
  func diffusersDefaults() throws {
    let plain = try Self.read(
      "accelerate launch train_controlnet.py --learning_rate 3e-6 --max_train_steps 50 --train_batch_size 2")
    #expect(plain.schedule.name == "get_constant_schedule" && plain.length == 50)
    #expect(plain.notes.contains { $0.contains("no --lr_scheduler is given") }, "\(plain.notes)")
    let cosine = try Self.read(
      "accelerate launch train_dreambooth.py --lr_scheduler cosine --learning_rate 1e-6 --max_train_steps 5000"
    )
    #expect(cosine.schedule.spec.contains("num_warmup_steps=500"))
    let error = #expect(throws: SpecError.self) {
      try Self.read("accelerate launch train_dreambooth_lora.py --lr_scheduler linear --lr_warmup_steps 0")
    }
    #expect(
      Set(error?.missing.map(\.name) ?? []) == [
        "learning_rate", "epochs", "devices", "train_batch_size", "samples",
      ])
  }

  @Test("diffusers' epochs are counted in shares of each process")
  func diffusersEpochs() throws {
    let pasted = try Self.read(
      "accelerate launch --num_processes 3 train_text_to_image_lora.py --train_batch_size 4 --gradient_accumulation_steps 2 --num_train_epochs 5 --learning_rate 1e-4 --lr_scheduler linear --lr_warmup_steps 10 --scale_lr"
    ) { $0.samples = 1001 }
    // ceil(ceil(ceil(1001 / 4) / 3) / 2) = 42 updates.
    #expect(
      pasted.length == 210 && pasted.schedule.spec.contains("num_training_steps=210"),
      "\(pasted.schedule.spec)")
    #expect(pasted.lrs == [1e-4 * 24])
  }

  @Test("YAML of the same keys, and a word that get_scheduler does not know")
  func diffusersYAML() throws {
    let yaml =
      "learning_rate: 2e-5\nlr_scheduler: constant_with_warmup\nlr_warmup_steps: 10\nmax_train_steps: 80\ntrain_batch_size: 1\n"
    #expect(try Self.read(yaml).schedule.name == "get_constant_schedule_with_warmup")
    let error = #expect(throws: SpecError.self) {
      try Self.read(yaml.replacing("constant_with_warmup", with: "cosin"))
    }
    #expect(error?.message.contains("lr_scheduler is 'cosin'") == true && error?.line == 2)
  }

  @Test("Examples without a Trainer step the scheduler once for each process")
  func noTrainer() throws {
    let limited = try Self.read(
      "accelerate launch run_glue_no_trainer.py --learning_rate 2e-4 --per_device_train_batch_size 16 --lr_scheduler_type cosine --num_warmup_steps 30 --max_train_steps 300"
    )
    #expect(
      limited.length == 300
        && limited.schedule.spec
          == "get_cosine_schedule_with_warmup(num_warmup_steps=30, num_training_steps=300)",
      "\(limited.schedule.spec)")
    let epochs = try Self.read(
      "accelerate launch --num_processes 2 run_clm_no_trainer.py --learning_rate 1e-3 --per_device_train_batch_size 5 --num_train_epochs 3 --num_warmup_steps 4 --gradient_accumulation_steps 2"
    ) { $0.samples = 204 }
    // 41 batches, 21 updates an epoch by all of them and 11 by shares: the scheduler has 63 steps, two for each of 33 updates.
    #expect(epochs.length == 33)
    let rates = try Self.rates(epochs, 33)
    #expect(abs(rates[4] - 1e-3) < 1e-15 && abs(rates[2] - 5e-4) < 1e-15)
    for update in 4..<32 {
      let expected = 1e-3 * max(0, Double(63 - 2 * update) / Double(63 - 8))
      #expect(abs(rates[update] - expected) < 1e-15, "update \(update)")
    }
  }

  @Test("Programs that deepspeed starts count the batches of one process")
  func deepspeed() throws {
    let pasted = try Self.read(
      "deepspeed --num_gpus 2 main.py --learning_rate 1e-3 --per_device_train_batch_size 5 --num_train_epochs 3 --num_warmup_steps 4 --gradient_accumulation_steps 2 --lr_scheduler_type linear"
    ) { $0.samples = 204 }
    #expect(
      pasted.schedule.spec == "get_linear_schedule_with_warmup(num_warmup_steps=4, num_training_steps=33)",
      "\(pasted.schedule.spec)")
  }

  @Test("sd-scripts multiply the length by the processes and not the warm-up")
  func kohya() throws {
    let command =
      "train_network.py --network_module=networks.lora --network_dim=8 --lr_scheduler=\"cosine_with_restarts\" --lr_scheduler_num_cycles=2 --max_train_steps=100 --learning_rate=1e-4"
    let single = try Self.read("accelerate launch --num_processes 1 \(command) --lr_warmup_steps=10")
    #expect(single.framework == "kohya's sd-scripts" && single.length == 100)
    #expect(try Self.rates(single, 11)[5] == 5e-5)
    let double = try Self.read("accelerate launch --num_processes 2 \(command) --lr_warmup_steps=11")
    // The rise has 11 steps, two for each update.
    let rates = try Self.rates(double, 6)
    #expect(abs(rates[3] - 1e-4 * 6 / 11) < 1e-18, "\(rates)")
    let share = try Self.read("python \(command) --lr_warmup_steps=0.2")
    #expect(share.schedule.spec.contains("num_warmup_steps=20"))
    let groups = try Self.read("accelerate launch \(command) --unet_lr=3e-4 --text_encoder_lr=5e-5")
    #expect(groups.lrs == [5e-5, 3e-4] && groups.length == 100)
    let error = #expect(throws: SpecError.self) {
      try Self.read(
        "train_network.py --network_dim=8 --network_module=n --lr_scheduler=constant --lr_warmup_steps=5 --learning_rate=1"
      )
    }
    #expect(error?.message.contains("does not require `num_warmup_steps`") == true)
  }

  @Test("sd-scripts' TOML has sections for the reader only")
  func kohyaTOML() throws {
    let pasted = try Self.read(
      "[Basics]\nmax_train_steps = 70\n[Network]\nnetwork_dim = 4\nnetwork_module = \"networks.lora\"\n[Lr]\nlr_scheduler = \"linear\"\nlr_warmup_steps = 0\nlearning_rate = 2e-4\n"
    )
    #expect(pasted.framework == "kohya's sd-scripts" && pasted.length == 70 && pasted.lrs == [2e-4])
  }

  @Test("A Trainer's command stays a Trainer's")
  func trainers() throws {
    let pasted = try Self.read(
      "python run.py --learning_rate 1e-4 --per_device_train_batch_size 4 --max_steps 20 --warmup_steps 5 --lr_scheduler_type linear"
    )
    #expect(pasted.framework == "TrainingArguments")
  }
}
