import Foundation
import LRSchedulers
import Testing

/// Keras's callbacks: functions that give the rate of an epoch, and the optimizer that the model was compiled with.
@Suite struct KerasRuleTests {
  private static let compile =
    "model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.2), loss='mse')\n"
  private static let fit = "model.fit(x, y, callbacks=[LearningRateScheduler(schedule)])\n"

  struct Rule: CustomTestStringConvertible {
    var text: String
    /// The rate of an epoch, from the one before.
    var rate: @Sendable (Int, Double) -> Double
    var testDescription: String { text }

    init(_ text: String, _ rate: @escaping @Sendable (Int, Double) -> Double) {
      (self.text, self.rate) = (text, rate)
    }
  }

  static let rules: [Rule] = [
    Rule("def schedule(epoch):\n    return 0.2 * 0.9 ** epoch\n") { epoch, _ in 0.2 * pow(0.9, Double(epoch))
    },
    Rule("schedule = lambda e: 0.1 if e < 3 else 0.01\n") { epoch, _ in epoch < 3 ? 0.1 : 0.01 },
    Rule("def schedule(epoch, lr):\n    return lr * 0.5\n") { _, lr in lr * 0.5 },
    Rule("def schedule(epoch, lr):\n    if epoch < 3:\n        return lr\n    return lr * math.exp(-0.1)\n") {
      epoch, lr in
      epoch < 3 ? lr : lr * exp(-0.1)
    },
    Rule(
      """
      def schedule(epoch):
          if epoch % 3 == 0 and epoch != 0:
              lr = K.get_value(model.optimizer.lr)
              K.set_value(model.optimizer.lr, lr * 0.1)
          return K.get_value(model.optimizer.lr)

      """
    ) { epoch, lr in epoch % 3 == 0 && epoch != 0 ? lr * 0.1 : lr },
    Rule(
      """
      def schedule(epoch):
          if epoch == 4:
              model.optimizer.lr = 0.05
          return float(model.optimizer.lr)

      """
    ) { epoch, lr in epoch == 4 ? 0.05 : lr },
    Rule(
      """
      def schedule(epoch):
          if epoch == 4:
              model.optimizer.learning_rate.assign(0.05)
          return model.optimizer.learning_rate.numpy()

      """
    ) { epoch, lr in epoch == 4 ? 0.05 : lr },
  ]

  @Test(arguments: rules)
  func aFunctionGivesTheRateOfAnEpoch(_ rule: Rule) throws {
    let definition = rule.text
    var (lr, wanted) = (0.2, [Double]())
    for epoch in 0..<12 {
      lr = rule.rate(epoch, lr)
      wanted.append(lr)
    }
    PastedRates.expect(try PastedRates.of(definition + Self.compile + Self.fit)) { wanted[$0] }
    let imported = "from keras.callbacks import LearningRateScheduler\nimport keras.backend as K\n"
    PastedRates.expect(try PastedRates.of(imported + definition + Self.compile + Self.fit)) { wanted[$0] }
    // A callback in a list, before the model is compiled.
    let early =
      definition + "cb = [LearningRateScheduler(schedule)]\n" + Self.compile + "model.fit(x, callbacks=cb)\n"
    PastedRates.expect(try PastedRates.of(early)) { wanted[$0] }
  }

  @Test func aFunctionThatStandsElsewhereIsAskedFor() throws {
    let text = Self.compile + Self.fit
    #expect(PastedRates.missing(text) == ["schedule"])
    let options = PastedRates.options(["schedule": "lambda epoch: 0.3 * 0.9 ** epoch"])
    PastedRates.expect(try PastedRates.of(text, 6, options)) { 0.3 * pow(0.9, Double($0)) }
  }

  @Test(arguments: [
    ("keras.optimizers.Adadelta()", 0.001), ("keras.optimizers.Adam(lr=0.02)", 0.02), ("'adam'", 0.001),
    ("keras.optimizers.SGD()", 0.01),
  ])
  func aPlateauBeginsWithTheRateOfTheModelsOptimizer(optimizer: String, rate: Double) throws {
    let text = """
      def build(self, shape):
          model.compile(loss='mse', optimizer=\(optimizer))
          reduce = keras.callbacks.ReduceLROnPlateau(monitor='loss', factor=0.5, patience=2)
          self.callbacks = [reduce]
          return model
      """
    let found = try PastedSchedule.all(in: text)
    #expect(found.map { $0.startingLRs(asked: nil, standard: [0.1]) } == [[rate]])
  }

  // MARK: Optimizers whose rates are elsewhere

  @Test func aNameOfAClassIsNoOptimizer() throws {
    let body = """
          if opt == 'sgd':
              optimizer = torch.optim.SGD(net.parameters(), lr=lr)
          elif opt == 'adam':
              optimizer = torch.optim.Adam(net.parameters(), lr=lr * 2)
          scheduler = StepLR(optimizer, 2)
      """
    let known = try PastedSchedule.all(in: "def init(opt='adam', lr=1e-3):\n" + body)
    #expect(known.map { $0.startingLRs(asked: nil, standard: [0.1]) } == [[2e-3]])
    #expect(PastedRates.missing("def init(opt, lr=1e-3):\n" + body) == ["opt"])
    let given = PastedRates.options(["opt": "'sgd'"])
    let chosen = try PastedSchedule.all(in: "def init(opt, lr=1e-3):\n" + body, options: given)
    #expect(chosen.map { $0.startingLRs(asked: nil, standard: [0.1]) } == [[1e-3]])
  }

  @Test func timmsFactoryTakesTheRateOfItsOptions() throws {
    let text = """
      parser = argparse.ArgumentParser()
      parser.add_argument('--lr', type=float, default=5e-4)
      parser.add_argument('--opt', default='adamw')
      args = parser.parse_args()
      args.lr = args.lr * 2
      optimizer = create_optimizer(args, model)
      scheduler = CosineAnnealingLR(optimizer, 10)
      """
    let found = try #require(try PastedSchedule.all(in: text).last)
    #expect(found.optimizer?.name == "AdamW" && found.startingLRs(asked: nil, standard: [0.1]) == [1e-3])
  }

  @Test func groupsThatAreMadeElsewhereHaveRatesOfTheirOwn() throws {
    let text = "groups = net.get_param_groups(0.02, 0.001)\nopt = torch.optim.Adam(groups)\nStepLR(opt, 3)"
    let found = try #require(try PastedSchedule.all(in: text).last)
    #expect(found.optimizer?.lrs == [nil])
    let plain = "opt = torch.optim.Adam(net.parameters())\nStepLR(opt, 3)"
    #expect(try PastedSchedule.all(in: plain).last?.optimizer?.lrs == [0.001])
  }
}
