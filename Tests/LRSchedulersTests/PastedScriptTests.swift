import LRSchedulers
import Testing

/// Several statements, as they stand in training scripts.
@Suite struct PastedScriptTests {
  /// Lines to paste, and the canonical text of what they build.
  @Test(arguments: [
    (
      """
      import torch
      from torch.optim.lr_scheduler import LinearLR, CosineAnnealingLR, SequentialLR

      # Five epochs of warm-up.
      optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
      s1 = LinearLR(optimizer, start_factor=0.1, total_iters=5)
      s2 = CosineAnnealingLR(optimizer, T_max=95)
      scheduler = SequentialLR(optimizer, [s1, s2], milestones=[5])
      """,
      "SequentialLR(schedulers=[LinearLR(start_factor=0.1), CosineAnnealingLR(T_max=95)], milestones=[5])"
    ),
    ("epochs = 30\nscheduler = CosineAnnealingLR(opt, T_max=epochs)", "CosineAnnealingLR(T_max=30)"),
    ("a = b = 3; s = StepLR(sgd, a * b); print(s)", "StepLR(step_size=9)"),
    ("a, b = 5, 100\nCosineAnnealingLR(opt, b - a)", "CosineAnnealingLR(T_max=95)"),
    ("a, b = 5, 100; a, b = b, a\nLinearLR(opt, 1 / b, 1, a)", "LinearLR(start_factor=0.2, total_iters=100)"),
    ("(a, self.b) = [c, d] = x = (2, 3)\nStepLR(opt, a * self.b * d)", "StepLR(step_size=18)"),
    ("a, = 7,\nStepLR(opt, a)", "StepLR(step_size=7)"),
    ("n: int\nn: Optional[int] = 5\nStepLR(opt, n)", "StepLR(step_size=5)"),
    (
      "n = 3; n += 1; n *= 2; n **= 2; n //= 3; n -= 1; n %= 11\nStepLR(opt, n)", "StepLR(step_size=9)"
    ),
    ("g = 1\ng /= 4\nself.n = 2\nself.n += 3\nStepLR(opt, self.n, g)", "StepLR(step_size=5, gamma=0.25)"),
    ("if __name__ == '__main__':\n    n = 3\n    n += 1\n    StepLR(opt, n)", "StepLR(step_size=4)"),
    ("for e in r:\n    k += 1\nn = 3\nn += 1\nStepLR(opt, n)", "StepLR(step_size=4)"),
    ("def f(n=3, m=4): pass\nn = 2\nprint(x, n=5)\nStepLR(opt, n)", "StepLR(step_size=2)"),
    ("opt, s = SGD(p, lr=0.1), StepLR(opt, 3)\nmodel, s = prepare(model, s)", "StepLR(step_size=3)"),
    ("milestones = [3, 6]\nStepLR(opt, len(milestones) + len('abc'))", "StepLR(step_size=5)"),
    ("epochs: int = 90\nself.warm = epochs // 30\nStepLR(opt, self.warm)", "StepLR(step_size=3)"),
    (
      "warm = 4\nf = lambda e: min(1, (e + 1) / warm)\nLambdaLR(opt, f)",
      "LambdaLR(lr_lambda=lambda e: min(1, (e + 1) / 4))"
    ),
    ("e = 9\nLambdaLR(opt, lambda e: 0.5 ** e)", "LambdaLR(lr_lambda=lambda e: 0.5 ** e)"),
    ("s = StepLR(opt, 3)\ns2 = ExponentialLR(opt, 0.5)\ns", "ExponentialLR(gamma=0.5)"),
    ("s = StepLR(opt, 3)\nif x:\n    y()\n", "StepLR(step_size=3)"),
    ("n = 3\nif x:\n    n = 3\nStepLR(opt, n)", "StepLR(step_size=3)"),
    ("s = StepLR(opt, 3)\nfor e in range(9):\n    train(...)\n    s.step()", "StepLR(step_size=3)"),
    ("'''Notes\n=====\n'''\nx = [p for p in q]\nStepLR(x, 3)", "StepLR(step_size=3)"),
    ("def f(self):\n    return [opt], [StepLR(opt, 3)]", "StepLR(step_size=3)"),
    ("return {'optimizer': o, 'lr_scheduler': {'scheduler': StepLR(o, 3)}}", "StepLR(step_size=3)"),
    (
      "scales = {10: 0.5}\noptax.piecewise_constant_schedule(0.1, scales)\nopt = optax.adam(s)",
      "piecewise_constant_schedule(init_value=0.1, boundaries_and_scales={10: 0.5})"
    ),
    ("x = -(5); y = x\r\nStepLR(\r\n  sgd,\r\n  -y)\r\n", "StepLR(step_size=5)"),
  ])
  func theLastSchedulerCounts(text: String, spec: String) throws {
    #expect(try Schedule(parsing: text).spec == spec)
  }

  @Test(arguments: [
    "sgd", "self.optimizer", "optimizers[0]", "self.optimizers()[0]", "accelerator.unwrap(o).inner",
    "torch.optim.SGD(model.parameters(), lr=0.1)", "optimizer",
  ])
  func theOptimizerIsDroppedHoweverItIsWritten(optimizer: String) throws {
    #expect(try Schedule(parsing: "StepLR(\(optimizer), 10)").spec == "StepLR(step_size=10)")
    #expect(
      try Schedule(parsing: "CosineLRScheduler(\(optimizer), 50)").spec == "CosineLRScheduler(t_initial=50)")
    let warmup = try Schedule(parsing: "get_scheduler('linear', \(optimizer), 3, 30)")
    #expect(warmup.spec == "get_scheduler(name='linear', num_warmup_steps=3, num_training_steps=30)")
    let chain = try Schedule(parsing: "ChainedScheduler([StepLR(\(optimizer), 10)], \(optimizer))")
    #expect(chain.spec == "ChainedScheduler(schedulers=[StepLR(step_size=10)])")
  }

  @Test(arguments: [
    (
      "epochs = args.epochs\nCosineAnnealingLR(opt, epochs)", 1, 10,
      "name 'args.epochs' is not defined; write"
    ),
    (
      "n = 3\nfor e in r:\n    n += 1\nStepLR(opt, n)", 4, 13,
      "name 'n' is not defined; write its value, or a line 'n = …' above"
    ),
    // The condition decides, so it is asked for.
    ("n = 3\nif x: n = 4\nStepLR(opt, n)", 2, 4, "name 'x' is not defined"),
    ("n = 3\nwhile x: y(); n -= 1\nStepLR(opt, n)", 3, 13, "name 'n' is not defined"),
    ("n = 3\na, n = f()\nStepLR(opt, n)", 3, 13, "name 'n' is not defined"),
    ("a, b = 1, 2, 3\nStepLR(opt, b)", 1, 4, "name 'b' is not defined"),
    ("n += 1\nStepLR(opt, n)", 1, 1, "name 'n' is not defined"),
    ("n = 3 + = 4\nStepLR(opt, n)", 2, 13, "name 'n' is not defined"),
    ("optimizer, scheduler = build(model)", 1, 24, "unknown scheduler 'build'"),
    ("s = StepLR(opt, 3)\nt = SequntialLR(opt, [s])", 2, 5, "unknown scheduler 'SequntialLR'; did you mean"),
    ("s = StepLR(opt, 3)\nscheduler = build(opt, s)", 2, 13, "unknown scheduler 'build'"),
    (
      "s = StepLR(opt, 3)\nt = SequentialLR(opt, [s, milestones=[])", 2, 37,
      "expected ',' or ']', but got '='"
    ),
    ("import torch", 1, 1, "expected a call such as StepLR(step_size=10), but got nothing"),
    ("LambdaLR(opt, lambda e: cfg['x'][0])", 1, 25, "name 'cfg['x'][0]' is not defined; write its value"),
    ("StepLR(sgd)", 1, 8, "name 'sgd' is not defined"),
  ])
  func whatIsNotKnownIsAnErrorWithItsPlace(text: String, line: Int, column: Int, message: String) {
    let error = #expect(throws: SpecError.self) { try Schedule(parsing: text) }
    #expect(error?.line == line && error?.column == column)
    #expect(error?.description.hasPrefix(message) == true, "\(String(describing: error))")
  }

  @Test func namesCannotBlowUp() {
    for value in ["[a, a]", "a + a", "(a, a, 1)"] {
      let text = "a = [1]\n" + String(repeating: "a = \(value)\n", count: 1000) + "MultiStepLR(opt, a)"
      #expect(throws: SpecError.self) { try Schedule(parsing: text) }
    }
    let nested = (1..<200).map { "s\($0) = SequentialLR(o, [s\($0 - 1)], milestones=[])" }.joined(
      separator: "\n")
    _ = try? Schedule(parsing: "s0 = StepLR(o, 3)\n" + nested)
    for statement in [";", "1;", "x y;", "@\n", "a.b=1;", "x=\n", "a.\n", "1 <\n", "x 1 <\n"] {
      _ = try? Schedule(parsing: String(repeating: statement, count: 65_000 / statement.utf8.count))
    }
  }
  /// A character beyond ASCII has bytes that a lexer may have given a meaning of its own.
  @Test func strayCharactersAreRefusedWithoutATrap() {
    for scalar in (0x80...0x2FF).compactMap(Unicode.Scalar.init) + ["→", "🙂", "\u{FEFF}"] {
      for text in ["a \(scalar) 3", "a\(scalar)= 3", "\(scalar)", "StepLR(o, 3 \(scalar) 4)"] {
        _ = try? Schedule(parsing: text)
      }
    }
  }
}
