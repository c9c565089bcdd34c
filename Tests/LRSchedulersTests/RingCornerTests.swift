import LRSchedulers
import Testing

/// What the differential tests found at the ends of the arguments, with the rates of the libraries themselves.
@Suite struct RingCornerTests {
  struct Corner: Sendable, CustomTestStringConvertible {
    let spec: String
    let rates: [Double]
    var testDescription: String { spec }
  }

  private static let corners = [
    // A second part begins where the sum of both lengths says, which is a bit below the first one's length.
    Corner(
      spec:
        "WarmupParamScheduler(scheduler=ExponentialParamScheduler(start_value=0.5, decay=0.0), warmup_factor=0.001, warmup_length=0.1, warmup_method='constant', rescale_interval=True, max_iter=100)",
      rates: [0.0005, 0.0005, 0.0005, 0.0005, 0.0005, 0.0005, 0.0005, 0.0005, 0.0005, 0.0005, 0, 0]),
    Corner(
      spec:
        "CompositeParamScheduler(schedulers=[ConstantParamScheduler(value=1.0), ConstantParamScheduler(value=2.0), ExponentialParamScheduler(start_value=0.5, decay=0.0)], lengths=[0.1, 0.7, 0.1995], interval_scaling=['rescaled', 'rescaled', 'rescaled'], max_iter=10)",
      rates: [1, 2, 2, 2, 2, 2, 2, 2, 0, 0]),
    // ignite has a copy of the warm restarts' get_lr, and steps no SWALR.
    Corner(
      spec: "ignite.LRScheduler(lr_scheduler=CosineAnnealingWarmRestarts(T_0=3, T_mult=2))",
      rates: [
        0.07500000000000001, 0.025000000000000012, 0.1, 0.09330127018922195, 0.07500000000000001, 0.05,
        0.025000000000000012, 0.006698729810778065,
      ]),
    Corner(
      spec: "ignite.LRScheduler(lr_scheduler=SWALR(swa_lr=4.0, anneal_epochs=3))",
      rates: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]),
    Corner(
      spec:
        "create_lr_scheduler_with_warmup(lr_scheduler=SWALR(swa_lr=4.0, anneal_epochs=3), warmup_start_value=0.0, warmup_duration=3)",
      rates: [0, 0.05, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]),
    Corner(
      spec:
        "create_lr_scheduler_with_warmup(lr_scheduler=CosineAnnealingWarmRestarts(T_0=3, T_mult=2), warmup_start_value=0.0, warmup_duration=3)",
      rates: [
        0, 0.05, 0.1, 0.07500000000000001, 0.025000000000000012, 0.1, 0.09330127018922195,
        0.07500000000000001, 0.05, 0.025000000000000012,
      ]),
    // REX begins at step 1, and what counts its steps with it.
    Corner(
      spec:
        "JaggedLRRestartScheduler(inner_schedule=RexLR(max_lr=0.1, min_lr=0.0, total_steps=20, num_warmup_steps=2), jagged_restart_steps=6, jagged_restart_warmup_steps=2, min_lr_scale=0.5)",
      rates: [
        0.1, 0.09941520467836258, 0.09876543209876544, 0.09803921568627452, 0.04861111111111111,
        0.07222222222222222, 0.09523809523809525, 0.09401709401709402, 0.09259259259259262,
        0.09090909090909091, 0.044444444444444446, 0.06481481481481481, 0.08333333333333333,
        0.07936507936507937,
      ]),
    // accelerate counts batches without an update, of which an epoch's last update has fewer.
    Corner(
      spec:
        "AcceleratedScheduler(scheduler=OneCycleLR(max_lr=0.5, total_steps=40), num_processes=7, gradient_accumulation_steps=17, batches_per_epoch=1)",
      rates: [
        0.020000000000000018, 0.3596996031204527, 0.4859708886937616, 0.3584715008956504,
        0.16743156479027027, 0.024759683993263143, 0.00157394123889927, 0.00157394123889927,
      ]),
    Corner(
      spec:
        "AcceleratedScheduler(scheduler=OneCycleLR(max_lr=0.5, total_steps=40), num_processes=7, gradient_accumulation_steps=3, batches_per_epoch=7)",
      rates: [
        0.020000000000000018, 0.3596996031204527, 0.4859708886937616, 0.3584715008956504,
        0.16743156479027027, 0.07322501181014432, 0.07322501181014432,
      ]),
    // By that count SWALR goes too.
    Corner(
      spec:
        "AcceleratedScheduler(scheduler=SWALR(swa_lr=0.063, anneal_epochs=13), num_processes=5, gradient_accumulation_steps=4)",
      rates: [0.1, 0.07665711889641152, 0.063, 0.063, 0.063, 0.063]),
  ]

  @Test("The library's rates", arguments: corners)
  func rates(corner: Corner) throws {
    var run = try ScheduleRun(
      Schedule(parsing: corner.spec), groups: [ParameterGroup(lr: 0.1, momentum: 0.9)])
    let largest = corner.rates.reduce(0) { max($0, $1.magnitude) }
    for (step, rate) in corner.rates.enumerated() {
      if step > 0 { try run.step() }
      #expect((run.lr - rate).magnitude <= 1e-12 * largest, "step \(step): \(run.lr), the library \(rate)")
    }
  }

  @Test(
    "What the library refuses is refused",
    arguments: [
      (
        "MultiStepParamScheduler([0.1, 0.01, 0.001], 90, [0, 80])",
        "Milestones must be in ascending order, above 0 and below num_updates (90.0)"
      ),
      ("MultiStepParamScheduler([0.1, 0.01, 0.001], 90, [80, 80])", "Milestones must be in ascending order"),
      (
        "MultiStepParamScheduler([0.1, 0.01, 0.001], 2)",
        "Total num_updates must be greater than length of param schedule: 2.0 updates, 3 values"
      ),
      ("NoamDecay(512, 100, learning_rate=-1.0)", "Invalid learning rate: -1.0"),
      ("LinearWarmup(NoamDecay(512, 100, -1.0), 10, 0.0, 0.5)", "Invalid learning rate: -1.0"),
      ("PolyScheduler(optimizer, t_max=-1, max_lr=0.1)", "{'t_max': -1} must be non-negative"),
      ("PolyScheduler(optimizer, t_max=9, max_lr=-0.1)", "{'max_lr': -0.1} must be non-negative"),
      (
        "PolyScheduler(optimizer, t_max=9, max_lr=0.1, init_lr=-1.0)",
        "{'init_lr': -1.0} must be non-negative"
      ),
      (
        "PolyScheduler(optimizer, t_max=9, max_lr=0.1, warmup_steps=-1)",
        "{'warmup_steps': -1} must be non-negative"
      ),
      (
        "InterpolatingLogScheduler(optimizer, num_steps=0, min_lr=0.1, max_lr=0.0)",
        "cannot be raised to a negative power"
      ),
      ("paddle.OneCycleLR(0.5, 100, divide_factor=-1.0)", "Invalid learning rate: -0.5"),
      (
        "combine_scheds([0.25, 0.75], [SchedCos(0.1, 0.2), ParamScheduler({'lr': SchedExp(0.001, 0.1)})])",
        "scheds must be a function of fastai, but got ParamScheduler"
      ),
      ("ultralytics.train(lr0=-1.0, optimizer='SGD', batches_per_epoch=3)", "Invalid learning rate: -1.0"),
    ])
  func refusals(text: String, words: String) {
    var message = "accepted"
    do { _ = try Schedule(parsing: text) } catch { message = "\(error)" }
    #expect(message.contains(words), "\(text): \(message)")
  }

  @Test(
    "What the training decides is refused where it leaves nothing to train",
    arguments: [
      ("CosineParamScheduler(0.1, 0.0, max_iter=9)", "max_iter", -1),
      ("SchedCos(0.1, 0.0, n=9)", "n", 0), ("fit_one_cycle(3, 0.1, steps_per_epoch=4)", "start_epoch", 3),
      ("fit_sgdr(3, 1, 0.1, steps_per_epoch=4)", "start_epoch", 10),
    ])
  func nothingToTrain(text: String, name: String, value: Int) throws {
    let schedule = try Schedule(parsing: text)
    _ = try ScheduleRun(schedule, lr: 0.1)
    #expect(throws: SchedulerError.self) {
      try ScheduleRun(try schedule.setting(name, to: .int(value)), lr: 0.1)
    }
  }

  @Test(
    "A unit of Composer's that is not known is refused before the first step, whenever it comes into play")
  func unknownUnits() throws {
    let known = try Schedule(
      parsing:
        "InverseSquareRootWithWarmupScheduler(t_warmup='10ba', t_scale='10ba', t_cooldown='20ba', max_duration='100ba')"
    )
    let late = try known.setting("t_max", to: .string("3ep"))
    #expect(throws: SchedulerError.self) { try ScheduleRun(late, lr: 0.1) }
  }
}
