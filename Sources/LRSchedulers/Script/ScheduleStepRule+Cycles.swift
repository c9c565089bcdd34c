/// The rules of PyTorch's schedulers that go around in cycles or phases, as Python: their rates are those of a count, whatever the
/// rate in force is.
extension ScheduleStepRule {
  /// Longer runs than this are not written out in restarts that become longer and longer.
  private static let longestRun = 1 << 31

  /// `CosineAnnealingWarmRestarts`, which counts within its cycle. Told the epoch, PyTorch finds the cycle by a logarithm.
  static func text(_ cosines: CosineAnnealingWarmRestarts, isGiven: Bool) -> String {
    let (first, factor, low) = (cosines.t0, cosines.tMult, cosines.etaMin.python)
    var (within, length) = ("(_count % \(first))", "\(first)")
    if factor > 1 {
      let cycle =
        isGiven
        ? "int(math.log(_count / \(first) * (\(factor) - 1) + 1, \(factor)))"
        : "bisect.bisect_right(\(restarts(cosines)), _count)"
      let divide = isGiven ? "/" : "//"
      within = "(_count - \(first) * (\(factor) ** \(cycle) - 1) \(divide) (\(factor) - 1))"
      length = "(\(first) * \(factor) ** \(cycle))"
    }
    return "\(low) + (_base - \(low)) * (1 + math.cos(math.pi * \(within) / \(length))) / 2"
  }

  /// The epochs at which new cycles begin.
  private static func restarts(_ cosines: CosineAnnealingWarmRestarts) -> String {
    var (starts, start, length) = ([Int](), cosines.t0, cosines.t0)
    while start < longestRun {
      starts.append(start)
      let (next, overflow) = length.multipliedReportingOverflow(by: cosines.tMult)
      if overflow || next >= longestRun { break }
      length = next
      start += length
    }
    return "[" + starts.map(String.init).joined(separator: ", ") + "]"
  }

  /// `OneCycleLR`; it refuses to step past its end, where there is no rate.
  static func text(_ cycle: OneCycleLR, group: Int) -> String {
    let initial = cycle.maxLR[group] / cycle.divFactor
    let stations =
      cycle.threePhase
      ? [initial, cycle.maxLR[group], initial, initial / cycle.finalDivFactor]
      : [initial, cycle.maxLR[group], initial / cycle.finalDivFactor]
    var (text, begin) = ("", 0.0)
    for (index, end) in cycle.phaseEnds.enumerated() {
      let part = "((_count - \(begin.python)) / \((end - begin).python))"
      let isLast = index == cycle.phaseEnds.count - 1
      text += annealed(cycle, from: stations[index], to: stations[index + 1], part)
      text += " if _count <= \(isLast ? String(cycle.total) : end.python) else "
      begin = end
    }
    return text + "math.nan"
  }

  private static func annealed(
    _ cycle: OneCycleLR, from start: Double, to end: Double, _ part: String
  ) -> String {
    switch cycle.annealStrategy {
    case .cos: "\(end.python) + \(((start - end) / 2).python) * (math.cos(math.pi * \(part)) + 1)"
    case .linear: "\((end - start).python) * \(part) + \(start.python)"
    }
  }

  /// `CyclicLR`
  static func text(_ cyclic: CyclicLR, group: Int) -> String {
    let up = cyclic.stepSizeUp.doubleValue
    let total = up + (cyclic.stepSizeDown ?? cyclic.stepSizeUp).doubleValue
    let (share, ratio) = ("_count / \(total.python)", (up / total).python)
    let cycle = "math.floor(1 + \(share))"
    let place = "(1.0 + \(share) - \(cycle))"
    let height = "(\(place) / \(ratio) if \(place) <= \(ratio) else (\(place) - 1) / (\(ratio) - 1))"
    return "_base + (\(cyclic.maxLR[group].python) - _base) * \(height)" + scale(cyclic, cycle)
  }

  private static func scale(_ cyclic: CyclicLR, _ cycle: String) -> String {
    if let function = cyclic.scaleFunction {
      let place = cyclic.scaleMode == .cycle ? cycle : "_count"
      return " * (\(function.text(at: place)))"
    }
    switch cyclic.mode {
    case .triangular: return ""
    case .triangular2: return " * (1 / 2.0 ** (\(cycle) - 1))"
    case .expRange: return " * \(cyclic.gamma.python) ** _count"
    }
  }

  /// The `base_lrs` of schedulers that do not take the optimizer's rates for them; nil for others.
  static func bases(of schedule: Schedule, groups: Int) -> [Double]? {
    switch schedule.scheduler {
    case let cycle as OneCycleLR: (0..<groups).map { cycle.maxLR[$0] / cycle.divFactor }
    case let cyclic as CyclicLR: (0..<groups).map { cyclic.baseLR[$0] }
    default: nil
    }
  }
}

extension LambdaExpression {
  /// Its value for what a text says, as Python.
  fileprivate func text(at place: String) -> String {
    guard var parser = try? PythonParser(place), let argument = try? parser.expression() else { return "" }
    return PythonSource.text(body.replacing(parameter, with: argument))
  }
}
