import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// The form for the names that a script leaves open.
@Suite struct ScriptFormTests {
  static let script = """
    optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)
    if args.schedule == "cosine":
        scheduler = CosineAnnealingLR(optimizer, T_max=args.epochs, eta_min=cfg["floor"])
    else:
        scheduler = StepLR(optimizer, step_size=args.every, gamma=args.fade)
    """

  static func lab(
    pasting text: String = script, _ width: Int = 80, _ height: Int = 24, glyphs: GlyphSet = .braille
  ) throws -> Lab {
    var lab = try LabSamples.lab(["StepLR(10)"], width, height, epochs: 5, glyphs: glyphs)
    _ = lab.update(.key(.paste(text)))
    lab.press("⏎")
    return lab
  }

  private func form(_ lab: Lab) throws -> ScriptForm {
    guard case .form(let form, _) = lab.mode else { throw NoForm() }
    return form
  }

  private struct NoForm: Error {}

  @Test func at80x24() throws {
    var lab = try Self.lab()
    lab.press("cosine↓↓")
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()               ─ lr  ─ train  ╌ val  ▶ running  10/s  live
      ┏━ the pasted text leaves 5 names open ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃   args.schedule cosine                  decides a branch, line 2             ┃
      ┃   args.epochs   100                     a guess: line 3                      ┃
      ┃ ▸ cfg["floor"]  0.0                     a guess: for eta_min, line 3         ┃
      ┃   args.every                            not needed: for step_size, line 5    ┃
      ┃   args.fade     0.1                     a guess: for gamma, line 5           ┃
      ┃                                                                              ┃
      ┃ → CosineAnnealingLR(T_max=100)                                               ┃
      ┃ for eta_min, line 3  scheduler = CosineAnnealingLR(optimizer,…               ┃
      ┃                                                                              ┃
      ┃ LR                                                                           ┃
      ┃ 0.2┤⠉⠉⠉⠉⠉⠉⠙⠒⠒⠒⠒⠦⠤⢤⣀⣀⡀                                                        ┃
      ┃    │                ⠉⠉⠓⠒⠦⠤⢤⣀⡀                                                ┃
      ┃    │                        ⠉⠉⠓⠲⠤⣄⣀                                          ┃
      ┃    │                              ⠈⠉⠓⠦⢤⣀⣀⡀                                   ┃
      ┃ 0.1┤                                     ⠉⠙⠲⠤⣄⣀                              ┃
      ┃    │                                          ⠈⠉⠓⠲⠤⣄⣀⡀                       ┃
      ┃    │                                                 ⠉⠙⠒⠲⠤⠤⣄⣀⡀               ┃
      ┃ 0.0┤                                                         ⠉⠉⠓⠒⠒⠦⠤⠤⠤⢤⣀⣀⣀⣀⣀ ┃
      ┃    └┬─────┬──────┬───────┬──────┬──────┬──────┬───────┬──────┬──────┬──────┬ ┃
      ┃     1     10     20      30     40     50     60      70     80     90   100 ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       Enter accept  ↑↓ name                                     F1 help  Esc give up
      """)
  }

  @Test func theSmallestScreenHasTheNames() throws {
    var lab = try Self.lab(pasting: Self.script, 40, 10)
    expectFrame(
      lab.frame,
      """
       lrviz · mock    ▶ running  10 epochs/s
      ┏━ 5 names are open ━━━━━━━━━━━━━━━━━━━┓
      ┃ ▸ args.schedule 'cosine'             ┃
      ┃   args.epochs   100                  ┃
      ┃   cfg["floor"]  0.0                  ┃
      ┃   args.every                         ┃
      ┃ → CosineAnnealingLR(T_max=100)       ┃
      ┃ decides a branch, line 2  if…        ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━ 1-4 of 5 ━┛
       Enter accept      F1 help  Esc give up
      """)
    lab.press("↓↓↓")
    #expect(lab.frame.text.contains("▸"))
  }

  /// The curve stands beside the names where there is room.
  @Test func wideScreensHaveTheCurveBesideTheNames() throws {
    let lab = try Self.lab(pasting: "StepLR(opt,\n args.every, gamma=args.gamma)\n", 150, 20)
    var known = lab
    known.press("3")
    let rows = known.frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows[2].hasPrefix("┃ ▸ args.every 3     ") && rows[2].contains(" for step_size, line 2 "))
    #expect(rows[3].hasPrefix("┃   args.gamma 0.1   ") && rows[3].contains("a guess: for gamma, line 2 "))
    #expect(rows[2].contains("  LR  ") && rows[5].hasPrefix("┃ → StepLR(step_size=3)  "))
    // The curve has the right half to itself.
    let left = rows[2...17].map { $0.prefix(80) }
    #expect(left.allSatisfy { $0.unicodeScalars.allSatisfy { !(0x2801...0x28FF ~= $0.value) } })
    #expect(rows[2...17].contains { $0.unicodeScalars.contains { 0x2801...0x28FF ~= $0.value } })
  }

  @Test func enterAcceptsWhenAllAreKnown() throws {
    var lab = try Self.lab(
      pasting: "o = torch.optim.SGD(p, lr=0.2, momentum=0.9)\nStepLR(o, args.every, gamma=args.fade)")
    #expect(try form(lab).fields.map(\.missing.name) == ["args.every", "args.fade"])
    lab.press("⏎")
    #expect(lab.notice?.isRefusal == true && lab.context == .form)
    lab.press("7")
    let effects = lab.press("⏎")
    #expect(lab.context == .panes)
    #expect(lab.specs == ["StepLR(step_size=7)"])
    #expect(lab.runs[0].configuration.lrs == [0.2])
    guard case .run(_, .start(let configuration, _))? = effects.last else {
      Issue.record("nothing was started")
      return
    }
    #expect(configuration.optimizer.spec == "SGD(momentum=0.9)")
  }

  /// What was given stands there when the same is asked again, and `u` takes the change back.
  @Test func theAnswersAreKeptAndAskedAgain() throws {
    var lab = try Self.lab(pasting: "a = 1\nStepLR(opt, args.every, gamma=args.gamma)")
    lab.press("5⏎⏎")
    #expect(lab.specs == ["StepLR(step_size=5)"])
    lab.press("d")
    let again = try form(lab)
    #expect(again.answers.map(\.value) == ["5", "0.1"] && again.selection == 0)
    lab.press("8⏎")
    #expect(lab.specs == ["StepLR(step_size=8)"])
    lab.press("u")
    #expect(lab.specs == ["StepLR(step_size=5)"])
    #expect(lab.runs[0].origin?.options.definitions.first?.value == "5")
    lab.press("d⎋")
    #expect(lab.notice?.text == "nothing changed" && lab.specs == ["StepLR(step_size=5)"])
  }

  /// All panes of the script get what it comes to.
  @Test func askingAgainIsForAllPanesOfTheScript() throws {
    let text = "a = StepLR(opt, args.n)\nb = ExponentialLR(opt, args.g)"
    var lab = try Self.lab(pasting: text)
    lab.press("3⏎0.5⏎")
    #expect(lab.specs == ["StepLR(step_size=3)", "ExponentialLR(gamma=0.5)"])
    lab.press("2d4⏎")
    #expect(lab.specs == ["StepLR(step_size=4)", "ExponentialLR(gamma=0.5)"])
    #expect(lab.focus == 1)
  }

  @Test func escapeGivesTheTextBack() throws {
    var lab = try Self.lab()
    lab.press("⎋")
    guard case .spec(let entry) = lab.mode else {
      Issue.record("the text is gone")
      return
    }
    #expect(entry.line.text == Self.script)
    lab.press("⎋")
    #expect(lab.context == .panes && lab.specs == ["StepLR(step_size=10)"])
  }

  /// What the guesses need is asked with them; an answer that is no guess may need names nobody asked for.
  @Test func namesThatAnswersBringUpAreAskedFor() throws {
    let text = """
      sizes = {"short": {"step": args.few}, "long": {"step": args.many}}
      scheduler = StepLR(opt, sizes[args.kind]["step"])
      """
    var lab = try Self.lab(pasting: text)
    let first = try form(lab).fields.map(\.missing.name)
    #expect(first == ["args.few", "args.kind"])
    lab.press("1↓long⏎")
    #expect(try form(lab).fields.map(\.missing.name) == ["args.few", "args.kind", "args.many"])
    lab.press("4⏎")
    #expect(lab.specs == ["StepLR(step_size=4)"])
  }

  @Test func aValueThatCannotBeIsExplainedAtOnce() throws {
    var lab = try Self.lab(pasting: "a = 1\nStepLR(opt, args.every)")
    lab.press("'x'")
    guard case .refused(let reason) = try form(lab).outcome else {
      Issue.record("a step size of 'x' was taken")
      return
    }
    #expect(lab.frame.text.contains(reason.prefix(30)))
    lab.press("⏎")
    #expect(lab.context == .form && lab.notice?.isRefusal == true)
    for _ in 0..<3 { _ = lab.update(.key(.backspace)) }
    lab.press("6⏎")
    #expect(lab.specs == ["StepLR(step_size=6)"])
  }

  /// A click chooses the name under it, at any size.
  @Test(arguments: [(40, 10), (80, 24), (120, 40), (200, 60)]) func aClickChooses(width: Int, height: Int)
    throws
  {
    let lab = try Self.lab(pasting: Self.script, width, height)
    let lines = lab.frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, field) in try form(lab).fields.enumerated() {
      guard let row = lines.firstIndex(where: { $0.dropFirst(4).hasPrefix(field.missing.name.prefix(8)) })
      else { continue }
      var clicked = lab
      _ = clicked.update(.key(.click(Point(x: 6, y: row))))
      #expect(try form(clicked).selection == index)
    }
    var missed = lab
    _ = missed.update(.key(.click(Point(x: 0, y: 0))))
    #expect(missed.notice?.isRefusal == true)
  }

  /// What the form comes to is what the reader makes of the same definitions, whatever is typed.
  @Test(arguments: [
    "1", "0", "-3", "1e-3", "'cosine'", "cosine", "None", "[1, 2]", "(", "args", "10**400", "é",
  ])
  func theFormSaysWhatTheReaderSays(value: String) throws {
    for text in [Self.script, "a = 1\nStepLR(opt, n)", "for i in range(n):\n    s = StepLR(opt, i + 1)"] {
      var form = ScriptForm([ScriptForm.Source(ScriptDocument(text), ScriptOptions())])
      for _ in 0..<8 where form.selectNextOpen() { form.type(value) }
      var options = ScriptOptions()
      options.definitions = form.answers
      switch form.outcome {
      case .found(let origins):
        #expect(origins.map(\.pasted) == (try PastedSchedule.all(in: text, options: options)))
      case .open(let names):
        #expect(throws: SpecError.self) { try PastedSchedule.all(in: text, options: options) }
        #expect(!names.isEmpty)
      case .refused(let reason): #expect(!reason.isEmpty)
      }
    }
  }

  /// What is wrong with one value says nothing of the other names.
  @Test func aRefusalLeavesTheOtherNamesNeeded() throws {
    var lab = try Self.lab(pasting: "a = 1\nStepLR(opt, args.every)\nExponentialLR(opt, args.g)")
    lab.press("'x'")
    #expect(try form(lab).fields.map(\.isNeeded) == [true, true])
    #expect(!lab.frame.text.contains("not needed"))
  }

  @Test func aPasteIntoAFieldIsOneLine() throws {
    var lab = try Self.lab(pasting: "a = 1\nStepLR(opt, args.every)")
    _ = lab.update(.key(.paste("4 +\n  2\n")))
    #expect(try form(lab).fields[0].value == "4 +   2")
    lab.press("⏎")
    #expect(lab.specs == ["StepLR(step_size=6)"])
  }

  @Test func everySizeIsDrawnAndNothingReachesTheTerminalRaw() throws {
    let hostile = "a = 1\nStepLR(opt, cfg[\"\u{1B}[31m漢\u{202E}\"], args.b)"
    for text in [Self.script, hostile] {
      var lab = try Self.lab(pasting: text)
      _ = lab.update(.key(.paste("\u{1B}]0;x\u{7}é\u{301}")))
      for width in [0, 1, 20, 39, 40, 57, 80, 111, 119, 200] {
        for height in [0, 1, 6, 9, 10, 11, 17, 24, 60] {
          _ = lab.update(.resize(Size(width: width, height: height)))
          for cell in lab.frame.cells {
            #expect(cell.scalar.properties.generalCategory != .control && cell.scalar != "\u{202E}")
          }
        }
      }
    }
    let ascii = try Self.lab(pasting: Self.script, glyphs: .ascii)
    #expect(!ascii.frame.cells.contains { !$0.scalar.isASCII })
  }

  /// The names in sight are those around the selected one, however many there are.
  @Test func manyNamesScroll() throws {
    let text = (1...40).map { "s\($0) = StepLR(opt, args.n\($0))" }.joined(separator: "\n")
    var lab = try Self.lab(pasting: text)
    for _ in 0..<40 {
      let form = try form(lab)
      #expect(lab.frame.text.contains("▸ \(form.fields[form.selection].missing.name) "))
      lab.press("↓")
    }
  }

  /// As for `--ask`: nothing runs, the answers are what comes of it.
  @Test func aLabMayBeThereForTheFormAlone() throws {
    let form = ScriptForm([ScriptForm.Source(ScriptDocument("a = 1\nStepLR(opt, args.n)"), ScriptOptions())])
    var lab = Lab(asking: form)
    #expect(lab.launch().isEmpty)
    lab.press("3")
    guard case .session(.answer(let answers))? = lab.press("⏎").first else {
      Issue.record("no answer")
      return
    }
    #expect(answers == [ScriptOptions.Definition(name: "args.n", value: "3")])
    guard case .session(.quit)? = lab.press("⎋").first else {
      Issue.record("Esc does not leave")
      return
    }
  }

  @Test func helpComesBackToTheForm() throws {
    var lab = try Self.lab()
    lab.press("cos")
    let before = lab.frame
    _ = lab.update(.key(.function(1)))
    #expect(lab.frame.text.contains("━ help: keys of "))
    lab.press("⎋")
    #expect(lab.frame == before)
  }

  /// Long plans are made between two keys.
  @Test func aLongCurveIsMadeInSlices() throws {
    var lab = try Self.lab(pasting: "a = 1\nCosineAnnealingLR(opt, T_max=args.n)")
    lab.press("⌫")
    lab.press("1000000")
    #expect(lab.isPlanning)
    for _ in 0..<30 where lab.isPlanning { _ = lab.update(.plan(steps: 50_000)) }
    #expect(try form(lab).preview.isComplete)
  }
}
