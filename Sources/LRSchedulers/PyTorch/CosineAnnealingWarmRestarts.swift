/// Anneals along a cosine and starts again (`torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`).
///
/// Every rate follows from the base rate, so one set by hand is lost; `eta_min` itself is never reached, since a cycle
/// restarts in its place.
///
/// Source: SGDR: Stochastic Gradient Descent with Warm Restarts (Loshchilov and Hutter, 2017, arXiv:1608.03983).
/// PyTorch 2.13 is the reference.
public struct CosineAnnealingWarmRestarts: StageableScheduler {
  /// Epochs of the first cycle.
  public var t0: Int
  /// How much longer each cycle is than the one before.
  public var tMult: Int
  /// The rate that each cycle goes towards.
  public var etaMin: Double
  /// The constructor's `last_epoch`: -1 to start, N to resume after epoch N.
  public var lastEpoch: Int

  /// Cycles of `t0`, `t0 * tMult`, … epochs.
  public init(t0: Int, tMult: Int = 1, etaMin: Double = 0, lastEpoch: Int = -1) {
    self.t0 = t0
    self.tMult = tMult
    self.etaMin = etaMin
    self.lastEpoch = lastEpoch
  }

  /// `last_epoch`, `base_lrs`, `T_cur` and `T_i` of PyTorch.
  public struct State: SchedulerState, Decodable {
    public var lastEpoch: Int
    /// `initial_lr` of each group when the scheduler was built.
    public var baseLRs: [Double]
    /// Epochs since the last restart.
    public var tCur: Int
    /// Epochs of the present cycle.
    public var tI: Int

    @usableFromInline
    init(lastEpoch: Int, baseLRs: [Double], tCur: Int, tI: Int) {
      self.lastEpoch = lastEpoch
      self.baseLRs = baseLRs
      self.tCur = tCur
      self.tI = tI
    }

    private enum CodingKeys: String, CodingKey {
      case lastEpoch = "last_epoch"
      case baseLRs = "base_lrs"
      case tCur = "T_cur"
      case tI = "T_i"
    }
  }

  public func validate() throws(SchedulerError) {
    if t0 <= 0 {
      throw SchedulerError(.value, "Expected positive integer T_0, but got \(t0)", parameter: "T_0")
    }
    if tMult < 1 {
      throw SchedulerError(.value, "Expected integer T_mult >= 1, but got \(tMult)", parameter: "T_mult")
    }
  }

  public func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try ParameterGroup.checkInitialLRs(groups, lastEpoch: lastEpoch)
  }

  public func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
    try validate(groups: groups)
    let baseLRs = ParameterGroup.keepInitialLRs(&groups)
    var state = State(lastEpoch: lastEpoch, baseLRs: baseLRs, tCur: lastEpoch, tI: t0)
    try advance(&state, &groups, metric: nil)
    return state
  }

  @inlinable
  public func advance(
    _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    if state.lastEpoch < 0 {
      state = State(lastEpoch: 0, baseLRs: state.baseLRs, tCur: 0, tI: t0)
      return try assignRates(&groups, state)
    }
    state.lastEpoch += 1
    state.tCur += 1
    if state.tCur >= state.tI {
      state.tCur %= state.tI
      let (product, overflow) = state.tI.multipliedReportingOverflow(by: tMult)
      state.tI = overflow ? .max : product
    }
    try assignRates(&groups, state)
  }

  /// The place in the cycle stays what the constructor made it.
  public func startAsStage(_ state: inout State, _ groups: inout [ParameterGroup]) throws(SchedulerError) {
    state.lastEpoch = 0
    try assignRates(&groups, state)
  }

  @usableFromInline
  func assignRates(_ groups: inout [ParameterGroup], _ state: State) throws(SchedulerError) {
    let wave = 1 + (try PythonMath.cosine(.pi * Double(state.tCur) / Double(state.tI)))
    for index in groups.indices { groups[index].lr = etaMin + (state.baseLRs[index] - etaMin) * wave / 2 }
  }

  /// PyTorch's `step(epoch)`, whose logarithm comes out just below a whole number at some restarts: there it gives
  /// `eta_min`.
  public func closedFormLRs(
    at epoch: Int, in state: State, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double] {
    let (elapsed, length) = try place(of: epoch)
    let wave = 1 + (try PythonMath.cosine(.pi * elapsed / length))
    return state.baseLRs.map { etaMin + ($0 - etaMin) * wave / 2 }
  }

  /// `T_cur` and `T_i` of an epoch.
  private func place(of epoch: Int) throws(SchedulerError) -> (elapsed: Double, length: Double) {
    if epoch < t0 { return (Double(epoch), Double(t0)) }
    if tMult == 1 { return (Double(epoch % t0), Double(t0)) }
    let (first, growth) = (Double(t0), Double(tMult))
    let cycles = try PythonMath.logarithm(Double(epoch) / first * (growth - 1) + 1)
    let cycle = (cycles / (try PythonMath.logarithm(growth))).rounded(.towardZero)
    let scale = try PythonMath.power(growth, cycle)
    return (Double(epoch) - first * (scale - 1) / (growth - 1), first * scale)
  }

  /// Only the restart is a discrete change.
  @inlinable public func changeKind(in state: State) -> LRChange.Kind? { state.tCur == 0 ? .restart : nil }
}

extension CosineAnnealingWarmRestarts: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent {
    let first = ScheduleExtent.Mark("T_0", Double(t0))
    return ScheduleExtent(completion: first, cycle: tMult == 1 ? first : nil)
  }

  var assignsLR: Bool { true }

  func note(onAssigning parameter: String, before epoch: Int) -> String? {
    parameter == "T_0" ? "reads T_0 when it is built: the cycles in force keep their lengths" : nil
  }

  static let declaration = SchedulerDeclaration(
    "CosineAnnealingWarmRestarts", library: .pytorch,
    summary: "Anneals the learning rate along a cosine and restarts it, in cycles that may grow.",
    formula: "lr[t] = eta_min + (base_lr - eta_min) * (1 + cos(pi * T_cur / T_i)) / 2",
    quirks: [
      "A rate set by hand is lost at the next step; eta_min is never quite reached."
    ],
    example: CosineAnnealingWarmRestarts(t0: 10),
    parameters: [
      .integer(
        "T_0", \.t0, .required, in: 1...100_000, refusal: { "Expected positive integer T_0, but got \($0)" },
        help: "epochs of the first cycle"),
      .integer(
        "T_mult", \.tMult, in: 1...10, refusal: { "Expected integer T_mult >= 1, but got \($0)" },
        help: "how much longer each cycle is than the last"),
      .float(
        "eta_min", \.etaMin, in: 0...10, step: .decade(from: 1e-6),
        refusal: { "Expected float or int eta_min, but got \($0.text) of type <class '\($0.pythonType)'>" },
        help: "the rate each cycle goes towards"),
      .lastEpoch(\.lastEpoch),
    ])
}

extension CosineAnnealingWarmRestarts.State {
  public func isValid(forGroupCount groups: Int) -> Bool {
    baseLRs.count == groups && lastEpoch.isSafeCount && tCur.isSafeCount && tI > 0
  }
}

extension CosineAnnealingWarmRestarts.State: PersistentState {
  func write(to dictionary: inout StateDictionary) {
    dictionary["last_epoch"] = .int(lastEpoch)
    dictionary["base_lrs"] = .list(baseLRs.map(ParameterValue.double))
    dictionary["T_cur"] = .int(tCur)
    dictionary["T_i"] = .int(tI)
  }

  init(reading dictionary: StateDictionary) throws(SchedulerError) {
    self.init(
      lastEpoch: try dictionary.int("last_epoch"), baseLRs: try dictionary.doubles("base_lrs"),
      tCur: try dictionary.int("T_cur"), tI: try dictionary.int("T_i"))
  }
}
