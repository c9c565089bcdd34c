import LRSchedulers
import Testing

/// Which library a name means, what is asked for, and what is refused.
@Suite struct RingReadingTests {
  private func spec(_ text: String, _ library: SourceLibrary? = nil, _ definitions: [String: String] = [:])
    throws -> String
  {
    var options = ScriptOptions()
    options.library = library
    options.definitions = definitions.map { .init(name: $0.key, value: $0.value) }
    return try #require(PastedSchedule.all(in: text, options: options).last).schedule.spec
  }

  @Test(
    "A name of several libraries is PyTorch's unless prefix or arguments say otherwise",
    arguments: [
      ("StepLR(optimizer, 10)", "StepLR(step_size=10)"),
      ("LinearLR(optimizer, 0.5)", "LinearLR(start_factor=0.5)"),
      ("StepLR(optimizer, step_size=3, verbose=True)", "StepLR(step_size=3)"),
      ("StepLR(optimizer, step_size=3, begin=2)", "mmengine.StepLR(step_size=3, begin=2)"),
      (
        "from mmengine.optim import LinearLR\nLinearLR(optimizer, 0.5)", "mmengine.LinearLR(start_factor=0.5)"
      ),
      ("mmengine.optim.LinearLR(optimizer, 0.5)", "mmengine.LinearLR(start_factor=0.5)"),
      ("paddle.optimizer.lr.LinearLR(0.1, 5)", "paddle.LinearLR(learning_rate=0.1, total_steps=5)"),
      ("LinearLR(learning_rate=0.1, total_steps=5)", "paddle.LinearLR(learning_rate=0.1, total_steps=5)"),
      (
        "CosineAnnealingWarmRestarts(0.1, T_0=3)",
        "paddle.CosineAnnealingWarmRestarts(learning_rate=0.1, T_0=3)"
      ),
      ("CosineAnnealingWarmRestarts(optimizer, 3)", "CosineAnnealingWarmRestarts(T_0=3)"),
      ("WarmupCosineLR(optimizer, total_num_steps=9)", "WarmupCosineLR(total_num_steps=9)"),
      ("WarmupCosineLR(optimizer, max_iters=9)", "detectron2.WarmupCosineLR(max_iters=9)"),
      (
        "LinearWarmup(0.1, 5, 0.0, 0.1)",
        "LinearWarmup(learning_rate=0.1, warmup_steps=5, start_lr=0.0, end_lr=0.1)"
      ),
      ("warmup.LinearWarmup(optimizer, 5)", "pytorch_warmup.LinearWarmup(warmup_period=5)"),
      ("optim.exponential_decay(0.1, 0.9)", "mlx.exponential_decay(init=0.1, decay_rate=0.9)"),
      (
        "optax.exponential_decay(0.1, 10, 0.9)",
        "exponential_decay(init_value=0.1, transition_steps=10, decay_rate=0.9)"
      ),
      (
        "LinearScheduler(optimizer, t_max=9, max_lr=0.1)",
        "pytorch_optimizer.LinearScheduler(t_max=9, max_lr=0.1)"
      ),
      (
        "get_wsd_schedule(optimizer, 3, 4, 6, cooldown_type='cosine')",
        "pytorch_optimizer.get_wsd_schedule(num_warmup_steps=3, num_stable_steps=4, num_decay_steps=6, cooldown_type='cosine')"
      ),
      (
        "CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.0, 10)",
        "ignite.CosineAnnealingScheduler(param_name='lr', start_value=0.1, end_value=0.0, cycle_size=10)"
      ),
      ("ReduceLROnPlateau(optimizer, factor=0.5)", "ReduceLROnPlateau(factor=0.5)"),
      (
        "PolynomialDecay(0.1, 7, end_lr=0.01)",
        "paddle.PolynomialDecay(learning_rate=0.1, decay_steps=7, end_lr=0.01)"
      ),
      (
        "get_scheduler('greedy', optimizer, scheduler_specific_kwargs={'patience': 1})",
        "GreedyLR(patience=1)"
      ),
      (
        "get_scheduler('piecewise_constant', optimizer, step_rules='0.5:8,1:3,0.25')",
        "get_piecewise_constant_schedule(step_rules='1:3,0.5:8,0.25')"
      ),
    ])
  func names(text: String, canonical: String) throws { #expect(try spec(text) == canonical) }

  @Test(arguments: [
    (SourceLibrary.mmengine, "mmengine.LinearLR(start_factor=0.5)"), (.pytorch, "LinearLR(start_factor=0.5)"),
    (.deepspeed, "LinearLR(start_factor=0.5)"),
  ])
  func theLibraryMayBeNamed(library: SourceLibrary, canonical: String) throws {
    #expect(try spec("LinearLR(optimizer, 0.5)", library) == canonical)
  }

  @Test func librariesGoByTheirNames() {
    #expect(
      SourceLibrary(named: "PyTorch_Optimizer") == .pytorchOptimizer
        && SourceLibrary(named: "pytorch-warmup") == .pytorchWarmup)
    #expect(SourceLibrary(named: "your own") == nil && SourceLibrary(named: "torch") == nil)
    #expect(
      SourceLibrary.keys.count == Set(SourceLibrary.keys).count && SourceLibrary.keys.contains("deepspeed"))
    // Every library of the catalog has schedulers in it, and each says its version and where it is from.
    for library in SourceLibrary.allCases where library != .own {
      #expect(Catalog.entries.contains { $0.library == library } && !library.version.isEmpty, "\(library)")
    }
  }

  @Test(
    "What the training decides is asked for, all at once",
    arguments: [
      ("CosineParamScheduler(0.1, 0.0)", ["max_iter"]),
      ("LRSchedulersContainer.Config(warmup_steps=4)", ["training_steps"]),
      ("LRSchedulersContainer.Config(total_steps=40)", []), ("StepScheduler('4ba')", []),
      ("StepScheduler('4ep')", ["steps_per_epoch"]),
      ("CosineAnnealingScheduler('1dur')", ["max_duration", "steps_per_epoch"]),
      ("StepScheduler('4sp')", ["batch_size"]),
      ("learn.fit_one_cycle(2, 0.1)", ["steps_per_epoch"]), ("SchedCos(0.1, 0.0)", ["n"]),
      ("ultralytics.train(optimizer='SGD')", ["batches_per_epoch"]),
      ("LRMultiplier(optimizer, CosineParamScheduler(1, 0), max_iter=9)", []),
    ])
  func asked(text: String, names: [String]) throws {
    do {
      _ = try Schedule(parsing: text)
      #expect(names.isEmpty, "\(text)")
    } catch { #expect(error.missing.map(\.name) == names, "\(text): \(error)") }
  }

  @Test(
    "Options say what the training decides",
    arguments: [
      ("CosineParamScheduler(0.1, 0.0)", "CosineParamScheduler(start_value=0.1, end_value=0.0, max_iter=20)"),
      ("CosineAnnealingScheduler('1dur')", "CosineAnnealingScheduler(max_duration='20ba')"),
      ("learn.fit_one_cycle(2, 0.1)", "fit_one_cycle(n_epoch=2, lr_max=0.1, steps_per_epoch=5)"),
      (
        "LRSchedulersContainer.Config(warmup_steps=4)",
        "LRSchedulersContainer.Config(warmup_steps=4, training_steps=20)"
      ),
    ])
  func options(text: String, canonical: String) throws {
    var options = ScriptOptions()
    (options.epochs, options.countsSteps, options.stepsPerEpoch) = (20, true, 5)
    let pasted = try #require(PastedSchedule.all(in: text, options: options).first)
    #expect(pasted.schedule.spec == canonical && pasted.assumed.count == 1)
  }

  @Test("A warm-up of pytorch-warmup is over the scheduler beside it")
  func pairs() throws {
    let text = "StepLR(optimizer, 4); warmup.LinearWarmup(optimizer, warmup_period=3)"
    let all = try PastedSchedule.all(in: text)
    #expect(
      all.map(\.schedule.spec) == [
        "pytorch_warmup.LinearWarmup(warmup_period=3, scheduler=StepLR(step_size=4))"
      ])
  }

  @Test("The optimizer's second beta decides a warm-up that is not tuned")
  func betas() throws {
    let text = """
      optimizer = torch.optim.Adam(model.parameters(), lr=0.1, betas=(0.9, 0.8))
      warmup_scheduler = warmup.UntunedLinearWarmup(optimizer)
      """
    #expect(try spec(text) == "UntunedLinearWarmup(beta2=0.8)")
  }

  @Test(
    "Refusals are in the library's words, or say what was expected",
    arguments: [
      (
        "WarmupDecayLR(warmup_num_steps=3)",
        "WarmupDecayLR.__init__() missing 1 required positional argument: 'total_num_steps'"
      ),
      ("WarmupLR(warmup_steps=3)", "unknown parameter 'warmup_steps' of WarmupLR"),
      ("WarmupLR(warmup_num_steps='many')", "warmup_num_steps must be a number, but got 'many' (str)"),
      ("mmengine.LinearLR(begin=5, end=5)", "end should be larger than begin, but got begin=5, end=5"),
      ("mmengine.LinearLR(start_factor=0, end=9)", "start_factor must not be 0"),
      ("CosineRestartLR([4], [1])", "Either `eta_min` or `eta_min_ratio should be specified"),
      (
        "CompositeParamScheduler([ConstantParamScheduler(1)], [0.5], ['rescaled'])",
        "The sum of all values in lengths must be 1, but is 0.5"
      ),
      (
        "CompositeParamScheduler([ConstantParamScheduler(1)], [1.0], ['stretched'])",
        "expected one of 'rescaled', 'fixed'"
      ),
      (
        "LRMultiplier(optimizer, StepLR(3), 9)",
        "multiplier must be a ParamScheduler of fvcore, but got StepLR of PyTorch"
      ),
      ("StepScheduler('4xy')", "Invalid time string: '4xy'"),
      ("paddle.ExponentialDecay(0.1, 1.5)", "'gamma' must be in interval (0.0, 1.0)"),
      ("LinearWarmup(0.1, 5, 0.1, 0.1)", "end_lr 0.1 must be greater than start_lr 0.1"),
      (
        "combine_scheds([0.7, 0.2, 0.1], [SchedNo(1, 1), SchedNo(1, 1), SchedNo(1, 1)])",
        "sum(pcts) must be 1.0 exactly"
      ),
      ("ignite.LRScheduler(ReduceLROnPlateau(optimizer))", "Argument lr_scheduler should be a subclass"),
      (
        "ConcatScheduler([LinearCyclicalScheduler(optimizer, 'lr', 0, 1, 4)], [])",
        "should be of more than one parameter schedulers"
      ),
      (
        "LinearCyclicalScheduler(optimizer, 'lr', 0.1, 0.0, 1)",
        "cycle_size should be positive and larger than 1"
      ),
      ("optim.step_decay(0.1, 0.5, 0)", "step_size must be greater than 0, but got 0."),
      ("RexLR(optimizer, 0.1, 0.2, 9)", "should be less than value of \"max_lr\""),
      ("GreedyLR(optimizer, factor=1.5)", "Factor should be < 1.0."),
      ("WSDLRScheduler(optimizer, 5, 9)", "Invalid decay_t (9), must be in (0, t_initial] w/ t_initial=5."),
      (
        "create_scheduler_v2(optimizer, sched='cosine', epochs=9)",
        "create_scheduler_v2() got an unexpected keyword argument 'epochs'"
      ),
      ("create_scheduler_v2(optimizer, sched='sine')", "Unknown scheduler 'sine'."),
      (
        "OptimizerParamScheduler(optimizer, 0, 0.1, 0, 9, 9, 'linear', 0, 0, 1, 'constant')",
        "lr_warmup_steps (9) must be below lr_decay_steps (9)"
      ),
      (
        "OptimizerParamScheduler(optimizer, 0, 0.1, 0, 1, 9, 'square', 0, 0, 1, 'constant')",
        "square decay style is not supported."
      ),
      (
        "ultralytics.train(optimizer='Lion', batches_per_epoch=3)",
        "Optimizer 'Lion' not found in list of available optimizers"
      ),
      ("warmup.LinearWarmup(optimizer, 2.5)", "2.5 (float) is not a list nor an int."),
      (
        "get_piecewise_constant_schedule(optimizer, '1:x')",
        "expected step_rules such as '1:10,0.1:20,0.01', but got '1:x'"
      ),
    ])
  func refusals(text: String, words: String) {
    var message = "accepted"
    do { _ = try Schedule(parsing: text) } catch { message = "\(error)" }
    #expect(message.contains(words), "\(text): \(message)")
  }

  @Test("Functions and methods that are called like a scheduler are none")
  func ordinaryWords() throws {
    let text = """
      config = Config(warmup_steps=3)
      model.train()
      model.fit(x, y)
      scheduler = StepLR(optimizer, 3)
      """
    #expect(try spec(text) == "StepLR(step_size=3)")
  }
}
