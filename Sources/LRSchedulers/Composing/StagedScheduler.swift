/// A scheduler that runs others one after the other: ``SequentialLR``, optax's `join_schedules`.
protocol StagedScheduler: CatalogScheduler {
  var stages: [Schedule] { get set }
  /// Where all stages but the first begin.
  var stageStarts: [PythonNumber] { get set }
}

extension SequentialLR: StagedScheduler {
  var stages: [Schedule] {
    get { schedulers }
    set { schedulers = newValue }
  }

  var stageStarts: [PythonNumber] {
    get { milestones }
    set { milestones = newValue }
  }
}

extension Optax.JoinSchedules: StagedScheduler {
  var stages: [Schedule] {
    get { schedules }
    set { schedules = newValue }
  }

  var stageStarts: [PythonNumber] {
    get { boundaries }
    set { boundaries = newValue }
  }
}

extension StagedScheduler {
  /// With another stage in front, for which all others begin later.
  func prepending(_ stage: Schedule, steps: Int) -> Self {
    var copy = self
    copy.stages.insert(stage, at: 0)
    copy.stageStarts = [.int(steps)] + stageStarts.map { $0.moved(by: .int(steps)) }
    return copy
  }

  /// With another stage behind.
  func appending(_ stage: Schedule, from start: Int) -> Self {
    var copy = self
    copy.stages.append(stage)
    copy.stageStarts.append(.int(start))
    return copy
  }

  /// Without a stage: those behind it begin earlier by what it lasted.
  func removing(_ index: Int) -> Self {
    var copy = self
    copy.stages.remove(at: index)
    guard index < stageStarts.count else {
      copy.stageStarts = Array(stageStarts.dropLast())
      return copy
    }
    let start = index == 0 ? .int(0) : stageStarts[index - 1]
    let length = stageStarts[index].moved(by: start.negated)
    copy.stageStarts.remove(at: index)
    for later in copy.stageStarts.indices.dropFirst(index) {
      copy.stageStarts[later] = copy.stageStarts[later].moved(by: length.negated)
    }
    return copy
  }
}

extension PythonNumber {
  /// The sum, an int if both are and it is none too large.
  fileprivate func moved(by distance: PythonNumber) -> PythonNumber {
    if case (.int(let left), .int(let right)) = (self, distance) {
      let (sum, overflow) = left.addingReportingOverflow(right)
      if !overflow { return .int(sum) }
    }
    return .double(doubleValue + distance.doubleValue)
  }

  fileprivate var negated: PythonNumber {
    if case .int(let value) = self, value != .min { return .int(-value) }
    return .double(-doubleValue)
  }
}
