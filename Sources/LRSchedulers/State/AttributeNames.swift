/// How PyTorch's object calls the arguments that it was built with, which a `state_dict` has and a call has not.
struct AttributeNames: Sendable {
  /// Names that differ from the argument's; nil where no attribute keeps the argument as it is.
  private var names: [String: String?]
  /// Whether the arguments that are not named here are attributes of the same name.
  private var keepsOthers: Bool

  /// Every argument is an attribute of its name, except these.
  static func arguments(except names: [String: String?] = [:]) -> AttributeNames {
    AttributeNames(names: names, keepsOthers: true)
  }

  /// Only these arguments are attributes.
  static func only(_ names: [String: String?]) -> AttributeNames {
    AttributeNames(names: names, keepsOthers: false)
  }

  /// What is state, or in no state.
  private static let hidden: Set = ["last_epoch", "schedulers", "lr_lambda"]

  /// The attribute that keeps an argument; nil if there is none.
  subscript(argument: String) -> String? {
    if let name = names[argument] { return name }
    return keepsOthers && !Self.hidden.contains(argument) ? argument : nil
  }
}

extension CatalogScheduler {
  func writeArguments(to dictionary: inout StateDictionary, groupCount: Int) {
    schedule.writeArguments(to: &dictionary, named: Self.declaration.attributes, groupCount: groupCount)
  }

  func argument(_ name: String, in dictionary: StateDictionary) -> ParameterValue? {
    Self.declaration.attributes[name].flatMap { dictionary[$0] }
  }
}

extension Schedule {
  /// The arguments as attributes, a list where PyTorch keeps a value for each group. Of a schedule, as the compiler makes what
  /// is written for a type of its own once for each of all those schedulers.
  fileprivate func writeArguments(
    to dictionary: inout StateDictionary, named attributes: AttributeNames, groupCount: Int
  ) {
    for parameter in entry.parameters {
      guard let name = attributes[parameter.name], let value = scheduler.value(of: parameter.name),
        value.isData
      else { continue }
      let isByGroup = name.hasSuffix("s") && parameter.kind == .floats
      dictionary[name] = isByGroup ? value.repeated(groupCount) : value
    }
    if scheduler.value(of: "lr_lambda") != nil {
      dictionary["lr_lambdas"] = ParameterValue.null.repeated(groupCount)
    }
  }
}

extension ParameterValue {
  /// Whether it is neither a function nor a scheduler, nor has such in it.
  fileprivate var isData: Bool {
    switch self {
    case .null, .bool, .int, .double, .string: true
    case .list(let values): values.allSatisfy(\.isData)
    case .dictionary(let items): items.allSatisfy { $0.key.isData && $0.value.isData }
    case .lambda, .schedule: false
    }
  }

  /// A value for each group.
  fileprivate func repeated(_ count: Int) -> ParameterValue {
    if case .list = self { self } else { .list(Array(repeating: self, count: count)) }
  }
}
