/// What a script refers to and may change: values are on a heap, which is thrown away as a whole.
enum ScriptObject {
  case list([ScriptValue])
  case dictionary(ScriptDictionary)
  case function(ScriptFunction)
  case type(ScriptType)
  case instance(ScriptInstance)
  case partial(function: ScriptValue, arguments: [ScriptArgument])
  case range(start: Int, stop: Int, step: Int)
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

/// Items in the order in which they are put in.
struct ScriptDictionary {
  private(set) var keys: [ScriptValue] = []
  private(set) var values: [ScriptValue] = []
  private var places: [String: Int] = [:]
  /// Whether its items are attributes as well, as those of a namespace.
  var hasAttributes = false
  /// Whether more may be in it than is known.
  var isPartial = false

  var count: Int { keys.count }

  subscript(_ name: String) -> ScriptValue? {
    get { places[PythonText.repr(name)].map { values[$0] } }
    set { if let newValue { set(.string(name), newValue) } else { remove(.string(name)) } }
  }

  func value(of key: ScriptValue) -> ScriptValue? {
    Self.place(of: key).flatMap { places[$0] }.map { values[$0] }
  }

  mutating func set(_ key: ScriptValue, _ value: ScriptValue) {
    guard let place = Self.place(of: key) else { return isPartial = true }
    if let index = places[place] {
      values[index] = value
    } else {
      places[place] = keys.count
      keys.append(key)
      values.append(value)
    }
  }

  mutating func remove(_ key: ScriptValue) {
    guard let place = Self.place(of: key), let index = places[place] else { return }
    var rest = ScriptDictionary()
    for other in keys.indices where other != index { rest.set(keys[other], values[other]) }
    (keys, values, places) = (rest.keys, rest.values, rest.places)
  }

  mutating func merge(_ other: ScriptDictionary) {
    for (key, value) in zip(other.keys, other.values) { set(key, value) }
    isPartial = isPartial || other.isPartial
  }

  /// nil where the key is not known.
  private static func place(of key: ScriptValue) -> String? {
    switch key {
    case .constant(let value): return PythonSource.text(value)
    case .object(let id): return "object \(id)"
    case .library(let path): return path
    case .symbolic(let tree, _): return "symbol " + PythonSource.text(tree)
    case .tuple(let elements):
      let places = elements.compactMap(place)
      return places.count == elements.count ? "(" + places.joined(separator: ", ") + ")" : nil
    default: return nil
    }
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
}
