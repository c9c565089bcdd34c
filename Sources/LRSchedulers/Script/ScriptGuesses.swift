/// What open names may well be, as far as the text shows it: what it compares them with, and what they are given for.
struct ScriptGuesses {
  /// More values of one name are not kept.
  private static let maximumAlternatives = 12

  /// The values that the text compares a name with, in its order.
  private var alternatives: [OpenName: [PythonValue]] = [:]
  /// Names that an index is looked for in: `if epoch in args.schedule`.
  private var lists: Set<OpenName> = []
  /// Those among them of which nothing says that they are lists.
  private var keyed: Set<OpenName> = []
  /// Names that an index is put into: `values[step]`.
  private var tables: Set<OpenName> = []
  /// Names of lists that a script goes through element by element as its run goes on: `factors[stage]`.
  private var stages: Set<OpenName> = []
  /// Names that are conditions themselves, and whether it is where they hold that something is found.
  private var truths: [OpenName: Bool] = [:]
  /// What the parts of a name's text are divided by.
  private var separators: [OpenName: String] = [:]

  /// A name is compared with a value of the text.
  mutating func note(_ open: OpenValue, comparedWith value: PythonValue) {
    guard let name = open.onlyName, value != .null else { return }
    // Of a number that is computed from it a name need not be what that is compared with.
    if value.isNumber, open.name != name { return }
    let known = alternatives[name] ?? []
    if known.count < Self.maximumAlternatives, !known.contains(value) { alternatives[name] = known + [value] }
  }

  /// A name is a key of a dictionary of the text.
  mutating func note(_ open: OpenValue, comparedWith keys: [ScriptValue]) {
    for case .constant(let value) in keys.prefix(Self.maximumAlternatives) { note(open, comparedWith: value) }
  }

  /// Something is looked for in the value of a name.
  mutating func note(container open: OpenValue, mayHaveKeys: Bool = false) {
    guard let name = open.onlyName else { return }
    lists.insert(name)
    if mayHaveKeys { keyed.insert(name) }
  }

  /// An element of the value of a name is taken that depends on an index.
  mutating func note(table open: OpenValue) {
    // What is computed from a name is a table, and the name is none.
    if let name = open.onlyName, open.name == name || open.isResult { tables.insert(name) }
  }

  /// Only one of the branches of a condition builds schedulers or sets rates.
  mutating func note(_ condition: OpenValue, holdsLeads: Bool, otherwiseLeads: Bool) {
    guard holdsLeads != otherwiseLeads, let name = condition.onlyName, condition.name == name,
      truths[name] == nil
    else { return }
    truths[name] = holdsLeads
  }

  /// Whether a condition holds where something is found; nil where that is so in both branches, or not known.
  func truth(of name: OpenName) -> ParameterValue? { truths[name].map(ParameterValue.bool) }

  /// An element of the value of a name is taken that depends on a number that goes on from turn to turn.
  mutating func note(stages open: OpenValue) {
    if let name = open.onlyName { stages.insert(name) }
  }

  /// An index is compared with something open: with an element of a list, where it is one.
  mutating func note(element open: OpenValue) {
    if let name = open.onlyName, stages.contains(name) { lists.insert(name) }
  }

  /// The text of a name is cut into parts: `args.milestones.split(",")`.
  mutating func note(split open: OpenValue, by separator: String) {
    if let name = open.onlyName { separators[name] = separator }
  }

  /// All values of the text that a name is compared with.
  func alternatives(of name: OpenName) -> [ParameterValue] {
    (alternatives[name] ?? []).compactMap { try? ParameterValue($0) }
  }

  /// The value of a name that leads somewhere: "none" seldom does.
  ///
  /// - Parameter epochs: the number of epochs that is asked for.
  func guess(for name: OpenName, epochs: Int) -> ParameterValue? {
    let all = alternatives(of: name)
    let idle: [ParameterValue] = ["none", "None", "no", "", "off"].map(ParameterValue.string)
    if let first = all.first(where: { !idle.contains($0) }) ?? all.first { return first }
    if keyed.contains(name), tables.contains(name) { return Self.factors(epochs) }
    if lists.contains(name) { return Self.milestones(epochs) }
    if stages.contains(name) { return .list([.double(0.1), .double(0.1)]) }
    if tables.contains(name) { return .lambda(.power(of: 0.95)) }
    if let separator = separators[name] {
      return .string(Self.halfAndRest(epochs).map(String.init).joined(separator: separator))
    }
    return Self.isResumption(name) ? .bool(false) : Optional.none
  }

  /// Whether a name says that a run goes on: its schedule is that of one that begins.
  private static func isResumption(_ name: OpenName) -> Bool {
    let last = name.key.lastPart.lowercased()
    return last.holds("resume") || last.holds("checkpoint")
  }

  /// What may well be given for a parameter by a name that stands there alone.
  static func guess(for parameter: ParameterDeclaration, epochs: Int) -> ParameterValue? {
    if parameter.kind == .lambdas { return .lambda(.power(of: 0.95)) }
    if parameter.kind == .schedules { return Optional.none }
    if let value = parameter.default, value != .null { return value }
    return parameter.name == "milestones" ? milestones(epochs) : Optional.none
  }

  /// What the rate is multiplied with at the half and at three quarters of a run.
  private static func factors(_ epochs: Int) -> ParameterValue {
    .dictionary(
      halfAndRest(epochs).map { DictionaryItem(key: .int($0), value: .double(0.1)) })
  }

  /// The half and three quarters of a run.
  private static func milestones(_ epochs: Int) -> ParameterValue {
    .list(halfAndRest(epochs).map(ParameterValue.int))
  }

  private static func halfAndRest(_ epochs: Int) -> [Int] { [max(1, epochs / 2), max(2, epochs * 3 / 4)] }
}

extension OpenValue {
  /// The one name that it depends on; nil where there are several.
  fileprivate var onlyName: OpenName? {
    guard let first = uses.first?.name, uses.allSatisfy({ $0.name == first }) else { return nil }
    return first
  }
}
