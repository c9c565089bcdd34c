import LRSchedulers

/// An optimizer as keys of a framework describe it. The class takes of them what its constructor has.
struct RecipeOptimizer {
  /// The framework's word, or the path of a class.
  var word: String
  /// Where it is named; nil where it is the framework's default.
  var line: Int?
  var momentum: Double?
  var nesterov: Bool?
  var betas: [Double]?
  var eps: Double?
  var weightDecay: Double?
  /// RMSprop's share of the mean square that is kept.
  var alpha: Double?

  init(_ word: String, line: Int?) { (self.word, self.line) = (word, line) }

  /// As PyTorch's constructor is called; all that is said, of a class that PyTorch has not.
  var pasted: PastedOptimizer {
    let name = OptimizerWord.className(word)
    let all: [(name: String, value: ParameterValue?)] = [
      ("momentum", momentum.map(ParameterValue.double)), ("nesterov", nesterov.map(ParameterValue.bool)),
      ("betas", betas.map { .list($0.map(ParameterValue.double)) }),
      ("alpha", alpha.map(ParameterValue.double)),
      ("eps", eps.map(ParameterValue.double)), ("weight_decay", weightDecay.map(ParameterValue.double)),
    ]
    let taken = Self.parameters[name]
    return PastedOptimizer(
      name: name,
      arguments: all.compactMap { one in
        guard let value = one.value, taken?.contains(one.name) ?? true else { return nil }
        return PastedOptimizer.Argument(name: one.name, value: value)
      }, at: line)
  }

  private static let parameters: [String: [String]] = [
    "SGD": ["momentum", "nesterov", "weight_decay"], "Adam": ["betas", "eps", "weight_decay"],
    "AdamW": ["betas", "eps", "weight_decay"], "NAdam": ["betas", "eps", "weight_decay"],
    "RAdam": ["betas", "eps", "weight_decay"], "Adamax": ["betas", "eps", "weight_decay"],
    "RMSprop": ["momentum", "alpha", "eps", "weight_decay"], "Adagrad": ["eps", "weight_decay"],
    "Adadelta": ["eps", "weight_decay"],
  ]
}

extension PastedOptimizer {
  /// - Parameter line: where it is named; nil for a framework's default.
  init(name: String, arguments: [Argument], at line: Int?) {
    self.init(name: name, arguments: arguments, line: line ?? 1)
    isImplied = line == nil
  }
}

extension RecipeReader {
  /// The optimizer whose constructor's arguments are the entries of a map.
  ///
  /// - Parameters:
  ///   - word: the framework's word, or the path of a class.
  ///   - map: the key of the map.
  ///   - others: entries that are no arguments, besides the rate.
  func optimizer(_ word: String, of map: String, without others: Set<String> = []) -> PastedOptimizer {
    let entries = value(map)?.entries ?? []
    let arguments = entries.compactMap { entry -> PastedOptimizer.Argument? in
      guard entry.key != "lr", !others.contains(entry.key), let value = entry.setting.optimizerArgument else {
        return nil
      }
      return PastedOptimizer.Argument(name: entry.key, value: value)
    }
    return PastedOptimizer(
      name: OptimizerWord.className(word), arguments: arguments, at: part[map] == nil ? nil : line(of: map))
  }

  /// Where a key is named, or nil where the framework's default counts.
  func givenLine(of key: String) -> Int? { part[key].flatMap { $0.isNull ? nil : $0.line } }
}

extension ScriptSetting {
  /// The value as an argument of an optimizer: a number that is written as a text is one.
  fileprivate var optimizerArgument: ParameterValue? {
    guard case .string(let text) = content else { return parameterValue }
    if let number = PlainScalar.number(text[...]) { return ScriptSetting(number).parameterValue }
    return parameterValue
  }
}
