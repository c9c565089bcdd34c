/// What the columns of a table are, where a tool that exports curves has names of its own for them.
struct ExportedTable {
  /// What each column is called; nil for one that is left out.
  private(set) var names: [String?]
  /// The runs that columns are of, and of each column which; none where the table is of one run.
  private(set) var runs: [String] = []
  private(set) var runOfColumn: [Int?] = []
  /// Columns of more runs than are told apart.
  private(set) var leftOut = 0
  /// The column of words that say what the number in the column of values is.
  private(set) var label: Int?
  private(set) var value: Int?

  init(_ header: [String], fileName: String) {
    names = header.map { $0.isEmpty ? nil : $0 }
    let small = header.map { $0.lowercased() }
    if small == ["wall time", "step", "value"] {
      names[0] = "wall_time"
      names[2] = Self.tag(of: fileName)
    } else if hasCounter {
      takeLabels(small)
      takeRuns(header)
    }
  }

  private var hasCounter: Bool {
    names.contains { $0.flatMap(CounterName.rank).map { $0 < CounterName.indexRank } ?? false }
  }

  // MARK: TensorBoard

  /// The curve that a file of TensorBoard's is of: `run-exp1-tag-train_loss.csv`, or what the file was renamed to.
  private static func tag(of fileName: String) -> String {
    let stem = fileName.hasSuffix(".csv") ? String(fileName.dropLast(4)) : fileName
    guard let tag = stem.ranges(of: "-tag-").last else { return stem.isEmpty ? "Value" : stem }
    return String(stem[tag.upperBound...])
  }

  // MARK: One value a row

  private mutating func takeLabels(_ small: [String]) {
    guard let value = small.firstIndex(where: ["value", "values"].contains),
      let label = small.firstIndex(where: { LabeledValue.isLabel($0) || $0 == "variable" })
    else { return }
    self.label = label
    self.value = value
  }

  // MARK: Weights & Biases

  /// `"Step","run-1 - train/loss","run-1 - train/loss__MIN","run-1 - train/loss__MAX"`: the bounds of what was averaged for the
  /// chart are no curves, and each run has columns of its own.
  private mutating func takeRuns(_ header: [String]) {
    let all = Set(header)
    let parts = header.map { name -> (run: String, series: String)? in
      guard all.contains(name + "__MIN"), all.contains(name + "__MAX"), let dash = name.ranges(of: " - ").last
      else { return nil }
      return (String(name[..<dash.lowerBound]), String(name[dash.upperBound...]))
    }
    guard parts.contains(where: { $0 != nil }) else { return }
    runOfColumn = header.map { _ in nil }
    var numbers: [String: Int] = [:]
    for (column, part) in parts.enumerated() {
      if let part {
        guard let run = numbers[part.run] ?? addRun(part.run) else {
          names[column] = nil
          leftOut += 1
          continue
        }
        numbers[part.run] = run
        runOfColumn[column] = run
        // Beside the step that the rows have.
        names[column] = CounterName.rank(part.series) == nil ? part.series : nil
      } else if let end = ["__MIN", "__MAX"].first(where: header[column].hasSuffix),
        all.contains(String(header[column].dropLast(end.count)))
      {
        names[column] = nil
      }
    }
  }
  /// - Returns: its number; nil where there are too many.
  private mutating func addRun(_ name: String) -> Int? {
    guard runs.count < LogLimits.memberCount else { return nil }
    runs.append(name)
    return runs.count - 1
  }
}
