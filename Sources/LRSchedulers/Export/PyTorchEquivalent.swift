/// A schedule of another library as one of PyTorch.
enum PyTorchEquivalent {
  /// Throws when there is none, or the one that was found does not give the same rates.
  static func schedule(for schedule: Schedule, _ context: CodeContext) throws(SchedulerError) -> Schedule {
    if schedule.entry.library == .pytorch { return schedule }
    if let plateau = schedule.scheduler as? Keras.ReduceLROnPlateau {
      return Schedule(declared: try plateau.torch())
    }
    guard let formula = schedule.scheduler as? any PythonFormula,
      let lambda = lambda(formula, schedule, context.lrs), ScheduleComparison.agree(schedule, lambda, context)
    else {
      throw SchedulerError(
        .value,
        "\(schedule.name) has no exact equivalent in PyTorch with these arguments; "
          + "'lrviz print --format csv' gives its rates as a table")
    }
    return lambda
  }

  /// One lambda if it serves all groups, else a list of one for each.
  private static func lambda(
    _ formula: any PythonFormula, _ schedule: Schedule, _ lrs: [Double]
  ) -> Schedule? {
    let lambdas = lrs.map { base in
      "lambda step: " + formula.pythonFactor("step", base: base, defaultLR: lrs[0])
    }
    guard let first = lambdas.first, !lrs.contains(0) else { return nil }
    let argument = Set(lambdas).count == 1 ? first : "[" + lambdas.joined(separator: ", ") + "]"
    let resuming = schedule.value(of: "last_epoch").map { ", last_epoch=\($0.python)" } ?? ""
    return try? Schedule(parsing: "LambdaLR(lr_lambda=\(argument)\(resuming))")
  }
}

extension Keras.ReduceLROnPlateau {
  /// PyTorch bears one bad epoch more, and a cooldown spares one more.
  fileprivate func torch() throws(SchedulerError) -> ReduceLROnPlateau {
    ReduceLROnPlateau(
      mode: mode == .max ? .max : .min, factor: factor, patience: patience.lowered, threshold: minDelta,
      thresholdMode: .abs, cooldown: cooldown.lowered, minLR: .all(minLR), eps: 0)
  }
}

extension PythonNumber {
  /// One less, but not below 0.
  fileprivate var lowered: PythonNumber {
    switch self {
    case .int(let value): .int(value > 0 ? value - 1 : 0)
    case .double(let value): .double(max(value - 1, 0))
    }
  }
}
