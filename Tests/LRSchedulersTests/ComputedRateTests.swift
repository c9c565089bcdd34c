import Foundation
import LRSchedulers
import Testing

/// Rates that scripts compute of schedules: TensorFlow 1's, and functions over those of optax.
@Suite struct ComputedRateTests {
  private static let bert = """
    import tensorflow as tf
    def create_optimizer(loss, init_lr, num_train_steps, num_warmup_steps):
      global_step = tf.train.get_or_create_global_step()
      learning_rate = tf.constant(value=init_lr, shape=[], dtype=tf.float32)
      learning_rate = tf.train.polynomial_decay(
          learning_rate, global_step, num_train_steps, end_learning_rate=0.0, power=1.0, cycle=False)
      if num_warmup_steps:
        steps = tf.cast(global_step, tf.int32)
        warmup = tf.constant(num_warmup_steps, dtype=tf.int32)
        done = tf.cast(steps, tf.float32) / tf.cast(warmup, tf.float32)
        is_warmup = tf.cast(steps < warmup, tf.float32)
        learning_rate = ((1.0 - is_warmup) * learning_rate + is_warmup * (init_lr * done))
      return Optimizer(learning_rate=learning_rate)
    """

  @Test func aWarmupIsMixedIntoADecay() throws {
    #expect(Set(PastedRates.missing(Self.bert)) == ["init_lr", "num_train_steps", "num_warmup_steps"])
    let options = PastedRates.options(["init_lr": "0.3", "num_train_steps": "10", "num_warmup_steps": "4"])
    PastedRates.expect(try PastedRates.of(Self.bert, 14, options)) {
      $0 < 4 ? 0.3 * Double($0) / 4 : 0.3 * (1 - Double(min($0, 10)) / 10)
    }
    let without = PastedRates.options(["init_lr": "0.3", "num_train_steps": "10", "num_warmup_steps": "0"])
    PastedRates.expect(try PastedRates.of(Self.bert, 14, without)) { 0.3 * (1 - Double(min($0, 10)) / 10) }
  }

  private static let decay = "rate = tf.train.exponential_decay(0.1, global_step, 4, 0.5)\n"
  private static let step = "import tensorflow as tf\nglobal_step = tf.train.get_global_step()\n"

  struct Computed: CustomTestStringConvertible {
    var line: String
    var rate: @Sendable (Double) -> Double
    var testDescription: String { line }

    init(_ line: String, _ rate: @escaping @Sendable (Double) -> Double) {
      (self.line, self.rate) = (line, rate)
    }
  }

  /// What the decay gives.
  @Sendable private static func decayed(_ step: Double) -> Double { 0.1 * pow(0.5, step / 4) }
  @Sendable private static func cut(_ step: Double) -> Double { step < 3 ? 0.02 : decayed(step) }

  static let computed: [Computed] = [
    Computed("rate = tf.maximum(rate, 0.03)\n") { max(decayed($0), 0.03) },
    Computed("rate = tf.minimum(rate * 2, 0.1)\n") { min(2 * decayed($0), 0.1) },
    Computed("rate = 0.01 + rate\n") { 0.01 + decayed($0) },
    Computed("rate = tf.add(rate, tf.multiply(rate, 0.5))\n") { 1.5 * decayed($0) },
    Computed("rate = rate - tf.train.inverse_time_decay(0.01, global_step, 2, 1.0)\n") { step in
      decayed(step) - 0.01 / (1 + step / 2)
    },
    Computed("rate = tf.where(global_step < 3, 0.02, rate)\n", cut),
    Computed("rate = tf.where(tf.less(global_step, 3), 0.02, rate)\n", cut),
    Computed("rate = tf.cond(global_step < 3, lambda: 0.02, lambda: rate)\n", cut),
    Computed("if warm:\n    rate = rate * tf.minimum(1.0, tf.to_float(global_step) / 5)\n") { step in
      decayed(step) * min(1, step / 5)
    },
    Computed("rate = -(-rate)\n", decayed),
  ]

  @Test(arguments: computed)
  func isComputed(_ case: Computed) throws {
    let text =
      Self.step + "warm = True\n" + Self.decay + `case`.line + "opt = tf.train.AdamOptimizer(rate)\n"
    PastedRates.expect(try PastedRates.of(text)) { `case`.rate(Double($0)) }
    #expect(try PastedSchedule.all(in: text).count == 1)
  }

  /// Without a decay too, where an optimizer is given it.
  @Test func aRateOfTheStepAloneIsASchedule() throws {
    let text =
      Self.step
      + "s = tf.cast(global_step, tf.float32) + 1.0\nlr = 2.0 * tf.minimum(tf.rsqrt(s), s * 4 ** -1.5)\n"
      + "train = tf.train.AdamOptimizer(lr, beta1=0.9).minimize(loss)\n"
    PastedRates.expect(try PastedRates.of(text)) {
      2 * min(pow(Double($0 + 1), -0.5), Double($0 + 1) * pow(4, -1.5))
    }
  }

  /// What a decay is given for the step may be computed, and is not dropped.
  @Test(arguments: [
    "batch = tf.Variable(0)\nrate = get_rate(batch)\n", "",
  ])
  func aDecayGoesByWhatItIsGiven(use: String) throws {
    let text = """
      import tensorflow as tf
      SIZE = 4
      def get_rate(batch):
          rate = tf.train.exponential_decay(0.1, batch * SIZE, 10, 0.5, staircase=True)
          return tf.maximum(rate, 0.01)
      def get_momentum(batch):
          bn_momentum = tf.train.exponential_decay(0.5, batch * SIZE, 10, 0.5, staircase=True)
          return tf.minimum(0.99, 1 - bn_momentum)

      """
    PastedRates.expect(try PastedRates.of(text + use)) { max(0.1 * pow(0.5, Double($0 * 4 / 10)), 0.01) }
  }

  /// What nobody knows is asked for, and nothing of a rate is left out in silence.
  @Test(arguments: [
    "rate = rate * scale\n", "rate = tf.maximum(rate, scale)\n",
    "rate = tf.where(global_step < scale, 0.1, rate)\n",
    "if scale > 0:\n    rate = rate * 0.5\n", "rate = (1.0 - tf.cast(scale, tf.float32)) * rate\n",
  ])
  func openNamesAreAskedFor(line: String) throws {
    let text = Self.step + Self.decay + line + "opt = tf.train.AdamOptimizer(rate)\n"
    #expect(PastedRates.missing(text) == ["scale"])
  }

  /// A schedule of PyTorch is no number, whatever else is open in the line.
  @Test(arguments: ["x = s * 2", "x = s * scale", "x = scale + s", "x = -s"])
  func schedulesOfPyTorchAreNoNumbers(line: String) {
    let error = #expect(throws: SpecError.self) { try PastedSchedule.all(in: "s = StepLR(opt, 3)\n" + line) }
    #expect(error?.message.contains("what is computed with the rates of StepLR") == true)
  }

  // MARK: optax

  private static let warmup = "warmup = optax.linear_schedule(0.0, 0.1, 4)\n"

  @Test func functionsOfTheScriptAreJoinedWithSchedules() throws {
    let text =
      Self.warmup + """
        def rest(count):
            return 0.1 * 0.9 ** count
        schedule = optax.join_schedules([warmup, rest], [4])
        tx = optax.adam(schedule)
        """
    PastedRates.expect(try PastedRates.of(text)) {
      $0 < 4 ? 0.1 * Double($0) / 4 : 0.1 * pow(0.9, Double($0 - 4))
    }
    #expect(try PastedSchedule.all(in: text).count == 1)
    let three =
      Self.warmup
      + "s = optax.join_schedules(schedules=[warmup, lambda k: 0.2, optax.linear_schedule(0.1, 0.0, 5)], boundaries=[4, 6])"
    PastedRates.expect(try PastedRates.of(three)) {
      $0 < 4 ? 0.1 * Double($0) / 4 : $0 < 6 ? 0.2 : 0.1 * (1 - Double(min($0 - 6, 5)) / 5)
    }
  }

  @Test func aFunctionMayCallSchedules() throws {
    let text =
      Self.warmup + """
        decay = optax.exponential_decay(0.5, 4, 0.5)
        def lr_schedule(step):
            return jnp.minimum(warmup(step), decay(step))
        """
    let call = text + "\ns = optax.join_schedules([lr_schedule, lr_schedule], [6])"
    PastedRates.expect(try PastedRates.of(call)) {
      let t = Double($0 < 6 ? $0 : $0 - 6)
      return min(0.1 * min(t, 4) / 4, 0.5 * pow(0.5, t / 4))
    }
    #expect(try PastedSchedule.all(in: call).count == 1)
  }

  @Test func boundariesThatAreOpenAreAskedFor() {
    let text = Self.warmup + "s = optax.join_schedules([warmup, lambda k: 0.2], [steps])"
    #expect(PastedRates.missing(text) == ["steps"])
  }

  // MARK: Arrays

  @Test func arraysAreComputedElementByElement() throws {
    let text = """
      warm = np.linspace(0, 0.1, 3)
      rest = 0.05 * (1 + np.cos(np.pi * np.arange(6) / 6))
      rates = np.concatenate((warm, rest))
      scheduler = LambdaLR(optimizer, lambda i: rates[i])
      """
    PastedRates.expect(try PastedRates.of(text, 9, lr: 1)) {
      $0 < 3 ? 0.05 * Double($0) : 0.05 * (1 + cos(.pi * Double($0 - 3) / 6))
    }
  }

  /// What is written of an array reads back as the same, however long it is.
  @Test(arguments: [7, 1_500, 200_000]) func longArraysReadBack(length: Int) throws {
    let text = "rates = 0.1 * np.cos(np.arange(\(length)))\nLambdaLR(opt, lambda i: rates[i])"
    PastedRates.expect(try PastedRates.of(text, 7, lr: 1)) { 0.1 * cos(Double($0)) }
  }

  @Test(arguments: ["np.arange(n)", "n", "np.array([n, 1])"])
  func anArrayThatIsNotKnownIsNotLeftOut(part: String) {
    let text = "rates = np.concatenate((np.ones(2), \(part)))\nLambdaLR(opt, lambda i: rates[i])"
    #expect(PastedRates.missing(text) == ["n"])
  }

  @Test func listsAreRepeatedAndArraysMultiplied() throws {
    #expect(try Schedule(parsing: "MultiStepLR(opt, [3] * 2)").spec == "MultiStepLR(milestones=[3, 3])")
    #expect(
      try Schedule(parsing: "MultiStepLR(opt, np.array([3, 4]) * 2)").spec == "MultiStepLR(milestones=[6, 8])"
    )
    #expect(
      try Schedule(parsing: "MultiStepLR(opt, np.cumsum(np.array([3, 4])) + 1)").spec
        == "MultiStepLR(milestones=[4, 8])")
  }
}
