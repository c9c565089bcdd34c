/// What calls show of the schedulers that they mean.
extension ScriptInterpreter {
  func shape(of arguments: [ScriptArgument], _ path: String) -> CallShape {
    var shape = CallShape(
      path: path, positional: [], keywords: [], isPartial: false, library: options.library)
    for argument in arguments {
      switch argument.keyword {
      case "**", "*": shape.isPartial = true
      case let keyword?: shape.keywords.append((keyword, kind(of: argument)))
      case nil: shape.positional.append(kind(of: argument))
      }
    }
    return shape
  }

  private func kind(of argument: ScriptArgument) -> CallShape.Kind {
    if isOptimizer(argument) { return .optimizer }
    switch argument.value {
    case .constant(let value): return CallShape.Kind(value)
    case .symbolic: return .number
    case .tuple: return .list
    case .object(let id):
      switch objects[id] {
      case .scheduler: return .schedule
      case .list, .range, .array: return .list
      default: return .unknown
      }
    default: return .unknown
    }
  }
}
