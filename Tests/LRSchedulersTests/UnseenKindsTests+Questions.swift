import LRSchedulers
import Testing

/// Questions that can be answered: guesses that lead to a schedule, names that can be given, and refusals that say why.
extension UnseenKindsTests {
  // MARK: Guesses

  /// A value that leads nowhere is no guess, though it stands first.
  @Test(arguments: [
    ("constant", "step"), ("fixed", "poly"), ("identity", "warm"),
  ])
  func aGuessThatIsRefusedIsNone(first: String, second: String) throws {
    let text = """
      def build(optimizer, args):
          if args.policy == "\(first)":
              scheduler = None
          elif args.policy == "\(second)":
              scheduler = StepLR(optimizer, 7)
          else:
              raise ValueError(args.policy)
          return scheduler
      """
    let name = try #require(missing(text).first { $0.name == "args.policy" })
    #expect(name.guess == .string(second))
    #expect(name.alternatives == [.string(first)])
  }

  /// Where only the branch for all others builds something, some other value is it.
  @Test func anyOtherValueIsAGuess() throws {
    let text = """
      def main(args):
          if args.mode == "manual":
              print("by hand")
          else:
              scheduler = StepLR(optimizer, 7)
              run(scheduler)
      """
    #expect(guesses(text)["args.mode"] == "'other'")
    #expect(try found(text, ["args.mode": "'other'"]).map(\.schedule) == [StepLR(stepSize: 7).schedule])
  }

  /// Whoever takes all guesses gets a schedule, or a further question.
  @Test func whoeverTakesAllGuessesGetsASchedule() throws {
    let text = """
      def resume(optimizer, path, resume=False, rate=None, drops=None):
          if resume:
              for drop in drops:
                  if path > drop:
                      rate = rate * 0.1
              for group in optimizer.param_groups:
                  group["lr"] = rate
      """
    #expect(guesses(text)["resume"] == "True")
  }

  /// A run that begins has PyTorch's last epoch.
  @Test func theLastEpochOfARunThatBeginsIsMinusOne() throws {
    let text = "def make(optimizer, last_epoch):\n    return StepLR(optimizer, 7, last_epoch=last_epoch)"
    #expect(guesses(text) == ["last_epoch": "-1"])
  }

  /// An index that is looked for in what then gives a factor is a key.
  @Test func aTableOfFactorsIsADictionary() throws {
    let text = """
      def train(epoch, optimizer, config):
          if epoch in config.drops:
              for group in optimizer.param_groups:
                  group["lr"] *= config.drops[epoch]
      """
    let name = try #require(missing(text).first { $0.name == "config.drops" })
    guard case .dictionary? = name.guess else {
      Issue.record("\(String(describing: name.guess))")
      return
    }
    let one = try #require(try found(text, ["config.drops": "{2: 0.5, 3: 0.1}"]).first)
    #expect(try zip(rates(one, 4), [0.1, 0.1, 0.05, 0.005]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  /// The keys of a dictionary are what its index may be.
  @Test func theKeysOfADictionaryAreGuesses() throws {
    let text = """
      KINDS = {"step": StepLR, "slow": ExponentialLR}
      def first(optimizer):
          return StepLR(optimizer, 5)
      def second(optimizer):
          return ExponentialLR(optimizer, 0.5)
      MAKERS = {"first": first, "second": second}
      scheduler = MAKERS[args.kind](optimizer)
      """
    let name = try #require(missing(text).first)
    #expect(name.name == "args.kind" && name.guess == .string("first"))
    #expect(
      try found(text, ["args.kind": "'second'"]).map(\.schedule) == [ExponentialLR(gamma: 0.5).schedule])
  }

  /// A default that nobody trains with is asked for.
  @Test func aDefaultThatGivesNoRateIsAskedFor() throws {
    let text = """
      class Rule(object):
          def __init__(self, base, every=0):
              self.base = base
              self.every = every
          def __call__(self, optimizer, epoch):
              for group in optimizer.param_groups:
                  group["lr"] = self.base * 0.5 ** (epoch // self.every)
      """
    #expect(Set(missing(text).map(\.name)).isSubset(of: ["base", "every", "self.base", "self.every"]))
    let one = try #require(try found(text, ["base": "0.2", "every": "2"]).first)
    #expect(try rates(one, 4) == [0.2, 0.2, 0.1, 0.1])
  }

  // MARK: Names

  /// What hides behind stars is asked for by the parameters' names.
  @Test(arguments: [
    "class Wrapper:\n    def __init__(self, *args, **kwargs):\n        self.inner = StepLR(*args, **kwargs)",
    "def wrap(*args, **kwargs):\n    return StepLR(*args, **kwargs)",
    "def wrap(optimizer, **rest):\n    return StepLR(optimizer, **rest)",
  ])
  func whatHidesBehindStarsIsAskedFor(text: String) throws {
    #expect(missing(text).map(\.name) == ["step_size"])
    #expect(try found(text, ["step_size": "6"]).map(\.schedule) == [StepLR(stepSize: 6).schedule])
  }

  /// Where they have a name the guess holds all that is needed.
  @Test(arguments: ["optimizer, **cfg.options", "optimizer, gamma=0.5, **cfg.options"])
  func theGuessForOptionsHoldsAllThatIsNeeded(arguments: String) throws {
    let text = "scheduler = StepLR(\(arguments))"
    let name = try #require(missing(text).first)
    #expect(name.name == "cfg.options")
    let guess = try #require(name.guess?.python)
    #expect(guess.contains("'step_size'"))
    #expect(try found(text, ["cfg.options": guess]).first?.schedule.name == "StepLR")
  }

  /// A key that is looked for in options is the item that is taken of them then.
  @Test func aKeyThatIsLookedForIsTheItem() throws {
    let text = """
      def build(optimizer, options):
          if 'gamma' not in options or options['gamma'] == 1:
              return None
          return StepLR(optimizer, 7, options["gamma"])
      """
    #expect(
      missing(text).map(\.name) == ["options[\"gamma\"]"] || missing(text).map(\.name) == ["options['gamma']"]
    )
    #expect(
      try found(text, ["options['gamma']": "0.5"]).map(\.schedule) == [
        StepLR(stepSize: 7, gamma: 0.5).schedule
      ])
  }

  /// Names of what calls give can be given.
  @Test(arguments: ["self._Rule(self).compute", "make(3).rule", "find()[0].rule", "build(a, b).of.it"])
  func namesOfWhatCallsGiveCanBeGiven(name: String) throws {
    let text = "scheduler = LambdaLR(optimizer, lr_lambda=\(name))"
    let asked = missing(text)
    #expect(asked.map(\.name) == [name])
    #expect(try found(text, [asked[0].name: "lambda epoch: 0.5 ** epoch"]).count == 1)
  }

  /// What concerns the momentum of a normalization is stepped beside the rates, and asks nothing.
  @Test func whatStepsAnotherQuantityIsNotAskedFor() throws {
    let text = """
      bn_scheduler = BNMomentumScheduler(net, bn_lambda=rule)
      for epoch in range(9):
          for group in optimizer.param_groups:
              group["lr"] = 0.2 * 0.5 ** epoch
          bn_scheduler.step()
          train(net)
      """
    #expect(try rates(#require(try found(text).first), 3) == [0.2, 0.1, 0.05])
  }

  /// A hook that gets an epoch and looks at the trainer's count goes by that.
  @Test func aCounterThatIsNotLookedAtIsNone() throws {
    let text = """
      def optimizer_step(self, epoch=None, batch_idx=None, optimizer=None):
          for group in optimizer.param_groups:
              group["lr"] = 0.2 * min(1, self.trainer.global_step / 4)
          optimizer.step()
      """
    let found = try rates(#require(try found(text).first), 6)
    #expect(zip(found, [0, 0.05, 0.1, 0.15, 0.2, 0.2]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  // MARK: JAX

  /// A function of a step that gives what it calls a rate.
  @Test(arguments: ["step", "count", "it"]) func aFunctionThatReturnsARateIsARule(parameter: String) throws {
    let body =
      "lr = 0.2 * 0.5 ** \(parameter)\n    if \(parameter) > 2:\n        lr = lr * 0.5\n    return jnp.asarray(lr)"
    let one = try #require(try found("def step_fn(\(parameter)):\n    " + body).first)
    #expect(try rates(one, 4) == [0.2, 0.1, 0.05, 0.0125])
  }

  /// The maker of a rule keeps its defaults.
  @Test(arguments: ["create_learning_rate_schedule", "warmup_cosine_schedule", "make_lr_fn"])
  func theMakerOfARuleKeepsItsDefaults(name: String) throws {
    let text = """
      def \(name)(base, end=0.05):
          def step_fn(step):
              value = base * 0.5 ** step
              return jnp.maximum(value, end)
          return step_fn
      """
    #expect(missing(text).map(\.name) == ["base"])
    #expect(try rates(#require(try found(text, ["base": "0.2"]).first), 4) == [0.2, 0.1, 0.05, 0.05])
  }

  // MARK: Refusals

  /// A function that stands elsewhere and is given the optimizer is named.
  @Test func aFunctionThatStandsElsewhereIsNamed() {
    let text = """
      from tools.rates import update_linear_schedule
      optimizer = torch.optim.Adam(net.parameters())
      def decay(self, episode):
          update_linear_schedule(optimizer, episode, 9)
      a = 1
      b = 2
      c = 3
      """
    let error = #expect(throws: SpecError.self) { try found(text + "\ndecay(self, 3)") }
    #expect(error?.message.contains("'update_linear_schedule'") == true)
    #expect(error?.hint?.contains("'tools.rates'") == true)
  }

  /// A branch that the text's own values do not take is named with them.
  @Test func aBranchThatIsNotTakenIsNamed() {
    let text = """
      parser = argparse.ArgumentParser()
      parser.add_argument("--kind", default="adam")
      args = parser.parse_args()
      net = make()
      data = load()
      if args.kind == "sgd":
          scheduler = StepLR(optimizer, 5)
      """
    let error = #expect(throws: SpecError.self) { try found(text) }
    #expect(error?.line == 6 && error?.hint?.contains("args.kind=sgd") == true)
    #expect((try? found(text, ["args.kind": "sgd"]))?.count == 1)
  }

  /// diffusers' function takes a last epoch, which is that of a run that begins.
  @Test func theLastEpochOfDiffusersIsKnown() throws {
    let text = """
      scheduler = get_scheduler("linear", optimizer=optimizer, num_warmup_steps=2, num_training_steps=9,
          last_epoch=self.step - 1)
      """
    #expect(try found(text).first?.schedule.name == "get_linear_schedule_with_warmup")
  }
}
