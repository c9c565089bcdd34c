import LRSchedulers

extension Lab {
  mutating func toggleFutures() {
    display.showsFutures.toggle()
    say(display.showsFutures ? futuresInWords : "futures hidden")
  }

  private var futuresInWords: String {
    let others = focusedPane.forecast.others
    if others.isEmpty { return "futures shown as soon as something is changed in mid-run" }
    let words = others.map { track in
      track.lines.isEmpty || track.reason != nil
        ? "no \(track.future.rawValue)" : "\(track.future.rawValue) (\(track.future.rawValue.prefix(1)))"
    }
    return "futures: " + (["in force"] + words).joined(separator: ", ")
  }
}
