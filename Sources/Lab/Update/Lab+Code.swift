import LRSchedulers
import Training

/// The pages of source code, of which what is shown is what has been copied.
extension Lab {
  mutating func showCode() -> [LabEffect] { showCode(.pytorch) }

  /// The next format, round about.
  mutating func switchFormat(by steps: Int) -> [LabEffect] {
    let formats = CodeFormat.allCases
    guard case .pager(let pager) = mode, case .code(let page) = pager.subject,
      let index = formats.firstIndex(of: page.format)
    else {
      refuse("this page has one form; in the code (C) the key changes the library")
      return []
    }
    return showCode(formats[(index + steps + formats.count) % formats.count])
  }

  private mutating func showCode(_ format: CodeFormat) -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    do {
      let text = try pane.configuration.code(format)
      mode = .pager(Pager(.code(CodePage(format: format, text: text))))
      say("copied: \(format.rawValue)")
      return [.terminal(.copy(text))]
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
