import LRSchedulers

extension Lab {
  mutating func openCompositions() {
    let pane = focusedPane
    let items = Composition.allCases.map { Chooser.Item(name: $0.rawValue, summary: $0.summary(for: pane)) }
    mode = .list(Chooser(.composition, items: items, selected: ""))
  }

  /// Composes at once, or asks for the scheduler it takes.
  mutating func compose(_ composition: Composition) -> [LabEffect] {
    guard composition.takesMember else {
      return compose(
        composition,
        { (pane) throws(SchedulerError) in
          try composition.applied(to: pane)
        })
    }
    if let reason = composition.reasonAgainst(focusedPane) {
      refuse(reason)
      return []
    }
    openMembers(for: composition)
    return []
  }

  mutating func compose(_ composition: Composition, with name: String) -> [LabEffect] {
    guard let entry = Catalog.entry(named: name) else { return [] }
    return compose(
      composition,
      { (pane) throws(SchedulerError) in
        try composition.applied(to: pane, with: Schedule(default: entry))
      })
  }

  private mutating func compose(
    _ composition: Composition, _ change: (Pane) throws(SchedulerError) -> Schedule
  ) -> [LabEffect] {
    do {
      let schedule = try change(focusedPane)
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
  private mutating func openMembers(for composition: Composition) {
    let library = focusedPane.schedule.entry.library == .optax ? SourceLibrary.optax : .pytorch
    let entries = Catalog.entries.filter {
      $0.library == library && !Schedule(default: $0).needsMetric && Schedule(default: $0).members.isEmpty
    }
    let items = entries.map { Chooser.Item(name: $0.name, summary: $0.summary) }
    mode = .list(Chooser(.member(composition), items: items, selected: "ConstantLR"))
  }

  /// What was added is what one wants to change next.
  private mutating func selectNew(after composition: Composition) {
    let schedule = focusedPane.schedule
    switch composition {
    case .warmup: select(schedule.warmupParameter ?? "")
    case .tail, .chain:
      let last = schedule.members.count - 1
      panes[focus].selection = focusedPane.slots.firstIndex { $0.places.first == last } ?? 1
    case .exchange: break
    case .remove, .unwrap: panes[focus].selection = 1
    }
  }

  private mutating func select(_ parameter: String) {
    let slots = focusedPane.slots
    panes[focus].selection = slots.firstIndex { $0.name == parameter } ?? panes[focus].selection
  }
}
