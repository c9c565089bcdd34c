import Canvas
import LRSchedulers
import Testing

@testable import Lab

/// Key C: pages of code, of which one is copied when that is asked for.
@Suite struct CodePageTests {
  @Test func everyFormatIsShownAndCopiedWhenAskedFor() throws {
    var lab = try LabSamples.lab(["StepLR(10, 0.1)"], 120, 40)
    #expect(lab.press("C").isEmpty, "looking copies nothing")
    for format in CodeFormat.general {
      let code = try lab.runs[0].configuration.code(format)
      #expect(page(of: lab) == code)
      let frame = lab.frame.text
      #expect(frame.contains("code of pane 1: \(format.rawValue)"))
      let longest = code.split(separator: "\n").max { $0.count < $1.count } ?? ""
      #expect(frame.contains(longest.prefix(100)))
      for key in ["⏎", "y"] {
        #expect(copied(lab.press(key)) == code)
        #expect(lab.notice?.text == "the page sent to the terminal's clipboard (OSC 52)")
      }
      #expect(lab.press("→").isEmpty)
    }
    // Round about, and back again.
    #expect(page(of: lab)?.contains("import torch") == true)
    _ = lab.update(.key(.backTab))
    #expect(copied(lab.press("y"))?.hasPrefix("from keras.optimizers.schedules") == true)
  }

  @Test func tmuxIsToldWhatItNeeds() throws {
    var lab = Lab([], display: DisplaySettings(isInTmux: true))
    #expect(copied(lab.press("Cy")) != nil)
    #expect(lab.notice?.text == "the page sent (OSC 52); in tmux this takes: set -g set-clipboard on")
  }

  /// Of a script the lines that go into another script; of what is nothing else, all.
  @Test func theSchedulersLinesAreCopiedAlone() throws {
    var lab = try LabSamples.lab(["SequentialLR([LinearLR(), StepLR(7)], [5])"], 120, 40)
    #expect(
      copied(lab.press("CY")) == """
        from torch.optim.lr_scheduler import LinearLR, SequentialLR, StepLR

        scheduler = SequentialLR(
            optimizer,
            schedulers=[
                LinearLR(optimizer),
                StepLR(optimizer, step_size=7),
            ],
            milestones=[5],
        )

        """)
    #expect(lab.notice?.text.hasPrefix("the scheduler's lines sent") == true)
    #expect(copied(lab.press("→Y")) == lab.specs[0] + "\n")
  }

  /// What a terminal would cut is refused, with what to do instead.
  @Test func whatIsTooLongForTheClipboardIsNotSent() throws {
    var lab = try LabSamples.lab(["StepLR(10)"])
    lab.mode = .pager(
      Pager(.code(CodePage(form: .source(.keras), text: String(repeating: "x", count: 80_000)))))
    #expect(lab.press("y").isEmpty && lab.notice?.isRefusal == true)
    #expect(lab.notice?.text.contains("80000 bytes") == true)
  }

  @Test func thePagesStepAsThePaneDoes() throws {
    var lab = try LabSamples.lab(["StepLR(10, 0.1)"], interval: .step)
    #expect(copied(lab.press("Cy"))?.contains("\n        scheduler.step()\n") == true)
    #expect(copied(lab.press("→→y"))?.contains("# After each update: scheduler.step()") == true)
    #expect(copied(lab.press("→y"))?.contains("t_in_epochs=False") == true)
  }

  /// A row never ends inside a word where it could end before one.
  @Test func longLinesGoOnAtBlanks() {
    let page = CodePage(
      form: .source(.pytorch),
      text: "optimizer = SGD(model.parameters(), lr=0.1)\n        deep = \"indented far\"\n"
        + String(repeating: "x", count: 45))
    #expect(page.lines(width: 30).prefix(2) == ["optimizer = ", "SGD(model.parameters(), "])
    for width in 1...60 {
      #expect(page.lines(width: width).joined() == page.text.split(separator: "\n").joined())
      #expect(page.lines(width: width).allSatisfy { $0.count <= width })
    }
  }

  /// A pane from a script has a page more: the script with what the pane has now.
  @Test func aScriptIsPatched() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], 120, 40)
    _ = lab.update(
      .key(.paste("every = 9\nopt = SGD(net.parameters(), lr=0.5)\nsched = StepLR(opt, every)\nfit(sched)\n"))
    )
    lab.press("⏎C")
    _ = lab.update(.key(.backTab))
    #expect(lab.frame.text.contains("code of pane 1: patch"))
    #expect(page(of: lab)?.contains("there is nothing to change") == true)
    lab.press("⎋→C")
    _ = lab.update(.key(.backTab))
    let patch = try #require(page(of: lab))
    #expect(patch.contains("\n-sched = StepLR(opt, every)\n"))
    #expect(patch.contains("\n+sched = StepLR(opt, step_size=10)\n"))
    #expect(patch.contains("\n every = 9\n") && patch.contains("\n fit(sched)\n"))
    #expect(copied(lab.press("y")) == patch)
    // Round about: every page is reached.
    for _ in 0...CodeFormat.general.count { lab.press("→") }
    #expect(page(of: lab) == patch)
  }

  @Test func whatCannotBePatchedSaysWhy() throws {
    let places = [ScriptDocument.Place(cell: 0, line: 1), ScriptDocument.Place(cell: 0, line: 2)]
    for (document, words) in [
      (ScriptDocument("a = 3\nStepLR(opt, a)", file: "x.ipynb", places: places), "is a notebook"),
      (
        ScriptDocument(
          "def adjust(optimizer, epoch):\n    for g in optimizer.param_groups:\n        g['lr'] = 0.1 / (1 + epoch)"
        ),
        "none can be put in its place"
      ),
    ] {
      var lab = try LabSamples.lab(["StepLR(10)"], 120, 40)
      lab.press("i")
      _ = lab.update(.session(.read(document, line: nil)))
      lab.press(document.file == nil ? "nC" : "→C")
      _ = lab.update(.key(.backTab))
      #expect(page(of: lab)?.contains(words) == true, "\(page(of: lab) ?? "")")
    }
  }

  @Test func otherPagesHaveOneForm() throws {
    var lab = try LabSamples.lab()
    lab.press("?")
    #expect(lab.update(.key(.right)).isEmpty)
    #expect(lab.frame.text.contains("Tab switches library on the code page (C)"))
    #expect(copied(lab.press("y")) == nil && lab.notice?.isRefusal == true)
  }

  private func copied(_ effects: [LabEffect]) -> String? {
    effects.lazy.compactMap { if case .terminal(.copy(let text)) = $0 { text } else { nil } }.first
  }

  private func page(of lab: Lab) -> String? {
    guard case .pager(let pager) = lab.mode, case .code(let page) = pager.subject else { return nil }
    return page.text
  }
}
