/// Takes rows of named numbers, such as the objects of JSON lines, and puts them into a run: finds the x among them,
/// leaves out what is none of its series, and keeps the split apart that a row may name.
struct RowSink: Sendable {
  struct Column: Sendable {
    var name: String
    var counterRank: Int?
    fileprivate var isPlural: Bool
    fileprivate var isMeasured: Bool
    /// The series of it, by split.
    fileprivate var series: [String: Int?] = [:]
    fileprivate var plain: Int?
    fileprivate var isRefused = false
  }

  struct Cell: Sendable {
    var column: Int
    var value: Double
    var power: Int8
  }

  private(set) var columns: [Column] = []
  private(set) var cells: [Cell] = []
  /// Rows so far: the x of rows that count nothing.
  private(set) var rowCount = 0
  private var clock = StepClock()
  private let options: ReadOptions
  /// The series of rows without a counter before the first with one; nil from then on.
  private var uncounted: Set<Int>? = []

  init(options: ReadOptions) {
    self.options = options
  }

  mutating func addColumn(_ name: String) -> Int {
    columns.append(
      Column(
        name: name, counterRank: CounterName.rank(name), isPlural: CounterName.isPlural(name),
        isMeasured: LineName.isMeasured(name)))
    return columns.count - 1
  }

  @inline(__always)
  mutating func put(_ column: Int, _ value: Double, power: Int8 = PrintedDigits.exact) {
    cells.append(Cell(column: column, value: value, power: power))
  }

  mutating func discard() { cells.removeAll(keepingCapacity: true) }

  /// Ends a row.
  ///
  /// - Parameters:
  ///   - split: what the row says of its data, such as `val`; empty for none.
  mutating func commit(into run: inout LogRun, split: String = "", axis wished: LogAxis? = nil) {
    defer { discard() }
    guard !cells.isEmpty, !isSetting else { return }
    let place = place(split: split, &run)
    guard let place else { return }
    if place.column != nil { dropUncounted(&run) }
    rowCount += 1
    for cell in cells where cell.column != place.column && !isCounted(cell, split) {
      guard let id = series(cell.column, split, &run) else { continue }
      run.append(id, x: place.x, cell.value, power: cell.power, wished ?? place.axis)
      if place.column == nil { uncounted?.insert(id) }
    }
  }

  /// Whether a row says how many epochs or steps there will be, and measures nothing.
  private var isSetting: Bool {
    var isPlanned = false
    for cell in cells {
      if columns[cell.column].isMeasured { return false }
      guard columns[cell.column].counterRank != nil else { continue }
      guard columns[cell.column].isPlural else { return false }
      isPlanned = true
    }
    return isPlanned
  }

  /// A row or two in front of those that count are settings.
  private mutating func dropUncounted(_ run: inout LogRun) {
    guard let ids = uncounted else { return }
    uncounted = nil
    guard rowCount <= 2 else { return }
    for id in ids { run.series[id].removeAll(from: 0) }
  }

  /// Whether a value only counts the batches of a validation.
  private func isCounted(_ cell: Cell, _ split: String) -> Bool {
    !split.isEmpty && columns[cell.column].counterRank.map { $0 < CounterName.epochRank } ?? false
  }

  private struct Place {
    var x: Double
    var axis: LogAxis
    var column: Int?
  }

  /// Where the row stands; nil for a row without any value beside its counters.
  private mutating func place(split: String, _ run: inout LogRun) -> Place? {
    var best: Cell?
    var bestRank = Int.max
    var epoch: Cell?
    for cell in cells {
      guard let rank = columns[cell.column].counterRank, cell.value.isFinite else { continue }
      if rank < bestRank { (best, bestRank) = (cell, rank) }
      if CounterName.isEpoch(rank: rank) { epoch = epoch ?? cell }
    }
    if let wished = options.x { return asked(wished, epoch, best) }
    guard let best else { return Place(x: Double(rowCount), axis: .line, column: nil) }
    guard bestRank < CounterName.epochRank else {
      if bestRank < CounterName.indexRank { return epochPlace(best) }
      return Place(x: best.value, axis: .line, column: best.column)
    }
    if let epoch { run.clock.note(step: best.value, epoch: epoch.value) }
    if CounterName.isGlobal(rank: bestRank) || epoch.map({ $0.value != $0.value.rounded() }) ?? true {
      return Place(x: best.value, axis: .step, column: best.column)
    }
    let isValidation = !split.isEmpty && Split(word: split.lowercased()) != .train
    if isValidation, let epoch, columns[best.column].name.lowercased() != "step" {
      // The count of a validation is that of its own batches.
      return epochPlace(epoch)
    }
    let x = clock.x(epoch: epoch?.value, iteration: best.value, total: nil)
    return Place(x: x, axis: .step, column: best.column)
  }

  /// Of a row that counts epochs only; among rows that count steps it stands at the last of them.
  private mutating func epochPlace(_ epoch: Cell) -> Place {
    if let lastX = clock.lastX, clock.epoch == epoch.value || clock.isWithinEpoch == true {
      return Place(x: lastX, axis: .step, column: epoch.column)
    }
    return Place(x: epoch.value, axis: .epoch, column: epoch.column)
  }

  private func asked(_ wish: ReadOptions.X, _ epoch: Cell?, _ best: Cell?) -> Place? {
    switch wish {
    case .axis(.line): Place(x: Double(rowCount), axis: .line, column: nil)
    case .axis(.epoch): epoch.map { Place(x: $0.value, axis: .epoch, column: $0.column) }
    case .axis(.step):
      best.flatMap { one in
        CounterName.isEpoch(rank: columns[one.column].counterRank ?? 0)
          ? nil : Place(x: one.value, axis: .step, column: one.column)
      }
    case .axis(.time): named(where: { OtherName.isTime(RoleName($0)) }, .time)
    case .named(let name): named(where: { $0 == name }, .step)
    }
  }

  private func named(where matches: (String) -> Bool, _ axis: LogAxis) -> Place? {
    cells.first { matches(columns[$0.column].name) && $0.value.isFinite }
      .map { Place(x: $0.value, axis: axis, column: $0.column) }
  }

  @inline(__always)
  private mutating func series(_ column: Int, _ split: String, _ run: inout LogRun) -> Int? {
    if split.isEmpty {
      if let id = columns[column].plain { return id }
      if columns[column].isRefused { return nil }
      let id = run.seriesID(columns[column].name)
      columns[column].plain = id
      columns[column].isRefused = id == nil
      return id
    }
    if let known = columns[column].series[split] { return known }
    let name = columns[column].name
    let id = run.seriesID(Split(NameWords(name)) == nil ? "\(split) \(name)" : name)
    columns[column].series[split] = .some(id)
    return id
  }
}
