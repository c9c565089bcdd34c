import Canvas
import Charts

/// The marks of a pane's events: all of them, or of many one in every stretch that can be told apart.
enum EventMarkers {
  /// More marks than this would touch each other on the widest screen.
  private static let most = 256

  static func markers(_ events: [PaneEvent], epochs: Int) -> [PlotMarker] {
    let shown = events.count <= most ? events : thinned(events, epochs)
    return shown.map { PlotMarker(x: Double($0.epoch)) }
  }

  /// The first event of each stretch, in O(`most` · log count).
  private static func thinned(_ events: [PaneEvent], _ epochs: Int) -> [PaneEvent] {
    let stretch = max(1, epochs / most)
    var shown: [PaneEvent] = []
    var index = 0
    while index < events.count, shown.count < most {
      shown.append(events[index])
      index = first(in: events, from: events[index].epoch + stretch)
    }
    return shown
  }

  private static func first(in events: [PaneEvent], from epoch: Int) -> Int {
    var (low, high) = (0, events.count)
    while low < high {
      let middle = (low + high) / 2
      if events[middle].epoch < epoch { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
