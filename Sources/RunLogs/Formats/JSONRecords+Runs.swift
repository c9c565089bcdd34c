/// The runs that a document holds.
struct DocumentRuns: Sendable {
  /// Their numbers by the names of the members under which they stand.
  fileprivate var numbers: [String: Int] = [:]
  fileprivate var count = 0

  /// Whether a text under this name is what a run is called.
  static func isLabel(_ name: String) -> Bool {
    RunKey.isNamed(name) || ["name", "id", "label", "title", "tag"].contains(name.lowercased())
  }
}

/// A document may hold several runs: elements of an array that have columns or records of their own
/// (`[{"seed": 1, "loss": [3, 2, 1]}, …]`), or members of an object (`{"adam": {"loss": […]}, "sgd": {…}}`).
extension JSONRecords {
  // MARK: Elements

  /// Whether an object that begins now, within a record, is a record of the run that the record around it is. That one
  /// counts nothing itself, and has them under a name for a history.
  mutating func beginRecordOfRun() -> Bool {
    guard shape == .document, let outer = frames.lastIndex(where: \.isRecord),
      frames.last.map({ $0.path >= 0 && Self.containers.contains(name($0.path).lowercased()) }) ?? false
    else { return false }
    guard frames[outer].isRun || !countsItself else { return false }
    beginRun(outer)
    return true
  }

  private var countsItself: Bool { sink.cells.contains { sink.columns[$0.column].counterRank != nil } }

  /// Takes an array of numbers within a record as a column of the run that the record is, once it has a loss for many epochs.
  mutating func takeColumnOfRun(_ frame: Frame) -> Bool {
    guard shape == .document, frame.path >= 0, frame.numbers.count >= 3,
      let outer = frames.lastIndex(where: \.isRecord), frames[outer].isRun || !countsItself
    else { return false }
    frames[outer].columns.append((frame.path, frame.numbers, frame.powers))
    guard frames[outer].isRun || LineName.isMeasured(name(frame.path)) else { return false }
    beginRun(outer)
    return true
  }

  /// Makes a run of a record.
  private mutating func beginRun(_ outer: Int) {
    guard !frames[outer].isRun else { return }
    frames[outer].isRun = true
    frames[outer].runName = frames[outer].runName ?? numberedName
    sink.runs.isOff = true
    enterRun(documentRuns.count)
    if documentRuns.count + 1 < LogLimits.memberCount { documentRuns.count += 1 }
    sink.discard()
  }

  /// What the numbers of a record say of its run: `seed 1`.
  private var numberedName: String? {
    let parts = sink.cells.compactMap { cell -> String? in
      let name = sink.columns[cell.column].name
      guard RunKey.isCounted(name) || RateName.rank(RoleName(name)) != nil else { return nil }
      return "\(name) \(Int(exactly: cell.value).map(String.init) ?? "\(cell.value)")"
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  mutating func endRun(_ frame: Frame) {
    let name = frame.runName ?? numberedName
    run.name(member: run.member, name)
    if !frame.columns.isEmpty { columns(frame.columns, named: nil) }
    sink.discard()
  }

  mutating func enterRun(_ number: Int) {
    sink.enter(number)
    run.enter(number)
  }

  // MARK: Members

  /// Enters the run that the names say around what begins now or, of columns, ends.
  ///
  /// - Parameter isNumbered: whether the last name is the number of a record.
  mutating func enterRunOfPath(_ frame: Frame? = nil, isNumbered: Bool = false) {
    guard documentRuns.count == 0 || !documentRuns.numbers.isEmpty else { return }
    var path = frames.filter { $0.kind == .object && $0.key >= 0 && !$0.isRecord }.map { name($0.key) }
    if isNumbered { path.removeLast() }
    if let frame, frame.path >= 0, path.last != name(frame.path) { path.append(name(frame.path)) }
    guard let first = path.first(where: { !Self.containers.contains($0.lowercased()) }),
      RunKey.mayBeRun(first)
    else {
      if !documentRuns.numbers.isEmpty { enterRun(number(of: "")) }
      return
    }
    let number = number(of: first)
    enterRun(number)
    run.name(member: number, first, isDoubtful: true)
  }

  private mutating func number(of name: String) -> Int {
    if documentRuns.numbers.isEmpty {
      // What stands outside of all of them.
      documentRuns.numbers[""] = 0
      documentRuns.count = 1
      sink.runs.isOff = true
    }
    if let known = documentRuns.numbers[name] { return known }
    if documentRuns.count + 1 >= LogLimits.memberCount { return documentRuns.count - 1 }
    documentRuns.numbers[name] = documentRuns.count
    documentRuns.count += 1
    return documentRuns.count - 1
  }
}
