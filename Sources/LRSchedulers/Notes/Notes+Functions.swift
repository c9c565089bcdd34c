extension LambdaLR {
  /// A function that gives the rate itself: PyTorch multiplies it with the base rate once more.
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    for (index, base) in context.lrs.enumerated() where base > 0 && base < 0.5 {
      guard lambdas.count.map({ index < $0 }) ?? true, let top = largest(lambdas[index], context) else { continue }
      if top >= base / 10, top <= base * 1.01, top < 0.05 {
        let product = PythonNumber.repr(base) + " * " + PythonNumber.repr(top)
        return [
          ScheduleNote(
            "LambdaLR multiplies its function with the base LR (\(product)): was a factor meant, and not a rate?")
        ]
      }
    }
    return []
  }

  /// The largest value of a function at some places of the run.
  private func largest(_ lambda: LambdaExpression, _ context: NoteContext) -> Double? {
    // A function that is no factor shows that at once.
    let seen = min(context.epochs.count, 2048)
    var top: Double?
    for epoch in stride(from: 0, to: seen, by: max(1, seen / 64)) {
      guard let value = try? lambda(epoch), value.isFinite else { return nil }
      top = max(top ?? value, value)
    }
    return top
  }
}

extension TimmScheduler where Self: CatalogScheduler {
  /// Without `warmup_prefix` the schedule runs on below its warm-up.
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    let steps = warmup.steps.doubleValue
    guard steps > 0, !warmup.isPrefix, context.reaches(steps), let base = context.lrs.first,
      let after = try? curve(steps, base: base), after < base * 0.999
    else { return [] }
    return [
      ScheduleNote(
        "\(Self.declaration.name)'s warm-up hides the first \(NoteContext.grouped(steps)) \(context.unit)s of its "
          + "curve, which goes on at \(PythonNumber.repr(after)); warmup_prefix=True puts it before")
    ]
  }
}
