import Canvas
import LRSchedulers
import Training

/// The pages of source code. Nothing is copied before it is asked for: what the clipboard held is the user's.
extension Lab {
  mutating func showCode() -> [LabEffect] { showCode(.source(.pytorch)) }

  /// The next form, round about; that of a patch where the pane is from a script.
  mutating func switchFormat(by steps: Int) -> [LabEffect] {
    let forms =
      codeFormats.map(CodePage.Form.source) + (focusedTraining?.origin == nil ? [] : [.patch])
    guard case .pager(let pager) = mode, case .code(let page) = pager.subject,
      let index = forms.firstIndex(of: page.form)
    else {
      refuse("Tab switches library on the code page (C)")
      return []
    }
    return showCode(forms[(index + steps + forms.count) % forms.count])
  }

  /// Those that have code for all, and that of the pane's own library.
  private var codeFormats: [CodeFormat] {
    let own = focusedTraining.flatMap { CodeFormat(rawValue: $0.schedule.entry.library.key) }
    return CodeFormat.general + (own.map { CodeFormat.general.contains($0) ? [] : [$0] } ?? [])
  }

  /// Sends the page to the clipboard, or the lines of the scheduler alone. Whether the terminal takes it nobody can know: it does
  /// not answer.
  mutating func copyPage(onlyScheduler: Bool = false) -> [LabEffect] {
    guard case .pager(let pager) = mode, case .code(let page) = pager.subject else {
      refuse("only a page of code can be copied (C)")
      return []
    }
    let text = onlyScheduler ? page.excerpt ?? page.text : page.text
    guard text.utf8.count <= Clipboard.limit else {
      refuse(
        "\(text.utf8.count) bytes are more than a terminal takes (\(Clipboard.limit)); w writes a script")
      return []
    }
    let what = onlyScheduler && page.excerpt != nil ? "the scheduler's lines" : "the page"
    say(
      display.isInTmux
        ? "\(what) sent (OSC 52); in tmux this takes: set -g set-clipboard on"
        : "\(what) sent to the terminal's clipboard (OSC 52)")
    return [.terminal(.copy(text))]
  }

  private mutating func showCode(_ form: CodePage.Form) -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    do {
      mode = .pager(Pager(.code(try pane.code(form))))
    } catch {
      refuse("\(form.name): \(error)")
    }
    return []
  }
}

extension TrainingPane {
  fileprivate func code(_ form: CodePage.Form) throws(SchedulerError) -> CodePage {
    switch form {
    case .source(let format):
      let code = try configuration.source(format)
      return CodePage(form: form, text: code.text, excerpt: code.excerpt)
    case .patch: return CodePage(form: form, text: patch)
    case .rangeTest: return CodePage(form: form, text: "")
    }
  }

  /// What is to be changed in the script, or why that cannot be said: a page, so that one gets on from it.
  private var patch: String {
    guard let origin else { return "" }
    let document = origin.document
    if document.isNotebook { return "# \(document.name) is a notebook, of whose cells no patch is made.\n" }
    if schedule == origin.schedule {
      return "# \(document.title(at: origin.pasted.line)) builds this schedule: there is nothing to change.\n"
    }
    do {
      let patch = try ScriptPatch(document.text, replacing: origin.pasted)
      return try patch.diff(to: schedule, in: configuration.codeContext, name: document.file ?? "script.py")
        .text
    } catch {
      return "# \(error)\n"
    }
  }
}

extension RunConfiguration {
  /// The pane's schedule as source code.
  package func code(_ format: CodeFormat) throws(SchedulerError) -> String { try source(format).text }

  fileprivate func source(_ format: CodeFormat) throws(SchedulerError) -> SourceCode {
    try schedule.code(for: format, in: codeContext)
  }

  /// What surrounds the schedule in its code.
  fileprivate var codeContext: CodeContext {
    var context = CodeContext(lrs: lrs, optimizer: optimizer.spec, epochs: epochs)
    if interval == .step { (context.interval, context.stepsPerEpoch) = (.step, stepsPerEpoch) }
    return context
  }
}
