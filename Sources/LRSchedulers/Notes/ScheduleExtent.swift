/// How long a scheduler takes, in its own steps: what a run that is too short misses, and one that is too long outlasts.
///
/// Each scheduler declares its own beside its catalog entry; what it does not have stays nil.
struct ScheduleExtent: Sendable {
  /// A step of the scheduler, counted from 0, and the argument that puts it there.
  struct Mark: Sendable, Equatable {
    /// The argument's name.
    var parameter: String
    /// Where it puts the mark.
    var step: Double
    /// The steps that come before those the argument counts, such as those of a warm-up; nil where no single argument
    /// moves the mark.
    var offset: Double?
    /// The argument's value, where it is no number of steps.
    var value: Double?

    init(_ parameter: String, _ step: Double, offset: Double? = 0, value: Double? = nil) {
      self.parameter = parameter
      self.step = step
      self.offset = offset
      self.value = value
    }

    init(_ parameter: String, _ value: PythonNumber, offset: Double = 0) {
      self.init(parameter, value.doubleValue + offset, offset: offset)
    }
  }

  /// A factor that is applied again and again.
  struct Decay: Sendable, Equatable {
    var factor: Double
    /// How often: the argument, and the steps between two times.
    var every: Mark
  }

  /// Where the rise from a lower rate ends.
  var warmup: Mark?
  /// Where the rate has gone all its way down, or through its first cycle.
  var completion: Mark?
  /// Whether the completion is meant to come with the end of the run: if the rate is left a little above its end, that is a
  /// mistake then.
  var endsWithRun = false
  /// From where on the rate does not change any more.
  var rest: Mark?
  /// Where the curve turns up again, if it is still followed there.
  var turn: Mark?
  /// The first step at which the rate jumps.
  var firstChange: Mark?
  /// What is repeated for ever; its step is its length.
  var cycle: Mark?
  /// What never stops to lower the rate.
  var decay: Decay?
}

extension ScheduleExtent {
  /// The mark that is meant to come with the end of the run; nil where the run may go on past all marks, as cycles do.
  var length: Mark? {
    guard let completion, endsWithRun || completion == rest || completion == turn else { return nil }
    return completion.offset == nil ? nil : completion
  }

  /// A way down to a rate that stays, after a warm-up if it has steps.
  static func descent(_ end: Mark, warmup: Mark? = nil, endsWithRun: Bool = false) -> ScheduleExtent {
    ScheduleExtent(
      warmup: warmup.flatMap { $0.step > 0 ? $0 : nil }, completion: end, endsWithRun: endsWithRun, rest: end)
  }

  /// A line or curve between two rates: a warm-up if it rises.
  static func transition(to end: Mark, rises: Bool) -> ScheduleExtent {
    rises ? ScheduleExtent(warmup: end) : descent(end)
  }

  /// Jumps at milestones, those at 0 left out; nothing changes after the last one.
  static func milestones(_ parameter: String, _ steps: some Sequence<Double>) -> ScheduleExtent {
    let steps = steps.filter { $0 > 0 }
    let marks = (steps.min(), steps.max())
    return ScheduleExtent(
      rest: marks.1.map { Mark(parameter, $0, offset: nil) },
      firstChange: marks.0.map { Mark(parameter, $0, offset: nil) })
  }

  /// The same with a warm-up over its first steps.
  func over(_ warmup: Mark) -> ScheduleExtent {
    var extent = self
    if warmup.step > 0 { extent.warmup = warmup }
    return extent
  }

  /// The same after a warm-up.
  func delayed(by warmup: Mark) -> ScheduleExtent {
    guard warmup.step > 0 else { return self }
    func delayed(_ mark: Mark?) -> Mark? {
      mark.map { Mark($0.parameter, $0.step + warmup.step, offset: $0.offset.map { $0 + warmup.step }) }
    }
    var extent = self
    extent.warmup = warmup
    extent.completion = delayed(completion)
    extent.rest = delayed(rest)
    extent.turn = delayed(turn)
    extent.firstChange = delayed(firstChange)
    return extent
  }
}
