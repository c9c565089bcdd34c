/// What becomes of rows of one kind: where they stand, and which of their numbers go to which series.
struct RowPlan: Sendable {
  /// What says where a row stands. Numbers are named by their place in the row.
  enum Place: Sendable, Equatable {
    /// A number that is x itself.
    case number(Int)
    /// A count that may start over with each epoch.
    case count(Int, epoch: Int)
    /// A count of epochs, of rows that count nothing else.
    case epoch(Int)
    /// Nothing: rows are counted.
    case rows
  }

  let place: Place
  /// What x counts. Epochs may stand among steps: that shows at the first row.
  var axis: LogAxis
  /// The numbers that say which step stands in which epoch.
  var clock: (step: Int, epoch: Int)?
  /// Whether that holds only where epochs are whole.
  var needsWholeEpochs = false
  var series: [(number: Int, id: Int)] = []

  /// The number that is x, and so no value.
  var own: Int? {
    switch place {
    case .number(let own), .count(let own, _), .epoch(let own): own
    case .rows: nil
    }
  }
}

extension RowSink {
  /// The plans of all rows of a block, whose series are made; nil where each row must be looked at.
  mutating func plans(_ block: RowBlock, _ run: inout LogRun) -> [RowPlan]? {
    guard options.x == nil, rows.uncounted == nil, !runs.mayDiffer, block.kinds.count <= 32,
      block.kinds.allSatisfy({ $0.words.run.isEmpty })
    else { return nil }
    if run.member != member { run.enter(member) }
    var plans: [RowPlan] = []
    for kind in block.kinds {
      guard let plan = plan(kind, &run) else { return nil }
      plans.append(plan)
    }
    var isSure = true
    block.forEachPart { part in
      let plan = plans[part.kind]
      // What is no number counts nothing, and only of that row.
      for place in [plan.own, plan.clock?.step, plan.clock?.epoch].compactMap(\.self) where isSure {
        isSure = part.starts.allSatisfy { block.values[$0 + place].isFinite }
      }
      guard isSure, plan.needsWholeEpochs, let own = plan.own else { return }
      isSure = part.starts.allSatisfy { block.values[$0 + own].isWhole }
    }
    return isSure ? plans : nil
  }

  private mutating func plan(_ kind: RowBlock.Kind, _ run: inout LogRun) -> RowPlan? {
    defer { discard() }
    for column in kind.columns { put(column, 0) }
    let number = shape(kind.words.split)
    guard !rows.shapes[number].isSetting else { return nil }
    var plan = Self.placing(rows.shapes[number])
    let own = plan.own.map { kind.columns[$0] }
    for index in kind.columns.indices where kind.columns[index] != own {
      if let id = series(number, index, &run) { plan.series.append((index, id)) }
    }
    return plan
  }

  /// As `place` does it with one row.
  private static func placing(_ shape: Shape) -> RowPlan {
    let (best, epoch) = (shape.counter, shape.epoch)
    guard best >= 0 else { return RowPlan(place: .rows, axis: .line) }
    if shape.rank >= CounterName.indexRank { return RowPlan(place: .number(best), axis: .line) }
    if shape.rank >= CounterName.epochRank { return RowPlan(place: .epoch(best), axis: .epoch) }
    guard epoch >= 0 else { return RowPlan(place: .number(best), axis: .step) }
    var plan = RowPlan(place: .count(best, epoch: epoch), axis: .step)
    if CounterName.isGlobal(rank: shape.rank) {
      plan = RowPlan(place: .number(best), axis: .step)
    } else if shape.countsOwnBatches {
      plan = RowPlan(place: .epoch(epoch), axis: .step, needsWholeEpochs: true)
    }
    plan.clock = (best, epoch)
    return plan
  }

  /// Finds the x of all rows of a block, as `place` does it one by one.
  mutating func place(_ block: inout RowBlock, _ plans: inout [RowPlan], _ run: inout LogRun) {
    var places: [Double] = []
    swap(&places, &block.places)
    places.removeAll(keepingCapacity: true)
    places.reserveCapacity(block.count)
    var clock = rows.clock
    var isNew = plans.map { _ in true }
    block.forEachPart { part in
      let plan = plans[part.kind]
      if let (step, epoch) = plan.clock {
        for start in [part.start, part.lastStart] {
          run.clock.note(step: block.values[start + step], epoch: block.values[start + epoch])
        }
      }
      switch plan.place {
      case .rows: for row in 0..<part.rows { places.append(Double(rows.count + part.row + row)) }
      case .number(let own): for start in part.starts { places.append(block.values[start + own]) }
      case .count(let own, let epoch):
        for start in part.starts {
          places.append(clock.x(block.values[start + own], block.values[start + epoch]))
        }
      case .epoch(let own):
        for start in part.starts {
          let epoch = block.values[start + own]
          let x = clock.x(ofWhole: epoch)
          places.append(x ?? epoch)
          if isNew[part.kind] { plans[part.kind].axis = x == nil ? .epoch : .step }
          isNew[part.kind] = false
        }
      }
    }
    rows.clock = clock
    rows.count += block.count
    block.places = places
  }
}

extension StepClock {
  /// The x of a count beside an epoch; one between two epochs says that the count is one over all.
  @inline(__always)
  fileprivate mutating func x(_ count: Double, _ epoch: Double) -> Double {
    epoch.isWhole ? x(epoch: epoch, iteration: count, total: nil) : count
  }
}

extension Double {
  /// Whether a number has no fraction. From 2 to the 52nd on none has.
  @inline(__always)
  fileprivate var isWhole: Bool {
    magnitude >= 0x1p52 || isFinite && Double(Int64(self)) == self
  }
}
