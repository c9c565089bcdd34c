/// What is written at the rule of the phases that begin in one place: their labels, or the first word of each.
struct PhaseLabels {
  private let labels: [String]

  init(_ phases: [PlotMarker]) { labels = phases.map(\.label) }

  /// Longest first.
  var forms: [String] { [labels.joined(separator: ", "), short] }

  /// `2`, or `2,3`
  var short: String {
    labels.map { $0.prefix { $0 != " " } }.filter { !$0.isEmpty }.joined(separator: ",")
  }
}
