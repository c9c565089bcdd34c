/// Anneals the rate along half a cosine to `eta_min` at epoch `T_max` (`torch.optim.lr_scheduler.CosineAnnealingLR`).
///
/// Past `T_max` the rate rises again along the mirror image, with period `2 * T_max`. The recursion scales the part above
/// `eta_min` by the ratio of two cosines, so a rate changed by hand, or a new `T_max`, bends the rest of the curve.
///
/// Source: SGDR: Stochastic Gradient Descent with Warm Restarts (Loshchilov and Hutter, 2017, arXiv:1608.03983),
/// without the restarts. PyTorch 2.13 is the reference.
public struct CosineAnnealingLR: EpochScheduler {
  /// Epochs to the minimum. PyTorch also takes a negative one (its absolute value) and a float.
  public var tMax: PythonNumber
  /// The lowest rate.
  public var etaMin: Double
  public var lastEpoch: Int

  /// Anneals the rate to `etaMin` in `tMax` epochs.
  public init(tMax: PythonNumber, etaMin: Double = 0, lastEpoch: Int = -1) {
    self.tMax = tMax
    self.etaMin = etaMin
    self.lastEpoch = lastEpoch
  }

  public func validate() throws(SchedulerError) {
    try tMax.requireNonZero("T_max", of: "CosineAnnealingLR")
  }

  @inlinable
  public func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    var state = state
    if !isInitial { try anneal(&groups, &state) }
  }

  @inlinable
  public func advance(
    _ state: inout EpochState, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    state.lastEpoch += 1
    state.stepCount += 1
    try anneal(&groups, &state)
  }

  @inlinable
  func anneal(_ groups: inout [ParameterGroup], _ state: inout EpochState) throws(SchedulerError) {
    if isPastMinimum(state.lastEpoch) {
      try leaveMinimum(&groups, state)
    } else {
      try scaleAboveMinimum(&groups, &state)
    }
  }

  /// PyTorch's `(last_epoch - 1 - T_max) % (2 * T_max) == 0`, for ints without the overflow of `2 * T_max`.
  @inlinable
  func isPastMinimum(_ epoch: Int) -> Bool {
    switch tMax {
    case .int(let period):
      // Int.min / -1 would trap.
      if period == -1 { return epoch & 1 == 0 }
      let (periods, rest) = (epoch - 1).quotientAndRemainder(dividingBy: period)
      return rest == 0 && periods & 1 != 0
    case .double(let period):
      return (Double(epoch - 1) - period).truncatingRemainder(dividingBy: 2 * period) == 0
    }
  }

  /// One epoch after the minimum, where the ratio of cosines would be 0/0.
  @usableFromInline
  func leaveMinimum(_ groups: inout [ParameterGroup], _ state: EpochState) throws(SchedulerError) {
    let rise = 1 - (try PythonMath.cosine(.pi / tMax.doubleValue))
    for index in groups.indices {
      groups[index].lr += (state.baseLRs[index] - etaMin) * rise / 2
    }
  }

  @inlinable
  func scaleAboveMinimum(
    _ groups: inout [ParameterGroup], _ state: inout EpochState
  ) throws(SchedulerError) {
    let cosines = try state.memo.cosines(epoch: state.lastEpoch, period: tMax.doubleValue)
    let ratio = try PythonMath.divide(1 + cosines.now, by: 1 + cosines.before)
    for index in groups.indices {
      groups[index].lr = ratio * (groups[index].lr - etaMin) + etaMin
    }
  }
}

extension CosineAnnealingLR {
  /// Anneals the rate to `etaMin` in `tMax` epochs.
  public init(tMax: Int, etaMin: Double = 0, lastEpoch: Int = -1) {
    self.init(tMax: .int(tMax), etaMin: etaMin, lastEpoch: lastEpoch)
  }
}

extension CosineAnnealingLR: ClosedFormScheduler {
  public func closedFormLR(base: Double, epoch: Int) throws(SchedulerError) -> Double {
    let angle = Double.pi * Double(epoch) / tMax.doubleValue
    return etaMin + (base - etaMin) * (1 + (try PythonMath.cosine(angle))) / 2
  }
}

extension CosineAnnealingLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent {
    let minimum = ScheduleExtent.Mark("T_max", tMax.doubleValue.magnitude)
    return ScheduleExtent(completion: minimum, turn: minimum)
  }

  static let declaration = SchedulerDeclaration(
    "CosineAnnealingLR", library: .pytorch,
    summary: "Anneals the learning rate along a cosine to eta_min at T_max, then up again.",
    formula: "lr[t] = eta_min + (base_lr - eta_min) * (1 + cos(pi * t / T_max)) / 2",
    quirks: [
      "Past T_max the rate rises again, with period 2 * T_max.",
      "A T_max changed during training scales the rest of the curve; one already passed may raise the rate far above the base.",
    ],
    example: CosineAnnealingLR(tMax: 50),
    parameters: [
      .number("T_max", \.tMax, .required, in: 1...100_000, help: "epochs from the base rate to eta_min"),
      .float("eta_min", \.etaMin, in: 0...10, step: .decade(from: 1e-6), help: "lowest learning rate"),
      .lastEpoch(\.lastEpoch),
    ])
}
