import LRSchedulers
import Testing
import Training

@testable import Lab

/// The optimizer of a text that is pasted into a pane counts, as on the command line.
@Suite struct PastedOptimizerEntryTests {
  private func lab(pasting text: String) throws -> (lab: Lab, effects: [LabEffect]) {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 5)
    _ = lab.update(.key(.paste(text)))
    let effects = lab.press("⏎")
    return (lab, effects)
  }

  @Test func ratesAndArgumentsAreTaken() throws {
    let (lab, effects) = try lab(
      pasting: "opt = torch.optim.AdamW(m.parameters(), lr=3e-4, weight_decay=0.1)\nStepLR(opt, 10)")
    let configuration = try #require(lab.focusedTraining?.configuration)
    #expect(configuration.optimizer.spec == "AdamW(weight_decay=0.1)" && configuration.lrs == [3e-4])
    // The same schedule, but another run.
    guard case .run(_, .start(let started, _))? = effects.last else {
      Issue.record("nothing was started")
      return
    }
    #expect(started.lrs == [3e-4] && started.optimizer == configuration.optimizer)
  }

  @Test func groupsMakeGroups() throws {
    let text = """
      opt = SGD([{"params": a, "lr": 1e-2}, {"params": b}], lr=0.5, momentum=0.9)
      s = ExponentialLR(opt, 0.9)
      """
    var lab = try lab(pasting: text).lab
    #expect(lab.focusedTraining?.configuration.lrs == [0.01, 0.5])
    #expect(lab.focusedTraining?.configuration.optimizer.spec == "SGD(momentum=0.9)")
    lab.press("u")
    #expect(lab.focusedTraining?.configuration.lrs == [0.1])
    #expect(lab.focusedTraining?.configuration.optimizer.spec == "SGD()")
  }

  @Test func withoutOneThePaneKeepsItsOwn() throws {
    let lab = try lab(pasting: "ExponentialLR(opt, 0.9)").lab
    #expect(lab.focusedTraining?.configuration.lrs == [0.1])
  }

  @Test func anotherClassIsTakenForItsRatesAndNamed() throws {
    let lab = try lab(pasting: "opt = Lion(m.parameters(), lr=0.02)\nExponentialLR(opt, 0.9)").lab
    #expect(lab.focusedTraining?.configuration.lrs == [0.02])
    #expect(lab.notice?.text.contains("Lion of line 1 cannot be trained with here") == true)
  }
}
