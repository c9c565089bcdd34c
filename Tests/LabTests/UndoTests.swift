import LRSchedulers
import Testing
import Training

@testable import Lab

/// Whatever is done can be taken back, in whatever order it was done.
@Suite struct UndoTests {
  /// What a user would call the same lab.
  private func likeness(_ lab: Lab) -> [String] {
    lab.panes.map { pane in
      "\(pane.id.rawValue) \(pane.heading) \(pane.training?.configuration.lrs ?? []) \(pane.training?.configuration.workload ?? "") \(pane.training?.configuration.interval.rawValue ?? "")"
    } + ["focus \(lab.focus)"]
  }

  private static let keys = [
    "→", "L", "n", "x", "a", "r", "R", "b", "{", "}", "I", "tn", "↑→", "m", "⇥→", "2→", "3x",
    "i⌫, gamma=0.3)⏎",
  ]

  @Test(arguments: 0..<10) func everythingIsTakenBackAndDoneAgain(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var lab = try LabSamples.lab(epochs: seed % 2 == 0 ? 30 : 100)
    var stages = [(count: 0, likeness: likeness(lab))]
    for _ in 0..<16 {
      lab.press(Self.keys[next(Self.keys.count)])
      // A text that is refused stays in the editor, where keys are letters.
      if lab.context != .panes { lab.press("⎋") }
      if lab.deeds.done.count != stages.last?.count { stages.append((lab.deeds.done.count, likeness(lab))) }
    }
    func unfocused(_ likeness: [String]) -> [String] { likeness.dropLast() }
    let end = likeness(lab)
    for stage in stages.reversed().dropFirst() {
      for _ in 0..<lab.deeds.done.count - stage.count { lab.press("u") }
      #expect(unfocused(likeness(lab)) == unfocused(stage.likeness), "seed \(seed)")
    }
    for _ in 0..<lab.deeds.undone.count { lab.press("␒") }
    #expect(unfocused(likeness(lab)) == unfocused(end))
  }

  @Test func aThousandDeedsAreRemembered() {
    let setting = TrainingPane(RunConfiguration(schedule: Schedule(StepLR(stepSize: 3)))).setting
    var deeds = DeedHistory()
    for number in 0..<DeedHistory.most + 200 {
      deeds.add(.tweak(PaneID(number), Tweak(before: setting, after: setting)))
    }
    var undone: [Int] = []
    while let deed = deeds.undo() { undone += deed.panes.map(\.rawValue) }
    #expect(DeedHistory.most == 1_000 && undone == Array((200..<1_200).reversed()))
    for _ in 0..<DeedHistory.most { #expect(deeds.redo() != nil) }
    #expect(deeds.redo() == nil && deeds.done.count == DeedHistory.most)
  }

  @Test func whenNothingIsLeftItSaysSo() throws {
    var lab = try LabSamples.lab()
    let before = lab.specs
    lab.press("→⇥→ax")
    for _ in 0..<4 { lab.press("u") }
    #expect(lab.specs == before && lab.notice?.isRefusal == false)
    lab.press("u")
    #expect(lab.notice?.text == "nothing to undo")
  }

  @Test func aRestartIsTakenBackWithTheRunAsItWas() throws {
    var lab = try LabSamples.lab()
    let old = lab.panes[0]
    lab.press("r")
    #expect(lab.panes[0].id != old.id && lab.runs[0].epoch == 0)
    let effects = lab.press("u")
    #expect(lab.panes[0].id == old.id && lab.runs[0].epoch == 30)
    #expect(lab.notice?.text == "undone: pane 1 restarted")
    let isReleased = effects.contains { effect in
      if case .run(let id, .release(paused: false)) = effect { id == old.id } else { false }
    }
    #expect(isReleased)
  }

  @Test func whatWasGivenUpIsMadeAgain() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "ExponentialLR(0.9)"])
    let first = lab.panes[0].id
    lab.press("x")
    for _ in 0..<ClosedPane.most + 1 { lab.press("ax") }
    var remade: [RunRecipe] = []
    for _ in 0..<2 * ClosedPane.most + 3 {
      for case .run(first, .resume(let recipe, _, _, _)) in lab.press("u") { remade.append(recipe) }
    }
    #expect(lab.panes.first?.id == first)
    #expect(remade.map(\.epoch) == [30])
  }

  @Test func quittingAsksOnceForForksThatAreInNoSession() throws {
    func ends(_ effects: [LabEffect]) -> Bool {
      effects.contains { if case .session(.quit) = $0 { true } else { false } }
    }
    var lab = try LabSamples.lab()
    #expect(ends(lab.press("q")))
    lab.press("c←B")
    #expect(!ends(lab.press("q")) && lab.notice?.isRefusal == true)
    #expect(ends(lab.press("q")))
    lab.press("q⇥")
    #expect(!ends(lab.press("q")))
    lab.press("w")
    #expect(ends(lab.press("q")))
  }
}
