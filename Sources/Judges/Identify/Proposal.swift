import LRSchedulers

/// A schedule that may be the one of a log, to be planned and compared.
struct Proposal {
  var schedule: Schedule
  var lr: Double
  /// How many numbers were fitted.
  var parameters: Int

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
  /// The rate that is held, of which the peak is not known yet.
  var rate = 0.0

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
    guard rise?.isFromZero ?? true else { return nil }
    var arguments = arguments
    arguments["num_warmup_steps"] = .int(rise?.steps ?? 0)
    return Proposal(name, arguments, lr: lr, parameters: parameters + (rise == nil ? 0 : 1))
  }
}
