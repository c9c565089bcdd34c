/// A schedule in the code of a library other than PyTorch: its own, one with the same rates, or what stands in for it.
struct LibraryCode {
  let source: SourceCode

  init(_ schedule: Schedule, in library: SourceLibrary, _ context: CodeContext) throws(SchedulerError) {
    if schedule.entry.library == library {
      try schedule.validate(groups: context.groups(for: schedule))
      source = SourceCode(text: LibraryConstruction([schedule], context).text, schedule: schedule)
    } else if library.isOfSecondRing, !library.drivesTorch {
      throw SchedulerError(
        .value,
        "nothing is translated to \(library.rawValue); --format pytorch, optax or keras has the rates of \(schedule.spec)"
      )
    } else if schedule.needsMetric {
      source = try PlateauCode(schedule, in: library, context).source
    } else {
      source = try Self.translated(schedule, library, context)
    }
  }

  private static func translated(
    _ schedule: Schedule, _ library: SourceLibrary, _ context: CodeContext
  ) throws(SchedulerError) -> SourceCode {
    try schedule.validate(groups: context.groups(for: schedule))
    let length = schedule.curves(base: context.lrs.first ?? 0, group: 0)?.length ?? 0
    let comparison = try RateComparison(schedule, context, length: length)
    let searches = searches(schedule, library, comparison, context)
    var found: [Equivalent] = []
    for search in searches {
      switch search {
      case .found(let equivalent): found.append(equivalent)
      case .nothing(let nearest):
        let note =
          "\(library.rawValue) has no exact equivalent of \(schedule.spec): "
          + EquivalentSearch.reason(nearest, schedule, in: library) + "."
        return try Substitute(schedule, in: library, comparison, context, note: note).source
      }
    }
    let notes = [found.compactMap(\.note).first, schedule.momentumNote].compactMap { $0 }
    let note = notes.isEmpty ? nil : notes.joined(separator: " ")
    return SourceCode(
      text: LibraryConstruction(found.map(\.schedule), context, of: schedule, note: note).text, note: note,
      schedule: found.first?.schedule)
  }

  /// One for all groups, or one for each where schedules have rates of their own.
  private static func searches(
    _ schedule: Schedule, _ library: SourceLibrary, _ comparison: RateComparison, _ context: CodeContext
  ) -> [EquivalentSearch] {
    let groups = library.hasOwnRates ? Array(context.lrs.indices) : [0]
    return groups.map { group in
      let base = context.lrs[group]
      let plan = schedule.isFresh ? schedule.curves(base: base, group: group) : nil
      return EquivalentSearch(
        among: plan.map { library.specs(for: $0, base: base) } ?? [], steps: context.steps,
        end: plan.flatMap { library.end(of: $0) }
      ) {
        library.hasOwnRates
          ? comparison.agreement(with: $0, group: group) : comparison.agreement(with: $0)
      }
    }
  }
}

extension Schedule {
  /// Only PyTorch's schedulers move the momentum as well.
  var momentumNote: String? {
    let mover = withMembers.first {
      switch $0.scheduler {
      case let cycle as OneCycleLR: cycle.cycleMomentum
      case let cycle as CyclicLR: cycle.cycleMomentum
      case let mover as any MomentumMoving: mover.movesMomentum
      default: false
      }
    }
    return mover.map { "The momentum, which \($0.name) moves too, is left alone." }
  }
}

extension CodeContext {
  /// The groups as a script makes them for a schedule, with `initial_lr` if it resumes. Whether there is a momentum, the
  /// library will say.
  func groups(for schedule: Schedule) -> [ParameterGroup] {
    lrs.map { ParameterGroup(lr: $0, initialLR: schedule.isFresh ? nil : $0, momentum: 0) }
  }
}
