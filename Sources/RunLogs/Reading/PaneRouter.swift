import JSON

/// Tells apart the rows of several panes that `lrviz train` writes into one stream: each pane is a run of its own.
///
/// A row begins with the number of its pane, `{"pane": 2, `; a line that does not goes where the one before it went.
package struct PaneRouter: Sendable {
  /// What such a stream begins with.
  package static let head = Array("{\"pane\": ".utf8)
  /// More panes than a lab has; rows of others go where the one before went.
  package static let most = 64

  /// The numbers of the panes, as they came.
  private var numbers: [Int] = []
  private var place = 0
  private var partial: [UInt8] = []

  package init() {}

  /// Gives every line that is complete to the place of its pane, counted from 0 as they came.
  package mutating func take(_ bytes: Bytes, _ give: (Int, Bytes) -> Void) {
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      let line = Bytes(rebasing: bytes[start...end])
      if partial.isEmpty { route(line, give) } else { finishLine(line, give) }
      start = end + 1
    }
    partial.append(contentsOf: bytes[start...])
    if partial.count > LogLimits.lineBytes { finish(give) }
  }

  /// Gives away a last line that has no end.
  package mutating func finish(_ give: (Int, Bytes) -> Void) {
    if !partial.isEmpty { finishLine(Bytes(start: nil, count: 0), give) }
  }

  private mutating func finishLine(_ rest: Bytes, _ give: (Int, Bytes) -> Void) {
    var line: [UInt8] = []
    swap(&line, &partial)
    line.append(contentsOf: rest)
    line.withUnsafeBufferPointer { route($0, give) }
  }

  private mutating func route(_ line: Bytes, _ give: (Int, Bytes) -> Void) {
    if let number = Self.number(line) {
      if let known = numbers.firstIndex(of: number) {
        place = known
      } else if numbers.count < Self.most {
        place = numbers.count
        numbers.append(number)
      }
    }
    give(place, line)
  }

  private static func number(_ line: Bytes) -> Int? {
    guard line.starts(with: head) else { return nil }
    let digits = line.dropFirst(head.count).prefix { $0 >= 0x30 && $0 <= 0x39 }
    return Int(String(decoding: digits.prefix(9), as: UTF8.self))
  }

  /// What a run is called by its first row: `pane 2: StepLR(step_size=10)`.
  package static func name(ofRow line: Bytes) -> String? {
    guard let row = try? JSONValue(parsing: line).object, let pane = row["pane"]?.int else { return nil }
    return "pane \(pane)" + (row["spec"]?.string.map { ": \($0)" } ?? "")
  }
}

/// The log of a file, or the logs of the panes in it.
struct PaneFeeds {
  private let context: LogContext
  private let options: ReadOptions
  private var router: PaneRouter?
  private var feeds: [LogFeed]
  private var names: [String?] = [nil]
  private var isFirst = true

  init(_ context: LogContext, options: ReadOptions) {
    self.context = context
    self.options = options
    feeds = [LogFeed(context, options: options)]
  }

  var isHopeless: Bool { feeds.allSatisfy(\.isHopeless) }

  /// Those that have been read; one without a name where no panes were told apart.
  var runs: [LogRun] {
    zip(feeds, names).map { feed, name in
      var run = feed.run
      if feeds.count > 1 { run.name = name }
      return run
    }
  }

  mutating func take(_ bytes: Bytes) {
    if isFirst, !bytes.isEmpty {
      isFirst = false
      if bytes.starts(with: PaneRouter.head) { router = PaneRouter() }
    }
    guard router != nil else { return feeds[0].take(bytes) }
    var router = router
    router?.take(bytes) { give($0, $1) }
    self.router = router
  }

  mutating func finish() {
    var router = router
    router?.finish { give($0, $1) }
    for index in feeds.indices { feeds[index].finish() }
  }

  private mutating func give(_ place: Int, _ line: Bytes) {
    if place == feeds.count {
      feeds.append(LogFeed(context, options: options))
      names.append(nil)
    }
    if names[place] == nil { names[place] = PaneRouter.name(ofRow: line) }
    feeds[place].take(line)
  }
}
