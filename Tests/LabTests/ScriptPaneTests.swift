import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// Scripts in panes: a scheduler each, and what was taken from where.
@Suite struct ScriptPaneTests {
  private func lab(pasting text: String, _ width: Int = 80, _ height: Int = 24) throws -> Lab {
    var lab = try LabSamples.lab(["StepLR(10)"], width, height, epochs: 5)
    _ = lab.update(.key(.paste(text)))
    lab.press("⏎")
    return lab
  }

  private func several(_ count: Int) -> String {
    (1...count).map { "s\($0) = StepLR(opt, \($0))" }.joined(separator: "\n")
  }

  @Test func everySchedulerHasAPane() throws {
    let lab = try lab(pasting: several(4))
    #expect(lab.specs == (1...4).map { "StepLR(step_size=\($0))" })
    #expect(lab.focus == 0 && lab.notice?.text == "4 schedulers: panes 1 to 4")
    #expect(lab.runs.map { $0.origin?.title } == (1...4).map { "paste:\($0) \($0)/4" })
  }

  /// As many as a page has room for; the rest is said.
  @Test(arguments: [(80, 24), (120, 40), (40, 10)]) func whatDoesNotFitIsSaid(width: Int, height: Int) throws
  {
    let lab = try lab(pasting: several(40), width, height)
    let room = GridLayout.largestPage(in: lab.body)
    #expect(lab.panes.count == room && lab.gridLayout.pages == 1)
    #expect(lab.notice?.text.hasPrefix("\(room) of 40 schedulers in pane") == true)
  }

  /// Each new run is started.
  @Test func everyPaneIsStarted() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "ExponentialLR(0.9)"], epochs: 5)
    _ = lab.update(.key(.paste("a = LinearLR(opt)\nb = ConstantLR(opt)\nc = StepLR(opt, 3)")))
    let started = lab.press("⏎").compactMap { effect -> String? in
      guard case .run(_, .start(let configuration, _)) = effect else { return nil }
      return configuration.schedule.name
    }
    #expect(started == ["LinearLR", "ConstantLR", "StepLR"])
    #expect(lab.runs.map(\.schedule.name) == ["LinearLR", "ConstantLR", "StepLR", "ExponentialLR"])
  }

  @Test func lightningsIntervalCounts() throws {
    let text = """
      class M(pl.LightningModule):
          def configure_optimizers(self):
              opt = torch.optim.SGD(self.parameters(), lr=0.3)
              sched = StepLR(opt, 20)
              return {"optimizer": opt, "lr_scheduler": {"scheduler": sched, "interval": "step"}}
      """
    let lab = try lab(pasting: text)
    #expect(lab.runs[0].configuration.interval == .step && lab.runs[0].configuration.lrs == [0.3])
  }

  @Test func whatIsSetAfterwardsCounts() throws {
    let lab = try lab(pasting: "s = StepLR(opt, 20)\ns.step_size = 9")
    #expect(lab.specs == ["StepLR(step_size=9)"])
    #expect(lab.runs[0].noteTexts.contains("step_size=9, set after it is built, is taken as an argument"))
  }

  @Test func thePaneSaysWhereItIsFrom() throws {
    let text = """
      base = 0.05
      opt = torch.optim.SGD(net.parameters(), lr=base, momentum=0.9)
      sched = StepLR(opt, 20)
      """
    var lab = try lab(pasting: text)
    let taken = "• taken: base=0.05 from line 1; lr=0.05 and SGD(momentum=0.9) from line 2"
    #expect(lab.frame.text.contains(" paste:3 "))
    #expect(lab.frame.text.contains(taken))
    lab.press("E")
    #expect(lab.frame.text.contains(taken))
    lab.press("⎋n")
    #expect(!lab.frame.text.contains(" paste:3 "), "another scheduler does not stand there")
    lab.press("p")
    lab.press("D")
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD(momentum=0.9)   ─ lr  ─ train  ▶ running  10 epochs/s  live
      ┏━ pane 1 was read from paste:3 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃ 2 │ opt = torch.optim.SGD(net.parameters(), lr=base, momentum=0.9)           ┃
      ┃   │ → SGD(momentum=0.9), lr=0.05                                             ┃
      ┃ 3 │ sched = StepLR(opt, 20)                                                  ┃
      ┃   │ → StepLR(step_size=20)                                                   ┃
      ┃                                                                              ┃
      ┃ taken                                                                        ┃
      ┃   • base=0.05 from line 1                                                    ┃
      ┃   • lr=0.05 and SGD(momentum=0.9) from line 2                                ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┃                                                                              ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       ↑↓ move                                              ? help  q quit  Esc close
      """)
  }

  /// A name in the editor asks whoever runs the lab for the file.
  @Test func aFileCanBeNamedInTheEditor() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 5)
    _ = lab.update(.key(.paste("runs/train.py:2\n")))
    guard case .session(.read("runs/train.py:2"))? = lab.press("⏎").first else {
      Issue.record("nothing is read")
      return
    }
    let text = "a = StepLR(opt, 3)\nb = ExponentialLR(opt, 0.5)"
    let document = ScriptDocument(text, file: "runs/train.py")
    let effects = lab.update(.session(.read(document, line: 2)))
    #expect(lab.specs == ["ExponentialLR(gamma=0.5)"] && !effects.isEmpty && lab.context == .panes)
    #expect(lab.runs[0].origin?.title == "train.py:2")
  }

  @Test func aFileThatCannotBeReadLeavesTheEditor() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 5)
    _ = lab.update(.key(.paste("train.py")))
    lab.press("⏎")
    _ = lab.update(.session(.unreadable("no such file: 'train.py'")))
    #expect(lab.context == .text && lab.notice?.text == "no such file: 'train.py'")
    _ = lab.update(
      .session(.read(ScriptDocument("x = 1\nStepLR(opt, stepsize=3)", file: "train.py"), line: nil)))
    #expect(lab.context == .text && lab.frame.text.contains("train.py:2: unknown parameter 'stepsize'"))
    lab.press("⎋")
    #expect(lab.update(.session(.read(ScriptDocument("StepLR(opt, 3)"), line: nil))).isEmpty, "too late")
  }

  @Test(arguments: [
    ("train.py", true), (" a b/train.ipynb:12 ", true), ("x.md", true), ("StepLR(10)", false),
    ("a = x.py", false),
    ("torch.optim", false), ("a\nb.py", false), ("", false),
  ]) func fileNames(text: String, isOne: Bool) {
    #expect(ScriptDocument.isFileName(text) == isOne)
  }

  @Test func anOpenRateIsThePanesOwn() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 5)
    lab.edit { $0.configuration.lrs = [0.25] }
    _ = lab.update(.key(.paste("opt = SGD(p, lr=args.lr)\nStepLR(opt, 4)")))
    lab.press("⏎")
    #expect(lab.runs[0].configuration.lrs == [0.25])
    #expect(lab.runs[0].noteTexts.contains { $0.hasPrefix("the rate of line 1 is open: 0.25 is taken") })
  }

  @Test func aCallIsNoScript() throws {
    var lab = try lab(pasting: "StepLR(opt, 7)")
    #expect(lab.specs == ["StepLR(step_size=7)"] && lab.runs[0].origin == nil)
    for key in ["d", "D"] {
      lab.press(key)
      #expect(lab.notice?.text.hasPrefix("pane 1 is from no script") == true && lab.context == .panes)
    }
    lab = try self.lab(pasting: "StepLR(opt, seven)")
    #expect(lab.context == .text && lab.notice?.isRefusal == true, "a slip is no question")
  }

  @Test func aScriptThatLeavesNothingOpenSaysSo() throws {
    var lab = try lab(pasting: "a = 7\nStepLR(opt, a)")
    lab.press("d")
    #expect(lab.notice?.text == "the pasted text leaves no name open")
  }

  @Test func aNotebooksPlacesAreItsCells() {
    let places = [ScriptDocument.Place(cell: 1, line: 1), .init(cell: 3, line: 1), .init(cell: 3, line: 2)]
    let document = ScriptDocument("a = 1\nb = 2\nc = 3", file: "runs/train.ipynb", places: places)
    #expect(document.place(3) == "cell 4, line 2" && document.title(at: 3) == "train.ipynb, cell 4")
    #expect(document.place(9) == "line 9" && document.name == "train.ipynb")
    #expect(ScriptDocument("x", file: "-").name == "stdin")
  }

  /// A copy of a pane is from the same script.
  @Test func aCopyKnowsItsScript() throws {
    var lab = try lab(pasting: "a = 7\nStepLR(opt, a)")
    lab.press("a")
    #expect(lab.runs[1].origin == lab.runs[0].origin && lab.runs[1].origin != nil)
  }
}
