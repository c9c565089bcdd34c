import Canvas
import Charts

/// The marks of a pane's events: all of them, or of many one in every stretch that can be told apart.
enum EventMarkers {
  /// More marks than this would touch each other on the widest screen.
  private static let most = 256

  static func markers(_ events: [PaneEvent], on time: TimeAxis) -> [PlotMarker] {
    let shown = events.count <= most ? events : thinned(events, time)
    return shown.map { PlotMarker(x: Double($0.x(on: time))) }
  }

  /// The first event of each stretch, in O(`most` · log count).
  private static func thinned(_ events: [PaneEvent], _ time: TimeAxis) -> [PaneEvent] {
    let stretch = max(1, time.end / most)
    var shown: [PaneEvent] = []
    var index = 0
    while index < events.count, shown.count < most {
      shown.append(events[index])
      index = first(in: events, from: events[index].x(on: time) + stretch, time)
    }
    return shown
  }

  private static func first(in events: [PaneEvent], from x: Int, _ time: TimeAxis) -> Int {
    var (low, high) = (0, events.count)
    while low < high {
      let middle = (low + high) / 2
      if events[middle].x(on: time) < x { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
