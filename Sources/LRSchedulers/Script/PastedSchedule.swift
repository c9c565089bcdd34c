/// A schedule that a text builds, with what stands around it there.
public struct PastedSchedule: Sendable, Equatable {
  /// The schedule.
  public var schedule: Schedule
  /// The optimizer that the text gives to the scheduler; nil where it names one that is built elsewhere.
  public var optimizer: PastedOptimizer?
  /// The line of the text where the scheduler is built, counted from 1.
  public var line: Int

  /// A schedule of a text.
  public init(schedule: Schedule, optimizer: PastedOptimizer? = nil, line: Int = 1) {
    self.schedule = schedule
    self.optimizer = optimizer
    self.line = line
  }
}

extension PastedSchedule {
  /// All schedules that the text builds, in its order.
  public static func all(in text: String, stepsPerEpoch: Int? = nil) throws(SpecError) -> [PastedSchedule] {
    let (call, source) = try PastedScript.schedule(in: text, stepsPerEpoch: stepsPerEpoch)
    let schedule = try Schedule(call, source: source)
    let optimizer = call.arguments.lazy.compactMap { PastedOptimizer($0, source: source) }.first
    let line = source.prefix(call.offset).lazy.filter { $0 == UInt8(ascii: "\n") }.count + 1
    return [PastedSchedule(schedule: schedule, optimizer: optimizer, line: line)]
  }
}

extension PastedOptimizer {
  fileprivate init?(_ argument: PythonCall.Argument, source: [UInt8]) {
    guard argument.keyword == nil || argument.keyword == "optimizer",
      case .call(let call) = argument.value.node,
      Catalog.entry(calledBy: call) == nil, call.name != "dict",
      (try? PythonFunction.named(call.qualifiedName)) == nil
    else { return nil }
    let line = source.prefix(call.offset).lazy.filter { $0 == UInt8(ascii: "\n") }.count + 1
    self.init(name: call.name, arguments: [], groups: [], line: line)
    let parameters =
      call.arguments.first { $0.keyword == "params" } ?? call.arguments.first { $0.keyword == nil }
    for argument in call.arguments where argument.offset != parameters?.offset {
      guard let value = try? argument.value.value(in: source) else { continue }
      arguments.append(Argument(name: argument.keyword, value: value))
    }
    if case .list(let elements)? = parameters?.value.node {
      for element in elements { groups.append(Group(options: element.options(in: source))) }
    }
    if groups.isEmpty { groups = [Group()] }
  }
}

extension PythonExpression {
  fileprivate func options(in source: [UInt8]) -> [PastedOptimizer.Argument] {
    (dictionaryItems ?? []).compactMap { item in
      guard case .literal(.string(let key)) = item.key.node, key != "params",
        let value = try? item.value.value(in: source)
      else { return nil }
      return PastedOptimizer.Argument(name: key, value: value)
    }
  }
}
