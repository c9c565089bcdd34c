import Canvas
import LRSchedulers
import Testing
import Training

@testable import Lab

/// Small things that a user meets all the time.
@Suite struct WordsTests {
  @Test(arguments: [
    (0.010000000000000002, "0.01"), (1.6000000000000001e-06, "1.6e-06"), (0.06634204312890622, "0.066342"),
    (0.1, "0.1"), (1e-10, "1e-10"), (0, "0.0"), (3, "3.0"), (123_456_789.25, "123457000.0"),
    (0.30000000000000004, "0.3"), (-0.010000000000000002, "-0.01"),
  ]) func numbersAreWrittenAsPeopleWriteThem(value: Double, text: String) {
    #expect(LRText.plain([value]) == text)
  }

  @Test func aToastHasNoSeventeenDigits() throws {
    var lab = try LabSamples.lab(["StepLR(10)"])
    lab.press("↑↑→")
    #expect(lab.notice?.text == "lr 0.0001 → 0.000125 from epoch 31 on")
  }

  /// The rate that a restart begins from and the one in force are two settings with two names.
  @Test func theBaseRateAndTheRateInForceAreTwo() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], 120, 40)
    lab.press("↑")
    #expect(lab.frame.text.contains("▸base lr=0.1"))
    guard case .run(_, .start(let configuration, _))? = lab.press("→").last else {
      Issue.record("the base rate restarts the pane in live mode too")
      return
    }
    #expect(configuration.lrs == [0.125] && lab.notice?.text == "base lr 0.1 → 0.125: restarted")
    lab.press("↑")
    #expect(lab.frame.text.contains("▸lr now=0.125") && lab.frame.text.contains("base lr=0.125"))
    lab.press("t→")
    #expect(lab.notice?.text.hasPrefix("lr now: only in live mode") == true)
    var done = try LabSamples.lab(["StepLR(10)"], epochs: 100)
    done.press("↑↑→")
    #expect(done.notice?.isRefusal == true)
    done.press("↓→")
    #expect(done.notice?.text == "base lr=0.125: restarts in a moment (another key: not yet, r does)")
  }

  @Test func helpGoesBackToThePageItWasAskedForOn() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], 100, 14)
    for page in ["E", "C"] {
      lab.press(page)
      guard case .pager(let before) = lab.mode else { return }
      for way in ["??", "?⎋", "?⏎"] {
        lab.press(way)
        guard case .pager(let after) = lab.mode else {
          Issue.record("\(way) left \(page)")
          continue
        }
        #expect(after == before, "\(way)")
      }
      lab.press("⎋")
      #expect(lab.context == .panes)
    }
    _ = lab.update(.key(.function(1)))
    #expect(lab.frame.text.contains("━ help: keys of "))
    _ = lab.update(.key(.function(1)))
    #expect(lab.context == .panes)
    _ = lab.update(.key(.function(5)))
    #expect(lab.notice?.text == "F5 is not used here (? for keys)")
  }

  @Test func aClickInAListChooses() throws {
    for size in [Size(width: 80, height: 24), Size(width: 200, height: 60), Size(width: 40, height: 10)] {
      var lab = try LabSamples.lab()
      _ = lab.update(.resize(size))
      lab.press("s")
      guard case .list(let chooser) = lab.mode else { return }
      let lines = lab.frame.text.split(separator: "\n", omittingEmptySubsequences: false)
      let row = try #require(lines.firstIndex { $0.contains("▸ StepLR") }) + 1
      let name = try #require(
        chooser.matches.indices.contains(chooser.selection + 1)
          ? chooser.matches[chooser.selection + 1].name : nil)
      #expect(lines[row].contains(name.prefix(10)))
      _ = lab.update(.key(.click(Point(x: size.width / 2, y: row))))
      #expect(lab.specs[0].hasPrefix(name) && lab.context == .panes)
    }
    var lab = try LabSamples.lab()
    lab.press("s")
    _ = lab.update(.key(.click(Point(x: 1, y: 1))))
    #expect(lab.notice?.isRefusal == true && lab.context == .list)
  }

  @Test func whatMattersMostIsSelectedFirst() throws {
    var lab = try LabSamples.lab(["ReduceLROnPlateau()", "ReduceLROnPlateau('max')"], 120, 40, epochs: 100)
    #expect(lab.runs.map(\.selectedSlot.name) == ["patience", "patience"])
    #expect(lab.frame.text.contains("▸patience=10"))
    // A run that is over says so, as any other does.
    #expect(lab.frame.text.contains("━ done  ▼") || lab.frame.text.contains(" done "))
    #expect(!lab.frame.text.split(separator: "\n")[1].contains("bad"))
    lab.press("n")
    #expect(lab.runs[0].selectedSlot != .baseLR)
  }

  /// A curve that is repeated so often is a block, which says how often.
  @Test func aBlockSaysHowManyCyclesItIs() throws {
    for (spec, interval, title) in [
      ("CosineAnnealingLR(T_max=20)", Interval.step, "LR, 25 cycles"),
      ("CosineAnnealingLR(T_max=20)", .epoch, "LR"),
      ("CosineAnnealingWarmRestarts(T_0=4)", .epoch, "LR, 25 cycles"),
      ("CyclicLR(1e-3, 0.1, step_size_up=2)", .step, "LR, 250 cycles"), ("StepLR(1)", .step, "LR"),
    ] {
      let lab = try LabSamples.lab([spec], epochs: 1, interval: interval)
      #expect(lab.runs[0].chart(.rate, in: lab.frameContext).title == title, "\(spec) by \(interval)")
    }
  }

  /// Each pane says by itself what its losses are by.
  @Test func anotherPanesIntervalChangesNoHeading() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "StepLR(20)"], 100, 24, epochs: 0, interval: .epoch)
    for index in [0, 1] { lab.edit(index) { $0.configuration.workload = "quadratic" } }
    lab.press("I")
    let context = lab.frameContext
    #expect(lab.runs.map { $0.chart(.loss, in: context).title } == ["loss by epoch", "loss"])
  }

  /// `<>` and `^v` are other keys, and `>` is "greater than".
  @Test func inASCIIKeysAndChangesAreSpelledOut() throws {
    for way in ["", "c", "s", "?", "E", "U", "i", "=", "→E", "→z", "→", "n", "v=⌫⌫20⏎"] {
      for size in [Size(width: 80, height: 24), Size(width: 140, height: 40)] {
        var lab = try LabSamples.lab(["StepLR(10)", "ExponentialLR(0.9)"], glyphs: .ascii)
        _ = lab.update(.resize(size))
        lab.press(way)
        let text = lab.frame.text
        let footer = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        #expect(!footer.contains("<>") && !footer.contains("^v"), "\(footer)")
        #expect(text.firstRange(of: /[0-9] > [0-9]/) == nil, "\(text)")
      }
    }
    var lab = try LabSamples.lab(["StepLR(10)"], glyphs: .ascii)
    #expect(lab.frame.text.contains("left/right change  up/down parameter"))
    lab.press("→")
    #expect(lab.frame.text.contains("step_size 10 -> 11 from epoch 31 on"))
  }

  @Test func theLabSaysAtOnceWhatThereIsToKnow() {
    var lab = Lab([], notice: "ASCII only: no locale is set")
    #expect(lab.frame.text.contains("! ASCII only: no locale is set"))
    lab.press("z")
    #expect(!lab.frame.text.contains("ASCII only"))
  }
}
