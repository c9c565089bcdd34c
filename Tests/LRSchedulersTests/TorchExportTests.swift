import LRSchedulers
import TestSupport
import Testing

/// The exported PyTorch scripts as PyTorch runs them: the rates and momenta of every update are lrviz's own.
@Suite struct TorchExportTests {
  struct Script: Encodable {
    let code: String
  }

  /// What each call of `optimizer.step` found, by group, and what a metric-driven scheduler was told.
  struct Trace: Decodable {
    let lrs: [[Double]]
    let momenta: [[Double]]
    let metrics: [Double]
    let error: String?
  }

  struct Case {
    let schedule: Schedule
    let context: CodeContext
  }

  /// Runs each script as it stands and notes down what its optimizer sees.
  static let tracer = """
    import contextlib, io, warnings
    import torch
    from torch.optim import optimizer as base
    warnings.simplefilter("ignore")
    trace = None
    def note(optimizer, args, kwargs):
        groups = optimizer.param_groups
        trace["lrs"].append([float(group["lr"]) for group in groups])
        trace["momenta"].append([group["betas"][0] if "betas" in group else group.get("momentum", 0) for group in groups])
    base.register_optimizer_step_pre_hook(note)
    Plateau = torch.optim.lr_scheduler.ReduceLROnPlateau
    step = Plateau.step
    def told(self, metrics, *rest):
        trace["metrics"].append(float(metrics))
        step(self, metrics, *rest)
    Plateau.step = told
    traces = []
    for script in input:
        trace = {"lrs": [], "momenta": [], "metrics": [], "error": None}
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(script["code"], "script", "exec"), {"__name__": "script"})
        except Exception as error:
            trace["error"] = str(error)
        traces.append(trace)
    json.dump(traces, sys.stdout)
    """

  static var cases: [Case] {
    let specs =
      Catalog.entries.map { Schedule(default: $0).spec } + LawTests.specs + ["StepLR(2, last_epoch=4)"]
      + nested
    let contexts = [
      ([0.1, 0.02], 9, Interval.epoch), ([0.1], 6, .step), ([0.1, 0.02], 4, .step),
    ].map {
      CodeContext(lrs: $0, optimizer: "Adam(betas=(0.8, 0.99))", epochs: $1, interval: $2)
    }
    return specs.flatMap { spec in
      contexts.compactMap { context in
        (try? Schedule(parsing: spec)).map { Case(schedule: $0, context: context) }
      }
    }
  }

  static let nested = [
    "SequentialLR([ChainedScheduler([ExponentialLR(0.9), SWALR(0.05)]), get_linear_schedule_with_warmup(2, 9)], [5])",
    "ChainedScheduler([LambdaLR(lambda e: 0.9 ** e), ConstantLR(0.5, 4)])",
    "ChainedScheduler([SequentialLR([SequentialLR([LinearLR(0.5), StepLR(3)], [2]), CosineAnnealingLR(9)], [7])])",
    "CosineLRScheduler(1, cycle_mul=3.0, cycle_limit=6)",
    "get_wsd_schedule(0, 9, num_stable_steps=3, decay_type='1-sqrt')",
    "keras.optimizers.schedules.CosineDecayRestarts(0.1, 1, t_mul=1.5)",
    "LambdaLR([lambda e: 0.9 ** e, lambda e: 1 / (1 + e)])",
    "MultiStepLR([0, 3, 3, 7], 0.5)", "CyclicLR([0.01, 0.02], [0.1, 0.3], 3, mode='exp_range', gamma=0.9)",
  ]

  @Test(.enabled(if: Python.torch, "PyTorch is not installed: the exported scripts were not run"))
  func torchRunsEveryScriptWithTheSameRatesAndMomenta() throws {
    // Lists for two groups do not fit one; that is refused, not exported.
    let cases = Self.cases.filter {
      (try? $0.schedule.code(for: .pytorch, in: $0.context).text) != nil
    }
    try #require(cases.count >= 200)
    let scripts = try cases.map {
      Script(code: try $0.schedule.code(for: .pytorch, in: $0.context).text)
    }
    let traces = try Python.run(Self.tracer, scripts, as: [Trace].self)
    try #require(traces.count == cases.count)
    for (one, trace) in zip(cases, traces) { try expectSame(one, trace) }
  }

  private func expectSame(_ one: Case, _ trace: Trace) throws {
    let resumes = one.schedule.value(of: "last_epoch") ?? .int(-1) != .int(-1)
    var run = try ScheduleRun(
      one.schedule,
      groups: one.context.lrs.map { ParameterGroup(lr: $0, initialLR: resumes ? $0 : nil, momentum: 0.8) })
    let (batches, perStep) = (8, one.context.interval == .step)
    #expect(
      trace.error != nil || trace.lrs.count == one.context.epochs * batches,
      "\(one.schedule.spec): \(trace.lrs.count) updates")
    let peak = trace.lrs.joined().reduce(0) { max($0, $1.magnitude) }
    let isExact = one.schedule.entry.library == .pytorch && !one.schedule.spec.contains("get_")
    var steps = 0
    for update in trace.lrs.indices {
      let found = run.groups.map(\.lr)
      let isSame = zip(found, trace.lrs[update]).allSatisfy {
        isExact ? $0 == $1 : ($0 - $1).magnitude <= 1e-10 * peak
      }
      #expect(isSame, "\(one.schedule.spec) at update \(update): \(found), torch \(trace.lrs[update])")
      // Only PyTorch's schedulers move it, which is said where another one does.
      if one.schedule.entry.library == .pytorch || !one.schedule.movesMomentum {
        #expect(run.groups.map { $0.momentum ?? 0 } == trace.momenta[update], "\(one.schedule.spec)")
      }
      if !isSame { return }
      guard perStep || update % batches == batches - 1 else { continue }
      do { try run.step(metric: one.schedule.needsMetric ? trace.metrics[steps] : nil) } catch {
        #expect(trace.error != nil && update == trace.lrs.count - 1, "\(one.schedule.spec)")
        return
      }
      steps += 1
    }
    #expect(trace.error == nil, "\(one.schedule.spec)")
  }
}
