/// Finds what a misspelt name may have meant.
package enum Spelling {
  /// The candidate nearest to the name, if one is near at all.
  package static func nearest(to name: String, in candidates: [String]) -> String? {
    ranked(name, in: candidates, limit: 1).first
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

  /// Levenshtein's distance.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
