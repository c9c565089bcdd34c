/// What an expression of a script is worth to its reader.
indirect enum ScriptValue: Sendable {
  case constant(PythonValue)
  /// A number that depends on the parameter of a function that is being read, or a part of such a function's body; closed
  /// if it has no parameter in it.
  case symbolic(PythonExpression, isClosed: Bool)
  case tuple([ScriptValue])
  /// Something on the heap, by its place.
  case object(Int)
  /// A module, function or class that the text does not define, by its dotted path: `torch.optim.SGD`.
  case library(String)
  /// An attribute that is to be called: `milestones.append`.
  case method(ScriptValue, String)
  /// A function of the text with its first argument.
  case bound(Int, receiver: ScriptValue)
  case open(OpenValue)
  /// What Python would refuse; it matters only where it is used.
  case failure(ScriptFailure)

  static let null = ScriptValue.constant(.null)
  static func string(_ text: String) -> ScriptValue { .constant(.string(text)) }
  static func int(_ value: Int) -> ScriptValue { .constant(.int(value)) }
  static func bool(_ value: Bool) -> ScriptValue { .constant(.bool(value)) }

  /// A value of which nothing is known, and which goes by no name.
  static let opaque = ScriptValue.open(OpenValue())

  var isNull: Bool { if case .constant(.null) = self { true } else { false } }

  var text: String? { if case .constant(.string(let text)) = self { text } else { nil } }

  var openValue: OpenValue? { if case .open(let value) = self { value } else { nil } }

  var objectID: Int? { if case .object(let id) = self { id } else { nil } }
}

/// A refusal with its place, whose line is only looked for when it is said.
struct ScriptFailure: Sendable {
  var message: String
  var offset: Int
  var hint: String?
}

/// A name without a value in the text: `args.epochs`, `config["lr"]`, `len(dataset)`.
struct OpenName: Hashable, Sendable {
  /// Canonical, so that quotes and blanks make no difference.
  var key: String
  /// As it is written.
  var shown: String

  init(_ name: String) { (key, shown) = (name, name) }

  init(key: String, shown: String) { (self.key, self.shown) = (key, shown) }

  static func == (left: OpenName, right: OpenName) -> Bool { left.key == right.key }

  func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// A place where an open name is used.
struct OpenUse: Equatable, Sendable {
  var name: OpenName
  var offset: Int
}

/// A value that the text leaves open, or that depends on such.
struct OpenValue: Sendable {
  /// The name it goes by; nil for what is computed from others.
  var name: OpenName?
  /// What would have to be known.
  var uses: [OpenUse] = []
  /// Whether it is what a call gave, which goes by the name it is assigned to.
  var isResult = false
  /// Whether it depends on what counts as well, so that no single value can be given for what a function makes of it.
  var isOfIndex = false
  /// Whether it is a part of something unknown: the variable that it is given to has a length of its own.
  var isPart = false
  /// Whether a function that stands elsewhere gives it for the epoch: no single value can be given for it.
  var isOfFunction = false
  /// Whether it is what a function made of rates, groups of parameters with rates of their own.
  var mayHoldRates = false
  /// What it may be, where a condition is undecided.
  var options: [ScriptValue] = []
  /// Whether it is an option that nobody gave: a test whether it is None, or holds anything, says so.
  var isUnset = false
  /// Why a name that has a value in the text has none here: `it changes in the loop of line 3`.
  var reason: String?

  static let maximumUses = 40

  init() {}

  init(_ name: OpenName, at offset: Int, reason: String? = nil) {
    self.name = name
    self.reason = reason
    uses = [OpenUse(name: name, offset: offset)]
  }

  /// What depends on all of these.
  init(over values: [OpenValue]) {
    for value in values { add(value.uses) }
    isOfIndex = values.contains(where: \.isOfIndex)
    if uses.isEmpty { reason = values.lazy.compactMap(\.reason).first }
  }

  mutating func add(_ others: [OpenUse]) {
    for use in others where uses.count < Self.maximumUses && !uses.contains(use) { uses.append(use) }
  }
}
