import LRSchedulers

/// A schedule that may be the one of a log, to be planned and compared.
struct Proposal {
  var schedule: Schedule
  var lr: Double
  /// How many numbers were fitted.
  var parameters: Int
  /// Steps of a warm-up of which no row tells.
  var unseenSteps: Int?
  /// Whether the log ends on a line, of which other lengths to other rates are the same rows.
  var isOpen = false

  init?(_ name: String, _ arguments: [String: ParameterValue], lr: Double, parameters: Int) {
    guard lr.isFinite, lr >= 0, let schedule = try? Schedule(named: name, arguments: arguments) else {
      return nil
    }
    self.init(schedule: schedule, lr: lr, parameters: parameters)
  }

  init(schedule: Schedule, lr: Double, parameters: Int) {
    (self.schedule, self.lr, self.parameters) = (schedule, lr, parameters)
  }
}

/// The rise that a run begins with.
struct Rise {
  /// How the rate comes to its peak.
  enum Shape: Sendable {
    case line
    /// It stays at one rate and jumps.
    case held
    /// What transformers' WSD has beside a line.
    case cosine, squareRoot
  }

  var shape = Shape.line
  /// Steps of it: the peak is reached at this one.
  var steps: Int
  /// The rate of step 0 as a part of the peak.
  var factor: Double
  /// The step at which what follows begins to count.
  var bodyStart: Int
  /// How far `factor` may be off; of a rate that is held, how far that may be.
  var room: Double
  /// The rate that is held, of which the peak is not known yet; of a rise that runs along, that of step 0.
  var rate = 0.0
  /// Whether the schedule runs on below it, and is not counted from its end.
  var runsAlong = false
  /// What a step adds to the rate, where it runs along and its end is where it meets the peak.
  var slope = 0.0
  /// Whether no row is of it.
  var isUnseen = false

  /// Whether it begins at 0, as transformers' do.
  var isFromZero: Bool { shape == .line && factor == 0 && bodyStart == steps }
  /// Whether LinearLR or ConstantLR make it.
  var isOfPyTorch: Bool { shape == .line || shape == .held }
}

/// What follows a rise, or a whole run without one: the families that are tried.
protocol BodyFamily: Sendable {
  /// Those that explain the points of a curve that counts from the body's first step, the peak being at it.
  ///
  /// - Parameter rise: what stands before; nil for none.
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal]
}

/// Puts rise and body together, by the names of a library.
enum Composition {
  /// PyTorch's: a LinearLR or a ConstantLR before the body.
  static func pytorch(_ body: Schedule, after rise: Rise?, lr: Double, parameters: Int) -> Proposal? {
    guard let rise else { return Proposal(schedule: body, lr: lr, parameters: parameters) }
    if rise.runsAlong { return timm(body, below: rise, lr: lr, parameters: parameters) }
    guard let warmup = warmup(rise, lr: lr) else { return nil }
    return Proposal(
      "SequentialLR",
      [
        "schedulers": .list([.schedule(warmup), .schedule(body)]),
        "milestones": .list([.int(rise.bodyStart)]),
      ],
      lr: lr, parameters: parameters + 2)
  }

  /// The rise alone; nil where PyTorch has none of its shape.
  static func warmup(_ rise: Rise, lr: Double) -> Schedule? {
    switch rise.shape {
    case .line:
      // PyTorch refuses a start factor of 0.
      guard rise.factor > 0 else { return nil }
      return schedule(
        "LinearLR", ["start_factor": .double(rise.factor), "total_iters": .int(rise.steps)])
    case .held:
      guard lr > 0 else { return nil }
      let factor = RoundNumber.between(
        max(0, rise.rate - rise.room) / lr, min(lr, rise.rate + rise.room) / lr)
      return schedule("ConstantLR", ["factor": .double(factor), "total_iters": .int(rise.steps)])
    case .cosine, .squareRoot: return nil
    }
  }

  static func schedule(_ name: String, _ arguments: [String: ParameterValue]) -> Schedule? {
    try? Schedule(named: name, arguments: arguments)
  }

  /// transformers', whose rise begins at 0 or is none.
  static func transformers(
    _ name: String, _ arguments: [String: ParameterValue], after rise: Rise?, lr: Double, parameters: Int
  ) -> Proposal? {
    guard rise?.isFromZero ?? true, rise?.runsAlong != true else { return nil }
    var arguments = arguments
    arguments["num_warmup_steps"] = .int(rise?.steps ?? 0)
    var found = Proposal(name, arguments, lr: lr, parameters: parameters + (rise == nil ? 0 : 1))
    if let rise, rise.isUnseen { found?.unseenSteps = rise.steps }
    return found
  }

  /// Megatron's, whose decay ends at a rate that stays.
  ///
  /// - Parameters:
  ///   - low: that rate.
  ///   - end: the step at which it is reached, counted from the beginning.
  static func megatron(
    _ style: String, top: Double, low: Double, end: Int, after rise: Rise?,
    with others: [String: ParameterValue] = [:]
  ) -> Proposal? {
    guard rise.map({ $0.shape == .line && $0.bodyStart == $0.steps && !$0.runsAlong }) ?? true else {
      return nil
    }
    let start =
      rise.map { RoundNumber.between(max(0, $0.factor - $0.room) * top, ($0.factor + $0.room) * top) } ?? 0
    var arguments: [String: ParameterValue] = [
      "init_lr": .double(start), "max_lr": .double(top), "min_lr": .double(low),
      "lr_warmup_steps": .int(rise?.steps ?? 0), "lr_decay_steps": .int(end),
      "lr_decay_style": .string(style),
      "start_wd": .double(0), "end_wd": .double(0), "wd_incr_steps": .int(end),
      "wd_incr_style": .string("constant"),
    ]
    arguments.merge(others) { $1 }
    var found = Proposal("OptimizerParamScheduler", arguments, lr: top, parameters: 4 + others.count)
    if let rise, rise.isUnseen { found?.unseenSteps = rise.steps }
    return found
  }

  /// timm's, which count from the first step of the warm-up.
  private static func timm(_ body: Schedule, below rise: Rise, lr: Double, parameters: Int) -> Proposal? {
    let met = rise.slope > 0 ? Int(exactly: ((lr - rise.rate) / rise.slope).rounded()) : nil
    let steps = rise.steps > 0 ? rise.steps : met ?? 0
    guard steps > 0, let named = timmNames(body, lr) else { return nil }
    var arguments = named.arguments
    let start = RoundNumber.between(max(0, rise.rate - rise.room), rise.rate + rise.room)
    (arguments["warmup_t"], arguments["warmup_prefix"]) = (.int(steps), .bool(false))
    if start > 0 { arguments["warmup_lr_init"] = .double(start) }
    return Proposal(named.name, arguments, lr: lr, parameters: parameters + 2)
  }

  /// What timm calls a schedule of PyTorch's, as far as there is no warm-up.
  private static func timmNames(
    _ body: Schedule, _ lr: Double
  ) -> (name: String, arguments: [String: ParameterValue])? {
    func named(_ name: String, _ arguments: [String: ParameterValue?]) -> (String, [String: ParameterValue]) {
      (name, arguments.compactMapValues(\.self))
    }
    switch body.name {
    case "CosineAnnealingLR":
      return named(
        "CosineLRScheduler", ["t_initial": body.value(of: "T_max"), "lr_min": body.value(of: "eta_min")])
    case "StepLR":
      return named(
        "StepLRScheduler", ["decay_t": body.value(of: "step_size"), "decay_rate": body.value(of: "gamma")])
    case "LinearLR":
      guard case .double(let end)? = body.value(of: "end_factor") else { return nil }
      return named(
        "PolyLRScheduler",
        ["t_initial": body.value(of: "total_iters"), "power": .double(1), "lr_min": .double(end * lr)])
    default: return nil
    }
  }
}
