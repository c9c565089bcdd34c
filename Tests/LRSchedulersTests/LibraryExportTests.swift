import LRSchedulers
import TestSupport
import Testing

/// The code for transformers, timm, optax and Keras as these libraries run it.
@Suite struct LibraryExportTests {
  struct Script: Encodable {
    let code: String
    let lr: Double
    let steps: Int
  }

  struct Outcome: Decodable {
    let rates: [Double]
    let error: String?
  }

  private static let runner = """
    import importlib.util, types, warnings
    warnings.simplefilter("ignore")
    # timm imports all its models, of which its schedulers need none.
    spec = importlib.util.find_spec("timm")
    sys.modules["timm"] = importlib.util.module_from_spec(spec)
    import jax, keras, torch
    jax.config.update("jax_enable_x64", True)
    keras.config.set_floatx("float64")
    def drive(scheduler, optimizer, steps):
        for step in range(steps):
            yield optimizer.param_groups[0]["lr"]
            optimizer.step()
            if not type(scheduler).__module__.startswith("timm"): scheduler.step()
            elif scheduler.t_in_epochs: scheduler.step(step + 1)
            else: scheduler.step_update(step + 1)
    outcomes = []
    for script in input:
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=script["lr"])
        names = {"optimizer": optimizer}
        try:
            exec(script["code"], names)
            if "schedule" in names: rates = [names["schedule"](step) for step in range(script["steps"])]
            else: rates = drive(names["scheduler"], optimizer, script["steps"])
            outcomes.append({"rates": [float(rate) for rate in rates], "error": None})
        except Exception as error:
            outcomes.append({"rates": [], "error": repr(error)})
    json.dump(outcomes, sys.stdout)
    """

  @Test(
    .enabled(
      if: Python.families,
      "transformers, timm, optax or keras is not installed: the code for them was not run"),
    arguments: [CodeFormat.transformers, .timm, .optax, .keras])
  func theLibraryGivesTheSameRates(format: CodeFormat) throws {
    let specs = Catalog.entries.map { Schedule(default: $0).spec } + LawTests.specs
    var cases: [(schedule: Schedule, script: Script)] = []
    for (index, spec) in specs.enumerated() {
      let schedule = try Schedule(parsing: spec)
      if schedule.needsMetric { continue }
      let context = CodeContext(epochs: 40, interval: index.isMultiple(of: 2) ? .epoch : .step)
      let code = try schedule.code(for: format, in: context).text
      cases.append((schedule, Script(code: code, lr: 0.1, steps: 40)))
    }
    let outcomes = try Python.run(Self.runner, cases.map(\.script), as: [Outcome].self)
    for (one, outcome) in zip(cases, outcomes) {
      var run = try ScheduleRun(one.schedule, lr: 0.1, momentum: 0)
      try #require(outcome.rates.count == 40, "\(one.schedule): \(outcome.error ?? "")\n\(one.script.code)")
      let peak = outcome.rates.reduce(0) { max($0, $1.magnitude) }
      for (step, rate) in outcome.rates.enumerated() {
        if step > 0 { try run.step() }
        let isSame = (rate - run.lr).magnitude <= max(1e-9 * rate.magnitude, 1e-11 * peak)
        #expect(isSame, "\(one.schedule) at step \(step): \(run.lr), the library \(rate)\n\(one.script.code)")
        if !isSame { break }
      }
    }
  }
}
