/// What a text may have meant where nothing in it builds a scheduler.
extension ScriptInterpreter {
  /// More of them say nothing any more.
  private static let maximumNoted = 200

  /// A branch that is not taken.
  func notePassed(_ branch: PythonStatement.Branch) {
    if passedBranches.count < Self.maximumNoted { passedBranches.append(branch) }
  }

  /// A call of what is not in the text and is given an optimizer: `adjust_learning_rate(optimizer, epoch)`.
  func noteRateCall(_ name: String, _ arguments: [ScriptArgument], at offset: Int) {
    let last = name.lastPart.lowercased()
    guard rateCalls.count < Self.maximumNoted,
      !ScriptLibraries.isOtherQuantity(last),
      arguments.contains(where: { optimizer($0.value) != nil || isOptimizer($0) })
    else { return }
    rateCalls.append(
      ScriptUnknown(name: name, offset: offset, isAssigned: false, wraps: false, open: [], order: 0))
  }

  /// Why nothing was found: a function that stands elsewhere, or a branch that the values of the text do not take; nil where neither is.
  var reasonForNothing: SpecError? {
    let passed = passedBranches.last(where: buildsScheduler)
    // An object that is given the optimizer trains with it, and a function may set its rates.
    let isObject = rateCalls.last?.name.lastPart.first?.isUppercase == true
    if let call = rateCalls.last, !isObject || passed == nil {
      let module = call.name.withoutLastPart.map { "it is in '\($0)'" } ?? "it stands elsewhere"
      return error(
        "'\(call.name.lastPart)' may set the rates, but is not in this text", at: call.offset,
        hint: "\(module): paste its definition too")
    }
    guard let branch = passed else { return nil }
    return error(
      "a scheduler is built only where '\(PythonSource.text(branch.condition))' holds, which it does not with the values of this text",
      at: branch.condition.offset, hint: branch.condition.definition.map { "give --define \($0)" })
  }

  private func buildsScheduler(_ branch: PythonStatement.Branch) -> Bool {
    guard case .lines(let range) = branch.suite else { return false }
    return text.mentionsScheduler(in: range)
  }
}

extension PythonExpression {
  /// The value with which a comparison of a name holds: `args.optimizer=SGD`; nil for other conditions.
  fileprivate var definition: String? {
    guard case .comparison(let first, let rest) = node, rest.count == 1, rest[0].op == .equal,
      case .name(let name) = first.node, case .literal(let value) = rest[0].operand.node
    else {
      if case .name(let name) = node { return name + "=True" }
      return nil
    }
    return name + "=" + value.plainText
  }
}
