/// The rates before a step, by group, to see what the step has changed.
///
/// That of the first group stands for itself, so that a step with one group writes into no array.
struct RateMemory: Sendable {
  private var first = 0.0
  private var others: [Double] = []

  /// Takes the rates in force, of at least one group.
  @inline(__always)
  mutating func remember(_ groups: [ParameterGroup]) {
    first = groups[0].lr
    if groups.count > 1 { rememberOthers(groups) }
  }

  private mutating func rememberOthers(_ groups: [ParameterGroup]) {
    if others.count != groups.count - 1 { others = Array(repeating: 0, count: groups.count - 1) }
    for index in others.indices { others[index] = groups[index + 1].lr }
  }

  subscript(group: Int) -> Double { group == 0 ? first : others[group - 1] }

  /// Whether a group has another rate now. NaN is never a change from NaN.
  func differs(from groups: [ParameterGroup], at group: Int) -> Bool {
    let (from, to) = (self[group], groups[group].lr)
    return from != to && !(from.isNaN && to.isNaN)
  }

  func differs(from groups: [ParameterGroup]) -> Bool {
    for index in groups.indices where differs(from: groups, at: index) { return true }
    return false
  }
}
