import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// The keys that put schedules together.
@Suite struct ComposingTests {
  private static let warmed =
    "SequentialLR(schedulers=[LinearLR(start_factor=0.1), StepLR(step_size=10)], milestones=[5])"

  @Test func mPutsAWarmupInFrontAndSelectsItsLength() throws {
    for mode in ["", "t"] {
      var lab = try LabSamples.lab(["StepLR(10)"], epochs: 8)
      lab.press(mode)
      guard case .run(_, .start(let configuration, _))? = lab.press("m").last else {
        Issue.record("not started")
        return
      }
      #expect(configuration.schedule.spec == Self.warmed)
      #expect(lab.runs[0].epoch == 0)
      #expect(lab.notice?.text == "SequentialLR (was StepLR): restarted")
      #expect(lab.runs[0].selectedSlot.name == "schedulers[0].total_iters")
      lab.press("i")
      #expect(lab.frame.text.contains("LinearLR(start_factor=0.1), StepLR(step_size=10)], milestones=[5])"))
      lab.press("⎋C")
      #expect(lab.frame.text.contains("lr_scheduler import LinearLR, SequentialLR, StepLR"))
      lab.press("⎋mu")
      #expect(lab.specs[0] == Self.warmed)
      lab.press("u")
      #expect(lab.specs[0] == "StepLR(step_size=10)")
      lab.press("␒␒")
      #expect(lab.runs[0].schedule.parameterText("milestones") == "[5, 10]")
    }
  }

  @Test func aSecondOneIsAPhaseInFront() throws {
    var lab = try LabSamples.lab(["StepLR(10)"])
    lab.press("mm")
    #expect(lab.runs[0].schedule.members.map(\.name) == ["LinearLR", "LinearLR", "StepLR"])
    #expect(lab.runs[0].schedule.parameterText("milestones") == "[5, 10]")
  }

  @Test func whatHasNoWarmupSaysWhy() throws {
    var lab = try LabSamples.lab(["ReduceLROnPlateau()", "get_linear_schedule_with_warmup(opt, 10, 100)"])
    #expect(lab.press("m").isEmpty)
    #expect(
      lab.notice
        == Notice(text: "PyTorch's SequentialLR refuses it: its step needs a metric", isRefusal: true))
    #expect(lab.press("2m").isEmpty)
    #expect(lab.notice == Notice(text: "it warms up already: num_warmup_steps=10", isRefusal: true))
    #expect(lab.runs[1].selectedSlot.name == "num_warmup_steps")
  }

  @Test func aWarmupPerBatchLastsFiveEpochs() throws {
    var lab = try LabSamples.lab(["StepLR(10)"])
    lab.edit { $0.configuration.interval = .step }
    let steps = lab.runs[0].configuration.stepsPerEpoch
    lab.press("m")
    #expect(lab.runs[0].schedule.parameterText("milestones") == "[\(5 * steps)]")
  }

  /// Every composition with what it makes of a pane, and the way back.
  @Test(arguments: [
    ("MthenConst", "SequentialLR(schedulers=[StepLR(step_size=10), ConstantLR()], milestones=[75])"),
    ("MmultiplyExp", "ChainedScheduler(schedulers=[StepLR(step_size=10), ExponentialLR(gamma=0.95)])"),
    ("MreplaceExp", "ExponentialLR(gamma=0.95)"),
    ("Mwarm", warmed),
  ]) func aChooserComposes(keys: String, spec: String) throws {
    var lab = try LabSamples.lab(["StepLR(10)"])
    // Both choosers are filtered by typing: the first word ends before the capital.
    let words = keys.dropFirst().split { $0.isUppercase }.first.map(String.init) ?? ""
    lab.press("M" + words + "⏎")
    let rest = String(keys.dropFirst(1 + words.count))
    if !rest.isEmpty { lab.press(rest + "⏎") }
    #expect(lab.specs[0] == spec)
    let again = try Schedule(parsing: spec)
    #expect(again == lab.runs[0].schedule)
    lab.press("u")
    #expect(lab.specs[0] == "StepLR(step_size=10)")
  }

  @Test func thePhaseOfTheSelectionIsMeant() throws {
    var lab = try LabSamples.lab(
      ["SequentialLR([LinearLR(), StepLR(9), ExponentialLR(0.9)], [5, 50])"], epochs: 8)
    #expect(lab.runs[0].targetMember == [1])
    lab.press("Mremove⏎")
    #expect(lab.specs[0] == "SequentialLR(schedulers=[LinearLR(), ExponentialLR(gamma=0.9)], milestones=[5])")
    lab.press("u↓Mkeep⏎")
    #expect(lab.specs[0] == "LinearLR()")
    lab.press("u")
    lab.press("↑MreplacePoly⏎")
    #expect(lab.notice?.isRefusal == true)
    lab.press("⎋")
    lab.edit { $0.select("schedulers[2].gamma") }
    lab.press("Mreplace⏎Poly⏎")
    #expect(lab.runs[0].schedule.members.last?.name == "PolynomialLR")
  }

  @Test func whatCannotBeDoneSaysWhyInTheList() throws {
    var lab = try LabSamples.lab(["ReduceLROnPlateau()"], 80, 24)
    lab.press("M")
    #expect(lab.frame.text.contains("then…         not here: PyTorch's SequentialLR refuses it"))
    #expect(lab.press("remove⏎").isEmpty)
    #expect(lab.notice?.text == "ReduceLROnPlateau has no member schedulers")
    #expect(lab.press("Mthen⏎").isEmpty)
    #expect(lab.notice?.isRefusal == true && lab.specs[0] == "ReduceLROnPlateau()")
  }

  @Test func theChooserAt80x24() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], 80, 16, epochs: 12)
    lab.press("mM")
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()               ─ lr  ─ train  ▶ running  10 epochs/s  live
      ┏ ▶ 1 SequentialLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ phase 1/2 LinearLR ━┓
      ┃     │ ┊2 StepLR                        0.6┤⢐                                 ┃
      ┃┏━ compose pane 1 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓┃
      ┃┃ filter                                                                     ┃┃
      ┃┃                                                                            ┃┃
      ┃┃ ▸ warm-up       a linear rise in front (key m)                             ┃┃
      ┃┃   then…         another scheduler after it, from epoch 76 on               ┃┃
      ┃┃   multiply by…  another scheduler beside it: their factors multiply        ┃┃
      ┃┃   replace…      another scheduler in place of 1 LinearLR                   ┃┃
      ┃┃   remove        1 LinearLR goes, the rest stays                            ┃┃
      ┃┃   keep only     only 1 LinearLR stays                                      ┃┃
      ┃┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛┃
      ┃1 LinearLR ▸total_iters=5  2 StepLR step_size=10  gamma=0.1                   ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       Enter apply  ↑↓ move  F1 help                                       Esc cancel
      """)
  }
}
