import LRSchedulers

extension OptimizerConfiguration {
  /// Reads the Python call that builds the optimizer, such as `SGD(momentum=0.9, nesterov=True)`.
  ///
  /// A dotted prefix, `name =` before the call and a first argument `model.parameters()` are dropped.
  ///
  /// - Throws: with the column where the text is no call, in PyTorch's words where it would refuse a value.
  package init(parsing text: String) throws(TrainingError) {
    do {
      let call = try PythonCall(parsing: text)
      let source = Array(text.utf8)
      let arguments = try Self.withoutModel(call.arguments).map {
        (name: $0.keyword, value: try $0.value.value(in: source))
      }
      try self.init(className: call.name, arguments: arguments)
    } catch let error as SpecError {
      throw TrainingError("optimizer, column \(error.column): \(error.description)")
    } catch let error as TrainingError {
      throw error
    } catch {
      throw TrainingError("\(error)")
    }
  }

  /// The optimizer of a constructor call that has been read already.
  ///
  /// - Parameters:
  ///   - className: PyTorch's, without or with its dotted prefix.
  ///   - arguments: those after `params`, in the order of the call; positional ones have no name. Arguments that only
  ///     say how a step is computed (`foreach`, `fused`, `capturable`, `differentiable`) are checked and dropped.
  /// - Throws: with the known names for a class that is not here, in PyTorch's words for a value that it refuses.
  package init(
    className: String, arguments: [(name: String?, value: ParameterValue)]
  ) throws(TrainingError) {
    let name = className.split(separator: ".").last.map(String.init) ?? className
    guard let kind = Kind(rawValue: name) else { throw Self.unknown(name) }
    self.init(kind)
    var given: Set<String> = []
    for (index, argument) in arguments.enumerated() {
      let parameter = try Self.parameter(named: argument.name, at: index, kind)
      guard given.insert(parameter.name).inserted else {
        throw TrainingError("\(name) got multiple values for argument '\(parameter.name)'")
      }
      try parameter.set(argument.value, in: &self)
    }
    if nesterov, momentum <= 0 || dampening != 0 {
      throw TrainingError("Nesterov momentum requires a momentum and zero dampening")
    }
  }

  /// The canonical text: keyword form, defaults and learning rate left out.
  package var spec: String {
    let standard = OptimizerConfiguration(kind)
    let arguments = OptimizerParameter.all(of: kind).compactMap { parameter in
      let text = parameter.text(in: self)
      return text == parameter.text(in: standard) ? nil : parameter.name + "=" + text
    }
    return kind.rawValue + "(" + arguments.joined(separator: ", ") + ")"
  }

  private static func unknown(_ name: String) -> TrainingError {
    let hint = Spelling.hint(for: name, in: Kind.allCases.map(\.rawValue))
    return TrainingError("unknown optimizer '\(name)'; " + (hint ?? "expected one of \(Kind.names)"))
  }

  private static func parameter(
    named name: String?, at index: Int, _ kind: Kind
  ) throws(TrainingError) -> OptimizerParameter {
    let all = OptimizerParameter.all(of: kind)
    guard let name else {
      let positional = all.filter { !$0.isKeywordOnly }
      if index < positional.count { return positional[index] }
      throw TrainingError(
        "\(kind.rawValue) takes at most \(positional.count) positional arguments after the model's")
    }
    if let parameter = all.first(where: { $0.name == name }) { return parameter }
    let names = all.filter { !$0.isIgnored }.map(\.name).joined(separator: ", ")
    throw TrainingError("unknown parameter '\(name)' of \(kind.rawValue); expected one of \(names)")
  }

  private static func withoutModel(_ arguments: [PythonCall.Argument]) -> [PythonCall.Argument] {
    let others = arguments.filter { $0.keyword != "params" }
    guard let first = others.first, first.keyword == nil else { return others }
    switch first.value.node {
    case .name, .call: return Array(others.dropFirst())
    default: return others
    }
  }
}
