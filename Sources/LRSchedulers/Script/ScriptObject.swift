/// What a script refers to and may change: values are on a heap, which is thrown away as a whole.
enum ScriptObject {
  case list([ScriptValue])
  case dictionary(ScriptDictionary)
  case function(ScriptFunction)
  case type(ScriptType)
  case instance(ScriptInstance)
  case partial(function: ScriptValue, arguments: [ScriptArgument])
  case range(start: Int, stop: Int, step: Int)
  /// NumPy's.
  case array(ScriptArray)
  /// `argparse`'s parser: the defaults of the arguments so far, by their names.
  case parser(ScriptDictionary)
  case optimizer(ScriptOptimizer)
  /// By its place among the schedulers.
  case scheduler(Int)
  /// What batches come from.
  case loader
  /// `zip`, `enumerate` and others whose elements are not known: what an element looks like.
  case elements(like: ScriptValue)
  /// What was changed in a way that cannot be followed.
  case lost(reason: String)
}

extension ScriptObject {
  /// What it is, for who has it changed where it lies, and must hold no copy of what is in it.
  enum Kind { case list, dictionary, parser, other }

  var kind: Kind {
    switch self {
    case .list: .list
    case .dictionary: .dictionary
    case .parser: .parser
    default: .other
    }
  }

  /// How many items, attributes or elements it has.
  var count: Int {
    switch self {
    case .list(let elements): elements.count
    case .dictionary(let items), .parser(let items): items.count
    case .instance(let instance): instance.attributes.count
    case .type(let type): type.attributes.count
    default: 0
    }
  }

  /// Changes the elements of a list where they lie.
  mutating func changeElements(_ body: (inout [ScriptValue]) -> Void) {
    guard case .list(var elements) = self else { return }
    self = .loader
    body(&elements)
    self = .list(elements)
  }

  /// Changes items, or attributes, where they lie. What is changed is taken out of `self` first: with a second owner it would be
  /// copied, and adding to a large one would cost what is in it. A `switch` keeps such an owner to its end, with `consume` too.
  mutating func changeItems(_ body: (inout ScriptDictionary) -> Void) {
    if case .dictionary(var items) = self {
      self = .loader
      body(&items)
      self = .dictionary(items)
    } else if case .parser(var options) = self {
      self = .loader
      body(&options)
      self = .parser(options)
    } else if case .instance(var instance) = self {
      self = .loader
      body(&instance.attributes)
      self = .instance(instance)
    } else if case .type(var type) = self {
      self = .loader
      body(&type.attributes)
      self = .type(type)
    }
  }
}

/// Items in the order in which they are put in.
struct ScriptDictionary {
  private(set) var keys: [ScriptValue] = []
  private(set) var values: [ScriptValue] = []
  private var places: [String: Int] = [:]
  /// Where the values stand in the text; -1 where nobody can say.
  private var origins: [Int] = []
  /// Whether its items are attributes as well, as those of a namespace.
  var hasAttributes = false
  /// Whether more may be in it than is known.
  var isPartial = false
  /// Keys of which nobody knows what they are.
  private(set) var openKeys: [OpenValue] = []
  /// Whether it holds the further keywords of a function that nobody calls: empty as it stands, but handed on they may be any.
  var isAssumed = false

  var count: Int { keys.count }

  subscript(_ name: String) -> ScriptValue? {
    get { places[Self.place(ofText: name)].map { values[$0] } }
    set { if let newValue { set(.string(name), newValue) } else { remove(.string(name)) } }
  }

  func value(of key: ScriptValue) -> ScriptValue? {
    Self.place(of: key).flatMap { places[$0] }.map { values[$0] }
  }

  /// - Parameter origin: where the value stands in the text; -1 where nobody can say.
  mutating func set(_ key: ScriptValue, _ value: ScriptValue, from origin: Int = -1) {
    guard let place = Self.place(of: key) else {
      isPartial = true
      if let open = key.openValue, openKeys.count < OpenValue.maximumUses { openKeys.append(open) }
      return
    }
    let index = Self.place(keys.count, unlessIn: &places[place, default: -1])
    if index < keys.count {
      values[index] = value
      origins[index] = origin
    } else {
      keys.append(key)
      values.append(value)
      origins.append(origin)
    }
  }

  /// Puts a place where none is yet, so that a key is looked for once.
  private static func place(_ new: Int, unlessIn place: inout Int) -> Int {
    if place < 0 { place = new }
    return place
  }

  /// Where the value of a key stands in the text; -1 where nobody can say.
  func origin(of key: ScriptValue) -> Int {
    Self.place(of: key).flatMap { places[$0] }.map { origins[$0] } ?? -1
  }

  mutating func remove(_ key: ScriptValue) {
    guard let place = Self.place(of: key), let index = places.removeValue(forKey: place) else { return }
    keys.remove(at: index)
    values.remove(at: index)
    origins.remove(at: index)
    if index < keys.count { places = places.mapValues { $0 > index ? $0 - 1 : $0 } }
  }

  mutating func merge(_ other: ScriptDictionary) {
    for index in other.keys.indices {
      set(other.keys[index], other.values[index], from: other.origins[index])
    }
    isPartial = isPartial || other.isPartial
    openKeys += other.openKeys.prefix(OpenValue.maximumUses)
  }

  /// nil where the key is not known. That of a text is the text itself, as nearly all keys are texts; those of others
  /// begin with a byte that texts do not begin with.
  private static func place(of key: ScriptValue) -> String? {
    switch key {
    case .constant(.string(let text)): return place(ofText: text)
    // `0`, `0.0` and `False` are one key.
    case .constant(.bool(let value)): return place(of: .int(value ? 1 : 0))
    case .constant(.double(let value)):
      if let whole = Int(exactly: value) { return place(of: .int(whole)) }
      return "\0" + PythonSource.text(.double(value))
    case .constant(let value): return "\0" + PythonSource.text(value)
    case .object(let id): return "\0object \(id)"
    case .library(let path): return "\0library " + path
    case .symbolic(let tree, _): return "\0symbol " + PythonSource.text(tree)
    case .tuple(let elements):
      let places = elements.compactMap(place)
      return places.count == elements.count ? "\0(" + places.joined(separator: ", ") + ")" : nil
    default: return nil
    }
  }

  private static func place(ofText text: String) -> String {
    text.utf8.first == 0 ? "\0text " + text : text
  }
}

/// A function or lambda with the scope that it was made in.
struct ScriptFunction {
  enum Body {
    case suite(PythonSuite)
    case expression(PythonExpression)
  }

  var name: String
  var parameters: [PythonParameter]
  /// The defaults, by the parameters' names.
  var defaults: [String: ScriptValue]
  var body: Body
  var scope: Int
  var offset: Int
  /// The class in whose body it stands.
  var type: Int?
  var isStatic = false
  var isClassMethod = false
  var isProperty = false
  /// Whether a decorator may give it arguments that its calls do not.
  var isDecorated = false
}

struct ScriptType {
  var name: String
  var bases: [ScriptValue]
  var attributes: ScriptDictionary
  /// Attributes with a type, in their order: the parameters of a dataclass.
  var fields: [String]
  var isDataclass: Bool
  var offset: Int
}

struct ScriptInstance {
  var type: Int
  var attributes: ScriptDictionary
  /// Whether it stands for an object that the text does not build.
  var isAssumed = false
}

/// A class that sets rates: the arguments, and the groups as dictionaries on the heap.
struct ScriptOptimizer {
  var name: String
  var arguments: [ScriptArgument]
  /// The list of groups on the heap.
  var groups: Int
  var offset: Int
  /// The groups' rates as the text has them, where others were asked for.
  var writtenLRs: [ScriptValue] = []
  /// Whether the text builds it; else it stands for one that is built elsewhere.
  var isBuilt: Bool
  /// Whether groups are given rates of their own.
  var haveOwnRates = false
  /// Where its values come from: `args.lr=0.1` of line 5.
  var taken: [PastedSchedule.Source] = []
}

/// An argument of a call with its value.
struct ScriptArgument {
  /// nil for a positional argument; `**` for a dictionary, and `*` for a list, that is not known.
  var keyword: String?
  var value: ScriptValue
  var offset: Int
  /// Where the value stands behind a keyword.
  var place: Int?
  /// The name that is given, where it is one.
  var name: OpenName?
  /// Where the value was first written; -1 where nobody can say.
  var origin = -1
  /// Whether it is of a dictionary behind `**` that has further items, which are not known.
  var isOfPartial = false
}
