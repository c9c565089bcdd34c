extension Schedule {
  /// The parameter that says how long the schedule is meant to run, such as `T_max` or `num_training_steps`, and the step
  /// from which it counts: after the warm-up or the phases that come before. nil where none does.
  package var length: (parameter: ParameterDeclaration, start: Int)? {
    if let mark = scheduler.lengthMark, let own = entry.parameter(named: mark.parameter) {
      return (own, Int(clamping: (mark.offset ?? 0).rounded(.up)))
    }
    guard let last = phases.last, let list = entry.parameters.first(where: { $0.kind == .schedules })?.name,
      let inner = member(list, last.index)?.length,
      let parameter = parameter(at: ParameterPath.text(list, last.index, inner.parameter.name))
    else { return nil }
    return (parameter, last.start + inner.start)
  }
}
