import LRSchedulers
import Testing
import Training

@testable import Lab

@Suite struct TweakTests {
  @Test func aLiveTweakIsAssignedAndUndone() throws {
    var lab = try LabSamples.lab()
    #expect(lab.press("→").map(\.text) == ["assign 0 StepLR(step_size=11)"])
    #expect(lab.press("u").map(\.text) == ["assign 0 StepLR(step_size=10)"])
    #expect(lab.press("␒").map(\.text) == ["assign 0 StepLR(step_size=11)"])
  }

  @Test func inRestartModeATweakTrainsAnew() throws {
    var lab = try LabSamples.lab()
    #expect(lab.press("tL").map(\.text) == ["hold 0", "start 5 StepLR(step_size=20)"])
    #expect(lab.runs[0].epoch == 0)
  }

  @Test func theRateInForceIsSetByHand() throws {
    var lab = try LabSamples.lab()
    #expect(lab.press("↑↑=").isEmpty)
    #expect(lab.press("5e-2⏎").map(\.text) == ["setLR 0 [0.05]"])
    #expect(lab.notice?.text == "lr 0.0001 → 0.05 from epoch 31 on")
    let undone = lab.press("u").map(\.text)
    #expect(undone.count == 1 && undone[0].hasPrefix("setLR 0 [0.000"))
  }

  @Test(arguments: ["n", "p", "→", "←", "L", "H", "↓→", "↑→", "↑↑→", "⌫→", "i⌫, gamma=0.3)⏎"])
  func undoRestoresAndRedoRepeats(keys: String) throws {
    for mode in keys == "↑↑→" ? [""] : ["", "t"] {
      var lab = try LabSamples.lab()
      lab.press(mode)
      let before = lab.runs[0].setting
      lab.press(keys)
      let after = lab.runs[0].setting
      #expect(after != before)
      lab.press("u")
      #expect(lab.runs[0].setting.schedule == before.schedule)
      #expect(lab.runs[0].setting.initialLRs == before.initialLRs)
      lab.press("␒")
      #expect(lab.runs[0].setting.schedule == after.schedule)
      #expect(lab.runs[0].setting.currentLRs == after.currentLRs)
    }
  }

  @Test func nextAndPreviousLoseNothing() throws {
    var lab = try LabSamples.lab()
    lab.press("→n")
    #expect(lab.specs[0].hasPrefix("MultiStepLR("))
    lab.press("p")
    #expect(lab.specs[0] == "StepLR(step_size=11)")
  }

  @Test func aTweakOfAFinishedRunIsAPlan() throws {
    var lab = try LabSamples.lab(epochs: 100)
    lab.press("→")
    #expect(lab.runs[0].forecast.plan.length == 100 && lab.runs[0].epoch == 100)
    #expect(lab.press("r").map(\.text) == ["hold 0", "start 5 StepLR(step_size=11)"])
  }

  @Test func reportsOfClosedPanesAreIgnored() throws {
    var lab = try LabSamples.lab()
    let (gone, configuration) = (lab.panes[0], lab.runs[0].configuration)
    #expect(lab.press("x").map(\.text) == ["hold 0"])
    let records = try LabSamples.records(configuration, epochs: 3)
    _ = lab.update(.run(gone.id, RunReport(records: records, state: .running)))
    #expect(lab.runs.allSatisfy { $0.epoch == 30 })
    lab.press("xxx")
    #expect(lab.press("x").isEmpty)
    #expect(lab.notice?.isRefusal == true)
  }
}

extension LabEffect {
  fileprivate var text: String {
    switch self {
    case .run(let id, .assign(let schedule)): "assign \(id.rawValue) \(schedule.spec)"
    case .run(let id, .start(let configuration, _)): "start \(id.rawValue) \(configuration.schedule.spec)"
    case .run(let id, .setLR(let lrs)): "setLR \(id.rawValue) \(lrs)"
    case .run(let id, .cancel): "cancel \(id.rawValue)"
    case .run(let id, .hold): "hold \(id.rawValue)"
    case .run(let id, .release(let paused)): "release \(id.rawValue)\(paused ? " paused" : "")"
    default: "\(self)"
    }
  }
}
