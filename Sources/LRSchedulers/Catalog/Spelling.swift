/// Finds what a misspelt name may have meant.
package enum Spelling {
  /// The candidate nearest to the name, if one is near at all.
  package static func nearest(to name: String, in candidates: [String]) -> String? {
    ranked(name, in: candidates, limit: 1).first
  }

  /// The nearest candidate as a question, which stands as the hint of an error.
  package static func hint(for name: String, in candidates: [String]) -> String? {
    nearest(to: name, in: candidates).map { "did you mean '\($0)'?" }
  }

  /// Candidates nearest first. Letter case and underscores count little; distances beyond a third of the name, not at all.
  package static func ranked(_ name: String, in candidates: [String], limit: Int) -> [String] {
    guard name.utf8.count <= 64 else { return [] }
    let wanted = simplified(name)
    let near = candidates.map { (distance(wanted, simplified($0)), $0) }
      .filter { $0.0 <= max(1, Swift.max(wanted.count, $0.1.utf8.count) / 3) }
    return near.sorted { $0.0 < $1.0 }.prefix(limit).map(\.1)
  }

  private static func simplified(_ name: String) -> [UInt8] {
    name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") }
  }

  /// How many letters have to be changed, added, left out, or exchanged with their neighbor.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var earlier: [Int] = []
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var next = [i + 1]
      for (j, b) in right.enumerated() {
        var best = min(row[j + 1] + 1, next[j] + 1, row[j] + (a == b ? 0 : 1))
        if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { best = min(best, earlier[j - 1] + 1) }
        next.append(best)
      }
      (earlier, row) = (row, next)
    }
    return row[right.count]
  }
}
