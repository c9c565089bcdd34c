import Foundation
import LRSchedulers
import Testing

/// What schedulers of a script's own keep from step to step.
@Suite struct KeptRateTests {
  /// Rates that `get_lr` keeps are given again where nothing changes, also of a class that nobody makes an object of.
  @Test(arguments: ["self.kept = rates", "self.kept = list(rates)"], [true, false])
  func theRatesOfTheLastChangeAreGivenAgain(keep: String, isMade: Bool) throws {
    let text = """
      class Hold(_LRScheduler):
          def __init__(self, optimizer, warm, start, end):
              self.warm, self.start, self.end = warm, start, end
              super().__init__(optimizer)
          def get_lr(self):
              step = self._step_count
              if step < self.warm:
                  rates = [base * step / self.warm for base in self.base_lrs]
                  \(keep)
              elif self.start <= step and step < self.end:
                  rates = [base * 0.5 ** (step - self.start + 1) for base in self.base_lrs]
                  \(keep)
              else:
                  rates = self.kept
              return rates

      """
    let made = "s = Hold(SGD([{'params': a}, {'params': b, 'lr': 0.02}], lr=0.2), 4, 6, 9)"
    var options = PastedRates.options(["warm": "4", "start": "6", "end": "9"])
    options.lrs = [0.2]
    var kept = 0.0
    let wanted = (1...12).map { step -> Double in
      if step < 4 { kept = 0.2 * Double(step) / 4 }
      if 6..<9 ~= step { kept = 0.2 * pow(0.5, Double(step - 5)) }
      return kept
    }
    let found = try PastedRates.of(
      text + (isMade ? made : ""), 12, isMade ? PastedRates.options() : options, lr: 0.2)
    PastedRates.expect(found) { wanted[$0] }
  }

  /// A list that each step makes anew of the one before.
  @Test func listsGoOn() throws {
    let text = """
      class Shrink(LRScheduler):
          def __init__(self, optimizer):
              self.now = [group["lr"] for group in optimizer.param_groups]
              super().__init__(optimizer)
          def get_lr(self):
              self.now = [rate * 0.5 for rate in self.now]
              return self.now
      s = Shrink(SGD(p, lr=0.8))
      """
    PastedRates.expect(try PastedRates.of(text, 6)) { 0.8 * pow(0.5, Double($0 + 1)) }
    let loop = """
      opt = SGD([{"params": a, "lr": 0.8}, {"params": b, "lr": 0.4}])
      rates = [0.8, 0.4]
      for epoch in range(9):
          for group, rate in zip(opt.param_groups, rates):
              group["lr"] = rate
          train(model, epoch)
          rates = [rate * 0.5 for rate in rates]
      """
    PastedRates.expect(try PastedRates.of(loop, 6)) { 0.8 * pow(0.5, Double($0)) }
  }

  private static func counting(_ loop: String) -> String {
    """
    class Poly(_LRScheduler):
        def __init__(self, optimizer, epochs, batches):
            self.batches = batches
            self.seen = 0
            self.all = epochs * batches
            super(Poly, self).__init__(optimizer)
        def get_lr(self):
            now = self.last_epoch * self.batches + self.seen
            self.seen %= self.batches
            self.seen += 1
            return [base * (1 - now / self.all) for base in self.base_lrs]
    s = Poly(SGD(net.parameters(), lr=0.6), 3, 4)
    \(loop)
    """
  }

  /// A class that counts batches, and is told the epoch with each.
  @Test(arguments: [
    "for epoch in range(3):\n    for i in range(4):\n        s.step(epoch=epoch)\n        train(i)",
    "for epoch in range(1, 4):\n    for i in range(4):\n        train(i)\n        s.step(epoch - 1)",
  ])
  func whatIsToldTheEpochCountsBatches(loop: String) throws {
    let text = Self.counting(loop)
    let pasted = try #require(try PastedSchedule.all(in: text, options: PastedRates.options()).last)
    #expect(pasted.stepsPerBatch == true)
    #expect(pasted.length == 12)
    PastedRates.expect(try PastedRates.of(text)) { 0.6 * (1 - Double($0) / 12) }
  }

  /// How many there are is asked for where it is not known.
  @Test func batchesAreAskedFor() throws {
    let text = Self.counting(
      "for epoch in range(3):\n    for x in loader:\n        s.step(epoch)\n        train(x)")
    #expect(PastedRates.missing(text) == ["len(loader)"])
    PastedRates.expect(try PastedRates.of(text, 12, PastedRates.options(["len(loader)": "4"]))) {
      0.6 * (1 - Double($0) / 12)
    }
  }

  /// timm's rule of a class of the text's own, with an object of it.
  @Test(arguments: ["True", "False"])
  func rulesOfTimmAreRead(inEpochs: String) throws {
    let text = """
      from timm.scheduler.scheduler import Scheduler
      class Line(Scheduler):
          def __init__(self, optimizer, total, end, warmup_t=0, warmup_lr_init=0., t_in_epochs=True):
              super().__init__(optimizer, param_group_field="lr", initialize=True)
              self.total, self.end, self.warmup_t, self.warmup_lr_init = total, end, warmup_t, warmup_lr_init
              self.t_in_epochs = t_in_epochs
              self.steps = [(v - warmup_lr_init) / warmup_t for v in self.base_values]
              super().update_groups(self.warmup_lr_init)
          def _get_lr(self, t):
              if t < self.warmup_t:
                  return [self.warmup_lr_init + t * s for s in self.steps]
              t = t - self.warmup_t
              return [v - (v - v * self.end) * t / (self.total - self.warmup_t) for v in self.base_values]
      s = Line(torch.optim.SGD(p, lr=0.5), 10, 0.1, warmup_t=2, t_in_epochs=\(inEpochs))
      """
    let pasted = try #require(try PastedSchedule.all(in: text, options: PastedRates.options()).last)
    #expect(pasted.stepsPerBatch == (inEpochs == "False" ? true : nil))
    PastedRates.expect(try PastedRates.of(text, 10)) { t in
      t < 2 ? 0.25 * Double(t) : 0.5 - 0.45 * Double(t - 2) / 8
    }
  }

  private static let assignments = [
    "sess.run(tf.assign(self.lr, self.lr * 0.7))", "sess.run(self.lr.assign(tf.multiply(self.lr, 0.7)))",
    "tf.assign(self.lr, 0.3 * 0.7 ** (epoch // 4 + 1))",
  ]

  /// A variable of TensorFlow 1 that a loop assigns is the rate of the optimizer that was given it, or of one that is built elsewhere.
  @Test(arguments: assignments, ["tf.train.AdamOptimizer(self.lr)", "make(self.lr)"])
  func variablesThatAreAssignedAreRates(assignment: String, optimizer: String) throws {
    let text = """
      import tensorflow as tf
      self.lr = tf.Variable(0.3, trainable=False)
      self.train_op = \(optimizer)
      for epoch in range(12):
          if epoch % 4 == 3:
              \(assignment)
          sess.run(self.train_op)
      """
    PastedRates.expect(try PastedRates.of(text)) { 0.3 * pow(0.7, Double(($0 + 1) / 4)) }
  }

  /// An assignment that is only made ready sets nothing.
  @Test func assignmentsOutsideOfLoopsSetNothing() {
    let text = "lr = tf.Variable(0.3, trainable=False)\ndecay = lr.assign(lr * 0.5)"
    #expect(throws: SpecError.self) { try PastedSchedule.all(in: text, options: PastedRates.options()) }
  }
}
