/// What takes the numbers of a row.
protocol CellTaker {
  mutating func put(_ column: Int, _ value: Double, power: Int8)
}

extension RowSink: CellTaker {}

/// Rows that are read before it is their turn: `RowSink` takes them once it has those in front of them.
struct RowBuffer: CellTaker, Sendable {
  private(set) var cells: [RowSink.Cell] = []
  /// Of each row, where its cells end, and what kind of row it is to its reader.
  private(set) var rows: [(end: Int, kind: Int)] = []

  @inline(__always)
  mutating func put(_ column: Int, _ value: Double, power: Int8) {
    cells.append(RowSink.Cell(column: column, value: value, power: power))
  }

  mutating func endRow(kind: Int = 0) { rows.append((cells.count, kind)) }

  /// Forgets all rows, and keeps their memory for the next ones.
  mutating func removeAll() {
    cells.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
  }

  /// Forgets the cells of a row that was not ended.
  mutating func discard() { cells.removeSubrange((rows.last?.end ?? 0)...) }
}

extension RowSink {
  /// Takes rows that were read before.
  ///
  /// - Parameter kinds: of each kind of row its split, and the words that say which run it is of.
  mutating func commit(
    _ buffer: RowBuffer, kinds: [(split: String, runText: String)] = [("", "")], into run: inout LogRun,
    _ batch: inout PointBatch
  ) {
    buffer.cells.withUnsafeBufferPointer { cells in
      var start = 0
      for row in buffer.rows {
        for index in start..<row.end {
          put(cells[index].column, cells[index].value, power: cells[index].power)
        }
        start = row.end
        let kind = kinds[row.kind]
        if !kind.runText.isEmpty { runs.text = kind.runText }
        commit(into: &run, &batch, split: kind.split)
      }
    }
  }
}
