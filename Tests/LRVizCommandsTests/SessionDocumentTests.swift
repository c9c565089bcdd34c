import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import LRVizCommands
@testable import Lab

/// What is written of a session opens it again.
@Suite("Sessions that are opened again") struct SessionDocumentTests {
  private static let specs = [
    "StepLR(10)", "ReduceLROnPlateau(patience=2)", "SequentialLR([LinearLR(), CosineAnnealingLR(30)], [5])",
    "LambdaLR(lambda e: 0.9 ** e)", "OneCycleLR(0.1, total_steps=60)",
    "get_cosine_schedule_with_warmup(opt, 5, 40)",
  ]

  private func lab(seeds: Int = 1) throws -> Lab {
    let configurations = try Self.specs.map {
      RunConfiguration(
        schedule: try Schedule(parsing: $0), lrs: [0.1, 0.02],
        optimizer: try OptimizerConfiguration(parsing: "SGD(momentum=0.9)"),
        workload: "mock", epochs: 20, seed: .max - 1)
    }
    return Lab(configurations, seeds: seeds)
  }

  /// Carries out effects with real runs, to the end.
  private func play(_ lab: inout Lab, _ effects: [LabEffect], epochs: Int = .max) throws {
    for case .run(let id, let command) in effects {
      let recipe: RunRecipe
      switch command {
      case .start(let configuration, _):
        recipe = RunRecipe(configuration, epoch: min(epochs, configuration.epochs))
      case .resume(let resumed, _, _, _): recipe = resumed
      default: continue
      }
      var run = try TrainingRun(recipe.configuration)
      var report = RunReport(records: [], state: .running)
      while run.epoch < recipe.epoch {
        for change in recipe.changes where change.epoch == run.epoch + 1 {
          try run.make(change.kind)
          if case .schedule(let schedule) = change.kind {
            report.assignments.append(RunAssignment(epoch: change.epoch, schedule: schedule))
          }
        }
        if let record = try run.trainEpoch() { report.records.append(record) }
      }
      if run.isFinished { report.state = .done }
      _ = lab.update(.run(id, report))
    }
  }

  @Test("Through JSON and back everything is the same", arguments: [1, 3])
  func roundTrip(seeds: Int) throws {
    var lab = try lab(seeds: seeds)
    try play(&lab, lab.launch(), epochs: 12)
    for keys in ["3", "y", "A", "O", "v", "+", "t", "c"] { _ = lab.update(.key(.character(Character(keys)))) }
    let state = lab.sessionState
    let document = SessionDocument(state)
    let read = try SessionDocument(parsing: document.text, path: "session.json").state
    #expect(read == state)
    var again = Lab(read)
    try play(&again, again.launch())
    #expect(again.sessionState == state)
    (lab.notice, again.notice) = (nil, nil)
    expectFrame(again.frame, lab.frame.text)
    #expect(SessionDocument(again.sessionState).text == document.text)
  }

  @Test("Changes are at their epochs, and what the next start uses is kept")
  func changes() throws {
    var lab = try lab()
    try play(&lab, lab.launch(), epochs: 20)
    _ = lab.update(.key(.right))
    let state = lab.sessionState
    #expect(state.panes[0].next?.schedule.spec == "StepLR(step_size=11)")
    #expect(state.panes[0].recipe.configuration.schedule.spec == "StepLR(step_size=10)")
    var recipe = state
    recipe.panes[1].recipe.changes = [
      RunChange(epoch: 3, .schedule(try Schedule(parsing: "ReduceLROnPlateau(patience=1)"))),
      RunChange(epoch: 9, .rates([0.3, 0.000125])),
    ]
    let read = try SessionDocument(parsing: SessionDocument(recipe).text, path: "x").state
    #expect(read == recipe)
    var again = Lab(read)
    #expect(again.sessionState.panes == recipe.panes, "put away before its runs are made again")
    try play(&again, again.launch())
    #expect(again.sessionState.panes == recipe.panes)
    let events = try #require(again.panes[1].training).events
    #expect(events.contains { if case .assigned(let one) = $0 { one.epoch == 3 } else { false } })
  }

  static let broken: [(text: String, words: String)] = [
    ("", "no session"), ("[]", "lrviz_session"), ("{}", "lrviz_session"), ("{\"lrviz_session\": 1}", "panes"),
    ("{\"lrviz_session\": 99, \"panes\": [{}]}", "version 99"),
    ("{\"lrviz_session\": 1, \"panes\": []}", "at least one"),
    ("{\"lrviz_session\": 1, \"panes\": [{}]}", "pane 1: expected a spec"),
    ("{\"lrviz_session\": 1, \"panes\": [{\"spec\": \"StepLR(\"}]}", "pane 1: "),
    ("{\"lrviz_session\": 1, \"panes\": [{\"spec\": \"StepLR(3)\", \"lr\": [-1]}]}", "Invalid learning rate"),
    (
      "{\"lrviz_session\": 1, \"panes\": [{\"spec\": \"StepLR(3)\", \"workload\": \"x\"}]}",
      "unknown workload 'x'"
    ),
    ("{\"lrviz_session\": 1, \"panes\": [{\"spec\": \"StepLR(3)\", \"optimizer\": \"Foo()\"}]}", "Foo"),
    ("{\"lrviz_session\": 1, \"panes\": [{\"spec\": \"StepLR(3)\", \"epochs\": 0}]}", "epochs must be"),
    (
      "{\"lrviz_session\": 1, \"panes\": [{\"spec\": \"StepLR(3)\", \"trained\": 101}]}",
      "trained must be from 0 to 100"
    ),
    (
      "{\"lrviz_session\": 1, \"panes\": [{\"spec\": \"StepLR(3)\", \"trained\": 9, \"changes\": [{\"epoch\": 3}]}]}",
      "epoch 3 needs"
    ),
    (
      "{\"lrviz_session\": 1, \"panes\": [{\"spec\": \"StepLR(3)\", \"trained\": 9, \"changes\": [{\"lr\": [1]}]}]}",
      "no epoch"
    ),
  ]

  @Test("A focus that is no pane's is none", arguments: ["-9223372036854775808", "0", "9223372036854775807"])
  func focus(number: String) throws {
    let state = Lab([
      RunConfiguration(schedule: try Schedule(parsing: "StepLR(10)"), workload: "mock", epochs: 9)
    ])
    .sessionState
    let text = SessionDocument(state).text.split(separator: "\"focus\": 1").joined(
      separator: "\"focus\": \(number)")
    #expect(text.contains(number))
    let lab = Lab(try SessionDocument(parsing: text, path: "s.json").state)
    #expect(lab.panes.indices.contains(lab.focus) && !lab.frame.text.isEmpty)
  }

  @Test("What cannot be opened says why", arguments: broken.indices)
  func brokenDocuments(index: Int) {
    let (text, words) = Self.broken[index]
    do {
      _ = try SessionDocument(parsing: text, path: "s.json")
      Issue.record("opened: \(text)")
    } catch {
      #expect(error.status == .unreadableData && error.message.contains(words), "\(error.message)")
      #expect(error.message.hasPrefix("'s.json' is no session that can be opened: "))
    }
  }

  @Test("The command opens folders and says what is missing")
  func command() throws {
    let folder = try ScratchFolder()
    folder.folder("empty")
    folder.folder("s")
    var lab = try lab()
    try play(&lab, lab.launch(), epochs: 3)
    folder.write(SessionDocument(lab.sessionState).text, to: "s/session.json")
    for path in ["s", "s/", "s/session.json"] {
      let outcome = try Program.run(
        ["lab", folder.file(path), "--snapshot", folder.file("out.txt"), "--size", "80x24"])
      #expect(outcome.status == 0 && folder.text("out.txt").contains("3/20"), "\(outcome.errors)")
    }
    let empty = try Program.run(["lab", folder.file("empty")])
    #expect(empty.status == 66 && empty.errors.contains("without a session.json"))
    var environment = Program.environment
    environment["XDG_STATE_HOME"] = folder.file("state")
    let last = try Program.run(["lab", "--last"], environment: environment)
    #expect(last.status == 66 && last.errors.contains("there is no last session"))
    let both = try Program.run(["lab", "--last", "StepLR(3)"], environment: environment)
    #expect(both.status == 64)
  }

  /// Carries out what makes the ghosts of an opened session again.
  private func makeGhosts(_ lab: inout Lab, _ effects: [LabEffect]) throws {
    for case .session(.makeGhost(let id, let recipe)) in effects {
      _ = lab.update(.ghost(id, recipe, try recipe.run().records))
    }
  }

  @Test("A ghost comes back as it was, and is kept before it is there") func ghosts() throws {
    var lab = try lab()
    try play(&lab, lab.launch(), epochs: 12)
    try play(&lab, lab.update(.key(.character("r"))), epochs: 3)
    let ghost = try #require(lab.panes[0].training?.ghost)
    #expect(ghost.history.epochs == 12)
    let state = lab.sessionState
    let read = try SessionDocument(parsing: SessionDocument(state).text, path: "session.json").state
    #expect(read == state && read.panes[0].ghost == ghost.recipe && read.panes[1].ghost == nil)
    var opened = Lab(read)
    let effects = opened.launch()
    #expect(opened.sessionState.panes[0].ghost == ghost.recipe)
    try play(&opened, effects)
    try makeGhosts(&opened, effects)
    let made = try #require(opened.panes[0].training?.ghost)
    #expect(made.history.rates == ghost.history.rates && made.history.measured == ghost.history.measured)
    #expect(opened.sessionState == state)
  }

  @Test("A script comes back with its answers; one that cannot be read any more does not") func scripts()
    throws
  {
    let text = "opt = SGD(p, lr=args.lr)\na = StepLR(opt, 3)\nb = ExponentialLR(opt, args.fade)\n"
    var lab = Lab([
      RunConfiguration(schedule: try Schedule(parsing: "StepLR(10)"), workload: "mock", epochs: 9)
    ])
    for key in [KeyEvent.paste(text), .enter, .paste("0.3"), .enter] {
      _ = lab.update(.key(key))
    }
    let origins = lab.panes.map { $0.training?.origin }
    #expect(origins.count == 2 && origins.allSatisfy { $0 != nil })
    let state = lab.sessionState
    let document = SessionDocument(state).text
    let read = try SessionDocument(parsing: document, path: "session.json").state
    #expect(read == state)
    var opened = Lab(read)
    #expect(opened.panes.map { $0.training?.origin } == origins)
    _ = opened.update(.key(.character("D")))
    #expect(opened.frame.text.contains("args.fade = 0.3"))
    let broken = document.split(separator: "ExponentialLR(opt", omittingEmptySubsequences: false)
      .joined(separator: "NoSuch(opt")
    let lost = try SessionDocument(parsing: broken, path: "session.json").state
    #expect(lost.panes.count == 2 && lost.panes[1].origin == nil)
  }

  @Test("An open forecast is open again") func forecasts() throws {
    var lab = try lab()
    _ = lab.update(.key(.character("P")))
    let state = lab.sessionState
    let read = try SessionDocument(parsing: SessionDocument(state).text, path: "session.json").state
    #expect(read == state && Lab(read).outlooks == [lab.panes[0].id])
  }
}
