/// A statement of a script, with its place.
struct PythonStatement {
  /// Byte offset of its start.
  var offset: Int
  var kind: Kind

  indirect enum Kind {
    case expression(PythonExpression)
    /// `a = b = value`
    case assignment(targets: [PythonExpression], value: PythonExpression)
    /// `name: type = value`
    case annotation(target: PythonExpression, type: String, value: PythonExpression?)
    case update(target: PythonExpression, PythonOperator, value: PythonExpression)
    case conditional([Branch], otherwise: PythonSuite?)
    case loop(
      target: PythonExpression, iterable: PythonExpression, body: PythonSuite, otherwise: PythonSuite?)
    case whileLoop(condition: PythonExpression, body: PythonSuite, otherwise: PythonSuite?)
    case function(PythonDefinition)
    case type(PythonTypeDefinition)
    case returned(PythonExpression?)
    case raised
    case assertion
    /// `import path as name`
    case imported([(path: String, name: String?)])
    /// `from module import member as name`; no members for `*`.
    case importedMembers(module: String, [(member: String, name: String)])
    case with([(value: PythonExpression, target: PythonExpression?)], body: PythonSuite)
    case attempt(body: PythonSuite, handlers: [PythonSuite], otherwise: PythonSuite?, finally: PythonSuite?)
    case match(PythonExpression, cases: [Branch])
    case deletion([PythonExpression])
    case global([String])
    case breaks
    case continues
    case passes
    /// `parser.add_argument(…)`, which is read when it is reached.
    case option(line: Int)
    /// What could not be read, and why.
    case unreadable(SpecError)
  }

  /// A condition and what happens where it holds.
  struct Branch {
    var condition: PythonExpression
    var suite: PythonSuite
  }
}

/// The statements below a header: lines that are read when they are needed, or what stands behind the colon.
enum PythonSuite {
  case lines(Range<Int>)
  case inline([PythonStatement])
}

/// A function of a script.
struct PythonDefinition {
  var name: String
  var parameters: [PythonParameter]
  var body: PythonSuite
  var decorators: [PythonExpression] = []
  var offset: Int
}

/// A class of a script.
struct PythonTypeDefinition {
  var name: String
  var bases: [PythonCall.Argument]
  var body: PythonSuite
  var decorators: [PythonExpression] = []
  var offset: Int
}
