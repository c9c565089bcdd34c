/// Where the runs of a text begin: a program may train several times and print all of it.
///
/// A count that comes back to where it began is a start. It is one of another run where a line in between calls it something
/// else (`Fold 2/5`, `Training with StepLR`), or where the one before was complete and no line in between announces a phase
/// (`Stage 2`); otherwise the run was tried again.
struct RunStarts: Sendable {
  enum Start: Equatable {
    case goesOn
    /// The first of all runs, and what it is called.
    case first(String?)
    case another(Int, String?)
    /// Behind the last of the epochs that were announced: the start of another run or of another phase, which the values
    /// tell. `begin` makes it a run's.
    case either
  }

  /// Where lines of one kind stand, which count the same.
  private struct Kind: Sendable {
    var first: Position
    var last: Position
  }

  private struct Position: Comparable, Sendable {
    var epoch: Double
    var count: Double

    static func < (a: Self, b: Self) -> Bool { (a.epoch, a.count) < (b.epoch, b.count) }
  }

  private var kinds = [Kind?](repeating: nil, count: 8)
  private var hasBegun = false
  /// What the lines since the last start announce, and what they announced in front of it.
  private var heading: String?
  private var ownHeading: String?
  /// The phases that they announce likewise.
  private var phase: String?
  private var ownPhase: String?
  /// Whether the last epoch of those that were announced has come, and how many were.
  private var isComplete = false
  private var total: Double?
  private var member = 0
  /// Runs by the numbers that lines themselves say.
  private var numbers: [String: Int] = [:]
  private var number: String?

  mutating func note(heading: String) { self.heading = heading }
  mutating func note(phase: String) { self.phase = phase }
  /// The run says that it is done.
  mutating func complete() { isComplete = true }

  /// What a line says of its run beside its counters: `fold 2`.
  static func number(in meaning: LineMeaning) -> String? {
    for field in meaning.fields where isNumber(field) {
      return "\(field.name) \(Int(exactly: field.value).map(String.init) ?? "")"
    }
    return nil
  }

  static func isNumber(_ field: LineMeaning.Field) -> Bool {
    field.value == field.value.rounded() && RunKey.isCounted(field.name)
  }

  /// Takes a line that counts.
  ///
  /// - Parameters:
  ///   - epoch: which one goes on, where the line does not say.
  ///   - says: which run the line says it is of.
  mutating func note(_ count: LineCount, within epoch: Double?, says name: String?) -> Start {
    if let name, let start = enter(name) {
      _ = goOn(count, within: epoch)
      return start
    }
    guard hasBegun else {
      hasBegun = true
      _ = goOn(count, within: epoch)
      (ownHeading, heading) = (heading, nil)
      (ownPhase, phase) = (phase, nil)
      return .first(ownHeading)
    }
    if goOn(count, within: epoch) { return .goesOn }
    // Heard again at each start; only what is new tells runs apart.
    let isOther = heading != nil && heading != ownHeading
    let isPhase = phase != nil && phase != ownPhase
    let isNext = isComplete && count.epochTotal == total && !isPhase
    kinds = [Kind?](repeating: nil, count: 8)
    isComplete = false
    _ = goOn(count, within: epoch)
    if heading != nil { ownHeading = heading }
    if phase != nil { ownPhase = phase }
    phase = nil
    let name = heading
    heading = nil
    guard number == nil, member + 1 < LogLimits.memberCount else { return .goesOn }
    if isOther { return begin(name) }
    return isNext ? .either : .goesOn
  }

  /// Begins another run with a start that may be one.
  mutating func begin(_ name: String? = nil) -> Start {
    member += 1
    return .another(member, name)
  }

  /// Goes on with a line that is no start; false, and nothing is changed, where it is one.
  @inline(__always)
  mutating func goOn(_ count: LineCount, within epoch: Double?) -> Bool {
    guard let kind = Self.kind(count, within: epoch) else { return true }
    let place = Position(epoch: count.epoch ?? epoch ?? 0, count: count.step ?? count.iteration ?? 0)
    if let known = kinds[kind] {
      if place < known.last, place <= known.first { return false }
      kinds[kind]?.last = place
    } else {
      kinds[kind] = Kind(first: place, last: place)
    }
    if let last = count.epochTotal, let own = count.epoch {
      total = last
      isComplete = own >= last || own == last - 1 && kinds[kind]?.first.epoch == 0
    }
    return true
  }

  /// nil for lines that only count within something that nobody counts.
  @inline(__always)
  private static func kind(_ count: LineCount, within epoch: Double?) -> Int? {
    if count.step == nil, count.epoch == nil, epoch == nil, count.total != nil || count.isRedrawn {
      return nil
    }
    return (count.epoch == nil ? 0 : 1) | (count.step == nil ? 0 : 2) | (count.iteration == nil ? 0 : 4)
  }

  /// Enters the run that a line says it is of; nil where that is the one at hand.
  private mutating func enter(_ name: String) -> Start? {
    guard number != name else { return nil }
    let isFirst = !hasBegun
    (number, hasBegun) = (name, true)
    kinds = [Kind?](repeating: nil, count: 8)
    if let known = numbers[name] { return .another(known, name) }
    guard member + 1 < LogLimits.memberCount else { return nil }
    if !isFirst, !numbers.isEmpty { member += 1 }
    numbers[name] = member
    return numbers.count == 1 ? .first(name) : .another(member, name)
  }
}

/// The same for rows of tables and dictionaries.
struct RowStarts: Sendable {
  var starts = RunStarts()

  /// Lets the row at hand, if it is the first of another run, begin that.
  mutating func tellApart(_ sink: inout RowSink, _ run: inout LogRun) {
    let count = sink.count
    guard count.step != nil || count.epoch != nil else { return }
    // The last record of Hugging Face's trainer sums up.
    let isSummary = sink.cells.contains { sink.columns[$0.column].name == "train_runtime" }
    var start = starts.note(count, within: nil, says: nil)
    if start == .either { start = starts.begin() }
    switch start {
    case .goesOn, .either: break
    case .first(let name): if let name { run.name(member: sink.member, name) }
    case .another(let number, let name):
      sink.enter(number)
      run.name(member: number, name)
    }
    if isSummary { starts.complete() }
  }
}
