import Canvas
import LRSchedulers

/// What keys do in a form.
extension Lab {
  /// nil for keys that do the same everywhere.
  mutating func performInForm(_ action: KeyAction, _ form: ScriptForm, _ purpose: FormPurpose) -> [LabEffect]?
  {
    var form = form
    switch action {
    case .accept: return accept(form, purpose)
    case .cancel: return leave(purpose)
    case .select(let steps):
      form.select(by: steps)
      if form.fields.count == 1 { say("there is only one name") }
    default:
      guard let changed = edit(action, in: &form) else { return nil }
      if !changed { refuse("the text ends here (Enter accepts the form, Esc gives up)") }
    }
    mode = .form(form, purpose)
    return []
  }

  /// - Returns: whether anything changed; nil for what is no editing.
  private func edit(_ action: KeyAction, in form: inout ScriptForm) -> Bool? {
    guard action.isEditing else { return nil }
    return form.change { entry in
      let wasSelected = entry.isSelected
      // A value that is marked goes as a whole, as it does when it is typed over.
      if wasSelected, action == .deleteBackward || action == .deleteForward { return entry.deleteAll() }
      _ = entry.deselect()
      return entry.apply(action) || wasSelected
    }
  }

  mutating func typeIntoForm(_ text: String, _ form: ScriptForm, _ purpose: FormPurpose) {
    var form = form
    form.type(text)
    mode = .form(form, purpose)
  }

  mutating func clickInForm(_ point: Point, _ form: ScriptForm, _ purpose: FormPurpose) {
    let layout = FormLayout(form, in: Panel.inside(body))
    guard let index = layout.field(at: point) else { return refuse("no name to choose there (Esc gives up)") }
    var form = form
    form.select(index)
    mode = .form(form, purpose)
    say("\(form.fields[index].missing.name), \(form.fields[index].places)")
  }

  /// Takes the values once all are known; else goes to the next name that has none.
  private mutating func accept(_ form: ScriptForm, _ purpose: FormPurpose) -> [LabEffect] {
    guard case .found(let origins) = form.outcome else {
      var form = form
      let isOpen = form.selectNextOpen()
      mode = .form(form, purpose)
      switch form.outcome {
      case .refused(let reason) where !isOpen: refuse(reason)
      default:
        refuse("\(isOpen ? form.fields[form.selection].missing.name : "a name") has no value yet")
      }
      return []
    }
    switch purpose {
    case .command: return [.session(.answer(form.answers))]
    case .paste:
      mode = .normal
      return take(origins)
    case .again:
      mode = .normal
      return retake(origins)
    }
  }

  private mutating func leave(_ purpose: FormPurpose) -> [LabEffect] {
    switch purpose {
    case .command: return [.session(.quit)]
    case .paste(let entry):
      // The text is not lost.
      mode = .spec(entry)
      say("back to the text; Esc leaves it")
    case .again:
      mode = .normal
      say("nothing changed")
    }
    return []
  }

  /// Asks for the names that the focused pane's script leaves open.
  mutating func askAgain() {
    guard let origin = focusedTraining?.origin else {
      return refuse("pane \(focus + 1) is from no script (paste one, or lrviz lab FILE)")
    }
    var options = origin.options
    let known = options.definitions
    options.definitions = []
    let form = ScriptForm([ScriptForm.Source(origin.document, options)], earlier: known)
    guard !form.isEmpty else { return refuse("\(origin.document.name) leaves no name open") }
    mode = .form(form, .again)
  }

  mutating func showScript() {
    guard let pane = focusedTraining, let origin = pane.origin else {
      return refuse("pane \(focus + 1) is from no script (paste one, or lrviz lab FILE)")
    }
    mode = .pager(Pager(.script(ScriptPage(origin: origin, schedule: pane.schedule, pane: focus + 1))))
  }
}
