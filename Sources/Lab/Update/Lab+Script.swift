import LRSchedulers
import Recipes
import Training

/// Scripts in panes.
extension Lab {
  /// What is known when a text is read for the focused pane.
  private var scriptOptions: ScriptOptions {
    var options = ScriptOptions()
    guard let configuration = focusedTraining?.configuration else { return options }
    (options.stepsPerEpoch, options.epochs) = (configuration.stepsPerEpoch, configuration.epochs)
    options.defaultLRs = configuration.lrs
    return options
  }

  /// Takes all schedulers of the text, each into a pane, with its optimizer and rates where the text has them; asks for
  /// names that are open.
  mutating func acceptSpec(_ entry: TextEntry) -> [LabEffect] {
    let text = entry.line.text
    if ScriptDocument.isFileName(text) { return [.session(.read(text.trimmed))] }
    return accept(ScriptDocument(text), scriptOptions, entry)
  }

  /// The file that the text in the editor names.
  mutating func accept(_ document: ScriptDocument, line: Int?) -> [LabEffect] {
    guard case .spec(let entry) = mode else { return [] }
    var options = scriptOptions
    (options.line, options.files) = (line, document.bases)
    return accept(document, options, entry)
  }

  private mutating func accept(
    _ document: ScriptDocument, _ options: ScriptOptions, _ entry: TextEntry
  ) -> [LabEffect] {
    do {
      let all = try Recipes.schedules(in: document.text, options: options)
      let effects = take(all.indices.map { ScriptOrigin(document, options, $0, of: all) })
      guard let notice, notice.isRefusal else { return effects }
      keep(entry, EntryError(message: notice.text))
    } catch {
      if !error.missing.isEmpty, !error.isSlip(in: document.text) {
        mode = .form(ScriptForm([ScriptForm.Source(document, options)]), .paste(entry))
        return []
      }
      keep(entry, EntryError(error, in: document))
      refuse("not valid: fix it, or Esc keeps the old spec")
    }
    return []
  }

  private mutating func keep(_ entry: TextEntry, _ error: EntryError) {
    var entry = entry
    entry.error = error
    mode = .spec(entry)
  }

  /// What a text comes to, in a few words; empty for one that cannot be read, which Enter explains.
  func reading(of text: String) -> String {
    // Longer ones would make typing slow.
    guard text.utf8.count <= 1 << 17 else { return "" }
    if ScriptDocument.isFileName(text) { return "→ a file; Enter reads it" }
    do {
      let all = try Recipes.schedules(in: text, options: scriptOptions)
      guard all.count > 1 else { return "→ " + (all.first?.schedule.spec ?? "") }
      return "→ \(all.count) schedulers, a pane each: " + all.map(\.schedule.name).joined(separator: ", ")
    } catch {
      if error.missing.isEmpty || error.isSlip(in: text) { return "" }
      return "→ open: \(error.missing.map(\.name).joined(separator: ", ")); Enter asks"
    }
  }

  // MARK: Into panes

  /// The first schedule goes into the focused pane, each other one into a new pane behind it, as many as a page shows.
  mutating func take(_ origins: [ScriptOrigin]) -> [LabEffect] {
    guard let first = origins.first else { return [] }
    var effects = put(first)
    if let notice, notice.isRefusal { return effects }
    mode = .normal
    let room = max(0, GridLayout.largestPage(in: body) - panes.count)
    let others = origins.dropFirst().prefix(room)
    let (start, before) = (focus, panes.count)
    for origin in others { effects += add(origin) }
    focus = start
    if origins.count > 1 {
      say(words(origins.count, shown: panes.count - before + 1, tried: others.count + 1))
    }
    return effects
  }

  /// What became of the schedulers of a text.
  private func words(_ count: Int, shown: Int, tried: Int) -> String {
    let panes = shown == 1 ? "pane \(focus + 1)" : "panes \(focus + 1) to \(focus + shown)"
    if shown == count { return "\(count) schedulers: \(panes)" }
    let reason =
      shown < tried
      ? "not all can run with this workload" : "the page is full; x closes a pane, --pick shows one scheduler"
    return "\(shown) of \(count) schedulers in \(panes): \(reason)"
  }

  /// Puts a schedule into the focused pane, with what it starts from.
  private mutating func put(_ origin: ScriptOrigin) -> [LabEffect] {
    guard let present = focusedTraining?.setting else { return [] }
    let wanted = present.taking(origin)
    guard !wanted.runsLike(present) else {
      mode = .normal
      panes[focus].updateTraining { $0.origin = wanted.origin }
      say("pane \(focus + 1) has this spec already")
      return []
    }
    let effects = tweak { $0 = wanted }
    guard let notice, !notice.isRefusal else { return effects }
    if let note = origin.notes.first { say("\(notice.text); \(note)") }
    return effects
  }

  /// A new pane behind the focused one, which gets the focus; none for a schedule that cannot run here.
  private mutating func add(_ origin: ScriptOrigin) -> [LabEffect] {
    guard let model = focusedTraining else { return [] }
    let wanted = model.setting.taking(origin)
    guard model.reasonAgainst(wanted) == nil else { return [] }
    var training = TrainingPane(model.configuration, seeds: 1 + model.otherSeeds.count)
    training.set(wanted)
    training.reset()
    training.selection = training.firstSelection
    return insert(training)
  }

  /// Puts what a script comes to with other answers into the panes that are from it.
  mutating func retake(_ origins: [ScriptOrigin]) -> [LabEffect] {
    let present = focus
    defer { focus = present }
    var effects: [LabEffect] = []
    var changed = 0
    for index in panes.indices {
      guard let old = panes[index].training?.origin,
        let new = origins.first(where: { $0.document == old.document && $0.number == old.number })
      else { continue }
      focus = index
      effects += put(new)
      if let notice, notice.isRefusal { return effects }
      changed += 1
    }
    if changed > 1 { say("\(changed) panes of \(origins[0].document.name) restarted") }
    return effects
  }
}

extension Tweak.Setting {
  /// With the schedule of a script, and what the script says of optimizer, rates and steps.
  func taking(_ origin: ScriptOrigin) -> Tweak.Setting {
    var wanted = self
    let pasted = origin.pasted
    wanted.schedule = origin.schedule
    wanted.initialLRs = pasted.startingLRs(asked: origin.options.lrs, standard: initialLRs)
    if let optimizer = PastedSetup(pasted).configuration { wanted.optimizer = optimizer }
    if let interval = origin.interval { wanted.interval = interval }
    wanted.origin = origin.isScript ? origin : nil
    return wanted
  }

  /// Whether it is the same but for where it was read from.
  func runsLike(_ other: Tweak.Setting) -> Bool {
    var same = other
    same.origin = origin
    return self == same
  }
}

extension SpecError {
  /// Whether a call on one line has a single plain name in it that means nothing, which is rather a slip than a question.
  package func isSlip(in text: String) -> Bool {
    missing.count == 1 && !missing[0].lines.isEmpty && !missing[0].isOutside
      && !text.utf8.contains(UInt8(ascii: "\n"))
      && !missing[0].name.utf8.contains(UInt8(ascii: "."))
  }
}
