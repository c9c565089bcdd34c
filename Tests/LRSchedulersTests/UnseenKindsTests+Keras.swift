import LRSchedulers
import Testing

/// Keras: what callbacks work on, and rates that are set by hand.
extension UnseenKindsTests {
  /// The model may be fitted elsewhere.
  @Test(arguments: ["self.callbacks = [reduce]", "return model", "pass"])
  func callbacksOfModelsThatAreFittedElsewhereHaveTheCompiledOptimizer(end: String) throws {
    let text = """
      def build(self, shape):
          model = keras.models.Model(inputs=a, outputs=b)
          model.compile(loss="mse", optimizer=keras.optimizers.RMSprop(0.03))
          reduce = keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, patience=2)
          \(end)
      """
    let one = try #require(try found(text).first)
    #expect(one.startingLRs(asked: nil, standard: [0.1]) == [0.03])
  }

  /// Of several models it is not known which one is meant, unless their rates agree.
  @Test(arguments: [(0.03, true), (0.2, false)])
  func severalModelsWithOtherRatesAreSaid(rate: Double, isKnown: Bool) throws {
    let text = """
      model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.03))
      other.compile(loss="mse", optimizer=keras.optimizers.Adam(\(rate)))
      reduce = keras.callbacks.ReduceLROnPlateau(monitor="loss", patience=2)
      """
    let one = try #require(try found(text).first)
    #expect(one.startingLRs(asked: nil, standard: [0.1]) == [isKnown ? 0.03 : 0.1])
    #expect(one.notes.contains { $0.contains("several rates") } != isKnown)
  }

  /// Which class is meant where the import is missing says what stands beside it.
  @Test(arguments: [
    ("ReduceLROnPlateau(verbose=1), EarlyStopping(patience=4)", "keras.callbacks.ReduceLROnPlateau"),
    ("ModelCheckpoint(path), ReduceLROnPlateau(factor=0.3)", "keras.callbacks.ReduceLROnPlateau"),
    ("ReduceLROnPlateau(optimizer, factor=0.3), EarlyStopping(patience=4)", "ReduceLROnPlateau"),
    ("ReduceLROnPlateau(factor=0.3), log", "ReduceLROnPlateau"),
  ])
  func whatStandsBesideAPlateauSaysWhoseItIs(list: String, name: String) throws {
    #expect(try found("callbacks = [\(list)]").first?.schedule.name == name)
  }

  private static let manual = [
    "K.set_value(model.optimizer.lr, RATE)",
    "keras.backend.set_value(self.model.optimizer.learning_rate, RATE)",
    "optimizer.learning_rate.assign(RATE)", "model.optimizer.lr.assign(RATE)",
  ]

  /// What Keras's backend sets is the rate, in a loop and in a function.
  @Test(arguments: manual) func whatTheBackendSetsIsTheRate(statement: String) throws {
    let set = statement.replacing("RATE", with: "0.2 * 0.5 ** epoch")
    let loop = """
      for epoch in range(12):
          \(set)
          model.fit(x, y)
      """
    let function = """
      def on_epoch_begin(self, epoch, logs=None):
          \(set)
      """
    for text in [loop, function] {
      let one = try #require(try found(text).first)
      #expect(try rates(one, 4) == [0.2, 0.1, 0.05, 0.025])
    }
  }

  /// It may go on from the rate in force.
  @Test(arguments: [
    "K.get_value(model.optimizer.lr)", "float(K.get_value(model.optimizer.lr))",
    "model.optimizer.lr.numpy()", "model.optimizer.learning_rate.read_value()",
  ])
  func theRateInForceIsRead(value: String) throws {
    let text = """
      def schedule(epoch):
          if epoch % 3 == 0 and epoch != 0:
              rate = \(value)
              K.set_value(model.optimizer.lr, rate * 0.5)
          return \(value)
      """
    let callback = text + "\nmodel.compile(optimizer=Adam(0.4))\nchange = LearningRateScheduler(schedule)\n"
    let expected = [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025]
    #expect(try rates(#require(try found(text).first), 7) == expected)
    #expect(try rates(#require(try found(callback + "model.fit(x, callbacks=[change])").first), 7).count == 7)
    let known = "from keras.optimizers import Adam\n" + callback
    #expect(try rates(#require(try found(known).first), 7) == expected.map { $0 * 4 })
  }

  /// The function of the callback gives the rate of the epoch, from the one in force where it takes that too.
  @Test(arguments: [
    ("lambda epoch: 0.3 * 0.5 ** epoch", [0.3, 0.15, 0.075, 0.0375]),
    ("lambda epoch, rate: rate * 0.5", [0.4, 0.2, 0.1, 0.05]),
    ("lambda e, lr: lr if e < 2 else lr * 0.5", [0.8, 0.8, 0.4, 0.2]),
    ("lambda e, lr: lr * 0.5 + 0.1", [0.5, 0.35, 0.275, 0.2375]),
  ])
  func theCallbacksFunctionGivesTheRate(function: String, expected: [Double]) throws {
    for call in ["LearningRateScheduler", "keras.callbacks.LearningRateScheduler"] {
      let text = """
        import keras
        model.compile(optimizer=keras.optimizers.SGD(0.8))
        model.fit(x, y, callbacks=[\(call)(\(function), verbose=1)])
        """
      let found = try rates(#require(try found(text).first), 4)
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  /// One that stands elsewhere is asked for as a function.
  @Test(arguments: ["decay", "step_decay", "schedules.warm"]) func theCallbacksFunctionIsAskedFor(
    name: String
  ) throws {
    let text = "callbacks = [LearningRateScheduler(\(name))]"
    #expect(guesses(text)[name]?.hasPrefix("lambda") == true)
    let one = try #require(try found(text, [name: "lambda epoch: 0.5 ** epoch"]).first)
    #expect(try rates(one, 3) == [1, 0.5, 0.25])
  }
}
