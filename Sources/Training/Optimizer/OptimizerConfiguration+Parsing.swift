import LRSchedulers

extension OptimizerConfiguration {
  /// Reads the Python call that builds the optimizer, such as `SGD(momentum=0.9, nesterov=True)`.
  ///
  /// A dotted prefix, `name =` before the call and a first argument `model.parameters()` are dropped.
  package init(parsing text: String) throws(TrainingError) {
    do {
      let call = try PythonCall(parsing: text)
      try self.init(call, source: Array(text.utf8))
    } catch let error as SpecError {
      throw TrainingError("optimizer, column \(error.column): \(error.description)")
    } catch let error as TrainingError {
      throw error
    } catch {
      throw TrainingError("\(error)")
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

  private init(_ call: PythonCall, source: [UInt8]) throws {
    guard let kind = Kind(rawValue: call.name) else {
      let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw TrainingError("unknown optimizer '\(call.name)'; expected one of \(known)")
    }
    self.init(kind)
    var given: Set<String> = []
    for (index, argument) in Self.withoutModel(call.arguments).enumerated() {
      let parameter = try Self.parameter(of: argument, at: index, kind)
      guard given.insert(parameter.name).inserted else {
        throw TrainingError("\(call.name) got multiple values for argument '\(parameter.name)'")
      }
      try parameter.set(try argument.value.value(in: source), in: &self)
    }
    if nesterov, momentum <= 0 || dampening != 0 {
      throw TrainingError("Nesterov momentum requires a momentum and zero dampening")
    }
  }

  private static func parameter(
    of argument: PythonCall.Argument, at index: Int, _ kind: Kind
  ) throws(TrainingError) -> OptimizerParameter {
    let all = OptimizerParameter.all(of: kind)
    guard let keyword = argument.keyword else {
      if index < all.count { return all[index] }
      throw TrainingError(
        "\(kind.rawValue) takes at most \(all.count) positional arguments after the model's")
    }
    if let parameter = all.first(where: { $0.name == keyword }) { return parameter }
    let names = all.map(\.name).joined(separator: ", ")
    throw TrainingError("unknown parameter '\(keyword)' of \(kind.rawValue); expected one of \(names)")
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
