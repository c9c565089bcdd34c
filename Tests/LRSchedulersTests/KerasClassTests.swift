import Foundation
import LRSchedulers
import Testing

/// Schedules of Keras whose class a script defines.
@Suite struct KerasClassTests {
  private static func text(
    _ body: String, base: String = "tf.keras.optimizers.schedules.LearningRateSchedule"
  )
    -> String
  {
    """
    import tensorflow as tf
    class Ramp(\(base)):
        def __init__(self, top, warm, total, name=None):
            super().__init__()
            self.top = top
            self.warm = warm
            self.total = total
            self.name = name
            self.rest = tf.keras.optimizers.schedules.PolynomialDecay(top, total - warm, 0.0)
        def __call__(self, step):
    \(body.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n"))
    opt = tf.keras.optimizers.Adam(Ramp(0.4, 4, 20))
    """
  }

  private static let bodies = [
    "    if step < self.warm:\n        return self.top * step / self.warm\n    return self.rest(step - self.warm)",
    "    rate = tf.cast(step, tf.float32) / self.warm * self.top\n    return tf.where(step < self.warm, rate, self.rest(step - self.warm))",
    "    with tf.name_scope(self.name or 'Ramp') as name:\n        up = self.top * tf.math.divide(step, self.warm)\n        return tf.cond(step < self.warm, lambda: up, lambda: self.rest(step - self.warm), name=name)",
  ]

  /// What `__call__` gives is the schedule, and what it calls is a part of it.
  @Test(arguments: bodies, ["tf.keras.optimizers.schedules.LearningRateSchedule", "LearningRateSchedule"])
  func whatItIsCalledForIsTheRate(body: String, base: String) throws {
    let text = Self.text(body, base: base)
    let all = try PastedSchedule.all(in: text, options: PastedRates.options())
    #expect(all.count == 1)
    #expect(all[0].stepsPerBatch == true)
    PastedRates.expect(try PastedRates.of(text)) { step in
      step < 4 ? 0.4 * Double(step) / 4 : 0.4 * (1 - Double(step - 4) / 16)
    }
  }

  /// Tensors are infinite where Python divides by zero.
  @Test(arguments: ["tf.math.rsqrt(step)", "step ** -0.5", "1 / tf.sqrt(step)"])
  func theFirstStepMayDivideByZero(root: String) throws {
    let text = """
      import tensorflow as tf
      class Noam(tf.keras.optimizers.schedules.LearningRateSchedule):
          def __init__(self, width, warmup=4000):
              super(Noam, self).__init__()
              self.width = tf.cast(width, tf.float32)
              self.warmup = warmup
          def __call__(self, step):
              step = tf.cast(step, tf.float32)
              return tf.math.rsqrt(self.width) * tf.math.minimum(\(root), step * (self.warmup ** -1.5))
      opt = tf.keras.optimizers.Adam(Noam(64, 8), beta_2=0.98)
      """
    PastedRates.expect(try PastedRates.of(text, 20)) { step in
      step == 0 ? 0 : 0.125 * min(pow(Double(step), -0.5), Double(step) * pow(8, -1.5))
    }
  }

  /// A class that goes on from one of Keras's own schedules.
  @Test(arguments: ["super().__call__(step)", "super(Stairs, self).__call__(step)"])
  func itsBaseIsCalled(call: String) throws {
    let text = """
      import tensorflow as tf
      class Stairs(tf.keras.optimizers.schedules.PiecewiseConstantDecay):
          def __init__(self, top, ramp, marks):
              self.top, self.ramp = top, ramp
              super().__init__(marks, [top * 0.5 ** i for i in range(len(marks) + 1)])
          def __call__(self, step):
              return tf.cond(step < self.ramp, lambda: self.top * step / self.ramp, lambda: \(call))
      opt = tf.keras.optimizers.SGD(Stairs(0.8, 3, [5, 8]))
      """
    PastedRates.expect(try PastedRates.of(text)) { step in
      step < 3 ? 0.8 * Double(step) / 3 : step <= 5 ? 0.8 : step <= 8 ? 0.4 : 0.2
    }
    let plain = """
      class Own(tf.keras.optimizers.schedules.ExponentialDecay):
          def __init__(self, top):
              super().__init__(top, 5, 0.5)
      opt = tf.keras.optimizers.SGD(Own(0.8))
      """
    PastedRates.expect(try PastedRates.of(plain)) { 0.8 * pow(0.5, Double($0) / 5) }
  }

  /// Flags that stand elsewhere are asked for by their names.
  @Test func flagsOfElsewhereAreAskedFor() {
    let text = """
      from absl import flags
      FLAGS = flags.FLAGS
      class Warm(tf.keras.optimizers.schedules.LearningRateSchedule):
          def __init__(self, top):
              super().__init__()
              self.top = top
          def __call__(self, step):
              steps = int(round(FLAGS.warm_epochs * 40 // FLAGS.batch))
              rate = self.top * FLAGS.batch / 256. if FLAGS.scaling == 'linear' else self.top
              rest = tf.keras.experimental.CosineDecay(rate, FLAGS.total - steps)
              return tf.where(step < steps, step / float(steps) * rate, rest(step - steps))
      opt = tf.keras.optimizers.SGD(Warm(0.2))
      """
    #expect(
      Set(PastedRates.missing(text)) == ["FLAGS.warm_epochs", "FLAGS.batch", "FLAGS.scaling", "FLAGS.total"])
  }

  /// The place of the first boundary beyond the epoch.
  @Test func placesOfConditionsAreRead() throws {
    let text = """
      def stairs(boundaries, values):
          boundaries = np.array([0] + boundaries)
          values = np.array(values)
          def rule(epoch):
              return values[np.argmax(boundaries > epoch) - 1]
          return rule
      cb = keras.callbacks.LearningRateScheduler(stairs([3, 7], [0.4, 0.2, 0.1]))
      """
    PastedRates.expect(try PastedRates.of(text, 10)) { $0 < 3 ? 0.4 : $0 < 7 ? 0.2 : 0.1 }
  }

  /// One that nobody makes an object of is asked for what its constructor wants.
  @Test func whatItsConstructorWantsIsAskedFor() throws {
    let text = Self.text(Self.bodies[0]).split(separator: "\n").dropLast().joined(separator: "\n")
    #expect(Set(PastedRates.missing(text)) == ["top", "warm", "total"])
    let options = PastedRates.options(["top": "0.4", "warm": "4", "total": "20"])
    PastedRates.expect(try PastedRates.of(text, 6, options)) { step in
      step < 4 ? 0.1 * Double(step) : 0.4 * (1 - Double(step - 4) / 16)
    }
  }
}
