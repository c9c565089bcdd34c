import Canvas
import Charts
import Following
import LRSchedulers
import RunLogs

/// What lists and pages have of a log.
extension LogPane {
  /// A line for each series: what it is, how long, its last value.
  var seriesItems: [Chooser.Item] {
    let shown = Set(shownSeries)
    return run.series.indices.filter { !run.series[$0].track.isEmpty }.map { index in
      let track = run.series[index].track
      let role = roles.pairs.first { $0.series == index }.map { "\($0.role.name), " } ?? ""
      let last = track.last.map(NumberFormat.readout) ?? ""
      return Chooser.Item(
        name: names[index],
        summary: "\(shown.contains(index) ? "shown" : "hidden") · \(role)\(track.count) points, last \(last)")
    }
  }
}

extension Lab {
  /// The lines that gave no value, the oldest first.
  func otherLines(_ id: FollowedID) -> PageLines {
    guard let lines = panes.lazy.compactMap(\.log).first(where: { $0.followed.id == id })?.followed.otherLines
    else { return PageLines([StyledText("the log is no longer shown", Style(.muted))]) }
    let width = size.width - 4
    return PageLines(count: lines.count) { index in
      StyledText(String(SafeText.escape(lines[index].replacingTabs).prefix(width)))
    }
  }
}

extension String {
  fileprivate var replacingTabs: String {
    split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "  ")
  }
}
