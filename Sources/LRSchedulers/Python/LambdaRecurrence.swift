import Synchronization

/// Keeps the last value of a lambda that goes on from it, such as
/// `lambda epoch: functools.reduce(lambda lr, epoch: …, range(epoch + 1), 0.1)`, so that walking along a schedule takes one
/// turn a step and not all of them.
final class LambdaRecurrence: Sendable {
  private let fold: PythonFold
  /// How many turns the value at an epoch takes, beyond the epoch itself.
  private let extra: Int
  private let last: Mutex<(turns: Int, total: PythonValue)?>

  /// nil where a body is nothing of the kind, or an element of it.
  init?(_ body: PythonExpression, parameter: String) {
    var whole = body
    if case .subscripted(let list, let index) = body.node, case .literal = index.node { whole = list }
    guard case .call(let call) = whole.node, let fold = PythonFold(call), let start = fold.start,
      let extra = Self.extra(fold.items, parameter),
      fold.body.strayName(besides: [fold.total, fold.item]) == nil,
      start.strayName(besides: []) == nil
    else { return nil }
    self.fold = fold
    self.extra = extra
    last = Mutex(nil)
  }

  /// `range(parameter)` and `range(parameter + 1)`
  private static func extra(_ items: PythonExpression, _ parameter: String) -> Int? {
    guard case .call(let call) = items.node, call.qualifiedName == "range", call.arguments.count == 1 else {
      return nil
    }
    switch call.arguments[0].value.node {
    case .name(parameter): return 0
    case .binary(.add, let name, let one):
      guard case .name(parameter) = name.node, case .literal(.int(1)) = one.node else { return nil }
      return 1
    default: return nil
    }
  }

  /// The value of `reduce(…)` at an epoch; nil where it is better found in the ordinary way.
  func total(at epoch: Int) throws(SchedulerError) -> PythonValue? {
    guard epoch >= 0, epoch < Int.max - 1, let start = fold.start else { return nil }
    let turns = epoch + extra
    let kept = last.withLock { $0 }
    var (done, total) = (0, PythonValue.null)
    if let kept, kept.turns <= turns {
      (done, total) = kept
    } else {
      total = try PythonEvaluator().value(of: start)
    }
    while done < turns {
      // A budget for each turn: a schedule may be of any length.
      total = try PythonEvaluator().next(fold, after: total, .int(done))
      done += 1
    }
    let found = (turns: done, total: total)
    last.withLock { $0 = found }
    return total
  }
}
