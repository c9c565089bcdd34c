import LRSchedulers
import Training

/// The pages of source code. Nothing is copied before it is asked for: what the clipboard held is the user's.
extension Lab {
  mutating func showCode() -> [LabEffect] { showCode(.pytorch) }

  /// The next format, round about.
  mutating func switchFormat(by steps: Int) -> [LabEffect] {
    let formats = CodeFormat.allCases
    guard case .pager(let pager) = mode, case .code(let page) = pager.subject,
      let index = formats.firstIndex(of: page.format)
    else {
      refuse("Tab switches library on the code page (C)")
      return []
    }
    return showCode(formats[(index + steps + formats.count) % formats.count])
  }

  /// Sends the page to the clipboard. Whether the terminal takes it nobody can know: it does not answer.
  mutating func copyPage() -> [LabEffect] {
    guard case .pager(let pager) = mode, case .code(let page) = pager.subject else {
      refuse("only a page of code can be copied (C)")
      return []
    }
    say(
      display.isInTmux
        ? "sent; tmux needs: set -s set-clipboard on"
        : "sent to the terminal's clipboard (OSC 52)")
    return [.terminal(.copy(page.text))]
  }

  private mutating func showCode(_ format: CodeFormat) -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    do {
      let text = try pane.configuration.code(format)
      mode = .pager(Pager(.code(CodePage(format: format, text: text))))
      return []
    } catch {
      refuse("\(format.rawValue): \(error)")
      return []
    }
  }
}

extension RunConfiguration {
  /// The pane's schedule as source code.
  package func code(_ format: CodeFormat) throws(SchedulerError) -> String {
    var context = CodeContext(lrs: lrs, optimizer: optimizer.spec, epochs: epochs)
    if interval == .step { (context.interval, context.stepsPerEpoch) = (.step, stepsPerEpoch) }
    return try schedule.code(for: format, in: context).text
  }
}
