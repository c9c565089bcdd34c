/// The code of a schedule in its own library, where that is of the second ring: imports, the call, and what drives it.
struct RingCode {
  private let schedule: Schedule
  private let context: CodeContext

  init(_ schedule: Schedule, _ context: CodeContext) {
    self.schedule = schedule
    self.context = context
  }

  var text: String {
    let head = imports
    return ((head.isEmpty ? [] : head + [""]) + lines).joined(separator: "\n") + "\n"
  }

  // MARK: Imports

  private var imports: [String] {
    let named = schedule.withArguments.filter { !$0.isMethod && !($0.scheduler is Mmengine.List) }
    return Dictionary(grouping: named, by: \.entry.module).sorted { $0.key < $1.key }.map { module, members in
      "from \(module) import " + Set(members.map(\.importedName)).sorted().joined(separator: ", ")
    }
  }

  // MARK: Statements

  private var lines: [String] {
    switch schedule.entry.library {
    case .fvcore, .mlx: ["schedule = " + schedule.call, "# In update i the rate is schedule(\(position))"]
    case .composer: ["scheduler = " + schedule.call, "# Trainer(..., schedulers=scheduler\(duration))"]
    case .fastai where schedule.isMethod: [schedule.call]
    case .fastai where schedule.scheduler is Fastai.ParamScheduler:
      ["callback = " + schedule.call, "# learn.fit(n_epoch, cbs=callback)"]
    case .fastai: ["schedule = " + schedule.call, "# ParamScheduler({'lr': schedule})"]
    case .ignite:
      ["handler = " + schedule.call, "# trainer.add_event_handler(Events.ITERATION_STARTED, handler)"]
    case .torchtitan, .lightning: ["config = " + schedule.call]
    case .ultralytics: [schedule.call] + warmup
    case .pytorchWarmup: dampened
    case .mmengine where schedule.scheduler is Mmengine.List: list
    default:
      [
        "scheduler = " + schedule.call,
        "# \(moment): scheduler.step(\(schedule.needsMetric ? "metric" : ""))",
      ]
    }
  }

  private var position: String { schedule.entry.library == .mlx ? "i" : "i / max_iter" }

  private var moment: String { context.interval == .step ? "After each update" : "After each epoch" }

  /// A warm-up in batches, which the trainer counts itself.
  private var warmup: [String] {
    guard let train = schedule.scheduler as? Ultralytics.Train, let batches = train.warmupBatches else {
      return []
    }
    return [
      "# Releases before 8.4 and YOLOv5 count \(batches) batches of warm-up; this one goes by warmup_epochs."
    ]
  }

  private var duration: String {
    guard case .string(let text)? = schedule.value(of: "max_duration") else { return "" }
    return ", max_duration=\(PythonText.repr(text))"
  }

  private var dampened: [String] {
    let below = schedule.members.first.map { ["scheduler = " + $0.call] } ?? []
    let inside = below.isEmpty ? "pass" : "scheduler.step()"
    return below + [
      "warmup_scheduler = " + schedule.call,
      "# After each update: with warmup_scheduler.dampening(): " + inside,
    ]
  }

  private var list: [String] {
    ["schedulers = ["] + schedule.members.map { "    \($0.call)," } + [
      "]", "# After each iteration step() of those with by_epoch=False, after each epoch of the others",
    ]
  }
}

extension Schedule {
  /// It and all schedules in its arguments, those of a dictionary too.
  fileprivate var withArguments: [Schedule] {
    [self] + entry.parameters.flatMap { value(of: $0.name)?.schedules ?? [] }
  }

  /// Whether it is called on an object: `learn.fit_one_cycle(…)`.
  fileprivate var isMethod: Bool { scheduler is any FastaiFit || scheduler is Ultralytics.Train }

  /// The name to import: that of the class around it, where there is one.
  fileprivate var importedName: String {
    entry.library == .torchtitan ? entry.name.parts[0] : entry.name.lastPart
  }

  /// The name as the library's users write it.
  fileprivate var calledName: String {
    if scheduler is any FastaiFit { return "learn." + entry.name.lastPart }
    if scheduler is Ultralytics.Train { return "model.train" }
    return entry.library == .torchtitan ? entry.name : entry.name.lastPart
  }

  /// The call in the library's own words: without what comes from outside, with the optimizer where it takes one.
  fileprivate var call: String {
    var arguments = entry.parameters.compactMap { parameter -> String? in
      guard !parameter.isOutside, let value = value(of: parameter.name), value != parameter.default else {
        return nil
      }
      return parameter.name + "=" + value.called
    }
    if entry.optimizerPlace == 0 { arguments.insert("optimizer", at: 0) }
    if entry.optimizerPlace == 1, let first = entry.parameters.first, !arguments.isEmpty {
      // What stands before it is positional too.
      arguments[0].removeFirst(first.name.count + 1)
      arguments.insert("optimizer", at: 1)
    }
    return calledName + "(" + arguments.joined(separator: ", ") + ")"
  }
}

extension ParameterValue {
  /// The schedules in it, with those in their arguments.
  fileprivate var schedules: [Schedule] {
    switch self {
    case .schedule(let schedule): schedule.withArguments
    case .list(let values): values.flatMap(\.schedules)
    case .dictionary(let items): items.flatMap(\.value.schedules)
    default: []
    }
  }

  /// A pair in a list is a tuple: ignite takes no other.
  private var calledInList: String {
    guard case .list(let pair) = self, pair.count == 2 else { return called }
    return "(" + pair.map(\.called).joined(separator: ", ") + ")"
  }

  /// Python source with the schedules in it as their libraries write them.
  fileprivate var called: String {
    switch self {
    case .schedule(let schedule): return schedule.call
    case .list(let values): return "[" + values.map(\.calledInList).joined(separator: ", ") + "]"
    case .dictionary(let items) where items.map(\.key) == ["start", "stop"]:
      let ends = items.map(\.value)
      return ends[0] == .null ? "slice(\(ends[1].python))" : "slice(\(ends[0].python), \(ends[1].python))"
    case .dictionary(let items):
      return "{" + items.map { $0.key.python + ": " + $0.value.called }.joined(separator: ", ") + "}"
    default: return python
    }
  }
}
