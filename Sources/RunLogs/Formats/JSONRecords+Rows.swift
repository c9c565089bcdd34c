import JSON

extension JSONRecords {
  /// Where members of a container that begins here stand.
  var childPath: Int {
    guard let parent = frames.last else { return -1 }
    return parent.kind == .object ? parent.key : parent.path
  }

  /// The path of a record within an array: its name says something unless it only says that this is the log.
  var elementPath: Int {
    guard let path = frames.last?.path, path >= 0 else { return -1 }
    return Self.containers.contains(names.names[path].text.lowercased()) ? -1 : path
  }

  func name(_ number: Int) -> String {
    guard number >= 0 else { return "" }
    return names.names[number].text
  }

  /// Into the row, and into a series of its own where a record lies within a record.
  mutating func put(_ name: Int, _ value: Double, _ power: Int8) {
    guard name >= 0 else { return }
    let column = column(name)
    guard column >= 0 else { return }
    if isNested { nestedValue(column, value, power) } else { sink.put(column, value, power: power) }
  }

  private var isNested: Bool {
    guard let last = frames.indices.last, !frames[last].isRecord else { return false }
    // An array of objects within a record, such as skorch's batches.
    return frames.contains { $0.kind == .array && $0.isInRecord && $0.hasObjects }
  }

  private mutating func nestedValue(_ column: Int, _ value: Double, _ power: Int8) {
    guard let id = run.seriesID(sink.columns[column].name) else { return }
    run.append(id, x: Double(run.series[id].track.count), value, power: power, .line)
  }

  private mutating func column(_ name: Int) -> Int {
    guard name >= 0 else { return -1 }
    while columnOfName.count <= name { columnOfName.append(-1) }
    if columnOfName[name] >= 0 { return columnOfName[name] }
    if columnOfName[name] == -2 { return -1 }
    var path = path(of: name)
    // What surrounds a value that has a name of its own, as MLPerf's records do.
    if path.count > 1, path[0] == "metadata", labels.label != nil { path.removeFirst() }
    guard sink.columns.count < 2 * LogLimits.seriesCount, !Self.isSetting(path) else {
      columnOfName[name] = -2
      return -1
    }
    columnOfName[name] = sink.addColumn(path.joined(separator: "/"))
    return columnOfName[name]
  }

  /// The names from the record down.
  private func path(of name: Int) -> [String] {
    var path = [self.name(name)]
    for frame in frames.reversed() {
      if frame.isRecord {
        if frame.path >= 0 { path.append(self.name(frame.path)) }
        break
      }
      if frame.path >= 0, path.last != self.name(frame.path) || frame.kind == .object {
        path.append(self.name(frame.path))
      }
    }
    // A statistic stands for what it is one of.
    if path.count > 1, path[0] == "mean" { path.removeFirst() }
    return path.reversed()
  }

  private static func isSetting(_ path: [String]) -> Bool {
    path.count > 1
      && ["config", "args", "hparams", "hyperparameters", "params", "env_info", "settings"].contains(
        path[0].lowercased())
  }

  /// The whole number that a container's name is.
  var ownNumber: Double? {
    guard let parent = frames.last, parent.kind == .object, parent.key >= 0 else { return nil }
    return names.names[parent.key].withUnsafeBufferPointer { text in
      DecimalNumber.whole(text, in: 0..<text.count).flatMap { $0.isWhole ? $0.value : nil }
    }
  }

  mutating func numberColumn() -> Int {
    let column = numbersColumn ?? sink.addColumn("index")
    numbersColumn = column
    return column
  }

  mutating func endRecord() {
    if let value = labels.value {
      let label = Array((labels.label ?? "value").utf8)
      put(label.withUnsafeBufferPointer { names.number(of: $0, under: -1) }, value.value, value.power)
    }
    lastCells = sink.cells
    lastRunText = sink.runs.text
    sink.commit(into: &run, split: splits.split)
  }

  /// The numbers of an array within a record: `lr[0]`, `lr[1]`, or `lr` where there is one.
  mutating func elements(_ frame: Frame) {
    guard frame.path >= 0, frame.numbers.count <= 16, !frame.hasObjects else { return }
    if frame.numbers.count == 1 { return put(frame.path, frame.numbers[0], frame.powers[0]) }
    for (index, value) in frame.numbers.enumerated() {
      let text = Array("\(name(frame.path))[\(index)]".utf8)
      let element = text.withUnsafeBufferPointer { names.number(of: $0, under: frame.path) }
      let column = column(element)
      if column >= 0 { sink.put(column, value, power: frame.powers[index]) }
    }
  }

  // MARK: Columns

  /// An object whose members are arrays: steps and values of one name (Sacred), or columns beside each other (Keras).
  mutating func endColumns(_ frame: Frame) {
    enterRunOfPath(frame)
    let named = frame.path >= 0 ? path(ofContainer: frame.path) : nil
    columns(frame.columns, named: named)
  }

  private func path(ofContainer number: Int) -> String? {
    let name = name(number)
    return Self.containers.contains(name.lowercased()) ? nil : name
  }

  mutating func columns(_ columns: [(name: Int, values: [Double], powers: [Int8])], named parent: String?) {
    var columns = columns
    if !columns.contains(where: { CounterName.rank(name($0.name)) != nil }),
      let count = columns.first?.values.count,
      let outer = outerCounter(count)
    {
      columns.append(outer)
    }
    let names = columns.map { name($0.name) }
    let counter = names.indices.compactMap { index in CounterName.rank(names[index]).map { (index, $0) } }.min
    { $0.1 < $1.1 }
    let values = names.firstIndex { ["values", "value", "y"].contains($0) }
    if let values, let parent, let id = run.seriesID(parent) {
      let x = counter.map { columns[$0.0].values } ?? []
      append(columns[values], x: x, to: id, counter.map { CounterName.axis(rank: $0.1) } ?? .step)
      return
    }
    for (index, column) in columns.enumerated() where index != counter?.0 {
      guard let id = run.seriesID([parent, names[index]].compactMap { $0 }.joined(separator: "/")) else {
        continue
      }
      let axis = counter.map { CounterName.axis(rank: $0.1) } ?? .epoch
      append(column, x: counter.map { columns[$0.0].values } ?? [], to: id, axis)
    }
  }

  /// The counts beside the object that columns stand in, where they are as many.
  private func outerCounter(_ count: Int) -> (name: Int, values: [Double], powers: [Int8])? {
    for frame in frames.reversed() where frame.kind == .object {
      for column in frame.columns where column.values.count == count {
        if let rank = CounterName.rank(name(column.name)), rank < CounterName.indexRank { return column }
      }
    }
    return nil
  }

  private mutating func append(
    _ column: (name: Int, values: [Double], powers: [Int8]), x: [Double], to id: Int, _ axis: LogAxis
  ) {
    for (index, value) in column.values.enumerated() {
      run.append(id, x: index < x.count ? x[index] : Double(index), value, power: column.powers[index], axis)
    }
  }

  /// `[wall time, step, value]` of TensorBoard's download, or `[x, value]`.
  mutating func tuple(_ frame: Frame) {
    guard frame.numbers.count == 2 || frame.numbers.count == 3, let id = run.seriesID("value") else { return }
    let last = frame.numbers.count - 1
    run.append(id, x: frame.numbers[last - 1], frame.numbers[last], power: frame.powers[last], .step)
  }

  static let containers: Set<String> = [
    "log_history", "history", "iterations", "data", "logs", "log", "metrics", "records", "results", "epochs",
    "steps",
    "train_history", "training_history", "entries", "rows", "runs", "experiments", "trials", "models",
    "folds",
    "seeds", "histories",
  ]
}

/// A record that names what it measures: `{"name": "loss", "value": 0.5, "step": 3}`.
struct LabeledValue: Sendable {
  private(set) var label: String?
  private(set) var value: DecimalNumber?

  mutating func reset() { self = LabeledValue() }

  mutating func note(_ name: String, _ text: Bytes) {
    guard text.count <= LogLimits.nameBytes,
      ["name", "key", "metric", "tag", "metric_name"].contains(name.lowercased())
    else { return }
    label = text.text
  }

  /// Keeps the value until the end of the record, when its label is known.
  mutating func take(_ name: String, _ number: DecimalNumber) -> Bool {
    guard name == "value" else { return false }
    value = number
    return true
  }
}

/// Members that name the part of the data a record is of: `"mode": "val"`.
struct SplitColumns: Sendable {
  private(set) var split = ""

  mutating func reset() { split = "" }

  /// Whether a member of that name may say of which part of the data a record is.
  static func isName(_ name: String) -> Bool {
    ["mode", "split", "phase", "stage", "subset", "dataset", "partition", "set", "_type"]
      .contains(name.lowercased())
  }

  mutating func note(_ name: String, _ value: Bytes) {
    guard value.count <= 16, Self.isName(name) else { return }
    // `val_epoch` is a record of the validation's epoch.
    let word = value.text.lowercased().split(separator: "_").first.map(String.init) ?? ""
    if let part = Split(word: word), part != .train { split = word }
  }
}
