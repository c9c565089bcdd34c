import Canvas
import Testing

@testable import Lab

@Suite struct EntryTests {
  private static let python = """
    # decay
    scheduler = torch.optim.lr_scheduler.StepLR(
        optimizer,
        step_size=7,  # a week
    )
    """

  @Test func pythonCanBePasted() throws {
    var lab = try LabSamples.lab()
    _ = lab.update(.key(.paste(Self.python)))
    lab.press("⏎")
    #expect(lab.specs[0] == "StepLR(step_size=7)")
  }

  @Test func theLengthOfALoaderIsTheWorkloads() throws {
    var lab = try LabSamples.lab()
    _ = lab.update(.key(.paste("OneCycleLR(opt, 0.1, epochs=3, steps_per_epoch=len(train_loader))")))
    lab.press("⏎")
    let count = lab.runs[0].configuration.stepsPerEpoch
    #expect(lab.specs[0] == "OneCycleLR(max_lr=0.1, epochs=3, steps_per_epoch=\(count))")
  }

  @Test func anErrorLosesNothing() throws {
    var lab = try LabSamples.lab()
    lab.press("i")
    for _ in 0..<40 { _ = lab.update(.key(.backspace)) }
    lab.press("StepLR(stepsize=3)⏎")
    guard case .spec(let entry) = lab.mode else {
      Issue.record("the editor closed")
      return
    }
    #expect(entry.line.text == "StepLR(stepsize=3)")
    #expect(entry.error?.offset == 7)
    #expect(entry.error?.message.contains("did you mean 'step_size'?") == true)
    let text = lab.frame.text
    #expect(text.contains("┃ StepLR(stepsize=3)") && text.contains("┃        ▲"))
    lab.press("⎋")
    #expect(lab.specs[0] == "StepLR(step_size=10)")
  }

  @Test func aTypedValueMayBeAnExpression() throws {
    var lab = try LabSamples.lab()
    lab.press("2=")
    for _ in 0..<20 { _ = lab.update(.key(.backspace)) }
    lab.press("[10, 2 * 10]⏎")
    #expect(lab.specs[1] == "MultiStepLR(milestones=[10, 20])")
  }

  @Test func aTypedValueTakesThePlaceOfTheOldOne() throws {
    var lab = try LabSamples.lab()
    lab.press("=3⏎")
    #expect(lab.specs[0] == "StepLR(step_size=3)")
    lab.press("=←→1⏎")
    #expect(lab.specs[0] == "StepLR(step_size=31)", "the caret was moved: the old value is mended")
    lab.press("=⌫7⏎")
    #expect(lab.specs[0] == "StepLR(step_size=37)")
  }

  @Test func whatIsReplacedIsMarked() throws {
    var lab = try LabSamples.lab()
    func isMarked() -> Bool {
      let frame = lab.frame
      return frame[2, frame.size.height - 6].style.attributes.contains(.reverse)
    }
    lab.press("=")
    #expect(isMarked())
    lab.press("7")
    #expect(!isMarked())
    lab.press("⎋i")
    #expect(!isMarked(), "a spec is edited, seldom rewritten")
  }

  @Test func aListIsFilteredByTyping() throws {
    var lab = try LabSamples.lab()
    lab.press("sexpon⏎")
    #expect(lab.specs[0].hasPrefix("ExponentialLR("))
  }

  @Test func hostileTextNeverReachesTheGrid() throws {
    var lab = try LabSamples.lab()
    _ = lab.update(.key(.paste("\u{1B}]0;x\u{07}\u{202E}StepLR\r\n(\u{0}漢字e\u{301})")))
    lab.press("⏎")
    for cell in lab.frame.cells {
      #expect(cell.scalar.properties.generalCategory != .control && cell.scalar != "\u{202E}")
    }
  }

  /// The longest name has 51 characters, which would leave eighteen for the words of all others.
  @Test func theListHasRoomForWhatEachDoes() throws {
    var lab = try LabSamples.lab()
    lab.press("s")
    #expect(lab.frame.text.contains("StepLR                       Decays the learning rate by gamma every"))
    lab.press("with_min_lr")
    #expect(lab.frame.text.contains("get_cosine_with_min_lr_schedule_with_warmup  Warms up from 0"))
  }
}
