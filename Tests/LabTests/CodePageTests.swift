import Canvas
import LRSchedulers
import Testing

@testable import Lab

/// Key C: what is shown is what is copied.
@Suite struct CodePageTests {
  @Test func everyFormatIsShownAndCopied() throws {
    var lab = try LabSamples.lab(["StepLR(10, 0.1)"], 120, 40)
    var effects = lab.update(.key(.character("C")))
    for format in CodeFormat.allCases {
      let text = try #require(copied(effects))
      let code = try lab.panes[0].configuration.code(format)
      #expect(text == code && page(of: lab) == text)
      let frame = lab.frame.text
      #expect(frame.contains("code of pane 1: \(format.rawValue)"))
      let longest = text.split(separator: "\n").max { $0.count < $1.count } ?? ""
      #expect(frame.contains(longest.prefix(100)))
      #expect(copied(lab.update(.key(.enter))) == text)
      effects = lab.update(.key(.right))
    }
    // Round about, and back again.
    #expect(page(of: lab)?.contains("import torch") == true)
    #expect(copied(lab.update(.key(.backTab)))?.hasPrefix("from keras.optimizers.schedules") == true)
  }

  @Test func thePagesStepAsThePaneDoes() throws {
    var lab = try LabSamples.lab(["StepLR(10, 0.1)"], interval: .step)
    #expect(copied(lab.update(.key(.character("C"))))?.contains("\n        scheduler.step()\n") == true)
    _ = lab.update(.key(.right))
    #expect(copied(lab.update(.key(.right)))?.contains("# After each update: scheduler.step()") == true)
    #expect(copied(lab.update(.key(.right)))?.contains("t_in_epochs=False") == true)
  }

  @Test func otherPagesHaveOneForm() throws {
    var lab = try LabSamples.lab()
    lab.press("?")
    #expect(lab.update(.key(.right)).isEmpty)
    #expect(lab.frame.text.contains("one form"))
  }

  private func copied(_ effects: [LabEffect]) -> String? {
    effects.lazy.compactMap { if case .terminal(.copy(let text)) = $0 { text } else { nil } }.first
  }

  private func page(of lab: Lab) -> String? {
    guard case .reader(let reader) = lab.mode, case .code(let page) = reader.subject else { return nil }
    return page.text
  }
}
