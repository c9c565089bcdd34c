extension RateCurve {
  /// The rows at which a value begins or ends, and the first and the last of a range.
  ///
  /// Where rates only rise or only fall, what explains these explains those between: a value of few digits is printed for many rows, and only
  /// where it changes do they tell something.
  ///
  /// - Parameter most: of more such rows so many are taken, at even distances; those beside a jump always.
  func runEnds(_ rows: Range<Int>? = nil, most: Int = 8_192) -> RateCurve {
    let rows = rows ?? 0..<count
    guard let first = rows.first, let last = rows.last else { return part(rows) }
    let ends = rows.filter { row in
      row == first || row == last || values[row] != values[row - 1] || values[row] != values[row + 1]
    }
    guard ends.count > most else { return part(ends) }
    var taken = Set((0..<most).map { ends[$0 * (ends.count - 1) / (most - 1)] })
    for row in rows.dropFirst() where values[row] > values[row - 1] + Self.jump * peak {
      taken.formUnion([row - 1, row])
    }
    return part(taken.sorted())
  }

  /// A rise from one row to the next by so much of the peak is a jump.
  static let jump = 0.2
}
