import LRSchedulers
import Testing

/// What was silently left out, as neither a value nor a question said anything of it.
extension UnseenKindsTests {
  /// A key that is open makes a dictionary another one.
  @Test func openKeysOfDictionariesAreAskedFor() throws {
    let text = """
      import optax
      rule = optax.piecewise_constant_schedule(
          init_value=0.4, boundaries_and_scales={int(turns * 0.5): 0.5, 7: scale})
      """
    #expect(Set(missing(text).map(\.name)) == ["turns", "scale"])
    let rule = try #require(try found(text, ["turns": "8", "scale": "0.1"]).first)
    #expect(try rates(rule, 9).map { ($0 * 1000).rounded() } == [400, 400, 400, 400, 200, 200, 200, 20, 20])
  }

  /// Groups with other rates are no groups with one.
  @Test(arguments: [
    ("args.lr", "args.lr * 10", ["args.lr"]), ("0.1", "args.lr", ["args.lr"]),
    ("args.lr_head", "args.lr", ["args.lr_head", "args.lr"]), ("args.lr", "args.lr", []), ("0.1", "0.2", []),
  ])
  func openRatesOfUnlikeGroupsAreAskedFor(first: String, second: String, asked: [String]) throws {
    let text = """
      optimizer = SGD([{"params": a, "lr": \(first)}, {"params": b, "lr": \(second)}], momentum=0.9)
      scheduler = StepLR(optimizer, 4)
      """
    #expect(Set(missing(text).map(\.name)) == Set(asked))
    let definitions = ["args.lr": "0.2", "args.lr_head": "0.3"]
    let pasted = try #require(try found(text, definitions).first)
    #expect(pasted.schedule == StepLR(stepSize: 4).schedule)
    if first == "args.lr", second != first {
      #expect(pasted.startingLRs(asked: nil, standard: [0.1]) == [0.2, 2])
    }
  }

  /// One rate for groups that have none of their own is asked for by nobody, however it is computed.
  @Test func groupsWithoutRatesShareOne() throws {
    let text = """
      optimizer = SGD([{"params": a}, {"params": b}], lr=args.lr * args.batch / 256)
      scheduler = StepLR(optimizer, 4)
      """
    #expect(try found(text).map(\.schedule) == [StepLR(stepSize: 4).schedule])
  }

  /// A branch that sets the rate behind the scheduler counts, whatever its condition is.
  @Test func conditionsOfRatesBehindSchedulersAreAskedFor() throws {
    let text = """
      optimizer = torch.optim.SGD(model.parameters(), 0.1)
      scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[2, 4])
      if args.net in ["deep", "deeper"]:
          for group in optimizer.param_groups:
              group["lr"] = 0.01
      """
    #expect(missing(text).map(\.name) == ["args.net"])
    let plain = try #require(try found(text, ["args.net": "'flat'"]).first)
    #expect(plain.startingLRs(asked: nil, standard: [1]) == [0.1])
  }

  /// SGD without a rate is given groups that have theirs; what is made of `parameters()` has the library's default.
  @Test(arguments: [("groups", true), ("model.parameters()", false), ("net_parameters", false)])
  func groupsFromElsewhereBringTheirRates(parameters: String, isOpen: Bool) throws {
    let text = "def build(groups, model):\n    return StepLR(optim.SGD(\(parameters)), 10)\n"
    let pasted = try #require(try found(text).first)
    #expect(pasted.startingLRs(asked: nil, standard: [0.7]) == [isOpen ? 0.7 : 0.001])
  }

  /// A turn sets the rates of each optimizer, and where they are others all are shown.
  @Test(arguments: [("rate * 2", 2), ("rate", 1)])
  func ratesOfSeveralOptimizersAreShown(other: String, count: Int) throws {
    let text = """
      def update(self, epoch):
          rate = 0.01 * (1 - epoch / 10)
          for group in self.optimizer_g.param_groups:
              group["lr"] = rate
          for group in self.optimizer_d.param_groups:
              group["lr"] = \(other)
      """
    let all = try found(text)
    #expect(all.count == count)
    #expect(Set(try all.map { try rates($0, 1)[0] }) == (count == 2 ? [0.01, 0.02] : [0.01]))
    for pasted in all where count == 2 { #expect(pasted.notes.contains { $0.contains("self.optimizer_") }) }
  }

  /// Lightning calls `configure_optimizers`, whatever else builds a scheduler; of a class that nobody makes an object of it does not.
  @Test(arguments: [true, false])
  func hooksAreReadBesideOtherSchedulers(isMade: Bool) throws {
    let text = """
      demo = torch.optim.lr_scheduler.StepLR(optim.Adam(net.parameters(), lr=1e-3), step_size=10)
      class Model(pl.LightningModule):
          def __init__(self, lr=5e-4):
              super().__init__()
              self.lr = lr
          def configure_optimizers(self):
              optimizer = optim.Adam(self.parameters(), lr=self.lr)
              return [optimizer], [{"scheduler": CosineAnnealingLR(optimizer, T_max=50), "interval": "step"}]
      """ + (isMade ? "\ntrainer.fit(Model(), loader)\n" : "\n")
    let all = try found(text)
    #expect(all.map(\.schedule.name) == (isMade ? ["StepLR", "CosineAnnealingLR"] : ["StepLR"]))
    if isMade {
      #expect(all[1].stepsPerBatch == true)
      #expect(all[1].startingLRs(asked: nil, standard: [1]) == [5e-4])
    }
  }

  /// A rate that stands elsewhere goes on from turn to turn once it is given.
  @Test func givenRatesAccumulate() throws {
    let text = """
      for epoch in range(9):
          train(epoch)
          if epoch % 3 == 2:
              lr /= 10
              for group in optimizer.param_groups:
                  group["lr"] = lr
      """
    #expect(missing(text).map(\.name) == ["lr"])
    let pasted = try #require(try found(text, ["lr": "1.0"]).first)
    let expected = [1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01]
    for (rate, wanted) in zip(try rates(pasted, 9), expected) {
      #expect(abs(rate - wanted) < 1e-12 || rate == 0.1)
    }
    #expect(abs(try rates(pasted, 9)[8] - 0.01) < 1e-12)
  }

  private static let catchingUp = """
    optimizer = optim.SGD(net.parameters(), lr=0.1)
    def set_lr(optimizer, rate):
        for group in optimizer.param_groups:
            group["lr"] = rate
    index = 0
    count = 0
    for epoch in range(4):
        for batch in loader:
            while index < len(STEPS) and count >= STEPS[index]:
                index += 1
                set_lr(optimizer, 0.1 * 0.5 ** index)
            train(batch)
            count += 1
    """

  /// A loop that catches up with the milestones is no training loop.
  @Test(arguments: [
    ("(3, 5)", [1, 1, 1, 0.5, 0.5, 0.25, 0.25]), ("(2, 2, 4)", [1, 1, 0.25, 0.25, 0.125, 0.125, 0.125]),
  ])
  func loopsThatCatchUpAreNoTurns(steps: String, expected: [Double]) throws {
    let text = Self.catchingUp.replacing("STEPS", with: steps)
    var options = ScriptOptions()
    (options.countsSteps, options.stepsPerEpoch) = (true, 2)
    let pasted = try #require(try PastedSchedule.all(in: text, options: options).first)
    for (rate, factor) in zip(try rates(pasted, expected.count), expected) {
      #expect(abs(rate - 0.1 * factor) < 1e-15)
    }
  }

  @Test func whatALoopCatchesUpWithIsAskedFor() {
    #expect(missing(Self.catchingUp.replacing("STEPS", with: "cfg.steps")).map(\.name) == ["cfg.steps"])
  }

  /// A text's own scheduler classes are built as its factory builds them.
  @Test func factoriesComeBeforeTheClassesThatTheyBuild() throws {
    let text = """
      from timm.scheduler.cosine_lr import CosineLRScheduler
      from timm.scheduler.scheduler import Scheduler
      def build(config, optimizer):
          if config.name == "cosine":
              return CosineLRScheduler(optimizer, t_initial=30, warmup_t=3)
          return Linear(optimizer, t_initial=30)
      class Linear(Scheduler):
          def __init__(self, optimizer, t_initial):
              super().__init__(optimizer, param_group_field="lr")
              self.t_initial = t_initial
          def _get_lr(self, t):
              return [v - v * t / self.t_initial for v in self.base_values]
      """
    #expect(missing(text).map(\.name) == ["config.name"])
    #expect(try found(text, ["config.name": "'cosine'"]).map(\.schedule.name) == ["CosineLRScheduler"])
  }

  /// The rate of one of several optimizers is said to be open.
  @Test func openRatesOfOneOfSeveralOptimizersAreSaid() throws {
    let text = """
      if args.sgd:
          opt = optim.SGD(net.parameters(), lr=args.lr * 100)
      else:
          opt = optim.Adam(net.parameters(), lr=args.lr)
      scheduler = MultiStepLR(opt, milestones=[7, 15])
      """
    let pasted = try #require(try found(text).first)
    #expect(pasted.notes.contains { $0.contains("one of several") && $0.contains("--lr") })
  }

  /// Rates that go on from one that stands nowhere say so, and --lr is what they begin with.
  @Test func whatFoldsBeginWithIsSaid() throws {
    let text =
      "for epoch in range(9):\n    for group in optimizer.param_groups:\n        group[\"lr\"] *= 0.5\n    train(epoch)\n"
    let open = try #require(try found(text).first)
    #expect(open.notes.contains { $0.contains("is the rate that it begins with") })
    #expect(open.notes.contains { $0.contains("0.1 is taken; give --lr") })
    let built = try #require(try found("optimizer = SGD(net.parameters(), lr=0.4)\n" + text).first)
    #expect(!built.notes.contains { $0.contains("is taken; give --lr") })
    #expect(try rates(built, 2) == [0.2, 0.1])
  }

  /// A class of the text's own that is told the epoch with every batch counts on that.
  @Test(arguments: [("step(epoch=epoch)", true), ("step(i)", false), ("step()", false)])
  func epochsThatAreToldWithEveryBatchAreSaid(step: String, isSaid: Bool) throws {
    let text = """
      class Rule(_LRScheduler):
          def __init__(self, optimizer, count):
              self.count = count
              super().__init__(optimizer)
          def get_lr(self):
              return [base * (1 - self.last_epoch / self.count) for base in self.base_lrs]
      rule = Rule(SGD(net.parameters(), lr=0.1), 9)
      for epoch in range(3):
          for i in range(3):
              optimizer.step()
              rule.\(step)
      """
    let pasted = try #require(try found(text).first)
    #expect(pasted.notes.contains { $0.contains("with every batch: here each of its steps") } == isSaid)
  }

  /// `globals()` finds functions of the module.
  @Test func functionsAreFoundByTheirNames() throws {
    let text = """
      def linear(optimizer, epoch):
          for group in optimizer.param_groups:
              group["lr"] = (epoch + 1) * 0.25
      def adjust(optimizer, epoch, kind="linear"):
          if epoch < 2:
              globals()[kind](optimizer, epoch)
          else:
              for group in optimizer.param_groups:
                  group["lr"] = 0.125
      for epoch in range(9):
          adjust(optimizer, epoch)
          train(epoch)
      """
    #expect(try rates(try #require(try found(text).last), 4) == [0.25, 0.5, 0.125, 0.125])
  }

  /// A method that stands elsewhere and makes the rate is asked for as a function, and given as one of the step.
  @Test(arguments: ["self.get_lr()", "0.5 * self._lr_scale()"])
  func methodsThatMakeRatesAreAskedForAsFunctions(rule: String) throws {
    let text = """
      def step(self):
          self.lr = \(rule)
          for group in self.optim.param_groups:
              group["lr"] = self.lr
          self.it += 1
      """
    let name = rule.hasPrefix("0.5") ? "self._lr_scale" : "self.get_lr"
    #expect(missing(text).map(\.name) == [name])
    let pasted = try #require(try found(text, [name: "lambda t: 1 / (1 + t) if t < 2 else 0.25"]).first)
    let factor = rule.hasPrefix("0.5") ? 0.5 : 1
    #expect(try rates(pasted, 4) == [1, 0.5, 0.25, 0.25].map { $0 * factor })
  }

  /// What a function knows that makes a rule of rates is known to the rule.
  @Test func rulesWithinFunctionsKnowWhatIsAroundThem() throws {
    let text = """
      def make_train(config):
          config["COUNT"] = config["TOTAL"] // config["TURNS"]
          def linear_schedule(count):
              return config["LR"] * (1.0 - (count // 2) / config["COUNT"])
          return optax.adam(learning_rate=linear_schedule, eps=1e-5)
      """
    #expect(Set(missing(text).map(\.name)) == ["config[\"LR\"]", "config[\"TOTAL\"]", "config[\"TURNS\"]"])
    let run = """
      parser = argparse.ArgumentParser()
      parser.add_argument("--lr", type=float, default=0.5)
      parser.add_argument("--total", type=int, default=40)
      parser.add_argument("--turns", type=int, default=10)
      config = {name.upper(): value for name, value in parser.parse_args().__dict__.items()}
      make_train(config)
      """
    #expect(try rates(try #require(try found(text + "\n" + run).first), 5) == [0.5, 0.5, 0.375, 0.375, 0.25])
  }
}
