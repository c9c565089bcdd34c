/// The optimizer of a pasted text, as it is written there: `torch.optim.AdamW(model.parameters(), lr=3e-4)`.
///
/// The class may be any; whoever trains with it decides which ones it knows. The rates count for every class.
public struct PastedOptimizer: Sendable, Equatable {
  /// One argument of the constructor after the parameters.
  public struct Argument: Sendable, Equatable {
    /// The keyword; nil for a positional argument.
    public var name: String?
    /// The value.
    public var value: ParameterValue

    /// One argument, by keyword or by position.
    public init(name: String?, value: ParameterValue) {
      self.name = name
      self.value = value
    }
  }

  /// What a parameter group sets for itself: the keys of its dict without `params`.
  public struct Group: Sendable, Equatable {
    /// By PyTorch's keys, such as `lr` and `weight_decay`.
    public var options: [Argument]

    /// A group with options of its own.
    public init(options: [Argument] = []) { self.options = options }

    /// The value of an option; nil where the optimizer's own counts.
    public func value(of option: String) -> ParameterValue? { options.first { $0.name == option }?.value }
  }

  /// The class, without the module it is from.
  public var name: String
  /// What follows the parameters; what the text leaves open is not here.
  public var arguments: [Argument]
  /// The parameter groups, at least one.
  public var groups: [Group]
  /// The line of the text where it is built, counted from 1.
  public var line: Int
  /// Whether the text does not name it, and it is the default of the framework that the text configures.
  package var isImplied = false

  /// An optimizer with one group, or more.
  public init(name: String, arguments: [Argument], groups: [Group] = [Group()], line: Int = 1) {
    self.name = name
    self.arguments = arguments
    self.groups = groups
    self.line = line
  }
}

extension PastedOptimizer {
  /// The rate that all groups share which have none of their own; nil where the text leaves it open.
  ///
  /// Every optimizer of PyTorch takes the rate as the first argument after the parameters.
  public var lr: Double? {
    let given = arguments.first { $0.name == "lr" } ?? arguments.first.flatMap { $0.name == nil ? $0 : nil }
    return given?.value.number?.doubleValue
  }

  /// The rate of each group; nil where the text leaves one open.
  public var lrs: [Double?] { groups.map { $0.value(of: "lr")?.number?.doubleValue ?? lr } }
}
