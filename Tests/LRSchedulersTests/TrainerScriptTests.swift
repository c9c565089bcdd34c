import Foundation
import LRSchedulers
import Testing

/// Trainers: what they keep in attributes, and what their methods do with it.
@Suite struct TrainerScriptTests {
  /// A rate in an attribute is the optimizer's before the first cut too.
  @Test(arguments: [
    "def train(self):", "class T:\n  def __init__(self, rate=0.4):\n    self.rate = rate\n  def train(self):",
  ])
  func ratesInAttributesAreTheOptimizers(header: String) throws {
    let indent = header.hasPrefix("class") ? "  " : ""
    let body = """
          opt = optim.Adam(self.net.parameters(), lr=self.rate)
          for epoch in range(12):
              if epoch % 3 == 0 and epoch > 0:
                  self.rate *= 0.25
                  for group in opt.param_groups:
                      group['lr'] = self.rate
      """
    let text = header + "\n" + body.split(separator: "\n").map { indent + $0 }.joined(separator: "\n")
    let options = PastedRates.options(["self.rate": "0.4"])
    PastedRates.expect(try PastedRates.of(text, 9, indent.isEmpty ? options : PastedRates.options())) {
      0.4 * pow(0.25, Double($0 / 3))
    }
  }

  /// What sets an object up beside its constructor says what a method takes.
  @Test(arguments: ["initialize", "setup", "build"])
  func methodsThatSetUpAreCalled(name: String) throws {
    let text = """
      class M:
          def \(name)(self, training=False, lr=4e-4):
              if training:
                  self.lr = lr
                  self.old = lr
                  self.opt = torch.optim.Adam(self.parameters, lr=lr)
          def update(self, n):
              lr = self.old - self.lr / n
              for group in self.opt.param_groups:
                  group['lr'] = lr
              self.old = lr
      """
    #expect(PastedRates.missing(text) == ["n"])
    PastedRates.expect(try PastedRates.of(text, 4, PastedRates.options(["n": "8"]))) {
      4e-4 * (1 - Double($0 + 1) / 8)
    }
  }

  /// The loop of another method says when a scheduler steps.
  @Test(
    arguments: [
      (
        "for i, batch in enumerate(self.loader):\n            self.opt.step()\n            self.sched.step()",
        true
      ),
      ("for batch in batches:\n            self.opt.step()\n            self.sched.step()", true),
      ("for epoch in range(9):\n            self.run(epoch)\n            self.sched.step()", nil),
      (
        "for batch in self.loader:\n            self.one(batch)\n    def one(self, batch):\n        self.sched.step()",
        true
      ),
    ] as [(String, Bool?)])
  func otherMethodsSayWhenItSteps(loop: String, stepsPerBatch: Bool?) throws {
    let text = """
      class T:
          def prepare(self, model):
              self.opt = torch.optim.SGD(model.parameters(), lr=0.2)
              self.sched = torch.optim.lr_scheduler.StepLR(self.opt, 3)
          def work(self):
              \(loop)
      """
    let found = try PastedSchedule.all(in: text, options: PastedRates.options())
    #expect(found.map(\.stepsPerBatch) == [stepsPerBatch])
  }

  /// Whatever a turn of training is called, what comes behind it holds from the next one on.
  @Test(arguments: [
    ("self._train_one_epoch()", true), ("run_epoch(net, loader, opt)", true), ("fit_one(net, opt)", true),
    ("self.do_epoch()", true), ("evaluate(net)", false), ("load_trained(net)", false),
    ("get_train_data(net)", false),
  ])
  func whatTrainsIsKnownByItsName(call: String, isTraining: Bool) throws {
    let text = """
      lr = 0.4
      opt = SGD(net.parameters(), lr=lr)
      for epoch in range(12):
          \(call)
          if (epoch + 1) % 3 == 0:
              lr /= 2
              for group in opt.param_groups:
                  group['lr'] = lr
      """
    PastedRates.expect(try PastedRates.of(text, 9)) {
      0.4 * pow(0.5, Double((isTraining ? $0 : $0 + 1) / 3))
    }
  }

  /// A step in the function that builds a scheduler, or before the loop that steps it, is said and is no turn.
  @Test(arguments: [
    "def build(conf):\n    s = StepLR(SGD(p, lr=0.8), 2)\n    s.step()\n    return s",
    "s = StepLR(SGD(p, lr=0.8), 2)\ns.step()\nfor epoch in range(9):\n    train(opt)\n    s.step()",
  ])
  func aStepBeforeAllTrainingIsSaid(text: String) throws {
    let all = try PastedSchedule.all(in: text, options: PastedRates.options())
    #expect(all.map(\.schedule.spec) == ["StepLR(step_size=2)"])
    #expect(all[0].notes.contains { $0.contains("once before the training") })
  }

  /// Groups with a rate that is a multiple of another one's are not taken for alike.
  @Test func theRatioOfGroupsIsAskedFor() throws {
    let text = """
      rate = float(config['rate'])
      opt = AdamW([{'params': a}, {'params': b, 'lr': rate * 0.2}], lr=rate)
      s = StepLR(opt, 3)
      """
    #expect(PastedRates.missing(text) == ["config['rate']"])
    let one = try PastedSchedule.all(in: text, options: PastedRates.options(["config['rate']": "0.5"]))
    #expect(one[0].startingLRs(asked: nil, standard: [0.1]) == [0.5, 0.1])
  }

  /// Functions within functions that go by their names elsewhere: `jax.jit(inner)(params)`.
  @Test(arguments: ["jax.jit(inner)(x)", "later(inner)", "map(inner, x)"])
  func innerFunctionsAreRead(use: String) throws {
    let text = """
      def build(x, total=None):
          def inner(y):
              if total is None:
                  return optax.exponential_decay(0.2, transition_steps=5, decay_rate=0.5)
              return total
          return \(use)
      """
    #expect(
      try PastedSchedule.all(in: text, options: PastedRates.options()).map(\.schedule.name) == [
        "exponential_decay"
      ])
  }

  /// Types that are put together by `|` are as those of a tuple.
  @Test(arguments: ["list | tuple", "(list, tuple)", "tuple | list | set"])
  func unionsOfTypesAreKnown(types: String) throws {
    let text = """
      class Net(LightningModule):
          def __init__(self, rates: float | list = 0.02, wait: int = 12):
              super().__init__()
              self.save_hyperparameters({n: v for n, v in given.items()}, logger=False)
          def configure_optimizers(self):
              rates = self.hparams.rates
              lr = rates[0] if isinstance(rates, \(types)) else rates
              opt = torch.optim.Adam(self.parameters(), lr=lr)
              return [opt], [StepLR(opt, self.hparams.wait)]
      """
    let one = try #require(try PastedSchedule.all(in: text, options: PastedRates.options()).first)
    #expect(one.schedule.spec == "StepLR(step_size=12)")
    #expect(one.startingLRs(asked: nil, standard: [0.1]) == [0.02])
  }

  /// Rates of groups that go into a scheduler.
  @Test func ratesOfGroupsGoIntoSchedulers() throws {
    let text = """
      def make(optimizer, steps):
          top = [group['lr'] for group in optimizer.param_groups]
          return OneCycleLR(optimizer, max_lr=top, total_steps=steps)
      """
    #expect(Set(PastedRates.missing(text)) == ["lr", "steps"])
    let given = PastedRates.options(["lr": "0.02", "steps": "30"])
    let specs = try PastedSchedule.all(in: text, options: given).map(\.schedule.spec)
    #expect(specs == ["OneCycleLR(max_lr=[0.02], total_steps=30)"])
  }

  /// A factory's keyword is the rate, and a function that nothing uses is said to be so.
  @Test func keywordsOfFactoriesAreRates() throws {
    let text = "opt = get_optimizer(args.kind, net.parameters(), lr=0.05)\ns = StepLR(opt, 3)"
    #expect(try PastedRates.of(text, 4) == [0.05, 0.05, 0.05, 0.005000000000000001])
    let idle = """
      def linear_lr(count):
          return 0.03 * (1 - count / 25)
      def train(x):
          return optax.adam(x)
      train(0.002)
      """
    #expect(try PastedRates.notes(idle).contains("nothing in this text uses linear_lr()"))
    #expect(
      try !PastedRates.notes("def linear_lr(count):\n    return 0.03 * (1 - count / 25)").contains("uses"))
  }

  /// Where the values of a text build no scheduler, the branch that does is named, and no class that trains.
  @Test func theBranchThatBuildsIsNamed() {
    let text = """
      import argparse
      parser = argparse.ArgumentParser()
      parser.add_argument('--optimizer', default='adam')
      args = parser.parse_args()
      opt, s = Adam(p, lr=0.1), None
      if args.optimizer == 'sgd':
          opt = SGD(p, lr=0.1)
          s = CosineAnnealingLR(opt, T_max=9)
      SimCLR(model, optimizer=opt, scheduler=s).train(loader)
      """
    let error = #expect(throws: SpecError.self) {
      try PastedSchedule.all(in: text, options: PastedRates.options())
    }
    #expect(error?.message.contains("only where 'args.optimizer == 'sgd'' holds") == true)
  }

  /// What is no number is refused with its line.
  @Test(arguments: [
    ("epoch >= args", "'>=' not supported between instances of 'int' and 'Namespace'"),
    ("epoch < {}", "'<' not supported between instances of 'int' and 'dict'"),
    ("epoch > 'ten'", "'>' not supported between instances of 'int' and 'str'"),
  ])
  func numbersAreComparedWithNumbers(condition: String, reason: String) {
    let text = """
      import argparse
      parser = argparse.ArgumentParser()
      parser.add_argument('--lr', type=float, default=0.1)
      args = parser.parse_args()
      opt = SGD(p, lr=args.lr)
      for epoch in range(9):
          for group in opt.param_groups:
              group['lr'] = 0.1 if \(condition) else 0.2
      """
    let error = #expect(throws: SpecError.self) {
      try PastedSchedule.all(in: text, options: PastedRates.options())
    }
    #expect(error?.message.contains(reason) == true)
    #expect(error?.line == 8)
  }

  /// Integers that are no floats are no rates.
  @Test(arguments: [
    "opt = SGD(p, lr=10**400)\ns = StepLR(opt, 3)",
    "opt = SGD(p, lr=10**400)\nfor epoch in range(9):\n    for g in opt.param_groups:\n        g['lr'] = g['lr'] * 0.5",
    "lr = 10**400\nopt = SGD(p, lr=0.1)\nfor epoch in range(9):\n    lr *= 0.5\n    for g in opt.param_groups:\n        g['lr'] = lr",
  ])
  func ratesAreFloats(text: String) {
    let error = #expect(throws: SpecError.self) {
      try PastedSchedule.all(in: text, options: PastedRates.options())
    }
    #expect(error?.message.contains("int too large to convert to float") == true)
  }
}
