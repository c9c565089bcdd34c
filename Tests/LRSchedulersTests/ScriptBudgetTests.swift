import Testing

@testable import LRSchedulers

/// Reading any text takes steps in proportion to it, all attempts together, and what was given by a name wins.
@Suite struct ScriptBudgetTests {
  /// Texts that are short to write and would take long to read.
  static let texts = [
    // A function that sets rates and goes into itself within a loop.
    """
    def adjust(optimizer, epoch):
        for group in optimizer.param_groups:
            group["lr"] = 0.1 * 0.9 ** epoch
        for i in range(100):
            adjust(optimizer, epoch + i)
    """,
    """
    def train(optimizer, lr=None, warm=None):
        for epoch in range(90):
            if epoch in args.steps:
                for group in optimizer.param_groups:
                    group["lr"] *= getattr(args, "gamma", 0.1)
            for step in range(10):
                train(optimizer, lr, warm)
                optimizer.step()
    """,
    "def f(n):\n    return [f(n) for a in range(9) for b in range(9)]\nf(3)\nStepLR(opt, getattr(a, 'n', 3))",
    "def f(optimizer, a, b):\n    while a:\n        f(optimizer, b, a)\n        for g in optimizer.param_groups:\n            g['lr'] = a\n",
    (0..<40).map { "if a\($0):\n    x = x + b\($0)\n" }.joined() + "StepLR(opt, x)",
  ]

  /// Found by the fuzzer: an object that is its own optimizer.
  @Test(arguments: ["self", "[self][0]", "self if flag else Noam(self)"])
  func wrappersThatHoldThemselves(inner: String) throws {
    let text = """
      class Noam:
          def __init__(self, optimizer):
              self.optimizer = \(inner)
      scheduler = StepLR(Noam(Noam(optim.SGD(net.parameters(), lr=0.1))), 5)
      """
    let reader = try ScriptReader(text, options: ScriptOptions())
    _ = try? reader.schedules()
    #expect(reader.steps <= ScriptBudget.maximumSteps)
  }

  /// Ways to make a value that holds itself, directly or through another.
  private static let circles = [
    "a = [1]\na.append(a)", "a = [1]\nb = [2, a]\na.append(b)", "a = {}\na['x'] = a",
    "a = {}\nb = [a]\na['x'] = b", "class C:\n    pass\na = C()\na.x = [a]",
    "a = [1]\nfor i in range(50):\n    a.append([a, a])",
  ]

  /// Found by the fuzzer: lists that hold themselves. Whatever looks into a value comes to an end, also on a small stack.
  @Test(
    arguments: circles,
    [
      "StepLR(opt, a)", "MultiStepLR(opt, milestones=a)", "StepLR(opt, 5, gamma=a)",
      "OneCycleLR(opt, max_lr=a, total_steps=9)",
      "StepLR(opt, 5 if a == a else 6)", "StepLR(opt, 5 if a in a else 6)", "StepLR(opt, max(a))",
      "StepLR(opt, len(str(a)))",
      "LambdaLR(opt, lambda e: a[0] * e)", "LambdaLR(opt, lambda e: sum(a))",
      "opt = SGD(a, lr=a)\nStepLR(opt, 5)",
      "n = np.array(a)\nStepLR(opt, n)", "import copy\nb = copy.deepcopy(a)\nStepLR(opt, b)",
      "SequentialLR(opt, a, a)",
      "x, *y = a\nStepLR(opt, y)", "TrainingArguments(warmup_steps=a, lr_scheduler_kwargs=a)",
      "StepLR(opt, **a)",
      "c = a + a\nStepLR(opt, sorted(c))", "StepLR(opt, [x for x in a])",
      "print(f'{a}')\nStepLR(opt, f'{a}')",
    ])
  func valuesThatHoldThemselves(circle: String, use: String) throws {
    let reader = try ScriptReader(circle + "\n" + use, options: ScriptOptions())
    _ = try? reader.schedules()
    _ = reader.settings(leavesDefaultsOpen: true)
    #expect(reader.steps <= 2 * ScriptBudget.maximumSteps)
  }

  @Test(arguments: texts.indices)
  func allAttemptsShareOneBudget(index: Int) throws {
    let text = Self.texts[index]
    let reader = try ScriptReader(text, options: ScriptOptions())
    _ = try? reader.schedules()
    // A step that goes beyond it may be a large one, and nothing is read after it.
    #expect(reader.steps <= 2 * ScriptBudget.maximumSteps, "\(reader.steps)")
  }

  /// Each attempt goes on with what those before it have left.
  @Test func anAttemptTakesWhatIsLeft() throws {
    let text = "n = getattr(args, 'n', 3)\nStepLR(opt, n)"
    let reader = try ScriptReader(text, options: ScriptOptions())
    _ = try reader.schedules()
    let once = reader.steps
    _ = try reader.schedules()
    #expect(once > 0 && reader.steps == 2 * once)
  }

  // MARK: Names and options

  @Test(arguments: [
    ("StepLR(opt, len(loader))", "len(loader)"),
    ("StepLR(opt, len(self.train_loader))", "len(self.train_loader)"),
    ("StepLR(opt, len(self.train_loader))", "len(train_loader)"),
    ("loader = DataLoader(data)\nStepLR(opt, len(loader))", "len(loader)"),
    ("steps_per_epoch = 9\nStepLR(opt, len(loader))", "len(loader)"),
    ("StepLR(opt, args.steps_per_epoch)", "args.steps_per_epoch"),
    ("StepLR(opt, total_steps)", "total_steps"), ("StepLR(opt, num_epochs)", "num_epochs"),
    ("StepLR(opt, cfg['max_iters'])", "cfg['max_iters']"),
  ])
  func whatIsGivenByNameWinsOverAnOption(text: String, name: String) throws {
    var options = ScriptOptions()
    (options.stepsPerEpoch, options.epochs) = (20, 30)
    options.definitions = [.init(name: name, value: "40")]
    #expect(
      try PastedSchedule.all(in: text, options: options).map(\.schedule.spec) == ["StepLR(step_size=40)"])
  }

  /// The loop over it takes as long, too.
  @Test func aLoopOverALoaderTakesWhatWasGivenForIt() throws {
    let text = """
      scheduler = StepLR(opt, 3)
      for epoch in range(2):
          for x in train_loader:
              opt.step()
              scheduler.step()
      """
    var options = ScriptOptions()
    options.stepsPerEpoch = 20
    #expect(try PastedSchedule.all(in: text, options: options).last?.length == 40)
    options.definitions = [.init(name: "len(train_loader)", value: "50")]
    #expect(try PastedSchedule.all(in: text, options: options).last?.length == 100)
  }
}
