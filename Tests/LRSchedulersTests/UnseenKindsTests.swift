import LRSchedulers
import Testing

/// Kinds of scripts that were read wrong, refused or asked badly in repositories that nobody had looked at before.
@Suite struct UnseenKindsTests {
  func found(_ text: String, _ definitions: [String: String] = [:]) throws -> [PastedSchedule] {
    var options = ScriptOptions()
    options.definitions = definitions.map { .init(name: $0.key, value: $0.value) }
    return try PastedSchedule.all(in: text, options: options)
  }

  func rates(_ pasted: PastedSchedule, _ count: Int) throws -> [Double] {
    let lrs = pasted.startingLRs(asked: nil, standard: [0.1])
    var run = try ScheduleRun(pasted.schedule, groups: lrs.map { ParameterGroup(lr: $0) })
    return try (0..<count).map { index in
      if index > 0 { _ = try run.step(metric: nil) }
      return run.groups[0].lr
    }
  }

  func missing(_ text: String) -> [MissingName] {
    do {
      _ = try PastedSchedule.all(in: text)
      return []
    } catch { return error.missing }
  }

  func guesses(_ text: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: missing(text).map { ($0.name, $0.guess?.python ?? "-") })
  }

  // MARK: What was silently something else

  private static let twoOptimizers = """
    if args.kind == "adam":
        optimizer = torch.optim.Adam(net.parameters(), lr=FIRST)
    else:
        optimizer = torch.optim.SGD(net.parameters(), lr=SECOND)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 10)
    """

  /// Which optimizer it is must be known where the branches give them other rates.
  @Test(arguments: [("0.001", "0.02"), ("args.lr", "0.02"), ("0.001", "args.lr * 10")])
  func whichOptimizerItIsIsAsked(first: String, second: String) throws {
    let text = Self.twoOptimizers.replacing("FIRST", with: first).replacing("SECOND", with: second)
    #expect(guesses(text)["args.kind"] == "'adam'")
    #expect(try found(text, ["args.kind": "'adam'", "args.lr": "0.3"]).first?.optimizer?.name == "Adam")
    let other = try #require(try found(text, ["args.kind": "'sgd'", "args.lr": "0.3"]).first)
    #expect(other.startingLRs(asked: nil, standard: [0.1]) == [second == "0.02" ? 0.02 : 3])
  }

  /// With one rate, or with one that is open whichever it is, nothing is asked.
  @Test(arguments: [("0.02", "0.02"), ("args.lr", "args.lr"), ("args.lr", "args.lr * 10")])
  func whichOptimizerItIsDoesNotMatter(first: String, second: String) throws {
    let text = Self.twoOptimizers.replacing("FIRST", with: first).replacing("SECOND", with: second)
    #expect(try found(text).map(\.schedule) == [StepLR(stepSize: 10).schedule])
  }

  /// A schedule is no number.
  @Test(arguments: [
    "optax.exponential_decay(1e-3, 10, 0.5) + 1e-6", "0.1 * optax.cosine_decay_schedule(1e-3, 10)",
    "-optax.constant_schedule(1e-3)",
  ])
  func whatIsComputedWithAScheduleIsRefused(text: String) {
    let error = #expect(throws: SpecError.self) { try found("x = 1\nschedule = " + text) }
    #expect(error?.message.contains("what is computed with the rates of") == true)
  }

  private static let base = """
    class Base(object):
        def __init__(self, optimizer, last_step=-1):
            self.optimizer = optimizer
            self.base_lrs = [g["lr"] for g in optimizer.param_groups]
            self.last_step = last_step
        def rate(self, base):
            raise NotImplementedError
        def step(self, step=None):
            if step is None:
                step = self.last_step + 1
            self.last_step = step
            for g, b in zip(self.optimizer.param_groups, self.base_lrs):
                g["lr"] = self.rate(b)
    class Constant(Base):
        def rate(self, base):
            return base
    class Decay(Base):
        def __init__(self, optimizer, factor):
            self.factor = factor
            super().__init__(optimizer)
        def rate(self, base):
            return base * self.factor ** self.last_step

    """

  /// All classes that are derived from one are schedules, and not only the first.
  @Test func eachDerivedClassIsASchedule() throws {
    #expect(missing(Self.base).map(\.name) == ["factor"])
    let all = try found(Self.base, ["factor": "0.5"])
    #expect(all.map(\.name) == ["Constant", "Decay"] && all.map(\.line) == [14, 17])
    #expect(try rates(all[0], 3) == [0.1, 0.1, 0.1])
    #expect(try rates(all[1], 4) == [0.1, 0.05, 0.025, 0.0125])
  }

  /// One that cannot be read is said with the others.
  @Test func aDerivedClassThatCannotBeReadIsSaid() throws {
    let text =
      Self.base + """
        class Odd(Base):
            def rate(self, base):
                return base * "x"

        """
    let all = try found(text, ["factor": "0.5"])
    #expect(all.map(\.name) == ["Constant", "Decay"])
    #expect(all.last?.notes.contains { $0.hasPrefix("Odd of line 23 is left out: ") } == true)
  }

  /// Keras's callbacks work on the optimizer that the model was compiled with.
  @Test(arguments: [
    ("optimizer=Adam(learning_rate=0.02)", 0.02), ("optimizer=Adam(lr=0.02)", 0.02), ("Adam(0.02)", 0.02),
    ("optimizer='adam'", 0.001), ("optimizer='SGD', loss='mse'", 0.01), ("optimizer=Adam()", 0.001),
  ])
  func callbacksHaveTheModelsOptimizer(arguments: String, rate: Double) throws {
    let text = """
      from keras.optimizers import Adam
      from keras.callbacks import ReduceLROnPlateau
      reduce = ReduceLROnPlateau(monitor="val_loss", factor=0.1, patience=3)
      model = create_model()
      model.compile(optimizer=Adam(0.5))
      model.fit(x, callbacks=[log])
      model.compile(\(arguments))
      model.fit(x, epochs=9, callbacks=[log, reduce])
      """
    let one = try #require(try found(text).first)
    #expect(one.startingLRs(asked: nil, standard: [0.1]) == [rate])
  }

  // MARK: What counts

  /// What a trainer counts is the index, and no value to be asked for.
  @Test(arguments: [
    "trainer.global_step", "self.trainer.global_step", "trainer.state.epoch", "pl_module.current_epoch",
  ])
  func whatATrainerCountsIsTheIndex(count: String) throws {
    let text = """
      class Callback(Base):
          def on_train_batch_start(self, trainer, pl_module, batch):
              lr = 0.1 * 0.5 ** \(count)
              for group in trainer.optimizers[0].param_groups:
                  group["lr"] = lr
      """
    let one = try #require(try found(text).first)
    #expect(try rates(one, 4) == [0.1, 0.05, 0.025, 0.0125])
    // A value that is given counts.
    #expect(try rates(try #require(try found(text, [count: "1"]).first), 2) == [0.05, 0.05])
  }

  /// A function that stands elsewhere and is given the epoch is asked for as one.
  @Test func aFunctionOfTheEpochIsAskedForAsOne() throws {
    let text = """
      def update(self, optimizer, epoch):
          lr = self.rates.at(epoch)
          for group in optimizer.param_groups:
              group["lr"] = lr
      """
    #expect(guesses(text) == ["self.rates.at": "lambda epoch: 0.1 * 0.95 ** epoch"])
    let one = try found(text, ["self.rates.at": "lambda e: 0.1 * 0.5 ** e"])
    #expect(try rates(one[0], 3) == [0.1, 0.05, 0.025])
    // A number is what it always gives, and the name that it is assigned to may be given too.
    #expect(try rates(try found(text, ["self.rates.at": "0.3"])[0], 2) == [0.3, 0.3])
    #expect(try rates(try found(text, ["lr": "0.2"])[0], 2) == [0.2, 0.2])
  }

  /// So is what a method counts that another one asks for it.
  @Test func whatAHelperCountsIsTheIndex() throws {
    let text = """
      class Loop:
          def __init__(self, opt):
              self.opt = opt
              self.step = 0
          def total(self):
              return self.step + 0
          def anneal(self):
              rate = 0.1 * (1 - self.total() / 10)
              for group in self.opt.param_groups:
                  group["lr"] = rate
      """
    let one = try #require(try found(text).last)
    let wanted = [0.1, 0.09, 0.08]
    for (rate, other) in zip(try rates(one, 3), wanted) { #expect(abs(rate - other) < 1e-15) }
  }

  /// A list that is not in the text is asked for, and not the number that the loop over it makes.
  @Test func milestonesThatAreNotInTheTextAreAsked() throws {
    let text = """
      def adjust_learning_rate(optimizer, epoch, args):
          lr = args.lr
          for milestone in args.schedule:
              lr *= 0.1 if epoch >= milestone else 1.0
          for group in optimizer.param_groups:
              group["lr"] = lr
      """
    #expect(guesses(text) == ["args.lr": "0.1", "args.schedule": "[50, 75]"])
    let one = try #require(try found(text, ["args.lr": "0.4", "args.schedule": "[2, 3]"]).first)
    let wanted = [0.4, 0.4, 0.04, 0.004]
    for (rate, other) in zip(try rates(one, 4), wanted) { #expect(abs(rate - other) < 1e-15) }
  }

  /// A loop over the groups goes over those that there are, and no further.
  @Test func loopsOverGroupsAreNoTraining() throws {
    let text = """
      def set_lr(optimizer, epoch):
          optimizer.param_groups[0]["lr"] = 0.1 * 0.5 ** epoch
          for i in range(1, len(optimizer.param_groups)):
              optimizer.param_groups[i]["lr"] = 1.0 * 0.5 ** epoch

      """
    #expect(try rates(try #require(try found(text).first), 2) == [0.1, 0.05])
    let groups =
      "opt = SGD([{'params': a}, {'params': b}], lr=0.1)\nfor epoch in range(9):\n    set_lr(opt, epoch)\n"
    let both = try #require(try found(text + groups).first)
    var run = try ScheduleRun(both.schedule, groups: [ParameterGroup(lr: 1), ParameterGroup(lr: 1)])
    _ = try run.step(metric: nil)
    #expect(run.groups.map(\.lr) == [0.05, 0.5])
  }

  // MARK: What is asked

  @Test(arguments: [
    // A bound is no value; a condition is what leads somewhere.
    (
      "def f(optimizer, step, warm):\n    if warm > 0:\n        for g in optimizer.param_groups:\n            g['lr'] = 0.1 * step / warm",
      ["warm": "-"]
    ),
    ("if ready(x):\n    y = 1\nelse:\n    s = StepLR(opt, 3)", ["ready(x)": "False"]),
    ("if args.decay:\n    s = StepLR(opt, 3)", ["args.decay": "True"]),
    ("if args.a:\n    s = StepLR(opt, 3)\nelse:\n    s = StepLR(opt, 4)", ["args.a": "-"]),
    // An item of what a call gives.
    (
      "def f(opt):\n    if C.get()['epoch'] == 90:\n        return StepLR(opt, 3)\n    elif C.get()['epoch'] == 180:\n        return StepLR(opt, 4)",
      ["C.get()['epoch']": "90"]
    ),
    // A call is asked for without what is done with it.
    ("x = 1\ns = StepLR(opt, size(x) * 2)", ["size(x)": "-"]),
  ])
  func aConditionIsGuessedByWhatItLeadsTo(text: String, wanted: [String: String]) {
    #expect(guesses(text) == wanted)
  }

  /// All that the rate goes on from is asked at once.
  @Test func whatATurnMakesOfTheRateIsAskedToo() throws {
    let text = """
      def train(optimizer):
          count = 0
          for i, batch in enumerate(loader):
              if count <= warm:
                  for group in optimizer.param_groups:
                      group["lr"] = 0.1 * count / warm
              if (i + 1) % every == 0:
                  optimizer.step()
                  count += 1
      """
    #expect(Set(missing(text).map(\.name)) == ["warm", "every"])
    let one = try #require(try found(text, ["warm": "2", "every": "2"]).first)
    #expect(try rates(one, 7) == [0, 0, 0.05, 0.05, 0.1, 0.1, 0.1])
  }

  /// Lists that a run goes through are guessed as lists.
  @Test func stagesAreLists() throws {
    let text = """
      def main(config):
          stage = 0
          lr = 0.1
          for epoch in range(9):
              train(epoch)
              if epoch == config["at"][stage]:
                  lr = lr * config["by"][stage]
                  if stage < len(config["at"]) - 1:
                      stage += 1
                  for group in optimizer.param_groups:
                      group["lr"] = lr
      """
    #expect(guesses(text) == ["config[\"at\"]": "[50, 75]", "config[\"by\"]": "[0.1, 0.1]"])
    let one = try #require(try found(text, ["config['at']": "[2, 4]", "config['by']": "[0.1, 0.5]"]).first)
    // Each is set after the training of its epoch.
    let wanted = [0.1, 0.1, 0.1, 0.01, 0.01, 0.005]
    for (rate, other) in zip(try rates(one, 6), wanted) { #expect(abs(rate - other) < 1e-15) }
  }

  // MARK: More that is read

  @Test(arguments: [
    "lr0 = opt.defaults['lr']", "lr0 = opt.defaults[\"lr\"] * 1.0", "lr0 = opt.defaults.get('lr')",
  ])
  func theDefaultsOfAnOptimizer(line: String) throws {
    let text = "opt = SGD(p, lr=0.4)\n\(line)\ns = LambdaLR(opt, lambda e: (0.2 + e) / lr0)"
    #expect(try rates(try found(text)[0], 2) == [0.2, 1.2])
  }

  @Test(arguments: [
    ("def get_lr(it):\n    if it < 4:\n        return 0.2 * it / 4\n    return 0.2", [0, 0.05, 0.1]),
    ("def lr_lambda(step, warm=4):\n    return min(1.0, step / warm)", [0, 0.025, 0.05]),
    (
      "class A:\n    def warmup_factor(self, step, warm=4):\n        return min(1.0, step / warm)",
      [0, 0.025, 0.05]
    ),
    (
      "class A:\n    def __init__(self, x=0.5):\n        self.x = x\n    def get_lr(self, step):\n        return 0.1 * self.x ** step",
      [0.1, 0.05, 0.025]
    ),
  ])
  func aFunctionAlone(text: String, wanted: [Double]) throws {
    #expect(try rates(try found(text)[0], 3) == wanted)
  }

  /// What has another meaning is none.
  @Test(arguments: [
    "def noise_schedule(step):\n    return 0.9 ** step", "def accuracy(step):\n    return 0.9 ** step",
    "def get_lr(total_steps):\n    return 0.9 ** total_steps",
  ])
  func otherFunctionsAlone(text: String) {
    #expect(throws: SpecError.self) { try found(text) }
  }

  /// A method of the same name on something else is no call of the text's own.
  @Test func whatIsCalledOnAnotherObjectIsNotCalled() throws {
    let text = """
      class Solver:
          def update_lr(self, lr):
              for group in self.optimizer.param_groups:
                  group["lr"] = lr
          def train(self):
              self.net.train(True)
              for epoch in range(6):
                  self.optimizer.step()
                  for group in self.optimizer.param_groups:
                      group["lr"] = 0.1 * 0.5 ** epoch
      """
    let all = try found(text, ["lr": "0.3"])
    #expect(all.map(\.line) == [2, 5])
    #expect(try rates(all[1], 3) == [0.1, 0.05, 0.025])
  }

  @Test(arguments: [
    (
      "exponential_decay(1e-3, step, 10, 0.5, staircase=True)",
      "ExponentialDecay(1e-3, 10, 0.5, staircase=True)"
    ),
    (
      "exponential_decay(learning_rate=1e-3, global_step=step, decay_steps=10, decay_rate=0.5)",
      "ExponentialDecay(1e-3, 10, 0.5)"
    ),
    ("polynomial_decay(1e-3, step, 10, 1e-5, power=2.0)", "PolynomialDecay(1e-3, 10, 1e-5, power=2.0)"),
    ("cosine_decay(1e-3, step, 10, alpha=0.1)", "CosineDecay(1e-3, 10, alpha=0.1)"),
    ("piecewise_constant(step, [3, 5], [1.0, 0.5, 0.1])", "PiecewiseConstantDecay([3, 5], [1.0, 0.5, 0.1])"),
  ])
  func functionsOfTensorFlow1(call: String, spec: String) throws {
    for module in ["tf.train.", "tf.compat.v1.train."] {
      let all = try found("import tensorflow as tf\nlearning_rate = \(module)\(call)")
      #expect(all.map(\.schedule) == [try Schedule(parsing: spec)])
    }
  }

  /// What turns a schedule into a transformation is none itself.
  @Test func aTransformationIsNoSchedule() throws {
    let text = "s = optax.cosine_decay_schedule(-1e-3, 100)\ntx = optax.chain(optax.scale_by_schedule(s))"
    #expect(try found(text).map(\.schedule.entry.name) == ["cosine_decay_schedule"])
  }

  /// What is written reads back as it is, also where both ways of a condition come to the same.
  @Test func waysThatAreTheSameAreOne() throws {
    let text = """
      class Ramp(_LRScheduler):
          def get_lr(self):
              if self.last_epoch <= 9:
                  super().__init__(self.optimizer, -1)
                  factor = 0.5
              else:
                  factor = 0.25
              return [base * factor for base in self.base_lrs]
      sched = Ramp(torch.optim.Adam(p, lr=0.1))
      """
    let one = try #require(try found(text).first)
    #expect(try Schedule(parsing: one.schedule.spec) == one.schedule)
    let lambda = try LambdaExpression(parsing: "lambda e: 0.5 if e > 3 else 0.5")
    #expect(lambda.description == "lambda e: 0.5")
  }
}
