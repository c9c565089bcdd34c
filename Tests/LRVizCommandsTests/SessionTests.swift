import LRSchedulers
import TestSupport
import Testing
import Training

@testable import LRVizCommands
@testable import Lab

/// What `w` writes of a run is what ran.
struct SessionTests {
  /// A lab with one run of the mock, tweaked at epochs.
  ///
  /// - Parameter changes: before the epochs, what is done to the run: `gamma=0.5`, `lr=0.05`.
  private func lab(
    _ spec: String, epochs: Int = 40, interval: Interval = .epoch, lrs: [Double] = [0.1],
    changes: [(epoch: Int, change: String)]
  ) throws -> Lab {
    let configuration = RunConfiguration(
      schedule: try Schedule(parsing: spec), lrs: lrs, workload: interval == .step ? "quadratic" : "mock",
      epochs: epochs, interval: interval)
    var lab = Lab([configuration])
    var run = try TrainingRun(configuration)
    while !run.isFinished {
      for (_, change) in changes
      where changes.contains(where: { $0.epoch == run.epoch + 1 && $0.change == change }) {
        for effect in try tweak(&lab, change) {
          switch effect {
          case .run(_, .assign(let schedule)): try run.assign(schedule)
          case .run(_, .setLR(let rates)): try run.setLR(rates)
          default: Issue.record("\(change): \(effect)")
          }
        }
      }
      let record = try #require(try run.trainEpoch())
      _ = lab.update(
        .run(lab.panes[0].id, RunReport(records: [record], state: run.isFinished ? .done : .running)))
    }
    return lab
  }

  private func tweak(_ lab: inout Lab, _ change: String) throws -> [LabEffect] {
    let parts = change.split(separator: "=", maxSplits: 1).map(String.init)
    let slots = try #require(lab.focusedTraining).slots
    let wanted = parts[0] == "lr" ? "lr now" : parts[0]
    let index = try #require(slots.firstIndex { $0.name == wanted }, "no \(wanted)")
    lab.panes[0].updateTraining { $0.selection = index }
    _ = lab.update(.key(.character("=")))
    _ = lab.update(.key(.paste(parts[1])))
    return lab.update(.key(.enter))
  }

  private func run(_ lab: Lab) throws -> SessionSnapshot.Run { try #require(lab.snapshot.runs.first) }

  @Test("Each row has the schedule that was in force, and changes are events")
  func rows() throws {
    let run = try run(
      lab("ExponentialLR(0.95)", changes: [(8, "gamma=0.5"), (12, "lr=0.05"), (20, "gamma=0.9")]))
    #expect(
      run.rows.map { $0.schedule.spec }
        == (1...40).map { epoch in
          "ExponentialLR(gamma=\(epoch < 8 ? "0.95" : epoch < 20 ? "0.5" : "0.9"))"
        })
    #expect(run.rows[6].lrs == [0.1 * 0.95 * 0.95 * 0.95 * 0.95 * 0.95 * 0.95])
    let events = run.rows.filter { !$0.assigned.isEmpty || !$0.changes.isEmpty }
    #expect(events.map(\.epoch) == [8, 12, 20])
    #expect(events[1].changes.map(\.kind) == [.set] && events[1].changes[0].to == 0.05)
    #expect(run.rows[11].lrs == [0.05])
  }

  @Test("CSV: the pane's number, the schedule in force, and a column of events")
  func csv() throws {
    var lab = try lab("StepLR(10)", changes: [(8, "gamma=0.5")])
    _ = lab.update(.key(.character("a")))
    let runs = lab.snapshot.runs
    #expect(runs.map(\.number) == [1, 2])
    let table = SessionCSV(runs[0])
    #expect(table.header == "pane,spec,epoch,lr,train_loss,val_loss,val_accuracy,events\n")
    let lines = runs[0].rows.map(table.line)
    #expect(lines[0].hasPrefix("1,StepLR(step_size=10),1,0.1,"))
    #expect(lines[7].hasPrefix("1,\"StepLR(step_size=10, gamma=0.5)\",8,0.1,"))
    #expect(lines[7].hasSuffix(",gamma 0.1 -> 0.5\n"))
    #expect(lines[9].hasSuffix(",lr 0.1 -> 0.05 decay\n"))
    let second = SessionRow(
      epoch: 1, schedule: runs[1].schedule, lrs: [0.1], momenta: [], trainLoss: 1, assigned: [], changes: [])
    #expect(SessionCSV(runs[1]).line(second) == "2,\"StepLR(step_size=10, gamma=0.5)\",1,0.1,1.0,,,\n")
  }

  @Test("JSON lines: assignments are events with their parameter")
  func jsonLines() throws {
    let run = try run(lab("ExponentialLR(0.95)", changes: [(3, "gamma=0.5"), (3, "lr=0.05")]))
    let lines = run.rows.map(SessionJSONLines(run: run).line)
    #expect(lines[1].hasSuffix("\"events\": []}\n"))
    #expect(
      lines[2].hasSuffix(
        """
        "events": [{"epoch": 3, "kind": "assign", "parameter": "gamma", "from": "0.95", "to": "0.5"}, {"epoch": 3, "kind": \
        "set", "group": 0, "from": 0.09025, "to": 0.05}]}

        """), "\(lines[2])")
    #expect(lines[2].contains("\"spec\": \"ExponentialLR(gamma=0.5)\", \"epoch\": 3, \"lr\": [0.05]"))
  }

  @Test("A change after the end is no part of what ran")
  func afterTheEnd() throws {
    var lab = try lab("ExponentialLR(0.95)", changes: [])
    _ = try tweak(&lab, "gamma=0.5")
    let run = try run(lab)
    #expect(lab.focusedPane.heading == "ExponentialLR(gamma=0.5)")
    #expect(Set(run.rows.map { $0.schedule.spec }) == ["ExponentialLR(gamma=0.95)"])
    #expect(run.schedule.spec == "ExponentialLR(gamma=0.95)")
    #expect(try SessionScript(run: run).text().contains("gamma=0.95"))
  }

  /// Spec, changes, and the lines of the script that make them.
  static let scripts:
    [(spec: String, interval: Interval, changes: [(epoch: Int, change: String)], lines: [String])] = [
      (
        "ExponentialLR(0.95)", .epoch, [(8, "gamma=0.5"), (12, "lr=0.05")],
        [
          "    if epoch == 7:", "        scheduler.gamma = 0.5", "    if epoch == 11:",
          "        optimizer.param_groups[0][\"lr\"] = 0.05",
        ]
      ),
      (
        "StepLR(10)", .epoch, [(15, "step_size=4"), (15, "gamma=0.3")],
        ["        scheduler.step_size = 4", "        scheduler.gamma = 0.3"]
      ),
      (
        "MultiStepLR([15, 25])", .epoch, [(8, "milestones=[10, 12, 30]")],
        ["        scheduler.milestones = Counter([10, 12, 30])"]
      ),
      (
        "CosineAnnealingLR(30)", .epoch, [(12, "T_max=40"), (20, "eta_min=0.001")],
        ["        scheduler.T_max = 40"]
      ),
      ("CosineAnnealingWarmRestarts(9)", .epoch, [(12, "T_mult=2")], ["        scheduler.T_mult = 2"]),
      (
        "LinearLR(total_iters=30)", .epoch, [(5, "total_iters=20"), (9, "end_factor=0.5")],
        ["        scheduler.end_factor = 0.5"]
      ),
      ("PolynomialLR(40)", .epoch, [(11, "power=2.0")], ["        scheduler.power = 2.0"]),
      (
        "LambdaLR(lambda e: 0.9 ** e)", .epoch, [(9, "lr_lambda=lambda e: 0.8 ** e")],
        ["        scheduler.lr_lambdas = [lambda e: 0.8 ** e] * 1"]
      ),
      (
        "OneCycleLR(0.1, total_steps=60)", .epoch, [(9, "max_lr=0.3"), (11, "anneal_strategy='linear'")],
        ["        scheduler._anneal_func_type = 'linear'"]
      ),
      (
        "SequentialLR([LinearLR(0.1), CosineAnnealingLR(30)], [5])", .epoch,
        [(3, "milestones=[9]"), (14, "schedulers[1].T_max=20")],
        ["        scheduler._milestones = [9]", "        scheduler._schedulers[1].T_max = 20"]
      ),
      (
        "ChainedScheduler([StepLR(5), ExponentialLR(0.9)])", .epoch, [(7, "schedulers[1].gamma=0.8")],
        ["        scheduler._schedulers[1].gamma = 0.8"]
      ),
      (
        "ExponentialLR(0.999)", .step, [(4, "gamma=0.99"), (6, "lr=0.2")], ["        scheduler.gamma = 0.99"]
      ),
    ]

  @Test("The script makes the changes at their epochs", arguments: scripts.indices)
  func script(index: Int) throws {
    let example = Self.scripts[index]
    let run = try run(lab(example.spec, interval: example.interval, changes: example.changes))
    let text = try SessionScript(run: run).text()
    for line in example.lines { #expect(text.contains(line + "\n"), "\(text)") }
    #expect(text.contains("from collections import Counter\n") == text.contains("Counter("))
  }

  /// Set LRVIZ_PYTHON to a Python that has torch.
  @Test(
    "PyTorch, running the script, has the rates of the CSV",
    .enabled(if: Python.torch, "no torch: the scripts were not run"))
  func scriptsInTorch() throws {
    for example in Self.scripts {
      let run = try run(
        lab(example.spec, interval: example.interval, lrs: [0.1, 0.02], changes: example.changes))
      let output = try Python.run(
        "import warnings\nwarnings.simplefilter('ignore')\n" + SessionScript(run: run).text())
      let rates = output.split(separator: "\n").map { line in
        line.split(separator: "LR: ").last.map(String.init) ?? ""
      }
      // Stepped per batch the script prints what an epoch ends with, and the next begins with unless it is set by hand.
      let shift = example.interval == .step ? 1 : 0
      let begins = run.rows.map { "[" + $0.lrs.map(PythonNumber.repr).joined(separator: ", ") + "]" }
      #expect(rates.count == begins.count)
      for (index, row) in run.rows.enumerated().dropFirst(shift) where shift == 0 || row.changes.isEmpty {
        #expect(rates[index - shift] == begins[index], "\(example.spec), epoch \(row.epoch)")
      }
    }
  }

  @Test("What PyTorch has no attribute for is a comment")
  func comments() throws {
    let run = try run(
      lab("get_cosine_schedule_with_warmup(opt, 5, 40)", changes: [(9, "num_training_steps=30")]))
    let text = try SessionScript(run: run).text()
    #expect(text.contains("        # num_training_steps was changed from 40 to 30 in the lab"))
    #expect(text.contains("        pass\n"))
  }
}
