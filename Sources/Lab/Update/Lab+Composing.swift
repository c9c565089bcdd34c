import LRSchedulers

extension Lab {
  mutating func openCompositions() {
    guard let pane = focusedTraining else { return }
    let items = CompositionEdit.allCases.map {
      Chooser.Item(name: $0.rawValue, summary: $0.summary(for: pane))
    }
    mode = .list(Chooser(.composition, items: items, selected: ""))
  }

  /// Composes at once, or asks for the scheduler it takes.
  mutating func compose(_ composition: CompositionEdit) -> [LabEffect] {
    guard composition.takesMember else {
      return compose(
        composition,
        { (pane) throws(SchedulerError) in
          try composition.applied(to: pane)
        })
    }
    if let reason = focusedTraining.flatMap(composition.reasonAgainst) {
      refuse(reason)
      return []
    }
    openMembers(for: composition)
    return []
  }

  mutating func compose(_ composition: CompositionEdit, with name: String) -> [LabEffect] {
    guard let entry = Catalog.entry(named: name) else { return [] }
    return compose(
      composition,
      { (pane) throws(SchedulerError) in
        try composition.applied(to: pane, with: Schedule(default: entry))
      })
  }

  private mutating func compose(
    _ composition: CompositionEdit, _ change: (TrainingPane) throws(SchedulerError) -> Schedule
  ) -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    do {
      let schedule = try change(pane)
      let effects = tweak { $0.schedule = schedule }
      if notice?.isRefusal != true { selectNew(after: composition) }
      return effects
    } catch {
      if composition == .warmup, let parameter = error.parameter { select(parameter) }
      refuse(error.message)
      return []
    }
  }

  /// Schedulers of the pane's library that can be members.
  private mutating func openMembers(for composition: CompositionEdit) {
    let library = focusedTraining?.schedule.entry.library == .optax ? SourceLibrary.optax : .pytorch
    let entries = Catalog.entries.filter {
      $0.library == library && !Schedule(default: $0).needsMetric && Schedule(default: $0).members.isEmpty
    }
    let items = entries.map { Chooser.Item(name: $0.name, summary: $0.summary) }
    mode = .list(Chooser(.member(composition), items: items, selected: "ConstantLR"))
  }

  /// What was added is what one wants to change next.
  private mutating func selectNew(after composition: CompositionEdit) {
    panes[focus].updateTraining { pane in
      switch composition {
      case .warmup: pane.select(pane.schedule.warmupParameter ?? "")
      case .tail, .chain:
        let last = pane.schedule.members.count - 1
        pane.selection = pane.slots.firstIndex { $0.places.first == last } ?? 1
      case .exchange: break
      case .remove, .unwrap: pane.selection = 1
      }
    }
  }

  private mutating func select(_ parameter: String) {
    panes[focus].updateTraining { $0.select(parameter) }
  }
}
