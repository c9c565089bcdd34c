/// Takes rows of named numbers, such as the objects of JSON lines, and puts them into a run: finds the x among them,
/// leaves out what is none of its series, and keeps the split apart that a row may name. Most rows come in blocks
/// (`RowSink+Blocks`).
struct RowSink: Sendable {
  struct Column: Sendable {
    var name: String
    var counterRank: Int?
    fileprivate var isPlural: Bool
    fileprivate var isMeasured: Bool
  }

  /// 16 bytes: rows that are read ahead keep many.
  struct Cell: Sendable {
    let value: Double
    private let number: Int32
    let power: Int8
    var column: Int { Int(number) }

    init(column: Int, value: Double, power: Int8) {
      self.value = value
      self.power = power
      number = Int32(truncatingIfNeeded: column)
    }
  }

  /// What is known of the rows of one run.
  struct Rows: Sendable {
    /// Rows so far: the x of rows that count nothing.
    var count = 0
    var clock = StepClock()
    var shapes: [Shape] = []
    var latestShape = 0
    /// The series of each column, by split.
    var series: [[String: Int?]] = []
    /// The series of the first rows, while none of them has counted; nil from then on.
    var uncounted: Set<Int>? = []
  }

  private(set) var columns: [Column] = []
  private(set) var cells: [Cell] = []
  let options: ReadOptions
  var rows = Rows()
  /// The rows of the other runs that the log tells apart, and the number of the one at hand.
  private var others: [Int: Rows] = [:]
  private(set) var member = 0
  var runs = RowRuns()

  init(options: ReadOptions) {
    self.options = options
  }

  mutating func addColumn(_ name: String) -> Int {
    columns.append(
      Column(
        name: name, counterRank: CounterName.rank(name), isPlural: CounterName.isPlural(name),
        isMeasured: LineName.isMeasured(name)))
    runs.note(columns.count - 1, name)
    return columns.count - 1
  }

  @inline(__always)
  mutating func put(_ column: Int, _ value: Double, power: Int8 = PrintedDigits.exact) {
    cells.append(Cell(column: column, value: value, power: power))
  }

  mutating func discard() {
    cells.removeAll(keepingCapacity: true)
    if !runs.text.isEmpty { runs.text = "" }
  }

  /// Ends a row.
  ///
  /// - Parameters:
  ///   - split: what the row says of its data, such as `val`; empty for none.
  mutating func commit(into run: inout LogRun, split: String = "", axis wished: LogAxis? = nil) {
    defer { discard() }
    guard !cells.isEmpty else { return }
    enterRun(&run)
    let shape = shape(split)
    guard !isSetting(shape, split, wished, &run), let place = place(shape, &run) else { return }
    if rows.uncounted != nil { judgeFirstRows(before: place, shape, &run) }
    rows.count += 1
    for (index, cell) in cells.enumerated() where cell.column != place.column {
      guard let id = series(shape, index, &run) else { continue }
      run.append(id, x: place.x, cell.value, power: cell.power, wished ?? place.axis)
    }
  }

  /// Ends a row as the other `commit` does; its points are gathered.
  @inline(__always)
  mutating func commit(into run: inout LogRun, _ batch: inout PointBatch, split: String = "") {
    defer { discard() }
    guard !cells.isEmpty else { return }
    if runs.mayDiffer { enterRun(&run) { batch.flush(into: &$0) } }
    let shape = shape(split)
    if rows.shapes[shape].isSetting {
      batch.flush(into: &run)
      if isSetting(shape, split, nil, &run) { return }
    }
    guard let place = place(shape, &run) else { return }
    if rows.uncounted != nil {
      batch.flush(into: &run)
      judgeFirstRows(before: place, shape, &run)
    }
    rows.count += 1
    for index in 0..<cells.count where cells[index].column != place.column {
      guard let id = series(shape, index, &run) else { continue }
      batch.add(id, x: place.x, cells[index].value, power: cells[index].power, place.axis, to: &run)
    }
  }

  // MARK: Runs

  /// What the row at hand counts: the surest count of steps, and of epochs.
  var count: LineCount {
    let counts = cells.compactMap { cell in
      columns[cell.column].counterRank.map { (rank: $0, value: cell.value) }
    }
    .filter { $0.rank < CounterName.indexRank && $0.value.isFinite }
    return LineCount(
      step: counts.filter { !CounterName.isEpoch(rank: $0.rank) }.min { $0.rank < $1.rank }?.value,
      epoch: counts.first { CounterName.isEpoch(rank: $0.rank) }?.value)
  }

  /// Lets the rows be those of another run.
  mutating func enter(_ number: Int) {
    guard number != member else { return }
    others[member] = rows
    member = number
    rows = others.removeValue(forKey: number) ?? Rows()
  }

  /// Enters the run that the row at hand says it is of: one that counts.
  ///
  /// - Parameter flush: is called before points are forgotten.
  private mutating func enterRun(_ run: inout LogRun, flush: (inout LogRun) -> Void = { _ in }) {
    defer { if run.member != member { run.enter(member) } }
    guard runs.mayDiffer, cells.contains(where: { columns[$0.column].counterRank != nil }) else { return }
    let wereSeveral = runs.areSeveral
    let (number, name) = runs.run(of: cells)
    if let name { run.name(member: number, name) }
    if runs.areSeveral, !wereSeveral {
      flush(&run)
      forgetKeys(&run)
    }
    enter(number)
  }

  /// What tells several runs apart is no series of theirs.
  private mutating func forgetKeys(_ run: inout LogRun) {
    for column in rows.series.indices where runs.isKey(column) {
      for case let id? in rows.series[column].values { run.series[id].removeAll(from: 0) }
    }
    for shape in rows.shapes.indices {
      for (index, column) in rows.shapes[shape].columns.enumerated() where runs.isKey(column) {
        rows.shapes[shape].series[index] = Shape.none
      }
    }
  }

  /// The series of rows that are one value each and count nothing; nil where something else is asked for.
  mutating func loneSeries(_ column: Int, _ run: inout LogRun) -> Int? {
    guard options.x == nil, columns[column].counterRank == nil else { return nil }
    return series(ofColumn: column, "", &run)
  }

  /// Counts such rows.
  ///
  /// - Returns: the x of the first; each stands one behind the one before.
  mutating func passLoneRows(_ more: Int) -> Int {
    defer { rows.count += more }
    return rows.count
  }

  /// A row or two in front of those that count are settings: their points go. More of them count nothing, as rows may.
  private mutating func judgeFirstRows(before place: Place, _ shape: Int, _ run: inout LogRun) {
    guard let ids = rows.uncounted else { return }
    if place.column >= 0 {
      for id in ids { run.series[id].removeAll(from: 0) }
      rows.uncounted = nil
    } else if rows.count >= 2 {
      rows.uncounted = nil
    } else {
      for index in cells.indices { series(shape, index, &run).map { _ = rows.uncounted?.insert($0) } }
    }
  }

  private struct Place {
    var x: Double
    var axis: LogAxis
    /// The column that it comes from; -1 for none.
    var column = -1
  }

  /// Where the row stands; nil for a row without any value beside its counters.
  @inline(__always)
  private mutating func place(_ shape: Int, _ run: inout LogRun) -> Place? {
    let best = rows.shapes[shape].counter >= 0 ? cells[rows.shapes[shape].counter] : nil
    let epoch = rows.shapes[shape].epoch >= 0 ? cells[rows.shapes[shape].epoch] : nil
    if let wished = options.x { return asked(wished, epoch, best) }
    guard let best else { return Place(x: Double(rows.count), axis: .line) }
    let bestRank = rows.shapes[shape].rank
    guard bestRank < CounterName.epochRank else {
      if bestRank < CounterName.indexRank { return epochPlace(best) }
      return Place(x: best.value, axis: .line, column: best.column)
    }
    if let epoch { run.clock.note(step: best.value, epoch: epoch.value) }
    if CounterName.isGlobal(rank: bestRank) || epoch.map({ $0.value != $0.value.rounded() }) ?? true {
      return Place(x: best.value, axis: .step, column: best.column)
    }
    if rows.shapes[shape].countsOwnBatches, let epoch { return epochPlace(epoch) }
    let x = rows.clock.x(epoch: epoch?.value, iteration: best.value, total: nil)
    return Place(x: x, axis: .step, column: best.column)
  }

  /// Of a row that counts epochs only; among rows that count steps it stands at the last of them.
  private mutating func epochPlace(_ epoch: Cell) -> Place {
    let x = rows.clock.x(ofWhole: epoch.value)
    return Place(x: x ?? epoch.value, axis: x == nil ? .epoch : .step, column: epoch.column)
  }

  private func asked(_ wish: ReadOptions.X, _ epoch: Cell?, _ best: Cell?) -> Place? {
    switch wish {
    case .axis(.line): Place(x: Double(rows.count), axis: .line)
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

  // MARK: Shapes

  /// What rows of the same columns have in common: most rows of a log are alike.
  struct Shape: Sendable {
    var columns: [Int]
    var split: String
    /// The cells that count. One that is not finite counts nothing: such a row has a shape of its own, used once.
    var counters: [Int] = []
    var isWhole = true
    /// Whether it says how many epochs or steps there will be, and measures nothing.
    var isSetting = false
    /// The rows so far that may say so.
    var settings: [[Cell]] = []
    /// The cell that counts most surely, and its rank; -1 where none counts.
    var counter = -1
    var rank = Int.max
    /// The first cell that counts epochs; -1 for none.
    var epoch = -1
    /// Whether the count is that of a validation's batches, beside an epoch.
    var countsOwnBatches = false
    /// The series of each cell, or what stands for it.
    var series: [Int]

    /// Not asked for yet.
    static let unknown = -1
    /// Too many series, or a count of a validation's batches.
    static let none = -2
  }

  /// The shape of the row at hand: that of one before, or a new one.
  @inline(__always)
  mutating func shape(_ split: String) -> Int {
    if isShape(rows.latestShape, split) { return rows.latestShape }
    rows.latestShape = rows.shapes.indices.first { isShape($0, split) } ?? addShape(split)
    return rows.latestShape
  }

  @inline(__always)
  private func isShape(_ number: Int, _ split: String) -> Bool {
    guard number < rows.shapes.count, rows.shapes[number].columns.count == cells.count,
      rows.shapes[number].split == split
    else {
      return false
    }
    for index in 0..<cells.count where rows.shapes[number].columns[index] != cells[index].column {
      return false
    }
    return rows.shapes[number].counters.allSatisfy { cells[$0].value.isFinite } && rows.shapes[number].isWhole
  }

  /// - Returns: its number.
  private mutating func addShape(_ split: String) -> Int {
    var shape = Shape(
      columns: cells.map(\.column), split: split, series: cells.map { _ in Shape.unknown })
    for (index, cell) in cells.enumerated() {
      guard let rank = columns[cell.column].counterRank else { continue }
      shape.counters.append(index)
      if !split.isEmpty, rank < CounterName.epochRank { shape.series[index] = Shape.none }
      guard cell.value.isFinite else {
        shape.isWhole = false
        continue
      }
      if rank < shape.rank { (shape.counter, shape.rank) = (index, rank) }
      if CounterName.isEpoch(rank: rank), shape.epoch < 0 { shape.epoch = index }
    }
    shape.isSetting = isSetting
    // A validation's count that is not called a step is that of its own batches.
    shape.countsOwnBatches =
      !split.isEmpty && Split(word: split.lowercased()) != .train && shape.counter >= 0
      && columns[cells[shape.counter].column].name.lowercased() != "step"
    if rows.shapes.count >= 32 || rows.shapes.last?.isWhole == false { rows.shapes.removeLast() }
    rows.shapes.append(shape)
    return rows.shapes.count - 1
  }

  /// Whether the row at hand only says how many steps there will be. That is said once or twice: a number that has grown with
  /// each of three rows counts, as it did in the rows before.
  private mutating func isSetting(
    _ shape: Int, _ split: String, _ axis: LogAxis?, _ run: inout LogRun
  ) -> Bool {
    guard rows.shapes[shape].isSetting else { return false }
    guard rows.shapes[shape].counter >= 0 else { return true }
    rows.shapes[shape].settings.append(cells)
    let settings = rows.shapes[shape].settings
    let counts = settings.map { $0[rows.shapes[shape].counter].value }
    guard zip(counts, counts.dropFirst()).allSatisfy({ $0 < $1 }) else {
      rows.shapes[shape].settings = [cells]
      return true
    }
    guard settings.count == 3 else { return true }
    rows.shapes[shape].isSetting = false
    rows.shapes[shape].settings = []
    for row in settings.dropLast() {
      cells = row
      commit(into: &run, split: split, axis: axis)
    }
    cells = settings[2]
    return false
  }

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

  @inline(__always)
  mutating func series(_ shape: Int, _ index: Int, _ run: inout LogRun) -> Int? {
    let known = rows.shapes[shape].series[index]
    if known >= 0 { return known }
    guard known == Shape.unknown else { return nil }
    let id = series(ofColumn: cells[index].column, rows.shapes[shape].split, &run)
    rows.shapes[shape].series[index] = id ?? Shape.none
    return id
  }

  private mutating func series(ofColumn column: Int, _ split: String, _ run: inout LogRun) -> Int? {
    if runs.areSeveral, runs.isKey(column) { return nil }
    while rows.series.count <= column { rows.series.append([:]) }
    if let known = rows.series[column][split] { return known }
    let name = columns[column].name
    let isPlain = split.isEmpty || Split(NameWords(name)) != nil
    run.enter(member)
    let id = run.seriesID(isPlain ? name : "\(split) \(name)")
    rows.series[column][split] = .some(id)
    return id
  }
}
