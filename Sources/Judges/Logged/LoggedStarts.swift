/// The starts of a log that holds several runs one behind the other without a mark between them.
///
/// A step that falls is no start by itself: a resume falls to its checkpoint, and a second process that writes the same file to where it is.
package enum LoggedStarts {
  /// Less is no run.
  private static let fewestRows = 3
  /// What falls more often is something else.
  private static let most = 16

  /// The rows of each start: where x falls back to where the log begins and the rates begin again; none where there is only one.
  package static func of(_ rates: LoggedRates) -> [Range<Int>] {
    var starts = [0]
    for row in rates.xs.indices.dropFirst() where rates.xs[row] < rates.xs[row - 1] {
      guard let start = starts.last, row - start >= fewestRows, rates.count - row >= fewestRows,
        isBeginning(row, rates), beginsAgain(row, rates)
      else { continue }
      starts.append(row)
      if starts.count > most { return [] }
    }
    guard starts.count > 1 else { return [] }
    return zip(starts, starts.dropFirst() + [rates.count]).map { $0..<$1 }
  }

  /// Whether a row stands where the log begins, or a distance of its own rows behind 0.
  private static func isBeginning(_ row: Int, _ rates: LoggedRates) -> Bool {
    let (x, next) = (rates.xs[row], rates.xs[row + 1])
    return x <= rates.xs[0] || next > x && x <= next - x
  }

  /// Whether the rate is not what it would be if it went on.
  private static func beginsAgain(_ row: Int, _ rates: LoggedRates) -> Bool {
    let values = rates.values
    let step = abs(values[row] - values[row - 1])
    let around = max(abs(values[row - 1] - values[row - 2]), abs(values[row + 1] - values[row]))
    return step > 2 * around + rates.slack[row] + rates.slack[row - 1]
  }
}
