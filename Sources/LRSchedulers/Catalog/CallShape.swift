/// What a call shows of the scheduler that it means, where several libraries have the name.
struct CallShape {
  /// What is known of an argument without its parameter.
  enum Kind {
    case number, text, flag, list, schedule, optimizer, unknown
  }

  /// The name with its prefix.
  var path: String
  /// The positional arguments.
  var positional: [Kind]
  /// The names of the others, with what they hold.
  var keywords: [(name: String, kind: Kind)]
  /// Whether arguments may hide behind `*` or `**`.
  var isPartial: Bool
  /// The library that was named outside of the text.
  var library: SourceLibrary?

  var name: String { path.lastPart }
}

extension CallShape {
  init(_ call: PythonCall) {
    path = call.qualifiedName
    positional = call.arguments.filter { $0.keyword == nil }.map { Kind($0.value) }
    keywords = call.arguments.compactMap { argument in
      argument.keyword.flatMap { $0 == "**" ? nil : ($0, Kind(argument.value)) }
    }
    isPartial = call.arguments.contains { $0.keyword == "**" }
  }

  /// Whether the arguments can be those of an entry.
  func fits(_ entry: CatalogEntry) -> Bool {
    var (values, names) = (positional, keywords)
    // PyTorch's had it until 2.7.
    if entry.library == .pytorch { names.removeAll { $0.name == "verbose" } }
    let isParameter = entry.parameter(named: "optimizer") != nil
    let givesOptimizer = !isParameter && names.contains { $0.name == "optimizer" }
    if givesOptimizer { names.removeAll { $0.name == "optimizer" } }
    if let place = entry.optimizerPlace {
      if !givesOptimizer, values.indices.contains(place), [.optimizer, .unknown].contains(values[place]) {
        var others = values
        let candidate = others.remove(at: place)
        if candidate == .optimizer || binds(others, names, to: entry) { values = others }
      }
    } else if givesOptimizer || values.contains(.optimizer) {
      return false
    }
    return binds(values, names, to: entry)
  }

  private func binds(
    _ values: [Kind], _ names: [(name: String, kind: Kind)], to entry: CatalogEntry
  ) -> Bool {
    guard values.count <= entry.positional.count else { return false }
    var bound = Set(entry.positional.prefix(values.count).map(\.name))
    for (parameter, kind) in zip(entry.positional, values) where !parameter.takes(kind) { return false }
    for (name, kind) in names {
      guard let parameter = entry.parameter(named: name), parameter.takes(kind),
        bound.insert(name).inserted
      else { return false }
    }
    return isPartial || entry.parameters.allSatisfy { $0.default != nil || bound.contains($0.name) }
  }
}

extension CallShape.Kind {
  init(_ expression: PythonExpression) {
    switch expression.node {
    case .literal(let value): self.init(value)
    case .list, .tuple: self = .list
    case .call(let call): self = Catalog.hasEntry(namedLike: call.name) ? .schedule : .unknown
    default: self = .unknown
    }
  }

  init(_ value: PythonValue) {
    switch value {
    case .string: self = .text
    case .bool: self = .flag
    case .list: self = .list
    case .null: self = .unknown
    default: self = .number
    }
  }
}

extension ParameterDeclaration {
  /// Whether a value of that kind may be this parameter's.
  fileprivate func takes(_ kind: CallShape.Kind) -> Bool {
    // What changes no rate is taken as it comes.
    if acceptsTexts, acceptsNumbers { return kind != .optimizer }
    return switch kind {
    case .unknown: true
    case .optimizer: false
    case .schedule: self.kind == .schedules || acceptsSchedules
    case .text: [.choice, .text].contains(self.kind) || acceptsTexts
    case .list:
      [.numbers, .floats, .lambdas, .schedules, .dictionary, .text].contains(self.kind) || acceptsLists
    case .flag: ![.text, .numbers, .schedules].contains(self.kind)
    case .number:
      ![.choice, .text, .numbers, .dictionary].contains(self.kind)
        && (self.kind != .schedules || acceptsNumbers)
    }
  }
}
