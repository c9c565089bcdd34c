/// Schedules of Keras whose class the text defines: `class WarmUp(LearningRateSchedule)`, which an optimizer calls with the step.
extension ScriptInterpreter {
  /// Whether a class is derived from a schedule of Keras.
  func isKerasSchedule(_ type: ScriptType, depth: Int = 0) -> Bool {
    guard depth < 20 else { return false }
    return type.bases.contains { base in
      switch base {
      case .library(let path): Self.isKerasSchedule(path)
      case .open(let open): open.name.map { Self.isKerasSchedule($0.key) } ?? false
      case .object(let id):
        if case .type(let parent) = objects[id] { isKerasSchedule(parent, depth: depth + 1) } else { false }
      default: false
      }
    }
  }

  private static func isKerasSchedule(_ path: String) -> Bool {
    path.lastPart == "LearningRateSchedule" || ScriptLibraries.isKeras(path) && path.holds("schedules.")
  }

  /// An object of such a class as the schedule that its `__call__` gives, or its library's where it has none; the object itself where
  /// that is no function of a step.
  func kerasSchedule(of id: Int, at offset: Int) -> ScriptValue {
    guard case .instance(let instance) = objects[id], case .type(let type) = objects[instance.type] else {
      return .object(id)
    }
    guard ownMethod("__call__", of: id, at: offset) != nil else {
      guard let base = instance.attributes[Self.inheritedSchedule], let own = base.objectID,
        case .scheduler(let index) = objects[own]
      else { return .object(id) }
      schedulers[index].isMember = false
      return base
    }
    let outcome: ScriptScheduler.Outcome
    switch lambdas(.object(id), at: offset) {
    case .value(.lambda(let lambda))?: outcome = .schedule(LambdaLR(.all(lambda.ofTensors)).schedule)
    case .open(let open)?: outcome = .missing([ScriptMissing(open: open, usedFor: "lr")])
    case .failure(let failure)?:
      outcome = .refused(error(failure.message, at: failure.offset, hint: failure.hint))
    default: return .object(id)
    }
    let note =
      "\(type.name) gives the rate of each step itself: it is read as LambdaLR, and --lr changes nothing"
    let made = record(type.name, outcome, [], at: offset, notes: [note])
    if let own = made.objectID, case .scheduler(let index) = objects[own] {
      schedulers[index].isComputed = true
      schedulers[index].isTensor = true
      schedulers[index].interval = "step"
      schedulers[index].lrs = [1]
    }
    return made
  }

  // MARK: The schedule that a class is derived from

  /// Where an object keeps the schedule of its base.
  private static let inheritedSchedule = "\u{0}schedule"

  /// `super().__init__(boundaries, values)` and `super().__call__(step)` of a class that is derived from a schedule of Keras; nil for
  /// other methods and bases.
  func kerasSuper(
    _ method: String, of type: ScriptType, receiver: Int, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue? {
    guard method == "__init__" || method == "__call__" else { return nil }
    for case .library(let path) in type.bases where ScriptLibraries.isKeras(path) {
      guard method == "__init__" else {
        guard case .instance(let instance) = objects[receiver] else { return nil }
        return instance.attributes[Self.inheritedSchedule].map { call($0, arguments, at: offset) }
      }
      guard let entry = Catalog.entry(matching: shape(of: arguments, path)), entry.library == .keras else {
        continue
      }
      let made = scheduler(entry, arguments, at: offset)
      if let own = made.objectID, case .scheduler(let index) = objects[own] {
        schedulers[index].isMember = true
      }
      change(receiver) { $0.changeItems { $0[Self.inheritedSchedule] = made } }
      return .null
    }
    return nil
  }
}

extension LambdaExpression {
  /// The same as tensors compute it, which are infinite where Python divides by zero: `step ** -0.5` of the first step.
  fileprivate var ofTensors: LambdaExpression {
    guard (try? self(0)) == nil else { return self }
    let other = LambdaExpression(parameter: parameter, body: body.dividing(by: parameter))
    return (try? other(0)) == nil ? self : other
  }
}

extension PythonExpression {
  /// With infinity where a divisor that goes by a name is zero.
  fileprivate func dividing(by name: String) -> PythonExpression {
    mapped { expression in
      guard case .binary(let op, let left, let right) = expression.node else { return nil }
      switch op {
      case .power:
        guard left.mentions(name), case .literal(let exponent) = right.node,
          let number = try? exponent.float(), number < 0
        else { return nil }
        return expression.infinite(where: left)
      case .divide: return right.mentions(name) ? expression.infinite(where: right) : nil
      default: return nil
      }
    }
  }

  /// `self if divisor != 0 else math.inf`
  private func infinite(where divisor: PythonExpression) -> PythonExpression {
    let zero = PythonExpression(offset: offset, node: .literal(.int(0)))
    let infinity = PythonExpression(offset: offset, node: .name("math.inf"))
    let condition = PythonExpression(
      .comparison(divisor, [.init(op: .notEqual, operand: zero)]), at: offset, over: divisor, zero)
    return PythonExpression(
      .conditional(condition: condition, then: self, otherwise: infinity), at: offset,
      over: [condition, self, infinity])
  }
}
