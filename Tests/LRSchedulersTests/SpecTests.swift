import LRSchedulers
import Testing

@Suite struct SpecTests {
  @Test(arguments: [
    "StepLR(step_size=10, gamma=0.1)",
    "StepLR(10)",
    "scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=10, gamma=0.1)",
    "lr_scheduler.StepLR(opt, 10, 0.1)",
    "self.scheduler = lr_scheduler.StepLR(self.optimizer, 10,)",
    "StepLR(optimizer=optim, step_size=2 * 5, gamma=1/10)",
    "StepLR(\n  10,  # epochs\n  gamma=1e-1,\n)  # done",
    "  StepLR (gamma = .1, step_size = (10)) ;",
    "StepLR(step_size=0xA, last_epoch=-1)",
    "s = \\\n  StepLR(10)",
    "StepLR(min(10, 20), max([0.1, 0.05]))",
  ])
  func thisIsAllTheSame(text: String) throws {
    #expect(try Schedule(parsing: text).spec == "StepLR(step_size=10)")
  }

  @Test(arguments: [
    ("MultiStepLR((30, 80), 0.5)", "MultiStepLR(milestones=[30, 80], gamma=0.5)"),
    ("MultiStepLR([])", "MultiStepLR(milestones=[])"),
    ("ReduceLROnPlateau('min', 0.1, 10)", "ReduceLROnPlateau()"),
    ("ReduceLROnPlateau(optimizer, \"max\", patience=3)", "ReduceLROnPlateau(mode='max', patience=3)"),
    ("ReduceLROnPlateau(min_lr=[1e-5, .01])", "ReduceLROnPlateau(min_lr=[1e-05, 0.01])"),
    ("CosineAnnealingLR(T_max=10 * 391)", "CosineAnnealingLR(T_max=3910)"),
    ("CosineAnnealingLR(5.0, 1e-16)", "CosineAnnealingLR(T_max=5.0, eta_min=1e-16)"),
    ("StepLR(10 ** 30)", "StepLR(step_size=1e+30)"),
    ("ExponentialLR(2 ** 60)", "ExponentialLR(gamma=1.152921504606847e+18)"),
    ("ExponentialLR(float('inf'))", "ExponentialLR(gamma=float('inf'))"),
    ("ExponentialLR(-0.5)", "ExponentialLR(gamma=-0.5)"),
  ])
  func canonicalText(text: String, canonical: String) throws {
    let schedule = try Schedule(parsing: text)
    #expect(schedule.spec == canonical)
    #expect(try Schedule(parsing: canonical) == schedule)
  }

  @Test(arguments: [
    ("StepLR(stepsize=10)", 8, "unknown parameter 'stepsize' of StepLR; did you mean 'step_size'?"),
    ("StpLR(10)", 1, "unknown scheduler 'StpLR'; did you mean 'StepLR'?"),
    ("StepLR()", 1, "StepLR.__init__() missing 1 required positional argument: 'step_size'"),
    ("StepLR(1, 2, 3, 4)", 17, "StepLR.__init__() takes from 3 to 5 positional arguments but 6 were given"),
    ("StepLR(10, step_size=3)", 12, "StepLR.__init__() got multiple values for argument 'step_size'"),
    ("StepLR(gamma=0.1, 10)", 19, "positional argument follows keyword argument"),
    ("StepLR('a')", 8, "step_size must be a number, but got 'a' (str)"),
    ("StepLR(0)", 8, "step_size of StepLR must not be 0"),
    ("StepLR(1/0)", 9, "division by zero"),
    ("StepLR(10", 10, "expected ',' or ')', but got the end"),
    ("StepLR(10))", 11, "expected the end, but got ')'"),
    ("StepLR(10) foo", 12, "expected the end, but got 'foo'"),
    ("StepLR(step)", 8, "name 'step' is not defined"),
    ("StepLR(10, gamma='0.1)", 18, "unterminated string literal"),
    ("StepLR(10, γ=1)", 12, "unexpected character 'γ'"),
    ("StepLR(1_0_)", 8, "invalid number '1_0_'"),
    ("", 1, "expected a call such as StepLR(step_size=10), but got nothing"),
    ("10", 1, "expected a call such as StepLR(step_size=10)"),
    ("ReduceLROnPlateau(mode='avg')", 24, "mode avg is unknown!"),
    ("ReduceLROnPlateau(factor=1.0)", 26, "Factor should be < 1.0."),
    ("StepLR(10, last_epoch=2.5)", 23, "last_epoch must be an int, but got 2.5 (float)"),
    ("MultiStepLR(5)", 13, "milestones must be a list of numbers, but got 5 (int)"),
  ])
  func errorsSayWhatAndWhere(text: String, column: Int, message: String) {
    let error = #expect(throws: SpecError.self) { try Schedule(parsing: text) }
    #expect(error?.column == column)
    #expect(error?.description.hasPrefix(message) == true, "\(String(describing: error))")
  }

  @Test func theCaretStandsBelowThePlace() throws {
    let text = "StepLR(10,\n  gama=0.5)"
    let error = try #require(throws: SpecError.self) { try Schedule(parsing: text) }
    let lines = error.rendered(source: text).split(separator: "\n")
    #expect(lines[0].hasPrefix("line 2, column 3: unknown parameter 'gama' of StepLR; did you mean 'gamma'?"))
    #expect(lines[1] == "    gama=0.5)")
    #expect(lines[2] == "    ^")
  }

  @Test func wrongOrHugeLastEpochsNeedInitialLRs() throws {
    let schedule = try Schedule(parsing: "StepLR(10, last_epoch=5)")
    #expect(throws: SchedulerError.self) { try ScheduleRun(schedule, groups: [ParameterGroup(lr: 0.1)]) }
    let resumed = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 0.1, initialLR: 0.5)])
    #expect(resumed.lastEpoch == 6)
    #expect(throws: SpecError.self) { try Schedule(parsing: "StepLR(10, last_epoch=2**62)") }
  }

  @Test(arguments: [
    (0.1, "0.1"), (5, "5.0"), (1e16, "1e+16"), (1e15, "1000000000000000.0"),
    (9999999999999998, "9999999999999998.0"),
    (9_007_199_254_740_992, "9007199254740992.0"), (9_007_199_254_740_994, "9007199254740994.0"),
    (-9_999_999_999_999_998, "-9999999999999998.0"), (-15_000_000_000_000_000, "-1.5e+16"),
    (18_014_398_509_481_982, "1.8014398509481982e+16"), (18_014_398_509_481_984, "1.8014398509481984e+16"),
    (12_345_678_901_234_568, "1.2345678901234568e+16"), (1e-5, "1e-05"), (0.0001, "0.0001"),
    (1.5e-7, "1.5e-07"),
    (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"), (-0.0, "-0.0"),
    (1e22, "1e+22"),
    (1 / 3, "0.3333333333333333"), (100, "100.0"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
  ])
  func floatsReadAsInPython(value: Double, text: String) {
    #expect(PythonNumber.repr(value) == text)
  }
}
