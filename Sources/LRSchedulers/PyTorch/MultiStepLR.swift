/// Multiplies the rate by `gamma` at each milestone (`torch.optim.lr_scheduler.MultiStepLR`).
///
/// Milestones are a multiset, PyTorch's `Counter`: their order is irrelevant, and one given n times multiplies once by
/// `gamma ** n`, which is not the same double as n multiplications. A milestone at 0 acts in the constructor.
public struct MultiStepLR: EpochScheduler {
  /// The milestones in the order given. Assigning in mid-run acts as assigning a new `Counter`.
  public var milestones: [PythonNumber] { didSet { sorted = Self.epochs(of: milestones) } }
  /// What the rate is multiplied by at each milestone.
  public var gamma: Double
  public var lastEpoch: Int
  @usableFromInline var sorted: [Double]

  /// Multiplies the rate by `gamma` at each milestone.
  public init(milestones: [PythonNumber], gamma: Double = 0.1, lastEpoch: Int = -1) {
    self.milestones = milestones
    self.gamma = gamma
    self.lastEpoch = lastEpoch
    sorted = Self.epochs(of: milestones)
  }

  public func validate() throws(SchedulerError) {}

  @inlinable
  public func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    let epoch = Double(state.lastEpoch)
    let first = sorted.insertionIndex { $0 < epoch }
    guard first < sorted.count, sorted[first] == epoch else { return }
    let count = sorted.insertionIndex { $0 <= epoch } - first
    let factor = try PythonMath.power(gamma, Double(count))
    for index in groups.indices { groups[index].lr *= factor }
  }

  @inlinable public func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

  /// In ascending order; NaN, which no epoch equals, is left out so that a binary search works.
  private static func epochs(of milestones: [PythonNumber]) -> [Double] {
    milestones.map(\.doubleValue).filter { !$0.isNaN }.sorted()
  }
}

extension MultiStepLR {
  /// Multiplies the rate by `gamma` at each milestone, which may be a range or a stride.
  ///
  ///     MultiStepLR(milestones: stride(from: 30, to: 90, by: 30))
  @inlinable
  public init(milestones: some Sequence<Int>, gamma: Double = 0.1, lastEpoch: Int = -1) {
    self.init(milestones: milestones.map(PythonNumber.int), gamma: gamma, lastEpoch: lastEpoch)
  }
}

extension MultiStepLR: ClosedFormScheduler {
  public func closedFormLR(base: Double, epoch: Int) throws(SchedulerError) -> Double {
    let passed = sorted.insertionIndex { $0 <= Double(epoch) }
    return base * (try PythonMath.power(gamma, Double(passed)))
  }
}

extension MultiStepLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent { .milestones("milestones", sorted) }

  func note(onAssigning parameter: String, before epoch: Int) -> String? {
    guard parameter == "milestones" else { return nil }
    return "keeps its milestones as a Counter: in PyTorch assign Counter([...]), a list breaks it"
  }

  static let declaration = SchedulerDeclaration(
    "MultiStepLR", library: .pytorch,
    summary: "Decays the learning rate by gamma at each milestone.",
    formula: "lr[t] = lr[t-1] * gamma ** milestones.count(t)",
    quirks: [
      "A milestone given n times multiplies once by gamma ** n; one at 0 acts in the constructor.",
      "In PyTorch the attribute milestones is a Counter: assigning a list to it breaks the schedule.",
    ],
    example: MultiStepLR(milestones: [15, 25]),
    parameters: [
      .numbers(
        "milestones", \.milestones, .required, in: 1...100_000, help: "epochs at which the rate decays"),
      .float("gamma", \.gamma, in: 0...1, step: .linear(0.05), help: "factor of each decay"),
      .lastEpoch(\.lastEpoch),
    ], attributes: .arguments(except: ["milestones": nil]))
}

extension MultiStepLR {
  /// PyTorch's Counter, whose keys are ints, or strings once JSON has had them; or a list.
  func argument(_ name: String, in dictionary: StateDictionary) -> ParameterValue? {
    guard name == "milestones" else { return Self.declaration.attributes[name].flatMap { dictionary[$0] } }
    guard case .dictionary(let counts)? = dictionary[name] else { return dictionary[name] }
    let epochs = counts.flatMap { item -> [Double] in
      guard case .int(let count)? = item.value.number, let epoch = item.key.epoch else { return [] }
      return Array(repeating: epoch, count: max(0, min(count, Self.mostRepeats)))
    }
    return .list(epochs.sorted().map { Int(exactly: $0).map(ParameterValue.int) ?? .double($0) })
  }

  /// How often a milestone of a state is taken; a gamma to that power has long been 0 or infinite.
  private static let mostRepeats = 10_000
}

extension ParameterValue {
  fileprivate var epoch: Double? {
    if case .string(let text) = self { Double(text) } else { number?.doubleValue }
  }
}
