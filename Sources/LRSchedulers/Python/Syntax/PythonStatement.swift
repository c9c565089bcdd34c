/// `targets = expression`, as far as a schedule may depend on it. Other statements are passed over.
struct PythonStatement {
  /// What stands before each `=`; empty for a bare expression.
  var targets: [PythonTarget] = []
  var value: PythonExpression
  /// `return` before it: what the value contains may be what others are to use.
  var isReturn = false
  /// `x += 1`: how often it is executed matters.
  var isUpdate = false
}

/// What an assignment gives a value to.
enum PythonTarget: Equatable {
  case name(String)
  /// `a, b`, which take a list apart.
  case names([String])

  var names: [String] {
    switch self {
    case .name(let name): [name]
    case .names(let names): names
    }
  }
}

extension PythonStatement {
  var names: [String] { targets.flatMap(\.names) }

  /// Whether names take its value apart.
  var isUnpacking: Bool {
    targets.contains { target in
      if case .names = target { true } else { false }
    }
  }
}
