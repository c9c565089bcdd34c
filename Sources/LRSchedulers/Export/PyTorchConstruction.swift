/// How the code around calls what a construction needs.
struct PyTorchNames {
  var optimizer = "optimizer"
  /// What stands before the names of classes, with its dot.
  var prefix = ""
}

/// The Python code that builds a scheduler on `optimizer`, members included, and the imports it takes.
struct PyTorchConstruction {
  private enum Content {
    case schedule(Schedule)
    case table(RateTable)
  }

  private let content: Content
  /// The batches of `train_loader`; nil where the code around has none.
  private let loaderLength: Int?
  private let names: PyTorchNames

  init(_ equivalent: PyTorchEquivalent, loaderLength: Int? = nil, names: PyTorchNames = PyTorchNames()) {
    self.loaderLength = loaderLength
    self.names = names
    switch equivalent {
    case .scheduler(let schedule, _): content = .schedule(schedule)
    case .table(let table, _): content = .table(table)
    }
  }

  /// The statement that makes the scheduler, and what it needs before.
  func lines(prefix: String) -> [String] {
    switch content {
    case .schedule(let schedule):
      PyTorchExpression(schedule: schedule, loaderLength: loaderLength, names: names).lines(prefix: prefix)
    case .table(let table):
      table.lines(prefix: "rates = ") + [
        "bases = [group[\"lr\"] for group in optimizer.param_groups]",
        prefix + "LambdaLR(",
        "    optimizer,",
        "    lr_lambda=[",
        "        lambda step, row=row, base=base: row[min(step, len(row) - 1)] / base",
        "        for row, base in zip(rates, bases)",
        "    ],",
        ")",
      ]
    }
  }

  /// A line for each module, the names in alphabetical order.
  var imports: [String] {
    guard case .schedule(let schedule) = content else {
      return ["from torch.optim.lr_scheduler import LambdaLR"]
    }
    let names = Dictionary(grouping: schedule.withMembers, by: \.entry.module)
    let modules = ["functools", "math"].filter { schedule.spec.contains($0 + ".") }
    let standard = modules.isEmpty ? [] : modules.map { "import " + $0 } + [""]
    return standard
      + names.sorted { $0.key < $1.key }.map { module, schedules in
        "from \(module) import " + Set(schedules.map(\.name)).sorted().joined(separator: ", ")
      }
  }
}

/// The Python expression that builds a scheduler on `optimizer`.
private struct PyTorchExpression {
  let schedule: Schedule
  let loaderLength: Int?
  let names: PyTorchNames

  /// In one line, or a line for each argument where there are members. Only the first is not indented.
  func lines(prefix: String = "", suffix: String = "") -> [String] {
    let arguments = schedule.entry.parameters.compactMap(argument)
    // A composed scheduler that takes the optimizer last finds it in its members.
    let all = schedule.entry.optimizerPlace == 0 ? [[names.optimizer]] + arguments : arguments
    let opening = prefix + names.prefix + schedule.name + "("
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
    guard parameter.kind == .schedules else { return [parameter.name + "=" + source(value, of: parameter)] }
    let members = schedule.members.flatMap {
      PyTorchExpression(schedule: $0, loaderLength: loaderLength, names: names).lines(suffix: ",")
    }
    return [parameter.name + "=["] + members.map { "    " + $0 } + ["]"]
  }

  /// The loader's length by its name, so that it stays right with another loader.
  private func source(_ value: ParameterValue, of parameter: ParameterDeclaration) -> String {
    if parameter.name == "steps_per_epoch", let loaderLength, value == .int(loaderLength) {
      return "len(train_loader)"
    }
    return value.python
  }
}
