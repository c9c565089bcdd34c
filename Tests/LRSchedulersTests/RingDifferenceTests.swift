import Foundation
import LRSchedulers
import SpecFuzzing
import TestSupport
import Testing

/// Random schedules of the second ring, in their own libraries' code and as these run it.
///
/// `Scripts/install-ring` installs the libraries; those that are not there are skipped, which the output says.
@Suite struct RingDifferenceTests {
  struct Script: Encodable {
    let library: String
    let code: String
    let lr: Double
    let steps: Int
    let outside: [String: Double]
  }

  struct Outcome: Decodable {
    let rates: [Double]
    let error: String?
  }

  /// A library, what Python calls it, and how close its arithmetic comes.
  struct Library: Sendable, CustomTestStringConvertible {
    let library: SourceLibrary
    let module: String
    var tolerance = 1e-10

    var testDescription: String { library.key }
  }

  static let libraries: [Library] = [
    Library(library: .fvcore, module: "fvcore"),
    Library(library: .mmengine, module: "mmengine", tolerance: 1e-8),
    Library(library: .ignite, module: "ignite"),
    Library(library: .mlx, module: "mlx.optimizers", tolerance: 1e-6),
    Library(library: .pytorchOptimizer, module: "pytorch_optimizer"),
    Library(library: .pytorchWarmup, module: "pytorch_warmup"),
  ]

  private static let installed = libraries.filter { Python.torch && Python.canImport($0.module) }
  private static let skipped = libraries.filter { one in !installed.contains { $0.library == one.library } }

  private static let runner = """
    import warnings, logging
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    import torch
    def drive(script, names, optimizer):
        library, steps, outside = script["library"], script["steps"], script["outside"]
        group = optimizer.param_groups[0]
        for i in range(steps):
            if library == "fvcore":
                yield names["schedule"](i / outside["max_iter"])
            elif library == "mlx":
                import mlx.core as mx
                yield float(names["schedule"](mx.array(i, dtype=mx.uint64)))
            elif library == "paddle":
                yield names["scheduler"]()
                names["scheduler"].step()
            elif library == "ignite":
                names["handler"](None)
                yield group["lr"]
            elif library == "pytorch_warmup":
                yield group["lr"]
                optimizer.step()
                with names["warmup_scheduler"].dampening():
                    if "scheduler" in names: names["scheduler"].step()
            else:
                yield group["lr"]
                optimizer.step()
                names["scheduler"].step()
    outcomes = []
    for script in input:
        optimizer = torch.optim.Adam([torch.nn.Parameter(torch.zeros(1))], lr=script["lr"], betas=(0.9, script["outside"].get("beta2", 0.999)))
        names, rates = {"optimizer": optimizer}, []
        try:
            exec(script["code"], names)
            if "config" in names:
                names["scheduler"] = names["config"].build(optimizers=[optimizer], training_steps=int(script["outside"].get("training_steps", 1)))
            for rate in drive(script, names, optimizer): rates.append(float(rate))
            outcomes.append({"rates": rates, "error": None})
        except Exception as error:
            outcomes.append({"rates": [r for r in rates if r == r and abs(r) < 1e300], "error": repr(error)})
    json.dump(outcomes, sys.stdout)
    """

  @Test("What is not installed is said", .enabled(if: !skipped.isEmpty)) func missing() {
    print(
      "SKIPPED: not installed, so nothing was compared with \(Self.skipped.map(\.library.key).joined(separator: ", "))"
    )
  }

  /// How many random schedules there are of each library; `LRVIZ_RING_CASES` asks for more.
  private static let count = ProcessInfo.processInfo.environment["LRVIZ_RING_CASES"].flatMap(Int.init) ?? 60

  @Test("The library gives the same rates", .enabled(if: !installed.isEmpty), arguments: installed)
  func same(one: Library) throws {
    var generator = SplitMix(seed: 11)
    let entries = Catalog.entries.filter {
      $0.library == one.library && !Schedule(default: $0).needsMetric && !$0.name.hasSuffix("Momentum")
        && $0.name != "mmengine.param_scheduler"
    }
    var cases: [(schedule: Schedule, script: Script)] = []
    for index in 0..<Self.count {
      let schedule = varied(Schedule(default: entries[index % entries.count]), &generator)
      let format = try #require(CodeFormat(rawValue: one.library.key))
      var outside: [String: Double] = [:]
      for parameter in schedule.entry.parameters where parameter.isOutside {
        outside[parameter.name] = schedule.value(of: parameter.name)?.number?.doubleValue
      }
      let code = try schedule.code(for: format).text
      cases.append(
        (schedule, Script(library: one.library.key, code: code, lr: 0.1, steps: 60, outside: outside)))
    }
    let outcomes = try Python.run(Self.runner, cases.map(\.script), as: [Outcome].self)
    var compared = 0
    for (one, outcome) in zip(cases, outcomes) {
      compared += try compare(one.schedule, outcome, one.script.code, tolerance(one.schedule))
    }
    #expect(compared >= Self.count * 20, "only \(compared) rates could be compared")
  }

  private func tolerance(_ schedule: Schedule) -> Double {
    Self.libraries.first { $0.library == schedule.entry.library }?.tolerance ?? 1e-10
  }

  /// As many rates as the library gives; where it fails, the schedule fails too, or was refused from the start.
  private func compare(_ schedule: Schedule, _ outcome: Outcome, _ code: String, _ tolerance: Double) throws
    -> Int
  {
    var run = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 0.1, momentum: 0.9, beta2: 0.999)])
    let peak = outcome.rates.reduce(1e-300) { max($0, $1.magnitude) }
    for (step, rate) in outcome.rates.enumerated() {
      if step > 0 {
        do { try run.step() } catch {
          Issue.record("\(schedule) at step \(step): \(error), the library \(rate)\n\(code)")
          return step
        }
      }
      let isSame = (rate - run.lr).magnitude <= tolerance * peak
      #expect(isSame, "\(schedule) at step \(step): \(run.lr), the library \(rate)\n\(code)")
      if !isSame { return step }
    }
    if outcome.rates.isEmpty { Issue.record("\(schedule): \(outcome.error ?? "")\n\(code)") }
    return outcome.rates.count
  }

  /// Some of the arguments moved by some of their natural steps.
  private func varied(_ schedule: Schedule, _ generator: inout SplitMix) -> Schedule {
    var schedule = schedule
    for path in schedule.parameterPaths where !path.hasSuffix("last_epoch") {
      let steps = generator.below(15) - 7
      guard generator.below(2) == 0, let moved = schedule.nudged(path, by: steps) else { continue }
      guard (try? ScheduleRun(moved, lr: 0.1, momentum: 0.9)) != nil else { continue }
      schedule = moved
    }
    return schedule
  }
}
