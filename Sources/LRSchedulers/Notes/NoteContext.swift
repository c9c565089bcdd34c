/// Where a scheduler is in force, which decides what is worth a note.
struct NoteContext: Sendable {
  /// The epochs, counted from 0.
  var epochs: Range<Int>
  /// The base rates of the groups.
  var lrs: [Double]
  /// Whether a metric below 0 is known to come.
  var hasNegativeMetrics: Bool
  /// Whether the optimizer that is trained with was built without momentum.
  var lacksMomentum: Bool
  /// What the user counts: `epoch` or `step`.
  var unit: String
  /// Optimizer steps of an epoch; nil if not known.
  var stepsPerEpoch: Int?
  /// Whether the next stage ends this one, and not the run.
  var isCutShort = false
  /// Whether the note of the schedule around it says already how far the run goes.
  var isPartOfNote = false

  /// The same for one stage.
  func during(_ epochs: Range<Int>) -> NoteContext {
    var stage = self
    stage.epochs = epochs
    return stage
  }

  /// How often the rate is read.
  var count: Double { Double(epochs.count) }

  /// Whether the scheduler steps with each batch.
  var isPerStep: Bool { unit == "step" }

  /// Whether the scheduler's own epoch is reached.
  func reaches(_ epoch: Double) -> Bool { epoch < count }

  /// The scheduler's own epoch, counted from 0, as the user counts: `epoch 22`.
  func place(_ own: Double) -> String {
    let (sum, overflow) = epochs.lowerBound.addingReportingOverflow(Int(clamping: own))
    return "\(unit) \(min(overflow ? .max : sum, 1 << 53) + 1)"
  }
}

// MARK: - Words

extension NoteContext {
  /// `100 of 6,260 epochs (num_warmup_steps)`
  func share(of mark: ScheduleExtent.Mark) -> String {
    "\(Self.grouped(count)) of \(Self.grouped(mark.step)) \(unit)s (\(mark.parameter))"
  }

  /// `step_size=30 in a run of 10 epochs`
  func comparison(of mark: ScheduleExtent.Mark) -> String {
    "\(assignment(of: mark)) in a run of \(lengthText)"
  }

  /// `10 epochs`
  var lengthText: String { "\(Self.grouped(count)) \(count == 1 ? unit : unit + "s")" }

  /// `step_size=30`, or `milestones at 30` where the argument is not the number itself.
  func assignment(of mark: ScheduleExtent.Mark) -> String {
    if let value = mark.value { return "\(mark.parameter)=\(Self.number(value))" }
    guard let offset = mark.offset else { return "\(mark.parameter) at \(Self.number(mark.step))" }
    return "\(mark.parameter)=\(Self.number(mark.step - offset))"
  }

  /// What to do about a schedule that goes far beyond the run, to the given step; nil if it does not.
  func hintIfStepsAreMeant(_ step: Double) -> String? {
    guard !isPerStep, step >= 4 * count else { return nil }
    return "; does it step with every batch? --interval step, key I"
  }

  /// What to do about a schedule whose given step comes so soon that an epoch must have been meant; nil if it does not.
  func hintIfEpochsAreMeant(_ step: Double) -> String? {
    guard isPerStep, step <= count / Double(stepsPerEpoch ?? 4) else { return nil }
    return "; does it step once an epoch? --interval epoch, key I"
  }

  /// The argument with which the schedule ends when the run does; nothing where no single one does it.
  func fitting(_ mark: ScheduleExtent.Mark) -> String {
    guard let offset = mark.offset, count > offset else { return "" }
    return "; \(mark.parameter)=\(Self.number(count - offset)) ends with the run"
  }

  /// With commas between thousands: `6,260`.
  static func grouped(_ value: Double) -> String {
    guard let whole = Int(exactly: value), whole.magnitude < 1_000_000_000_000_000 else {
      return number(value)
    }
    let digits = Array(String(whole))
    let groups = digits.enumerated().map { index, digit in
      let left = digits.count - index
      return index > 0 && left % 3 == 0 ? ",\(digit)" : "\(digit)"
    }
    return groups.joined()
  }

  /// As Python writes it, whole numbers as ints.
  private static func number(_ value: Double) -> String {
    guard let whole = Int(exactly: value), whole.magnitude < 1_000_000_000_000_000 else {
      return PythonNumber.repr(value)
    }
    return String(whole)
  }
}
