import LRSchedulers
import Testing

@testable import Recipes

/// Forms in which repositories have their configurations: scripts with redirections and loops over arguments, options that must be
/// given, runs that a program wrote down.
@Suite("Configurations as repositories have them")
struct WildFormTests {
  private static func read(_ text: String, _ change: (inout ScriptOptions) -> Void = { _ in }) throws
    -> PastedSchedule
  {
    var options = ScriptOptions()
    change(&options)
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  private static func missing(_ text: String, _ change: (inout ScriptOptions) -> Void = { _ in }) -> Set<
    String
  > {
    do {
      _ = try Self.read(text, change)
      return []
    } catch let error as SpecError {
      return Set(error.missing.map(\.name))
    } catch {
      return ["other"]
    }
  }

  // MARK: Shells

  @Test(
    "Where a command writes is no value of its last flag",
    arguments: [
      "> out.txt", ">out.txt 2>&1", "> logs/a.txt 2>&1 &", "2>&1 | tee log.txt", ">> all.txt", "&> all.txt",
      "< in.txt",
      "2> err.txt > out.txt", "> \"$dir/x y\"",
    ])
  func redirections(behind: String) throws {
    let pasted = try Self.read(
      "#!/bin/bash\npython t.py --max_steps 70 --learning_rate 3e-4 --warmup_steps 7 \(behind)\necho done")
    #expect(pasted.length == 70 && pasted.schedule.spec.contains("num_warmup_steps=7"))
  }

  @Test("An arrow in quotes is a value")
  func quotedArrow() throws {
    let command = ShellWords("run --tag '>5' --lr 1 > out").commands[0]
    #expect(ShellRedirections.removed(from: command).map(\.text) == ["run", "--tag", ">5", "--lr", "1"])
  }

  @Test(
    "A loop over the script's own arguments sets nothing",
    arguments: [
      "while [[ \"$#\" -gt 0 ]]; do\n  case $1 in\n    --lr) LR=\"$2\"; shift ;;\n    --size)\n      SIZE=$2\n      shift;;\n  esac\n  shift\ndone\n",
      "while getopts \"l:s:\" flag\ndo\n  case $flag in\n    l) LR=$OPTARG;;\n  esac\ndone\n",
      "while [ $# -gt 0 ]; do for x in a b; do SIZE=9; done; LR=$1; shift; done\n",
    ])
  func argumentLoops(loop: String) throws {
    let pasted = try Self.read(
      "LR=4e-5\nSIZE=3\n\(loop)python t.py --learning_rate $LR --per_device_train_batch_size $SIZE --num_train_epochs 2 --warmup_steps 0"
    ) { $0.samples = 30 }
    #expect(pasted.lrs == [4e-5] && pasted.length == 20)
  }

  @Test("Other loops are read")
  func otherLoops() throws {
    let pasted = try Self.read(
      "while true; do\npython t.py --max_steps 12 --learning_rate 1e-4 --warmup_steps 3\ndone")
    #expect(pasted.length == 12)
  }

  // MARK: Programs

  @Test("A batch of another name asks for the Trainer's, and defaults are said")
  func ownArguments() throws {
    let text =
      "accelerate launch --num_processes 2 rl.py --train_bs 6 --learning_rate 1e-5 --num_train_epochs 2"
    #expect(Self.missing(text) == ["per_device_train_batch_size", "samples"])
    let pasted = try Self.read(text) { $0.stepsPerEpoch = 10 }
    #expect(pasted.notes.contains { $0.hasPrefix("--train_bs is no argument of TrainingArguments") })
    #expect(
      pasted.notes.contains(
        "TrainingArguments has these defaults, and the program may have others: lr_scheduler_type linear, no warm-up"
      ))
    let whole = try Self.read(
      "python t.py --learning_rate 1e-5 --max_steps 9 --lr_scheduler_type cosine --warmup_steps 2")
    #expect(!whole.notes.contains { $0.contains("may have others") })
  }

  @Test("qlora.py has defaults of its own")
  func qlora() throws {
    let plain = try Self.read(
      "python qlora.py --model_name_or_path m --learning_rate 1e-4 --num_train_epochs 1")
    #expect(plain.framework == "qlora.py" && plain.length == 10_000)
    #expect(plain.schedule.name == "get_constant_schedule" && plain.optimizer?.name == "AdamW")
    let cosine = try Self.read(
      "python x/qlora.py --lr_scheduler_type cosine --max_steps 1001 --per_device_train_batch_size 2")
    #expect(cosine.lrs == [2e-4] && cosine.schedule.spec.contains("num_warmup_steps=31"))
  }

  @Test("A warm-up in epochs of programs without a Trainer")
  func warmupEpochs() throws {
    let pasted = try Self.read(
      "python -m torch.distributed.launch --nproc_per_node=1 run_glue_no_trainer.py --learning_rate 3e-5 --num_train_epochs 4 --num_warmup_epochs 0.5 --per_device_train_batch_size 4"
    ) { $0.samples = 101 }
    // 26 updates an epoch, of which 13 rise.
    #expect(
      pasted.schedule.spec.contains("num_warmup_steps=13, num_training_steps=104"), "\(pasted.schedule.spec)")
  }

  @Test("Devices that are visible are the guess of a launcher that does not say how many it starts")
  func visibleGuess() {
    let error = #expect(throws: SpecError.self) {
      try Self.read(
        "CUDA_VISIBLE_DEVICES=2,3,5 accelerate launch --multi_gpu t.py --learning_rate 1e-4 --num_train_epochs 1 --warmup_steps 1"
      )
    }
    #expect(error?.missing.first { $0.name == "devices" }?.guess == .int(3))
  }

  // MARK: Python

  private static let parser =
    "import argparse\nfrom trl import SFTConfig\np = argparse.ArgumentParser()\n"

  @Test("An option that has no value asks for one, wherever a number is made of it")
  func options() throws {
    for (option, name) in [
      ("'--rate', type=float, required=True", "args.rate"), ("'--rate', type=float", "args.rate"),
    ] {
      let text =
        Self.parser
        + "p.add_argument(\(option))\np.add_argument('--ds', default=None)\nargs = p.parse_args()\nc = SFTConfig(learning_rate=args.rate, max_steps=50, deepspeed=args.ds)"
      #expect(Self.missing(text) == [name])
      let pasted = try Self.read(text) { $0.definitions = [.init(name: name, value: "3e-4")] }
      #expect(pasted.lrs == [3e-4] && pasted.length == 50)
    }
    // One that is left out is None where it is asked whether it is.
    let text =
      Self.parser
      + "p.add_argument('--steps', type=int)\nargs = p.parse_args()\nn = 40 if args.steps is None else args.steps\nc = SFTConfig(learning_rate=1e-4, max_steps=n)"
    #expect(try Self.read(text).length == 40)
  }

  @Test("A default for what a file says is taken, and said where it decides")
  func defaults() throws {
    let text =
      "import yaml\nfrom transformers import TrainingArguments\nc = yaml.safe_load(open('c.yml'))\na = TrainingArguments(c.get('dir', 'o'), learning_rate=c.get('rate', 2e-4), max_steps=c.get('steps', 60))"
    let pasted = try Self.read(text)
    #expect(pasted.lrs == [2e-4] && pasted.length == 60)
    #expect(pasted.sources.map(\.text) == ["c[\"rate\"]=0.0002", "c[\"steps\"]=60"], "\(pasted.sources)")
    let given = try Self.read(text) { $0.definitions = [.init(name: "c[\"rate\"]", value: "1e-3")] }
    #expect(given.lrs == [1e-3])
  }

  @Test(
    "A function that nobody calls does not win over TrainingArguments, unless a Trainer is given what it builds"
  )
  func uncalled() throws {
    let head =
      "import fire\nfrom transformers import Trainer, TrainingArguments\nfrom torch.optim.lr_scheduler import LambdaLR\ndef get_flat(optimizer, num_warmup_steps):\n    return LambdaLR(optimizer, lambda s: min(1.0, s / num_warmup_steps))\n"
    let train =
      "def train(rate: float = 3e-4):\n    args = TrainingArguments('o', learning_rate=rate, max_steps=30, warmup_steps=5)\n    Trainer(args=args)\nfire.Fire(train)\n"
    let pasted = try Self.read(head + train)
    #expect(pasted.framework == "TrainingArguments" && pasted.length == 30 && pasted.lrs == [3e-4])
    let own =
      head
      + train.replacing("Trainer(args=args)", with: "Trainer(args=args, optimizers=(opt, get_flat(opt, 9)))")
    #expect((try? Self.read(own))?.framework != "TrainingArguments")
  }

  @Test("A number that the text computes in a way that is not followed is asked for")
  func computed() {
    let text =
      "import numpy as np\nfrom transformers import TrainingArguments\nfor fold in folds:\n    total = int(np.ceil(len(train_ds) * 3 / 8))\n    a = TrainingArguments('o', learning_rate=1e-4, max_steps=total)"
    let missing = Self.missing(text)
    #expect(!missing.isEmpty && !missing.contains("other"), "\(missing)")
    #expect(Self.missing(text.replacing("len(train_ds) * 3 / 8", with: "work()")) == ["max_steps"])
  }

  // MARK: Files

  @Test(
    "The Trainer's arguments in a map of any name", arguments: ["training", "sft", "trainer", "stage.two"])
  func nested(name: String) throws {
    let keys = name.split(separator: ".")
    var text = "model:\n  name: m\n"
    for (depth, key) in keys.enumerated() { text += String(repeating: "  ", count: depth) + "\(key):\n" }
    let indent = String(repeating: "  ", count: keys.count)
    for line in [
      "learning_rate: 3.0e-4", "num_train_epochs: 2", "per_device_train_batch_size: 5", "warmup_steps: 4",
    ] {
      text += indent + line + "\n"
    }
    let pasted = try Self.read(text) { $0.samples = 50 }
    #expect(pasted.framework == "TrainingArguments" && pasted.length == 20 && pasted.lrs == [3e-4])
  }

  private static func run(_ others: String, optimizer: String = "SGD", warmup: String = "2.0") -> String {
    "task: detect\nmode: train\nmodel: y.pt\nsave_period: -1\nepochs: 9\nbatch: 16\noptimizer: \(optimizer)\noptimize: false\nhsv_h: 0.01\nnbs: 64\ntracker: b.yaml\nlr0: 0.02\nlrf: 0.1\nmomentum: 0.9\nwarmup_epochs: \(warmup)\nwarmup_momentum: 0.8\nwarmup_bias_lr: 0.1\n\(others)"
  }

  @Test("What a run of Ultralytics wrote down is read by its time")
  func ultralyticsRuns() throws {
    func rates(_ text: String, perEpoch: Int, _ steps: [Int]) throws -> [Double] {
      let pasted = try Self.read(text) {
        ($0.stepsPerEpoch, $0.definitions) = (perEpoch, [.init(name: "nc", value: "7")])
      }
      var run = try ScheduleRun(
        pasted.schedule, groups: (pasted.lrs ?? []).map { ParameterGroup(lr: $0, momentum: 0.9) })
      var rates: [Double] = []
      for step in 0..<(pasted.length ?? 0) {
        if step > 0 { try run.step() }
        if steps.contains(step) { rates.append(run.lr) }
      }
      return rates
    }
    func factor(_ epoch: Int) -> Double { (1 - Double(epoch) / 9) * 0.9 + 0.1 }
    // Before 8.4: at least 100 batches, also behind the last epoch but one.
    let early = try rates(Self.run(""), perEpoch: 12, [50, 99, 107])
    for (rate, wanted) in zip(early, [0.5 * factor(4), 0.99 * factor(8), factor(8)]) {
      #expect(abs(rate - 0.02 * wanted) < 1e-12)
    }
    let late = try rates(Self.run("angle: 1.0\n"), perEpoch: 12, [12, 50])
    for (rate, wanted) in zip(late, [0.5 * factor(1), factor(4)]) {
      #expect(abs(rate - 0.02 * wanted) < 1e-12)
    }
    // auto above 10,000 iterations.
    let auto = try Self.read(Self.run("", optimizer: "auto")) { $0.stepsPerEpoch = 9000 }
    #expect(
      auto.optimizer?.name == "SGD" && auto.schedule.spec.contains("momentum=0.9"), "\(auto.schedule.spec)")
    #expect(!auto.schedule.spec.contains("lr0="))
    let muon = try Self.read(Self.run("angle: 1\n", optimizer: "auto")) { $0.stepsPerEpoch = 9000 }
    #expect(muon.optimizer?.name == "MuSGD")
  }

  @Test("A ramp-up of too many iterations is refused in few words")
  func longRampUp() {
    let error = #expect(throws: SpecError.self) {
      try Self.read(
        "lr: 2e-4\nlr_decay_style: cosine\nglobal_batch_size: 8\nrampup_batch_size: [1, 1, 9000000]\ntrain_samples: 90000000\nlr_warmup_samples: 5\n"
      )
    }
    #expect(error?.message.contains("rampup_batch_size has more than 1,000,000 iterations") == true)
    #expect((error?.message.utf8.count ?? 0) < 300)
  }

  @Test("A list of one with its comma", arguments: ["(3000, )", "(3000,)", "[3000]", "3000"])
  func listOfOne(steps: String) throws {
    let pasted = try Self.read(
      "SOLVER:\n  BASE_LR: 0.02\n  MAX_ITER: 5000\n  STEPS: \(steps)\n  IMG_PER_BATCH_LABEL: 8\n")
    #expect(pasted.schedule.spec.contains("milestones=[3000]"), "\(pasted.schedule.spec)")
  }
}
