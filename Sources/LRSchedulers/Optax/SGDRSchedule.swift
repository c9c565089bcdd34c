extension Optax {
  /// Warm-up and cosine, several times (`optax.sgdr_schedule`).
  struct SGDR: OptaxComposition, CatalogScheduler {
    var cycles: [WarmupCosineDecay]

    func validate() throws(SchedulerError) {
      if cycles.isEmpty {
        throw SchedulerError(.value, "cosine_kwargs must not be empty", parameter: "cosine_kwargs")
      }
      for cycle in cycles { try cycle.validate() }
    }

    func parts() throws(SchedulerError) -> ([any AbsoluteScheduler], [Double]) {
      var (ends, total) = ([Double](), 0.0)
      for cycle in cycles {
        total += cycle.decaySteps.doubleValue
        ends.append(total)
      }
      return (cycles, ends)
    }

    var extent: ScheduleExtent {
      let first = cycles.first?.extent ?? ScheduleExtent()
      let end = cycles.reduce(0) { $0 + $1.decaySteps.doubleValue }
      return ScheduleExtent(
        warmup: first.warmup, completion: first.completion, rest: .init("cosine_kwargs", end, offset: nil))
    }

    static let declaration = SchedulerDeclaration(
      "sgdr_schedule", library: .optax,
      summary: "Warm-up and cosine decay again and again, each with its own arguments; counts steps.",
      formula: "lr[t] = warmup_cosine_decay_schedule(**cosine_kwargs[i]) from the i-th cycle's start",
      quirks: [
        "decay_steps is the whole cycle, its warm-up included."
      ],
      example: SGDR(cycles: [
        WarmupCosineDecay(initValue: 0, peakValue: 0.1, warmupSteps: 5, decaySteps: 30),
        WarmupCosineDecay(initValue: 0, peakValue: 0.05, warmupSteps: 5, decaySteps: 60),
      ]),
      parameters: [.cosineKwargs])
  }
}

extension Parameter where S == Optax.SGDR {
  fileprivate static var cosineKwargs: Parameter {
    let name = "cosine_kwargs"
    return Parameter(
      name: name, kind: .dictionary, requirement: .required, range: nil, naturalStep: .cycle, choices: [],
      help: "a dict for each cycle: the arguments of warmup_cosine_decay_schedule",
      read: { .list($0.cycles.map { .dictionary(Schedule(declared: $0).keywordArguments) }) },
      write: { (scheduler, value) throws(SchedulerError) in
        guard case .list(let elements) = value else {
          throw SchedulerError(.type, "\(name) must be a list of dicts", parameter: name)
        }
        var cycles: [Optax.WarmupCosineDecay] = []
        for element in elements { cycles.append(try .init(keywords: element.dictionary(for: name))) }
        scheduler.cycles = cycles
      })
  }
}

extension Optax.WarmupCosineDecay {
  /// The schedule that these keyword arguments make.
  fileprivate init(keywords: [DictionaryItem]) throws(SchedulerError) {
    let parameters = Self.declaration.parameters
    var schedule = Self(initValue: 0, peakValue: 0, warmupSteps: 0, decaySteps: 0)
    for item in keywords {
      let keyword = try item.key.string(for: "cosine_kwargs")
      guard let parameter = parameters.first(where: { $0.name == keyword }) else {
        throw Self.refused("got an unexpected keyword argument '\(keyword)'")
      }
      try parameter.write(&schedule, item.value)
    }
    let missing = parameters.first { parameter in
      parameter.requirement == .required && !keywords.contains { $0.key == .string(parameter.name) }
    }
    if let missing { throw Self.refused("missing 1 required positional argument: '\(missing.name)'") }
    self = schedule
  }

  private static func refused(_ words: String) -> SchedulerError {
    SchedulerError(.type, "warmup_cosine_decay_schedule() \(words)", parameter: "cosine_kwargs")
  }
}

extension Schedule {
  /// The arguments that are not defaults.
  fileprivate var keywordArguments: [DictionaryItem] {
    entry.parameters.compactMap { parameter in
      guard let value = value(of: parameter.name), value != parameter.default else { return nil }
      return DictionaryItem(key: .string(parameter.name), value: value)
    }
  }
}
