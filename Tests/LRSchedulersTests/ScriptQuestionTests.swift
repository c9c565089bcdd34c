import LRSchedulers
import Testing

/// What is asked where a script leaves names open: which, and what they may well be.
@Suite struct ScriptQuestionTests {
  private func missing(_ text: String, epochs: Int? = nil) -> [MissingName] {
    var options = ScriptOptions()
    options.epochs = epochs
    do {
      _ = try PastedSchedule.all(in: text, options: options)
      return []
    } catch { return error.missing }
  }

  private func guesses(_ text: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: missing(text).map { ($0.name, $0.guess?.python ?? "-") })
  }

  @Test func whatANameIsComparedWithIsWhatItMayBe() throws {
    let text = """
      def build(optimizer, args):
          if args.sched == "none":
              return None
          elif args.sched == "step":
              return StepLR(optimizer, args.size)
          elif args.sched in ("cos", "cosine"):
              return CosineAnnealingLR(optimizer, args.t_max)
          else:
              raise ValueError(args.sched)
      """
    let name = try #require(missing(text).first { $0.name == "args.sched" })
    #expect(name.guess == .string("step"))
    #expect(name.alternatives == ["none", "cos", "cosine"].map(ParameterValue.string))
  }

  @Test(arguments: [
    ("MultiStepLR(opt, milestones=args.steps)", "args.steps", "[50, 75]"),
    ("CosineAnnealingLR(opt, args.period)", "args.period", "-"),
    ("LambdaLR(opt, lr_lambda=scheduler.schedule)", "scheduler.schedule", "lambda epoch: 0.95 ** epoch"),
    ("StepLR(opt, 3, last_epoch=last_epoch - 1)", "last_epoch", "0"),
    ("StepLR(opt, 3, last_epoch=last_epoch)", "last_epoch", "-1"),
    (
      "def adjust(optimizer, epoch):\n    lr = 0.1\n    if epoch in args.schedule:\n        lr *= 0.1\n"
        + "    for group in optimizer.param_groups:\n        group['lr'] = lr", "args.schedule", "[50, 75]"
    ),
    (
      "if args.resume:\n    s = StepLR(opt, 3)\nelse:\n    s = StepLR(opt, 4)", "args.resume", "False"
    ),
    ("CosineLRScheduler(opt, 10, **cycle)", "cycle", "{}"),
  ])
  func aGuessIsWhatTheParameterTakes(text: String, name: String, guess: String) {
    #expect(guesses(text)[name] == guess)
  }

  /// What the guesses say leads to a schedule, whatever the combination.
  @Test(arguments: [
    "def build(o, c):\n    if c.kind == 'a':\n        return CosineAnnealingLR(o, c.epochs)\n    elif c.kind == 'b':\n        return LambdaLR(o, c.rule)\n    raise ValueError",
    "MultiStepLR(opt, cfg.steps, cfg.gamma, cfg.BEGIN_EPOCH - 1)",
    "TanhLRScheduler(opt, t_initial=args.epochs, **args.more)",
  ])
  func theGuessesTogetherAreAnAnswer(text: String) throws {
    var options = ScriptOptions()
    options.definitions = missing(text).compactMap { name in
      name.guess.map { .init(name: name.name, value: $0.python) }
    }
    #expect(try PastedSchedule.all(in: text, options: options).count == 1)
  }

  @Test func aBranchThatCannotBeReadIsRefusedOnlyWhereItIsTaken() throws {
    let text = """
      def build(optimizer, cfg):
          if cfg.method == "step":
              return StepLR(optimizer, 7)
          elif cfg.method == "cyclic":
              return CyclicLR(optimizer, base_lr=0.1, max_LR=1.0)
      """
    #expect(missing(text).map(\.name) == ["cfg.method"])
    var options = ScriptOptions()
    options.definitions = [.init(name: "cfg.method", value: "step")]
    #expect(
      try PastedSchedule.all(in: text, options: options).map(\.schedule.spec) == ["StepLR(step_size=7)"])
    options.definitions = [.init(name: "cfg.method", value: "cyclic")]
    let error = #expect(throws: SpecError.self) { try PastedSchedule.all(in: text, options: options) }
    #expect(error?.message.contains("max_LR") == true)
  }

  /// A check that ends in an error is no question.
  @Test(arguments: [
    "if 'METHOD' not in cfg.TRAIN:\n    raise ValueError('METHOD')\nelse:\n    s = StepLR(opt, 7)",
    "if args.kind != 'step':\n    raise NotImplementedError\nelse:\n    s = StepLR(opt, 7)",
    "if args.ok:\n    s = StepLR(opt, 7)\nelse:\n    raise SystemExit",
  ])
  func aCheckGuardsNothing(text: String) throws {
    #expect(try PastedSchedule.all(in: text).map(\.schedule.spec) == ["StepLR(step_size=7)"])
  }
}
