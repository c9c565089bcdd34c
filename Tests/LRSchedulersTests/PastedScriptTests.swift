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
    ("epochs: int = 90\nself.warm = epochs // 30\nStepLR(opt, self.warm)", "StepLR(step_size=3)"),
    (
      "warm = 4\nf = lambda e: min(1, (e + 1) / warm)\nLambdaLR(opt, f)",
      "LambdaLR(lr_lambda=lambda e: min(1, (e + 1) / 4))"
    ),
    ("e = 9\nLambdaLR(opt, lambda e: 0.5 ** e)", "LambdaLR(lr_lambda=lambda e: 0.5 ** e)"),
    ("s = StepLR(opt, 3)\ns2 = ExponentialLR(opt, 0.5)\ns", "StepLR(step_size=3)"),
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
      "n = 3\nn += 1\nStepLR(opt, n)", 3, 13,
      "name 'n' is not defined; write its value, or a line 'n = …' above"
    ),
    (
      "OneCycleLR(opt, 0.1, epochs=3,\n  steps_per_epoch=len(loader))", 2, 19,
      "unknown function 'len'; nothing is"
    ),
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

  /// The examples in the docstrings of torch.optim 2.13, prompts and all.
  @Test(arguments: [
    ("scheduler = StepLR(optimizer, step_size=30, gamma=0.1)", "StepLR(step_size=30)"),
    (
      "scheduler = MultiStepLR(optimizer, milestones=[30, 80], gamma=0.1)", "MultiStepLR(milestones=[30, 80])"
    ),
    (
      "scheduler = ConstantLR(optimizer, factor=0.5, total_iters=40)",
      "ConstantLR(factor=0.5, total_iters=40)"
    ),
    (
      "scheduler = LinearLR(optimizer, start_factor=0.05, total_iters=40)",
      "LinearLR(start_factor=0.05, total_iters=40)"
    ),
    ("scheduler = ExponentialLR(optimizer, gamma=0.95)", "ExponentialLR(gamma=0.95)"),
    (
      "scheduler = PolynomialLR(optimizer, total_iters=50, power=0.9)",
      "PolynomialLR(total_iters=50, power=0.9)"
    ),
    (
      "num_epochs = 100\nscheduler = CosineAnnealingLR(optimizer, T_max=num_epochs)",
      "CosineAnnealingLR(T_max=100)"
    ),
    (
      "optimizer = torch.optim.SGD(model.parameters(), lr=0.05)\n"
        + "scheduler = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(\n    optimizer, T_0=20\n)",
      "CosineAnnealingWarmRestarts(T_0=20)"
    ),
    (
      "scheduler = torch.optim.lr_scheduler.CyclicLR(\n    optimizer,\n    base_lr=0.01,\n    max_lr=0.1,\n"
        + "    step_size_up=10,\n)\ndata_loader = torch.utils.data.DataLoader(...)",
      "CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=10)"
    ),
    ("scheduler = ReduceLROnPlateau(optimizer, \"min\")", "ReduceLROnPlateau()"),
    (
      "lambda1 = lambda epoch: epoch // 30\nlambda2 = lambda epoch: 0.95**epoch\n"
        + "scheduler = LambdaLR(optimizer, lr_lambda=[lambda1, lambda2])",
      "LambdaLR(lr_lambda=[lambda epoch: epoch // 30, lambda epoch: 0.95 ** epoch])"
    ),
    (
      "lmbda = lambda epoch: 0.95\nscheduler = MultiplicativeLR(optimizer, lr_lambda=lmbda)",
      "MultiplicativeLR(lr_lambda=lambda epoch: 0.95)"
    ),
    (
      "scheduler1 = ConstantLR(optimizer, factor=0.1, total_iters=20)\n"
        + "scheduler2 = ExponentialLR(optimizer, gamma=0.9)\n"
        + "scheduler = ChainedScheduler([scheduler1, scheduler2], optimizer=optimizer)",
      "ChainedScheduler(schedulers=[ConstantLR(factor=0.1, total_iters=20), ExponentialLR(gamma=0.9)])"
    ),
    (
      "scheduler1 = ConstantLR(optimizer, factor=0.1, total_iters=20)\n"
        + "scheduler2 = ExponentialLR(optimizer, gamma=0.9)\nscheduler = SequentialLR(\n    optimizer,\n"
        + "    schedulers=[scheduler1, scheduler2],\n    milestones=[20],\n)",
      "SequentialLR(schedulers=[ConstantLR(factor=0.1, total_iters=20), ExponentialLR(gamma=0.9)], milestones=[20])"
    ),
    (
      "loader, optimizer, model = ...\nlr_lambda = lambda epoch: 0.9\n"
        + "scheduler = torch.optim.lr_scheduler.MultiplicativeLR(optimizer,\n       lr_lambda=lr_lambda)\n"
        + "swa_scheduler = torch.optim.swa_utils.SWALR(optimizer,\n"
        + "       anneal_strategy=\"linear\", anneal_epochs=20, swa_lr=0.05)\nswa_start = 160",
      "SWALR(swa_lr=0.05, anneal_epochs=20, anneal_strategy='linear')"
    ),
  ])
  func examplesOfTheDocumentationAreRead(code: String, spec: String) throws {
    let script =
      "# +SKIP\n" + code
      + "\nfor epoch in range(100):\n    train(...)\n    validate(...)\n    scheduler.step()"
    #expect(try Schedule(parsing: code).spec == spec)
    for prompt in [">>> ", "    >>> ", "... "] {
      let pasted = script.split(separator: "\n").map { prompt + $0 }.joined(separator: "\n")
      #expect(try Schedule(parsing: pasted).spec == spec)
    }
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
}
