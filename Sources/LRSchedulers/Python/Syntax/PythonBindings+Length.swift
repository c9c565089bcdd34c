/// `len(loader)`: no data are known here, but the caller, or the script itself, may know how many batches they make.
extension PythonBindings {
  /// What the script may call it, as OneCycleLR does.
  private static let knownAs = "steps_per_epoch"

  /// The call with the number of batches where they are counted, if anybody has said it.
  func countingBatches(in call: PythonCall) throws(SpecError) -> PythonCall {
    guard let count = statedStepsPerEpoch ?? stepsPerEpoch else { return call }
    var call = call
    for index in call.arguments.indices {
      call.arguments[index].value = try call.arguments[index].value.countingBatches(as: count)
    }
    return call
  }

  /// Whether it counts a loader, and not a list that was given a loader's name. Whatever else has been given it, the name
  /// says more.
  func countsUnknownBatches(_ expression: PythonExpression) -> Bool {
    guard case .call(let call) = expression.node, call.countsBatches else { return false }
    guard case .name(let name)? = call.arguments.first?.value.node, let meaning = meanings[name] else {
      return true
    }
    if case .value(let value, _) = meaning, case .list = value.node { return false }
    return true
  }

  /// What the script says, if it does not itself count batches to find it, as for `len(loader) // accumulation`.
  private var statedStepsPerEpoch: Int? {
    guard case .value(let value, _)? = meanings[Self.knownAs], let number = try? value.value(in: source),
      case .int(let count) = number
    else { return nil }
    return count
  }
}

extension PythonExpression {
  fileprivate func countingBatches(as count: Int) throws(SpecError) -> PythonExpression {
    if case .call(let call) = node, call.countsBatches {
      return PythonExpression(offset: offset, node: .literal(.int(count)), height: 1)
    }
    return try mappingBranches { (branch, _) throws(SpecError) in try branch.countingBatches(as: count) }
  }
}

extension PythonCall {
  /// Whether it is `len` of what is a loader by its name, and not by that of what it loads: `len(loader.dataset)`.
  var countsBatches: Bool {
    guard qualifiedName == "len", arguments.count == 1 else { return false }
    switch arguments[0].value.node {
    case .name(let name): return Self.isLoader(name.split(separator: ".").last ?? "")
    case .call(let call): return Self.isLoader(call.name[...])
    default: return false
    }
  }

  private static func isLoader(_ name: Substring) -> Bool {
    let name = name.lowercased()
    return name.contains("loader") || name.contains("batches") || name == "dl" || name.hasSuffix("_dl")
  }
}
