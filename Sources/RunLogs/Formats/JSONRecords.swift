import JSON

/// Makes rows and columns of the events of JSON, whatever its shape.
///
/// A record is an object of JSON lines, or an object within an array of a document (`log_history`, `iterations`, the
/// elements of a plain array). Names within names are joined with `/`. Arrays of numbers are columns in a document
/// (Keras' history) and elements in a record (`lr[0]`).
struct JSONRecords: JSONEvents, Sendable {
  enum Shape: Sendable { case lines, document }

  var run: LogRun
  var sink: RowSink
  let shape: Shape
  /// Names with their path, each by the number of its parent.
  var names = NameTable()
  var frames: [Frame] = []
  /// The column of each name in `names`; -1 before it is asked for.
  var columnOfName: [Int] = []
  var splits = SplitColumns()
  var labels = LabeledValue()
  /// The column of the numbers under which records stand: `{"1": {…}, "2": {…}}`.
  var numbersColumn: Int?
  var lineNumber = 0
  /// What the last record gave, and the words in it that said which run it was of.
  var lastCells: [RowSink.Cell] = []
  var lastRunText = ""
  var documentRuns = DocumentRuns()
  var roots = RootObjects()
  /// The names of the record before, in order, and how far this one has come in them.
  private var keyOrder: [(parent: Int, key: Int)] = []
  private var keyIndex = 0

  struct Frame: Sendable {
    enum Kind: Sendable { case object, array }
    var kind: Kind
    /// The number of the name under which it stands; -1 at the root.
    var path: Int
    var key = -1
    /// Of an array: numbers that it holds, where it is a column.
    var numbers: [Double] = []
    var powers: [Int8] = []
    var isRecord = false
    /// Whether it lies within a record.
    var isInRecord = false
    var count = 0
    var columns: [(name: Int, values: [Double], powers: [Int8])] = []
    var hasObjects = false
    /// Of a record that is a whole run, what it is called.
    var runName: String?
    /// Whether a record is a whole run: it holds records, or columns of values.
    var isRun = false
  }

  init(run: LogRun, options: ReadOptions, shape: Shape) {
    self.run = run
    self.shape = shape
    sink = RowSink(options: options)
  }

  // MARK: Containers

  mutating func beginObject() {
    if frames.isEmpty, shape == .document { beginRoot() }
    if frames.count == 1 { roots.hasChildren = true }
    let parent = frames.last
    let isInRecord = parent.map { $0.isRecord || $0.isInRecord } ?? false
    var frame = Frame(kind: .object, path: childPath)
    let isElement = parent?.kind == .array
    let number = isElement || isInRecord || shape == .lines ? nil : ownNumber
    frame.isRecord =
      shape == .lines || roots.areRecords && frames.isEmpty
      ? frames.isEmpty : (isElement || number != nil) && !isInRecord
    if isElement, isInRecord, beginRecordOfRun() { frame.isRecord = true }
    if frame.isRecord { frame.path = elementPath }
    frame.isInRecord = isInRecord && !frame.isRecord
    if isElement {
      frames[frames.count - 1].hasObjects = true
      frames[frames.count - 1].count += 1
    }
    if frame.isRecord {
      sink.discard()
      splits.reset()
      labels.reset()
      keyIndex = 0
      if let number { sink.put(numberColumn(), number) }
      if shape == .document, !isInRecord { enterRunOfPath(isNumbered: number != nil) }
    }
    frames.append(frame)
  }

  mutating func endObject() {
    guard let frame = frames.popLast() else { return }
    if frames.isEmpty, shape == .document { endRoot(frame) }
    if frame.isRun {
      endRun(frame)
    } else if frame.isRecord {
      endRecord()
    } else if !frame.columns.isEmpty {
      endColumns(frame)
    }
  }

  mutating func beginArray() {
    if frames.count == 1 { roots.hasChildren = true }
    let isInRecord = frames.last.map { $0.isRecord || $0.isInRecord } ?? false
    var frame = Frame(kind: .array, path: childPath)
    frame.isInRecord = isInRecord
    if frames.last?.kind == .array { frames[frames.count - 1].count += 1 }
    frames.append(frame)
  }

  mutating func endArray() {
    guard let frame = frames.popLast() else { return }
    guard !frame.numbers.isEmpty else { return }
    if frame.isInRecord {
      if !takeColumnOfRun(frame) { elements(frame) }
    } else if frames.last?.kind == .array {
      tuple(frame)
    } else if let last = frames.indices.last {
      frames[last].columns.append((frame.path, frame.numbers, frame.powers))
    } else {
      columns([(frame.path, frame.numbers, frame.powers)], named: nil)
    }
  }

  // MARK: Members

  mutating func key(_ name: Bytes) {
    guard let last = frames.indices.last else { return }
    let parent = frames[last].path
    // Records have the same names in the same order.
    if keyIndex < keyOrder.count, keyOrder[keyIndex].parent == parent,
      names.matches(keyOrder[keyIndex].key, name)
    {
      frames[last].key = keyOrder[keyIndex].key
      keyIndex += 1
      return
    }
    let key = names.number(of: name, under: parent)
    frames[last].key = key
    guard key >= 0 else { return }
    if keyIndex < keyOrder.count {
      keyOrder[keyIndex] = (parent, key)
    } else if keyOrder.count < 1_024 {
      keyOrder.append((parent, key))
    }
    keyIndex += 1
  }

  mutating func number(_ number: DecimalNumber, _ text: Bytes) {
    guard let last = frames.indices.last else { return }
    if frames[last].kind == .array {
      if frames[last].numbers.count < LogLimits.arrayCount {
        frames[last].numbers.append(number.value)
        frames[last].powers.append(number.power)
      }
    } else if frames[last].isRecord, labels.take(name(frames[last].key), number) {
      return
    } else if frames[last].isRecord || frames[last].isInRecord {
      put(frames[last].key, number.value, number.power)
    } else {
      if frames.count == 1 { roots.note(frames[last].key, number) }
      if run.loneNames.count < 8 { run.loneNames.append(name(frames[last].key)) }
      if frames.count == 1, name(frames[last].key) == "max_steps", number.value > 0, number.value < 1e15 {
        run.announcedSteps = Int(exactly: number.value)
      }
    }
  }

  mutating func string(_ text: Bytes) {
    guard let last = frames.indices.last else { return }
    if let number = DecimalNumber.whole(text, in: 0..<text.count) ?? count(text, last) {
      self.number(number, text)
    } else if frames[last].isRecord {
      let name = name(frames[last].key)
      splits.note(name, text)
      labels.note(name, text)
      if text.count <= LogLimits.nameBytes {
        if RunKey.isNamed(name) { sink.runs.add(text.text) }
        if DocumentRuns.isLabel(name) { frames[last].runName = frames[last].runName ?? text.text }
      }
    } else if frames[last].kind == .array {
      frames[last].count += 1
    }
  }

  private func count(_ text: Bytes, _ frame: Int) -> DecimalNumber? {
    guard frames[frame].isRecord, text.contains(0x2F) else { return nil }
    return CounterName.count(text, under: name(frames[frame].key))
  }

  mutating func word(_ text: Bytes) {
    // In a column, nothing is a gap.
    guard let last = frames.indices.last, frames[last].kind == .array, !frames[last].numbers.isEmpty else {
      return
    }
    frames[last].numbers.append(.nan)
    frames[last].powers.append(PrintedDigits.exact)
  }
}
