/// The lines of one process: where the run stands, and the series that its values make.
struct TextStream: Sendable {
  let rank: Int?
  /// Whether the process is named as srun does.
  let isLabeledBySrun: Bool
  var clock = StepClock()
  /// The x of the last line that counted steps.
  private(set) var lastX: Double?
  /// Whether only lines without values said so: `Step 1: Loading data` numbers what a program does.
  private var isOnlySaid = false
  private(set) var epoch: Double?
  private(set) var hasCounted = false
  /// Whether lines with an epoch and a count within it have come.
  private var hasIterations = false
  /// Whether the counter stands on a line of its own, above the values.
  private var isBlock = false
  /// Lines with a counter and values since it seemed so.
  private var ownLines = 0
  var names = StreamNames()
  private var epochSlot: Int?
  /// Lines that came before any counter: settings, unless none ever comes.
  var waiting: [LineMeaning] = []
  var repeats: [String: Int] = [:]
  /// A validation's value in front of the counter that it belongs to, and the lines since.
  var early: (meaning: LineMeaning, lines: Int)?
  /// The last batch of a validation that is going on.
  var pass: LineMeaning?
  /// The series of such batches in a log that has nothing else so far.
  var lone: Set<Int> = []
  private var lineCount = 0
  /// Whether rows of tables or dictionaries count beside it: lines that do not are settings then.
  var isBesideRows = false
  /// Counts lines where nothing else counts.
  var isUncounted = false
  private var lastContext: Double?
  /// The split that a heading gave to the lines below it.
  var heldSplit = ""
  /// How far the loop below that heading has counted.
  var headedCount: Double?
  /// The split of a loop that is going on, which its lines do not say.
  var loopSplit = ""
  /// How long the loops of the training are.
  var trainingTotal: Double?
  /// What lines without an epoch counted to before any line had both: the training's own count.
  private var ownTotal: Double?
  /// How long the bar of Keras' epoch is, and whether it was full.
  var kerasBar: (total: Double, isFull: Bool)?
  /// Of a bar that says no epoch: how often it was full, and where it stands.
  private var rounds = 0.0
  private var barCount = 0.0
  private var times = StreamTimes()
  /// The first x, and how often a run has started over from there.
  private var firstX: Double?
  private var restarts = 0
  /// Names of rates that stood in lines without a counter.
  private var asides: Set<Int> = []
  var starts = RunStarts()
  /// The lines since a start that is another run's or another phase's, until their values tell.
  var held: [LineMeaning] = []
  /// Which of the runs that the log tells apart is being written.
  private(set) var member = 0

  init(rank: Int?, isLabeledBySrun: Bool = false) {
    self.rank = rank
    self.isLabeledBySrun = isLabeledBySrun
  }

  // MARK: Lines

  mutating func take(_ meaning: LineMeaning, traits: TextTraits, options: ReadOptions, _ run: inout LogRun) {
    guard !meaning.isSetting else { return }
    if !held.isEmpty { return hold(meaning, traits, options, &run) }
    if early != nil { early?.lines += 1 }
    if let heading = meaning.heading {
      if meaning.beginsLoop { loopSplit = heading }
      (heldSplit, headedCount) = (Split(word: heading) == .train ? "" : heading, nil)
      return
    }
    if meaning.hasCounter {
      counted(underHeading(meaning), traits, options, &run)
    } else if !meaning.fields.isEmpty {
      uncounted(meaning, options, &run)
    }
  }

  mutating func finish(_ run: inout LogRun, traits: TextTraits, options: ReadOptions) {
    // Among lines that were held another run may begin, whose lines are then held.
    while !held.isEmpty { settle(isPhase: false, traits, options, &run) }
    if isBesideRows { forgetLone(&run) }
    if lone.isEmpty { flushPass(&run, options) }
    if !hasCounted, !isUncounted, !isBesideRows { flushWaiting(isLast: true, &run) }
    waiting = []
    forgetSettings(&run)
  }

  /// A run that starts over in the same log says its settings again, now among points: a rate that only lines without a
  /// counter say, and no more often than that, is one.
  private func forgetSettings(_ run: inout LogRun) {
    for slot in asides where !names.isOwned(slot) {
      guard let id = names.series(slot), id >= 0, run.series[id].track.count <= restarts else { continue }
      run.series[id].removeAll(from: 0)
    }
  }

  private mutating func counted(
    _ said: LineMeaning, _ traits: TextTraits, _ options: ReadOptions, _ run: inout LogRun
  ) {
    var meaning = said
    if let total = meaning.total { noteOwnTotal(total, epoch: meaning.epoch) }
    if hasIterations, meaning.epoch == nil, meaning.step == nil, let total = meaning.total, total != ownTotal,
      meaning.split.isEmpty, !traits.isLastOfEpoch, !isBlock
    {
      // A loop within the loop, which does not say what it is: the validation's.
      meaning.isBatchOfSplit = true
      meaning.name(split: "validation")
    }
    loopWithin(&meaning)
    if traits.producer == TextTraits.keras { evaluation(&meaning) }
    if meaning.isBatchOfSplit {
      if !meaning.fields.isEmpty { takeBatch(meaning, options, &run) }
      return
    }
    if isSummary(meaning) { pass = nil }
    forgetLone(&run)
    flushPass(&run, options)
    guard tellApart(meaning, &run) else { return hold(said, traits, options, &run) }
    if meaning.fields.isEmpty { return enter(meaning) }
    // Names the grammar does not know, alone beside a counter, are prose.
    hasCounted = true
    waiting = []
    leaveBlocks(meaning)
    let time = meaning.stamp.map { times.seconds($0) }
    let place = place(
      LineCount(meaning), at: time, traits, options,
      mayBegin: meaning.step == nil && meaning.iteration == nil && meaning.hasRate, &run)
    if let epoch = place.epoch, let id = epochSeries(&run) {
      run.append(id, x: place.x, epoch, power: 0, .step)
    }
    noteEarly(place, &run)
    if let time, times.isNew(place.x), let id = seriesID(names.slot(named: "timestamp"), &run) {
      run.append(id, x: place.x, time, place.axis)
    }
    let replaces = traits.isLastOfEpoch || meaning.isRedrawn
    // What says which run a line is of is no series of that.
    for field in meaning.fields where !RunStarts.isNumber(field) {
      let slot = names.slot(of: field)
      if place.isSummary, names.isOwnedBySteps(slot) {
        append(names.slot(named: "\(field.name) (epoch)"), field, place, replaces: replaces, &run)
      } else {
        append(slot, field, place, replaces: replaces, &run)
        if !place.isSummary { names.own(slot, bySteps: place.axis != .epoch) }
      }
    }
  }

  /// A log whose lines have counters of their own is none of blocks, though it may begin like one.
  private mutating func leaveBlocks(_ meaning: LineMeaning) {
    guard isBlock, meaning.fields.contains(where: \.isKnown) else { return }
    ownLines += 1
    if ownLines > 3 { isBlock = false }
  }

  private mutating func enter(_ meaning: LineMeaning) {
    guard !meaning.isNumberedProse, let value = meaning.epoch ?? meaning.step ?? meaning.iteration else {
      return
    }
    // A setting such as `epoch: 100` counts nothing; a count goes up by one, or says of how many.
    let isNext = value <= 1 || lastContext.map { value == $0 + 1 } ?? false
    defer { lastContext = value }
    guard
      isNext || hasCounted || meaning.total != nil || meaning.epochTotal != nil || meaning.isDecorated
    else { return }
    if let epoch = meaning.epoch {
      self.epoch = epoch
      clock.enter(epoch: epoch)
    }
    if let step = meaning.step {
      say(step)
    } else if let step = meaning.iteration {
      say(clock.x(epoch: meaning.epoch ?? epoch, iteration: step, total: meaning.total))
    }
    if !hasCounted || isBlock { isBlock = true }
    hasCounted = true
    waiting = []
  }

  private mutating func say(_ x: Double) {
    if lastX == nil { isOnlySaid = true }
    lastX = x
  }

  private mutating func uncounted(_ meaning: LineMeaning, _ options: ReadOptions, _ run: inout LogRun) {
    var meaning = meaning
    if !heldSplit.isEmpty { meaning.name(split: heldSplit) }
    guard meaning.isPure || meaning.isStarred || meaning.isTagged && !hasCounted else { return }
    run.enter(member)
    if !hasCounted, !isUncounted {
      if isBesideRows { return }
      if meaning.hasColon,
        meaning.fields.contains(where: {
          Split(NameWords($0.name)).map { $0 != .train } ?? false && $0.isKnown
        })
      {
        early = (meaning, 0)
      }
      wait(meaning, &run)
      return
    }
    if isUncounted {
      // What came by itself before the first count goes on so.
      let isEarlier = meaning.fields.contains { isByLine($0.name, run) }
      if !hasCounted || isEarlier { return appendUncounted(meaning, &run) }
    }
    let start = lastX == nil ? nil : epoch.flatMap { clock.start(of: $0) }
    let begun = start.flatMap { meaning.hasRate ? $0 : nil }
    let x = begun ?? lastX ?? epoch
    guard let x else { return }
    let place = Place(x: x, axis: lastX == nil ? .epoch : .step, isSummary: false)
    for field in meaning.fields where isBlock || field.isKnown {
      let slot = names.slot(of: field)
      guard !names.isOwned(slot) else {
        appendSummary(field, slot, meaning, place, &run)
        continue
      }
      if !isBlock, RateName.rank(RoleName(field.name)) != nil { asides.insert(slot) }
      if field.isKnown { isOnlySaid = false }
      append(slot, field, place, replaces: false, &run)
    }
  }

  mutating func noteOwnTotal(_ total: Double, epoch: Double?) {
    if !hasIterations, epoch == nil { ownTotal = total }
  }

  /// Whether lines of this meaning add their points and change nothing else, however many come.
  func isSteady(_ meaning: LineMeaning, _ traits: TextTraits, _ options: ReadOptions) -> Bool {
    guard hasCounted, !isBlock, held.isEmpty, meaning.stamp == nil, early == nil, pass == nil,
      waiting.isEmpty,
      heldSplit.isEmpty, !traits.isLastOfEpoch,
      options.x == nil
    else { return false }
    if RunStarts.number(in: meaning) != nil { return false }
    if !loopSplit.isEmpty || !meaning.split.isEmpty && meaning.total != nil { return false }
    let mayBeLoopWithin = hasIterations && meaning.epoch == nil && meaning.step == nil
    return !meaning.isSetting && meaning.heading == nil && !meaning.fields.isEmpty
      && (meaning.step != nil || meaning.iteration != nil) && !mayBeLoopWithin && !meaning.isBatchOfSplit
      && !meaning.isRedrawn
  }

  // MARK: Runs

  /// Begins another run where a counted line is the first of one; false where that cannot be told yet.
  private mutating func tellApart(_ meaning: LineMeaning, _ run: inout LogRun) -> Bool {
    if !meaning.label.isEmpty, meaning.epoch != nil, meaning.fields.contains(where: \.isKnown) {
      starts.note(heading: meaning.label)
    }
    switch starts.note(LineCount(meaning), within: epoch, says: RunStarts.number(in: meaning)) {
    case .goesOn: run.enter(member)
    case .first(let name):
      run.enter(member)
      if let name { run.name(member: member, name) }
    case .another(let number, let name): begin(number, name, &run)
    case .either: return false
    }
    return true
  }

  mutating func begin(_ number: Int, _ name: String?, _ run: inout LogRun) {
    forgetSettings(&run)
    member = number
    run.enter(member)
    run.name(member: member, name)
    clock = StepClock()
    (lastX, epoch, firstX, lastContext) = (nil, nil, nil, nil)
    isOnlySaid = false
    (restarts, rounds, barCount, ownLines) = (0, 0, 0, 0)
    asides = []
    early = nil
    names.forgetSeries()
  }

  // MARK: Places

  struct Place {
    var x: Double
    var axis: LogAxis
    var isSummary: Bool
    /// Of a step whose line says the epoch: that is a series too.
    var epoch: Double?
  }

  mutating func place(
    _ count: LineCount, at time: Double? = nil, _ traits: TextTraits, _ options: ReadOptions,
    mayBegin: Bool = false, _ run: inout LogRun
  ) -> Place {
    defer { lineCount += 1 }
    if let own = count.epoch {
      epoch = own
      if count.iteration == nil { clock.enter(epoch: own) }
    }
    switch options.x {
    case .axis(.line): return Place(x: Double(lineCount), axis: .line, isSummary: false)
    case .axis(.time): if let time { return Place(x: time, axis: .time, isSummary: false) }
    case .axis(.epoch): if let epoch { return Place(x: epoch, axis: .epoch, isSummary: false) }
    default: break
    }
    if traits.isLastOfEpoch, count.step == nil, let epoch {
      return Place(x: epoch, axis: .epoch, isSummary: false)
    }
    if let step = count.step { return place(at: step, count.epoch, &run) }
    if let iteration = count.iteration {
      if count.epoch != nil { hasIterations = true }
      let offset: Double = count.isBar ? -1 : 0
      let around = count.epoch ?? epoch ?? round(of: count, iteration)
      let x = clock.x(epoch: around, iteration: iteration, total: count.total) + offset
      return place(at: x, count.epoch, &run)
    }
    if isOnlySaid { (lastX, isOnlySaid) = (nil, false) }
    if let lastX {
      // A rate is told when an epoch begins, measures when it is over.
      let begun = mayBegin ? count.epoch.flatMap { clock.start(of: $0) } : nil
      return Place(x: begun ?? lastX, axis: .step, isSummary: true)
    }
    return Place(x: count.epoch ?? 0, axis: .epoch, isSummary: false)
  }

  private mutating func place(at x: Double, _ epoch: Double?, _ run: inout LogRun) -> Place {
    if let firstX, let lastX, x < lastX, x <= firstX { restarts += 1 }
    if firstX == nil { firstX = x }
    (lastX, isOnlySaid) = (x, false)
    if let epoch { run.clock.note(step: x, epoch: epoch) }
    return Place(x: x, axis: .step, isSummary: false, epoch: epoch)
  }

  /// Which time round a bar is that says no epoch: it begins again when it was full.
  private mutating func round(of count: LineCount, _ iteration: Double) -> Double? {
    guard count.isRedrawn, let total = count.total else { return nil }
    if iteration < barCount, barCount >= total { rounds += 1 }
    barCount = iteration
    return rounds
  }

  mutating func epochSeries(_ run: inout LogRun) -> Int? {
    let slot = epochSlot ?? names.slot(named: "epoch")
    epochSlot = slot
    return seriesID(slot, &run)
  }

  // MARK: Values

  /// Finds the names of a line that will come again.
  mutating func resolve(_ meaning: inout LineMeaning) {
    for index in meaning.fields.indices {
      meaning.fields[index].slot = names.slot(named: meaning.fields[index].name)
    }
  }

  mutating func append(
    _ slot: Int, _ field: LineMeaning.Field, _ place: Place, replaces: Bool, _ run: inout LogRun
  ) {
    guard let id = seriesID(slot, &run) else { return }
    if run.series[id].track.count == 0 { run.series[id].axis = place.axis }
    if place.axis == .step, run.series[id].axis == .epoch { run.series[id].beginAtStepZero() }
    if replaces, run.series[id].track.lastX == place.x {
      run.series[id].replaceLast(x: place.x, field.value, power: field.power)
    } else {
      run.series[id].append(x: place.x, field.value, power: field.power)
    }
  }

  mutating func seriesID(_ slot: Int, _ run: inout LogRun) -> Int? {
    if let id = names.series(slot) { return id < 0 ? nil : id }
    run.enter(member)
    let id = run.seriesID(names.name(slot), rank: rank)
    if let id {
      run.series[id].isDoubtful = true
      run.series[id].isLabeledBySrun = isLabeledBySrun
    }
    names.setSeries(slot, id ?? -1)
    return id
  }
}
