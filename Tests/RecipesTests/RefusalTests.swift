import LRSchedulers
import Testing

@testable import Recipes

/// What a framework would refuse is refused, with the key and its line; what has no effect is said.
@Suite("Refusals and losers")
struct RefusalTests {
  private static let samples: ScriptOptions = {
    var options = ScriptOptions()
    options.samples = 1000
    options.stepsPerEpoch = nil
    return options
  }()

  @Test(
    "The key, its line, and what was expected",
    arguments: [
      (
        "learning_rate: 1e-4\nlr_scheduler_type: cosin\nmax_steps: 5", 2,
        "lr_scheduler_type is 'cosin'; expected one of linear, cosine"
      ),
      (
        "learning_rate: fast\nlr_scheduler_type: cosine\nmax_steps: 5", 1,
        "learning_rate is 'fast'; expected a number"
      ),
      (
        "lr_scheduler_type: cosine\nmax_steps: 5.5\nlearning_rate: 1", 2,
        "max_steps is 5.5; expected a whole number"
      ),
      (
        "lr_scheduler_type: cosine\nmax_steps: 5\nwarmup_step: 3\nlearning_rate: 1", 3,
        "unknown key 'warmup_step' of TrainingArguments"
      ),
      (
        "lr_scheduler_type: cosine\nlearning_rate: 1\nnum_train_epochs: -1", 3,
        "num_train_epochs must be above 0, but is -1"
      ),
      (
        "TrainingArguments(\n  max_steps=5,\n  warm=3)", 3,
        "TrainingArguments.__init__() got an unexpected keyword argument 'warm'"
      ),
      (
        "TrainingArguments(max_steps=5, lr_scheduler_type='cosine_with_min_lr')", 1,
        "lr_scheduler_type is refused: One of min_lr or min_lr_rate"
      ),
      ("TrainingArguments(max_steps=5, lr_scheduler_kwargs={'pow': 2})", 1, "lr_scheduler_kwargs is refused"),
      ("--lr 1\n--train-iters 5\n--train-samples 5", 3, "--train-samples and --train-iters are given"),
      (
        "--lr 1 --train-iters 5 --lr-warmup-iters 2 --lr-warmup-fraction 0.1", 1,
        "--lr-warmup-iters and --lr-warmup-fraction are given"
      ),
      (
        "--lr 1 --train-iters 5 --lr-decay-style round", 1,
        "--lr-decay-style is 'round'; expected one of constant"
      ),
      (
        "--lr 1 --train-iters 5 --lr-decay-style WSD", 1,
        "--lr-decay-style is WSD, which needs --lr-wsd-decay-iters"
      ),
      ("--lr 1 --min-lr 2 --train-iters 5", 1, "is refused: max_lr"),
      ("--sched cosin --epochs 3", 1, "--sched is 'cosin'; expected one of cosine, tanh"),
      ("--sched cosine --epochs 3 --warmup-epoch 2", 1, "unknown key 'warmup_epoch' of timm"),
      ("SOLVER:\n  BASE_LR: 1\n  MAX_ITERS: 5", 3, "Non-existent config key: SOLVER.MAX_ITERS"),
      ("--lr_scheduler.warmup_steps 5 --lr_scheduler.decay 1", 1, "unknown option lr_scheduler.decay"),
      ("param_scheduler = [\n  dict(start_factor=1)]", 2, "a scheduler of param_scheduler has no type"),
      (
        "base_model: a\nmicro_batch_size: 1\nlr_scheduler: cosine\nlearning_rate: 1\nwarmup_steps: 3\nwarmup_ratio: 0.1",
        6, "warmup_ratio and warmup_steps are mutually exclusive"
      ),
      (
        "{\"scheduler\": {\"type\": \"WarmupLR\",\n\"params\": {\"warmup\": 3}}}", 1,
        "scheduler.type is refused"
      ),
      (
        "{\"zero_optimization\": {}, \"train_batch_size\": 8}", 1,
        "this DeepSpeed configuration has no scheduler"
      ),
      ("max_duration: 10ba\nscheduler: {name: cosine}\noptimizer: {lr: 1}", 2, "scheduler is refused"),
      (
        "max_duration: ten\nscheduler: {name: cosine_with_warmup, t_warmup: 1ba}\noptimizer: {lr: 1}", 1,
        "max_duration is 'ten'; expected a time"
      ),
      ("title: nothing\nauthor: nobody", 1, "this is YAML, but no configuration of a schedule"),
    ])
  func refused(text: String, line: Int, message: String) throws {
    do {
      let found = try Recipes.schedules(in: text, options: Self.samples)
      Issue.record("read as \(found.map(\.schedule.spec))")
    } catch {
      #expect(
        error.line == line && error.description.contains(message), "line \(error.line): \(error.description)")
      #expect(error.missing.isEmpty)
    }
  }

  @Test(
    "Keys without effect",
    arguments: [
      (
        "TrainingArguments(max_steps=9, warmup_steps=3, warmup_ratio=0.1)",
        "warmup_ratio=0.1 has no effect beside warmup_steps=3"
      ),
      (
        "TrainingArguments(max_steps=9, num_train_epochs=3)",
        "num_train_epochs has no effect beside max_steps"
      ),
      (
        "TrainingArguments(max_steps=9, lr_scheduler_type='constant', warmup_steps=3)",
        "the warm-up of 3 steps has no effect with 'constant'"
      ),
      (
        "lr_scheduler_type: linear\nmax_steps: 9\nlr_warmup: 4\nlearning_rate: 1",
        "lr_warmup in line 3 is not a key of TrainingArguments: not used"
      ),
      ("--lr 1 --train-iters 9 --lr-wsd-decay-style linear", "the flags of WSD have no effect with 'linear'"),
      (
        "SOLVER: {BASE_LR: 1, MAX_ITER: 20, STEPS: [10, 30], WARMUP_ITERS: 2}",
        "the step at 30 is beyond MAX_ITER 20 and dropped"
      ),
      (
        "--lr 1 --train-iters 9 --lr-decay-words 5",
        "--lr-decay-words in line 1 is not a key of Megatron: not used"
      ),
    ])
  func losers(text: String, note: String) throws {
    let pasted = try #require(try Recipes.schedules(in: text, options: Self.samples).first)
    #expect(pasted.notes.contains { $0.contains(note) }, "\(pasted.notes)")
  }

  @Test(
    "What stands outside is asked for at once",
    arguments: [
      ("TrainingArguments(learning_rate=args.lr)", ["args.lr", "samples"]),
      ("--lr 1 --train-samples 9", ["global_batch"]),
      ("--train-iters $ITERS --lr-decay-style cosine", ["lr", "ITERS"]),
      ("_BASE_: x.yaml\nSOLVER: {WARMUP_ITERS: 5}", ["SOLVER.BASE_LR", "SOLVER.MAX_ITER", "SOLVER.STEPS"]),
      (
        "param_scheduler = dict(type='LinearLR', by_epoch=True, convert_to_iter_based=True)",
        ["steps_per_epoch", "epochs"]
      ),
      (
        "{\"scheduler\": {\"type\": \"WarmupDecayLR\", \"params\": {\"warmup_max_lr\": \"auto\", \"warmup_num_steps\": \"auto\", \"total_num_steps\": \"auto\"}}}",
        ["learning_rate", "warmup_steps", "samples"]
      ),
      ("lr0=0.1, lrf=0.1", ["samples", "nc"]),
      ("learn.fit_one_cycle(3, 1e-3)", ["steps_per_epoch"]),
      (
        "max_duration: 3ep\nscheduler: {name: cosine_with_warmup, t_warmup: 1ep}",
        ["optimizer.lr", "steps_per_epoch"]
      ),
    ])
  func missing(text: String, names: [String]) {
    let error = #expect(throws: SpecError.self) { try Recipes.schedules(in: text, options: ScriptOptions()) }
    #expect(Set(error?.missing.map(\.name) ?? []) == Set(names), "\(error?.missing.map(\.name) ?? [])")
  }

  @Test("Every configuration cut anywhere, or with a byte exchanged, is read or refused")
  func hostile() {
    var random: UInt64 = 7
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % max(1, bound)
    }
    for ring in RingFile.configurations {
      for _ in 0..<12 {
        var bytes = Array(ring.spec.utf8)
        if next(2) == 0 { bytes = Array(bytes.prefix(next(bytes.count))) }
        if !bytes.isEmpty { bytes[next(bytes.count)] = UInt8(next(256)) }
        var options = Self.samples
        options.stepsPerEpoch = 5
        _ = try? Recipes.schedules(in: String(decoding: bytes, as: UTF8.self), options: options)
      }
    }
    for text in [
      "--", "--lr", "--lr\u{0}=1 --x 2", "{", "}", "lr: ", "--train-iters 99999999999999999999 --lr 1",
      "lr0=1e308, lrf=1e308, epochs=9223372036854775807",
    ] {
      _ = try? Recipes.schedules(in: text, options: Self.samples)
    }
  }
}
