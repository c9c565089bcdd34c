import LRSchedulers
import Testing

/// Schedulers, and parts of them, that a script takes from elsewhere.
@Suite struct AskedSchedulerTests {
  private func guesses(_ text: String) -> [String: String] {
    do {
      _ = try PastedSchedule.all(in: text, options: PastedRates.options())
      return [:]
    } catch {
      return Dictionary(uniqueKeysWithValues: error.missing.map { ($0.name, $0.guess?.python ?? "") })
    }
  }

  /// One that is not in the text is not left out beside one that is.
  @Test(arguments: ["make_sched", "build_scheduler", "MyScheduler", "create_scheduler"])
  func noneIsLeftOut(name: String) throws {
    let text = """
      from lib.sched import \(name)
      from torch.optim.lr_scheduler import StepLR
      optimizer = SGD(p, lr=0.4)
      scheduler = \(name)(optimizer, kind="poly", rounds=40)
      other = StepLR(optimizer, 4)
      """
    #expect(PastedRates.missing(text) == [name])
    let given = PastedRates.options([name: "ExponentialLR(gamma=0.5)"])
    #expect(
      try PastedSchedule.all(in: text, options: given).map(\.schedule.name) == ["ExponentialLR", "StepLR"])
  }

  /// A function of the name of timm's that is given other keywords is another one, wherever it comes from.
  @Test func keywordsTellWhoseItIs() {
    #expect(
      PastedRates.missing("s = create_scheduler(optimizer, scheduler_type=c.kind, num_warmup_steps=3)") == [
        "create_scheduler"
      ])
    #expect(PastedRates.missing("s, _ = create_scheduler(args, optimizer)").contains("args.sched"))
  }

  /// PyTorch's module under a name that stands elsewhere.
  @Test(arguments: ["opt", "O", "self.lib"])
  func modulesOfOtherNamesAreKnown(name: String) throws {
    let specs = try PastedSchedule.all(
      in: "s = \(name).lr_scheduler.StepLR(o, 7)", options: PastedRates.options())
    #expect(specs.map(\.schedule.spec) == ["StepLR(step_size=7)"])
    let own = "import own.optim as \(name.split(separator: ".")[0])\ns = \(name).lr_scheduler.StepLR(o, 7)"
    #expect(!PastedRates.missing(own).isEmpty)
  }

  /// A list that is empty by default stands for one that whoever calls gives.
  @Test(arguments: ["[]", "()", "{}"])
  func emptyDefaultsAreAskedFor(standard: String) throws {
    let function = """
      def build(opt, rows=\(standard), rounds=3):
          return CosineAnnealingLR(opt, T_max=len(rows) // 4 * rounds)
      """
    #expect(PastedRates.missing(function) == ["len(rows)"])
    let given = PastedRates.options(["len(rows)": "40"])
    #expect(
      try PastedSchedule.all(in: function, options: given).map(\.schedule.spec) == [
        "CosineAnnealingLR(T_max=30)"
      ])
    #expect(
      try PastedSchedule.all(in: function + "\nbuild(opt, list(range(16)))", options: PastedRates.options())
        .map(\.schedule.spec) == ["CosineAnnealingLR(T_max=12)"])
  }

  /// What a scheduler is called with as a function asks for who makes it.
  @Test func whoMakesItIsAskedFor() throws {
    let text = """
      from lib import cosine
      opt = torch.optim.AdamW(m.parameters(), lr=0.03)
      scheduler = cosine(opt, 0.03, 4, 12)
      for step in range(12):
          scheduler(step)
          opt.step()
      """
    #expect(PastedRates.missing(text) == ["cosine"])
    let given = PastedRates.options(["cosine": "StepLR(step_size=4)"])
    #expect(try PastedSchedule.all(in: text, options: given).map(\.schedule.name) == ["StepLR"])
  }

  /// The whole is what was given for a wrapper of somebody's own.
  @Test func whatIsWithinAWrapperIsAPartOfIt() throws {
    let text = """
      from lib import WarmThen
      s = CosineAnnealingLR(opt, T_max=20)
      s = WarmThen(opt, 2.0, total_epoch=5, after_scheduler=s)
      """
    let given = PastedRates.options(["WarmThen": "LinearLR(total_iters=5)"])
    #expect(try PastedSchedule.all(in: text, options: given).map(\.schedule.name) == ["LinearLR"])
  }

  /// A helper of the name of PyTorch's class, which is given numbers, is asked for as the function that it has.
  @Test func helpersThatAreCalledAsClassesAreFunctions() throws {
    let text = """
      from helpers import LambdaLR
      s = torch.optim.lr_scheduler.LambdaLR(SGD(p, lr=0.4), lr_lambda=LambdaLR(40, 0, 10).step)
      """
    #expect(guesses(text) == ["LambdaLR(40, 0, 10).step": "lambda epoch: 0.95 ** epoch"])
    let given = PastedRates.options(["LambdaLR(40, 0, 10).step": "lambda e: 0.5 ** e"])
    #expect(try PastedRates.of(text, 3, given) == [0.4, 0.2, 0.1])
  }

  /// What a guess is for decides what it is.
  @Test func guessesLeadToSchedules() {
    #expect(guesses("MultiplicativeLR(opt, lr_lambda=lambda epoch: args.shrink)") == ["args.shrink": "0.95"])
    let whole = guesses("s = OneCycleLR(opt, **self.cycle)")["self.cycle"]
    #expect(whole?.contains("'total_steps'") == true)
    #expect(whole?.contains("'max_lr'") == true)
    #expect(guesses("LambdaLR(opt, rule)") == ["rule": "lambda epoch: 0.95 ** epoch"])
    let table = "cb = keras.callbacks.LearningRateScheduler(rule)"
    #expect(guesses(table) == ["rule": "lambda epoch: 0.1 * 0.95 ** epoch"])
  }

  /// What is asked for can be given under the very name.
  @Test(arguments: [
    ("self.made['rule'].get(state['seen'])", "0.03"), ("self.rules[0].at(state['seen'])", "0.03"),
  ])
  func namesAreWhole(name: String, value: String) throws {
    let text = """
      def turn(self, state, batch):
          state['seen'] += batch
          lr = \(name) * 0.5
          for group in self.opt.param_groups:
              group['lr'] = lr
      """
    let asked = try #require(PastedRates.missing(text).first)
    #expect(asked == name || name.hasPrefix(asked))
    #expect(try PastedRates.of(text, 2, PastedRates.options([asked: value])) == [0.015, 0.015])
  }

  /// Callbacks of other libraries are given a function too.
  @Test(arguments: ["xgb.callback", "asr.callbacks", "lib"])
  func callbacksOfOthersAreGivenFunctions(module: String) throws {
    let text = """
      def rate(i):
          return 0.06 if i < 3 else 0.06 * 0.5 ** (i - 3)
      model = train(params, data, callbacks=[\(module).LearningRateScheduler(rate)])
      """
    #expect(try PastedRates.of(text, 6) == [0.06, 0.06, 0.06, 0.06, 0.03, 0.015])
  }
}
