/// The Python expression that builds a scheduler on `optimizer`, members included, and the imports it takes.
struct PyTorchConstruction {
  let schedule: Schedule

  /// In one line, or a line for each argument where there are members. Only the first is not indented.
  func lines(prefix: String = "", suffix: String = "") -> [String] {
    let arguments = schedule.entry.parameters.compactMap(argument)
    // A composed scheduler that takes the optimizer last finds it in its members.
    let all = schedule.entry.takesOptimizerLast ? arguments : [["optimizer"]] + arguments
    let opening = prefix + schedule.name + "("
    guard schedule.members.isEmpty else {
      let inside = all.flatMap { argument in
        argument.enumerated().map { "    " + $1 + ($0 == argument.count - 1 ? "," : "") }
      }
      return [opening] + inside + [")" + suffix]
    }
    return [opening + all.joined().joined(separator: ", ") + ")" + suffix]
  }

  private func argument(_ parameter: ParameterDeclaration) -> [String]? {
    guard let value = schedule.value(of: parameter.name), value != parameter.default else { return nil }
    guard parameter.kind == .schedules else { return [parameter.name + "=" + value.python] }
    let members = schedule.members.flatMap { PyTorchConstruction(schedule: $0).lines(suffix: ",") }
    return [parameter.name + "=["] + members.map { "    " + $0 } + ["]"]
  }

  /// A line for each module, the names in alphabetical order.
  var imports: [String] {
    let names = Dictionary(grouping: schedule.withMembers, by: \.entry.module)
    return names.sorted { $0.key < $1.key }.map { module, schedules in
      "from \(module) import " + Set(schedules.map(\.name)).sorted().joined(separator: ", ")
    }
  }
}

extension Schedule {
  /// The schedulers that are arguments of this one, in order.
  var members: [Schedule] {
    entry.parameters.filter { $0.kind == .schedules }.flatMap { parameter -> [Schedule] in
      guard case .list(let values)? = value(of: parameter.name) else { return [] }
      return values.compactMap { if case .schedule(let member) = $0 { member } else { nil } }
    }
  }

  /// The schedule, its members, and theirs.
  var withMembers: [Schedule] { [self] + members.flatMap(\.withMembers) }
}
