/// What a step of a scheduler makes of the rate of a group, as Python: for scripts whose own schedulers step another one.
///
/// The rules are those of PyTorch's `get_lr`, in its order of operations; `_rate` is the rate in force, `_count` the scheduler's
/// `last_epoch` after the step, and `_base` the group's `initial_lr`.
struct ScheduleStepRule {
  private let schedule: Schedule
  private let group: Int
  private let base: Double

  init(_ schedule: Schedule, group: Int, base: Double) {
    (self.schedule, self.group, self.base) = (schedule, group, base)
  }

  /// The rate after the step; nil for schedulers that keep more than a count.
  ///
  /// - Parameter isGiven: whether the epoch was given, as in `step(epoch)`, which PyTorch computes in closed form.
  func rate(
    from rate: PythonExpression, count: PythonExpression, base: PythonExpression, isGiven: Bool
  ) -> PythonExpression? {
    guard let rule = own ?? parsed(isGiven ? closedText ?? text : text) else { return nil }
    // The base first, which is a number more often than not: no name is put into what is put in.
    return rule.replacing("_base", with: base).replacing("_rate", with: rate).replacing("_count", with: count)
  }

  private func parsed(_ text: String?) -> PythonExpression? {
    guard let text, var parser = try? PythonParser(text), let tree = try? parser.expression() else {
      return nil
    }
    return tree
  }

  /// The rules of schedulers that have a function of their own.
  private var own: PythonExpression? {
    let (lambdas, name): (PerGroup<LambdaExpression>, String)
    switch schedule.scheduler {
    case let scheduler as LambdaLR: (lambdas, name) = (scheduler.lambdas, "_base")
    case let scheduler as MultiplicativeLR: (lambdas, name) = (scheduler.lambdas, "_rate")
    default: return nil
    }
    if let count = lambdas.count, group >= count { return nil }
    let lambda = lambdas[group]
    let factor = lambda.body.replacing(
      lambda.parameter, with: PythonExpression(offset: 0, node: .name("_count")))
    let first = PythonExpression(offset: 0, node: .name(name))
    return PythonExpression(.binary(.multiply, first, factor), at: 0, over: first, factor)
  }

  /// PyTorch's `_get_closed_form_lr`; nil where a class has none.
  private var closedText: String? {
    switch schedule.scheduler {
    case let step as StepLR: return "_base * \(step.gamma.python) ** (_count // \(step.stepSize.python))"
    case let steps as MultiStepLR:
      return "_base * \(steps.gamma.python) ** bisect.bisect_right(\(list(steps)), _count)"
    case let exponential as ExponentialLR: return "_base * \(exponential.gamma.python) ** _count"
    case let cosine as CosineAnnealingLR:
      let low = cosine.etaMin.python
      return "\(low) + (_base - \(low)) * (1 + math.cos(math.pi * _count / \(cosine.tMax.python))) / 2"
    case let cosines as CosineAnnealingWarmRestarts: return Self.text(cosines, isGiven: true)
    case let linear as LinearLR:
      let (rise, total) = ((linear.endFactor - linear.startFactor).python, linear.totalIters.python)
      return "_base * (\(linear.startFactor.python) + \(rise) * min(\(total), _count) / \(total))"
    case let constant as ConstantLR:
      let factor = constant.factor.python
      return "_base * (\(factor) + (_count >= \(constant.totalIters.python)) * (1 - \(factor)))"
    case let polynomial as PolynomialLR:
      let total = polynomial.totalIters.python
      return "_base * (1.0 - min(\(total), _count) / \(total)) ** \(polynomial.power.python)"
    default: return nil
    }
  }

  private func list(_ steps: MultiStepLR) -> String {
    "[" + steps.milestones.sorted { $0.doubleValue < $1.doubleValue }.map(\.python).joined(separator: ", ")
      + "]"
  }

  private var text: String? {
    switch schedule.scheduler {
    case let step as StepLR:
      return
        "_rate * \(step.gamma.python) if _count != 0 and _count % \(step.stepSize.python) == 0 else _rate"
    case let steps as MultiStepLR:
      let list = list(steps)
      return
        "_rate * \(steps.gamma.python) ** (bisect.bisect_right(\(list), _count) - bisect.bisect_left(\(list), _count))"
    case let exponential as ExponentialLR: return "_rate * \(exponential.gamma.python)"
    case let cosine as CosineAnnealingLR:
      let (end, low) = (cosine.tMax.python, cosine.etaMin.python)
      return """
        _rate + (_base - \(low)) * (1 - math.cos(math.pi / \(end))) / 2 if (_count - 1 - \(end)) % (2 * \(end)) == 0 else \
        (1 + math.cos(math.pi * _count / \(end))) / (1 + math.cos(math.pi * (_count - 1) / \(end))) * (_rate - \(low)) + \(low)
        """
    case let cosines as CosineAnnealingWarmRestarts: return Self.text(cosines, isGiven: false)
    case let cycle as OneCycleLR: return Self.text(cycle, group: group)
    case let cyclic as CyclicLR: return Self.text(cyclic, group: group)
    case let linear as LinearLR:
      let (rise, total) = ((linear.endFactor - linear.startFactor).python, linear.totalIters.python)
      return
        "_rate if _count > \(total) else _rate * (1.0 + \(rise) / (\(total) * \(linear.startFactor.python) + (_count - 1) * \(rise)))"
    case let constant as ConstantLR:
      return "_rate * (1.0 / \(constant.factor.python)) if _count == \(constant.totalIters.python) else _rate"
    case let polynomial as PolynomialLR:
      let total = polynomial.totalIters.python
      return
        "_rate if _count > \(total) else _rate * ((1.0 - _count / \(total)) / (1.0 - (_count - 1) / \(total))) ** \(polynomial.power.python)"
    case let formula as any PythonFormula:
      return "_base * (\(formula.pythonFactor("_count", base: base, defaultLR: base)))"
    default: return nil
    }
  }
}
