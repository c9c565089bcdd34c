import LRSchedulers
import Testing

/// The code of every example in the docstrings of torch.optim.lr_scheduler and torch.optim.swa_utils 2.13, as it is pasted.
@Suite struct DocstringTests {
  private static let epochLoop = """
    for epoch in range(100):
        train(...)
        validate(...)
        scheduler.step()
    """
  private static let swaLoop = """
    for i in range(300):
         for input, target in loader:
             optimizer.zero_grad()
             loss_fn(model(input), target).backward()
             optimizer.step()
         if i > swa_start:
             swa_scheduler.step()
         else:
             scheduler.step()
    """
  private static let members = """
    scheduler1 = ConstantLR(optimizer, factor=0.1, total_iters=20)
    scheduler2 = ExponentialLR(optimizer, gamma=0.9)

    """
  private static let parts = "ConstantLR(factor=0.1, total_iters=20), ExponentialLR(gamma=0.9)"

  static let examples: [(code: String, loop: String, spec: String)] = [
    (
      "num_epochs = 100\nlambda1 = lambda epoch: epoch // 30\nlambda2 = lambda epoch: 0.95**epoch\n"
        + "scheduler = LambdaLR(optimizer, lr_lambda=[lambda1, lambda2])",
      epochLoop, "LambdaLR(lr_lambda=[lambda epoch: epoch // 30, lambda epoch: 0.95 ** epoch])"
    ),
    (
      "scheduler = LambdaLR(opt, lr_lambda=lambda epoch: epoch // 30)", epochLoop,
      "LambdaLR(lr_lambda=lambda epoch: epoch // 30)"
    ),
    (
      "lmbda = lambda epoch: 0.95\nscheduler = MultiplicativeLR(optimizer, lr_lambda=lmbda)", epochLoop,
      "MultiplicativeLR(lr_lambda=lambda epoch: 0.95)"
    ),
    ("scheduler = StepLR(optimizer, step_size=30, gamma=0.1)", epochLoop, "StepLR(step_size=30)"),
    (
      "scheduler = MultiStepLR(optimizer, milestones=[30, 80], gamma=0.1)", epochLoop,
      "MultiStepLR(milestones=[30, 80])"
    ),
    (
      "scheduler = ConstantLR(optimizer, factor=0.5, total_iters=40)", epochLoop,
      "ConstantLR(factor=0.5, total_iters=40)"
    ),
    (
      "scheduler = LinearLR(optimizer, start_factor=0.05, total_iters=40)", epochLoop,
      "LinearLR(start_factor=0.05, total_iters=40)"
    ),
    ("scheduler = ExponentialLR(optimizer, gamma=0.95)", epochLoop, "ExponentialLR(gamma=0.95)"),
    (
      members + "scheduler = SequentialLR(\n    optimizer,\n    schedulers=[scheduler1, scheduler2],\n"
        + "    milestones=[20],\n)",
      epochLoop, "SequentialLR(schedulers=[\(parts)], milestones=[20])"
    ),
    (
      "num_epochs = 100\nscheduler = CosineAnnealingLR(optimizer, T_max=num_epochs)", epochLoop,
      "CosineAnnealingLR(T_max=100)"
    ),
    (
      members + "scheduler = ChainedScheduler([scheduler1, scheduler2], optimizer=optimizer)", epochLoop,
      "ChainedScheduler(schedulers=[\(parts)])"
    ),
    (
      "optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)\n"
        + "scheduler = ReduceLROnPlateau(optimizer, \"min\")",
      "for epoch in range(10):\n    train(...)\n    val_loss = validate(...)\n    scheduler.step(val_loss)",
      "ReduceLROnPlateau()"
    ),
    (
      "optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)\n"
        + "scheduler = torch.optim.lr_scheduler.CyclicLR(\n    optimizer,\n    base_lr=0.01,\n    max_lr=0.1,\n"
        + "    step_size_up=10,\n)\ndata_loader = torch.utils.data.DataLoader(...)",
      "for epoch in range(10):\n    for batch in data_loader:\n        train_batch(...)\n        scheduler.step()",
      "CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=10)"
    ),
    (
      "optimizer = torch.optim.SGD(model.parameters(), lr=0.05)\n"
        + "scheduler = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(\n    optimizer, T_0=20\n)",
      epochLoop, "CosineAnnealingWarmRestarts(T_0=20)"
    ),
    (
      "data_loader = torch.utils.data.DataLoader(...)\n"
        + "optimizer = torch.optim.SGD(model.parameters(), lr=1e-4, momentum=0.9)\n"
        + "scheduler = torch.optim.lr_scheduler.OneCycleLR(\n"
        + "    optimizer, max_lr=0.01, steps_per_epoch=len(data_loader), epochs=10\n)",
      "for epoch in range(10):\n    for batch in data_loader:\n        train_batch(...)\n        optimizer.step()\n"
        + "        scheduler.step()",
      "OneCycleLR(max_lr=0.01, epochs=10, steps_per_epoch=45)"
    ),
    (
      "scheduler = PolynomialLR(optimizer, total_iters=50, power=0.9)", epochLoop,
      "PolynomialLR(total_iters=50, power=0.9)"
    ),
    (
      "loader, optimizer, model = ...\nlr_lambda = lambda epoch: 0.9\n"
        + "scheduler = torch.optim.lr_scheduler.MultiplicativeLR(optimizer,\n       lr_lambda=lr_lambda)\n"
        + "swa_scheduler = torch.optim.swa_utils.SWALR(optimizer,\n"
        + "       anneal_strategy=\"linear\", anneal_epochs=20, swa_lr=0.05)\nswa_start = 160",
      swaLoop, "SWALR(swa_lr=0.05, anneal_epochs=20, anneal_strategy='linear')"
    ),
    (
      "loader, optimizer, model, loss_fn = ...\nswa_model = torch.optim.swa_utils.AveragedModel(model)\n"
        + "scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer,\n"
        + "                                    T_max=300)\nswa_start = 160\n"
        + "swa_scheduler = SWALR(optimizer, swa_lr=0.05)",
      swaLoop + "\n\ntorch.optim.swa_utils.update_bn(loader, swa_model)", "SWALR(swa_lr=0.05)"
    ),
  ]

  @Test(arguments: examples)
  func isRead(code: String, loop: String, spec: String) throws {
    let script = "# +SKIP\n" + code + "\n" + loop
    for text in [code, script] { try expect(text, spec) }
    for prompt in [">>> ", "    >>> ", "... "] {
      let pasted = script.split(separator: "\n", omittingEmptySubsequences: false).map { prompt + $0 }
      try expect(pasted.joined(separator: "\n"), spec)
      let whole = ["Example:"] + pasted + ["", ".. image:: ../scripts/lr_scheduler_images/StepLR.png", ""]
      try expect(whole.joined(separator: "\n"), spec)
    }
  }

  private func expect(_ text: String, _ spec: String) throws {
    #expect(try Schedule(parsing: text, stepsPerEpoch: 45).spec == spec)
    if !text.contains("len(") { #expect(try Schedule(parsing: text).spec == spec) }
  }

  /// Those of `CosineAnnealingWarmRestarts.step` and of averaged models do not say what they build.
  @Test(arguments: [
    (
      "scheduler = CosineAnnealingWarmRestarts(optimizer, T_0, T_mult)\niters = len(dataloader)\n"
        + "for epoch in range(20):\n    for i, sample in enumerate(dataloader):\n"
        + "        inputs, labels = sample['inputs'], sample['labels']\n        scheduler.step(epoch + i / iters)",
      "name 'T_0' is not defined; write its value, or a line 'T_0 = …' above"
    ),
    (
      "scheduler = CosineAnnealingWarmRestarts(optimizer, T_0, T_mult)\nfor epoch in range(20):\n"
        + "    scheduler.step()\nscheduler.step(26)\nscheduler.step()", "name 'T_0' is not defined"
    ),
    (
      "ema_model = torch.optim.swa_utils.AveragedModel(model,\n"
        + "            torch.optim.swa_utils.get_ema_multi_avg_fn(0.9), use_buffers=True)",
      "unknown scheduler 'AveragedModel'"
    ),
  ])
  func isRefusedWithTheReason(code: String, message: String) {
    let pasted = code.split(separator: "\n").map { ">>> " + $0 }.joined(separator: "\n")
    for text in [code, pasted] {
      let error = #expect(throws: SpecError.self) { try Schedule(parsing: text, stepsPerEpoch: 45) }
      #expect(error?.description.hasPrefix(message) == true, "\(String(describing: error))")
    }
  }
}
