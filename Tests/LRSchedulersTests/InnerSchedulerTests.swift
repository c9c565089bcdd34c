import LRSchedulers
import Testing

/// Schedulers that a script's own code steps, beside PyTorch 2.15.
@Suite struct InnerSchedulerTests {
  private func rates(_ text: String, _ count: Int) throws -> [Double] {
    let pasted = try PastedSchedule.all(in: text)
    let one = try #require(pasted.first)
    #expect(pasted.count == 1)
    let lrs = one.startingLRs(asked: nil, standard: [0.1])
    var run = try ScheduleRun(one.schedule, groups: lrs.map { ParameterGroup(lr: $0) })
    return try (0..<count).map { index in
      if index > 0 { _ = try run.step(metric: nil) }
      return run.groups[0].lr
    }
  }

  private func expect(_ text: String, _ wanted: [Double]) throws {
    for (rate, other) in zip(try rates(text, wanted.count), wanted) {
      #expect(abs(rate - other) <= 1e-15 * max(1, abs(other)), "\(rate) for \(other)")
    }
  }

  /// Four epochs of warm-up by hand, then the scheduler's steps.
  static let inner: [(String, [Double])] = [
    ("StepLR(opt, 3, 0.5)", [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125]),
    (
      "MultiStepLR(opt, [2, 5, 5], 0.5)",
      [0.1, 0.1, 0.05, 0.05, 0.05, 0.0125, 0.0125, 0.0125, 0.0125, 0.0125]
    ),
    (
      "ExponentialLR(opt, 0.9)",
      [
        0.1, 0.09000000000000001, 0.08100000000000002, 0.07290000000000002, 0.06561000000000002,
        0.05904900000000002,
      ]
    ),
    (
      "CosineAnnealingLR(opt, 5, 0.01)",
      [
        0.1, 0.09140576474687263, 0.06890576474687263, 0.04109423525312736, 0.018594235253127367, 0.01,
        0.018594235253127367, 0.04109423525312739, 0.06890576474687267, 0.09140576474687269,
      ]
    ),
    ("LinearLR(opt, 0.5, 1.0, 4)", [0.1, 0.125, 0.15, 0.17500000000000002, 0.2, 0.2, 0.2]),
    ("ConstantLR(opt, 0.5, 3)", [0.1, 0.1, 0.1, 0.2, 0.2, 0.2]),
    (
      "PolynomialLR(opt, 6, 2.0)",
      [
        0.1, 0.06944444444444446, 0.04444444444444447, 0.02500000000000001, 0.011111111111111117,
        0.0027777777777777775, 0, 0,
      ]
    ),
    (
      "LambdaLR(opt, lambda e: 1 / (1 + e))",
      [0.1, 0.05, 0.03333333333333333, 0.025, 0.020000000000000004, 0.016666666666666666]
    ),
    (
      "MultiplicativeLR(opt, lambda e: 0.8 if e % 2 else 0.9)",
      [0.1, 0.08000000000000002, 0.07200000000000002, 0.05760000000000002, 0.05184000000000002]
    ),
    (
      "CosineAnnealingWarmRestarts(opt, 4, 1, 0.01)",
      [0.1, 0.08681980515339464, 0.05500000000000001, 0.023180194846605363, 0.1, 0.08681980515339464]
    ),
    (
      "CosineAnnealingWarmRestarts(opt, 2, 2, 0.01)",
      [
        0.1, 0.05500000000000001, 0.1, 0.08681980515339464, 0.05500000000000001, 0.023180194846605363, 0.1,
        0.0965745789630079, 0.08681980515339464, 0.07222075445642905,
      ]
    ),
    (
      "CosineAnnealingWarmRestarts(opt, 1, 3)",
      [
        0.1, 0.1, 0.07500000000000001, 0.025000000000000012, 0.1, 0.09698463103929543, 0.0883022221559489,
        0.07500000000000001, 0.058682408883346526, 0.041317591116653486,
      ]
    ),
    (
      "OneCycleLR(opt, 0.2, total_steps=12)",
      [
        0.1, 0.0699579308439166, 0.17585703182442575, 0.19888308709018238, 0.18660259396828235,
        0.1623491307899526, 0.12947579953902066, 0.09252742053339501, 0.056612199641739844,
        0.02669550603776612,
      ]
    ),
    (
      "OneCycleLR(opt, 0.2, total_steps=12, three_phase=True, anneal_strategy='linear', pct_start=0.4)",
      [
        0.1, 0.05852631578947367, 0.10905263157894735, 0.15957894736842104, 0.1898947368421053,
        0.13936842105263164, 0.08884210526315796, 0.0383157894736843, 0.007058917647058826,
        0.004706211764705885,
      ]
    ),
    (
      "CyclicLR(opt, 0.01, 0.1, step_size_up=3)",
      [
        0.1, 0.040000000000000015, 0.06999999999999999, 0.1, 0.07000000000000003, 0.03999999999999998, 0.01,
        0.040000000000000056, 0.06999999999999995, 0.1,
      ]
    ),
    (
      "CyclicLR(opt, 0.01, 0.1, 2, 3, mode='triangular2')",
      [
        0.1, 0.055, 0.09999999999999999, 0.06999999999999999, 0.039999999999999994, 0.01,
        0.03250000000000002, 0.055, 0.039999999999999994, 0.025000000000000015,
      ]
    ),
    (
      "CyclicLR(opt, 0.01, 0.1, 2, mode='exp_range', gamma=0.9)",
      [
        0.1, 0.05050000000000001, 0.0829, 0.04280500000000001, 0.01, 0.03657205000000001,
        0.05782969000000001, 0.03152336050000001, 0.01, 0.027433922005000007,
      ]
    ),
    (
      "CyclicLR(opt, 0.01, 0.1, 2, scale_fn=lambda x: 0.5 ** x)",
      [0.1, 0.0325, 0.05500000000000001, 0.0325, 0.01, 0.02125, 0.0325, 0.02125, 0.01, 0.015625]
    ),
  ]

  private static let warmth = [0.025, 0.05, 0.07500000000000001, 0.1]

  @Test(arguments: inner.indices)
  func aLoopThatWarmsUpAndThenSteps(index: Int) throws {
    let (call, rest) = Self.inner[index]
    let text = """
      opt = SGD(p, lr=0.1)
      s = \(call)
      for epoch in range(14):
          if epoch < 4:
              for g in opt.param_groups:
                  g["lr"] = 0.1 * (epoch + 1) / 4
          train(model, opt)
          if epoch >= 4:
              s.step()
      """
    try expect(text, Self.warmth + rest)
  }

  /// The same as a class that steps the scheduler, which is no scheduler of PyTorch itself.
  @Test(arguments: inner.indices)
  func aWrapperThatWarmsUpAndThenSteps(index: Int) throws {
    let (call, rest) = Self.inner[index]
    let text = """
      class Warmup:
          def __init__(self, optimizer, length, inner):
              self.optimizer, self.length, self.inner, self.n = optimizer, length, inner, 0
              self.base = [0.1 for _ in optimizer.param_groups]
              self.set()
          def set(self):
              for group, base in zip(self.optimizer.param_groups, self.base):
                  group["lr"] = base * (self.n + 1) / self.length
          def step(self):
              self.n += 1
              if self.n < self.length:
                  self.set()
              else:
                  self.inner.step()
      opt = SGD(p, lr=0.1)
      s = Warmup(opt, 4, \(call))
      for epoch in range(14):
          train(model, opt)
          s.step()
      """
    try expect(text, Self.warmth + rest.dropFirst())
  }

  @Test func aSchedulerThatHandsOverToAnother() throws {
    let text = """
      class Warm(LRScheduler):
          def __init__(self, optimizer, after, warm, last_epoch=-1):
              self.after = after
              self.warm = warm
              super().__init__(optimizer, last_epoch)
          def get_lr(self):
              if self.last_epoch >= self.warm:
                  return self.after.get_last_lr()
              return [b * (self.last_epoch + 1) / (self.warm + 1) for b in self.base_lrs]
          def step(self, epoch=None):
              if self.last_epoch >= self.warm:
                  self.after.step(epoch)
                  self._last_lr = self.after.get_last_lr()
              else:
                  super().step(epoch)
      opt = SGD(p, lr=0.1)
      s = Warm(opt, CosineAnnealingLR(opt, 8), 3)
      """
    try expect(
      text,
      [
        0.025, 0.05, 0.07500000000000001, 0.1, 0.09619397662556434, 0.08535533905932738, 0.0691341716182545,
        0.05, 0.030865828381745515, 0.014644660940672627, 0.0038060233744356634, 0, 0.0038060233744356634,
      ])
  }

  /// Cycles that soon are longer than any number.
  @Test func restartsThatGrowBeyondAllNumbers() throws {
    let text = """
      opt = SGD(p, lr=0.1)
      s = CosineAnnealingWarmRestarts(opt, 1048576, 4503599627370496)
      for epoch in range(14):
          if epoch < 4:
              for g in opt.param_groups:
                  g["lr"] = 0.1
          train(model, opt)
          if epoch >= 4:
              s.step()
      """
    let found = try PastedSchedule.all(in: text)
    #expect(found.count == 1)
    _ = try Plan(try #require(found.first).schedule, lr: 0.1, length: 14).rates()
  }

  /// Told the epoch, PyTorch finds the cycle in another way, and comes to the same.
  @Test(arguments: inner.indices.filter { inner[$0].0.hasPrefix("CosineAnnealingWarmRestarts") })
  func aSchedulerThatIsToldTheEpoch(index: Int) throws {
    let (call, rest) = Self.inner[index]
    let text = """
      opt = SGD(p, lr=0.1)
      s = \(call)
      for epoch in range(14):
          if epoch < 4:
              for g in opt.param_groups:
                  g["lr"] = 0.1 * (epoch + 1) / 4
          train(model, opt)
          if epoch >= 4:
              s.step(epoch - 3)
      """
    try expect(text, Self.warmth + rest)
  }

  /// Behind its end a cycle has no rate, as PyTorch refuses to step there.
  @Test func behindACycleThereIsNoRate() throws {
    let text = """
      opt = SGD(p, lr=0.1, momentum=0.9)
      s = OneCycleLR(opt, 0.2, total_steps=3)
      for epoch in range(9):
          if epoch < 2:
              for g in opt.param_groups:
                  g["lr"] = 0.1
          train(model, opt)
          if epoch >= 2:
              s.step()
      """
    let found = try rates(text, 8)
    #expect(found[..<6].allSatisfy(\.isFinite) && found[6...].allSatisfy(\.isNaN))
  }

  /// Who only steps a scheduler sets no rates.
  @Test func schedulersThatNothingElseTouchesStayThemselves() throws {
    let text =
      "opt = SGD(p, lr=0.1)\ns = StepLR(opt, 3)\nfor epoch in range(9):\n    train(m, opt)\n    s.step()\n"
    #expect(try PastedSchedule.all(in: text).map(\.schedule) == [StepLR(stepSize: 3).schedule])
  }

  /// What is stepped and stands elsewhere is asked for, and can be given as a call.
  @Test func aSchedulerThatStandsElsewhereIsAskedFor() throws {
    let text = """
      class Warm:
          def __init__(self, optimizer, after_scheduler):
              self.optimizer, self.after_scheduler, self.n = optimizer, after_scheduler, 0
          def step(self):
              self.n += 1
              if self.n < 4:
                  for group in self.optimizer.param_groups:
                      group["lr"] = 0.1 * self.n / 4
              else:
                  self.after_scheduler.step()
      def build(optimizer, after_scheduler):
          s = Warm(optimizer, after_scheduler)
          for epoch in range(9):
              train(model, optimizer)
              s.step()
      """
    let error = #expect(throws: SpecError.self) { try PastedSchedule.all(in: text) }
    let name = try #require(error?.missing.first)
    #expect(name.usedFor == "scheduler" && name.name.hasSuffix("after_scheduler"))
    var options = ScriptOptions()
    options.definitions = [.init(name: name.name, value: "ExponentialLR(0.5)")]
    let found = try PastedSchedule.all(in: text, options: options)
    #expect(found.count == 1)
    let lambda = try #require(found.first)
    var run = try ScheduleRun(lambda.schedule, groups: [ParameterGroup(lr: lambda.lrs?.first ?? 0.1)])
    let rates = try (0..<6).map { index in
      if index > 0 { _ = try run.step(metric: nil) }
      return run.groups[0].lr
    }
    #expect(rates == [0.1, 0.025, 0.05, 0.07500000000000001, 0.037500000000000006, 0.018750000000000003])
  }
}
