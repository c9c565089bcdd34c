import Tracks

/// A run as its log has it: what decoders fill, `inspect` prints and a pane of `watch` shows.
///
/// Nothing of it is invented: a series holds the points that were logged, at the x where they were logged.
package struct LogRun: Sendable {
  package enum Status: String, Sendable {
    case unknown, running, finished, failed
  }

  /// The file or folder.
  package var path = ""
  /// The run's own name or id, where a file holds several.
  package var name: String?
  /// The second name of a run in a store: its id beside its name.
  package var id: String?
  package var format = ""
  package var producer: String?
  package var status = Status.unknown
  /// What the log itself says was planned.
  package internal(set) var plan: LoggedPlan?
  /// The part of the data that the file's name says all of it is of: `valid.csv`.
  package internal(set) var split: Split?
  /// Whether its rows are of things, such as classes, models or trials of a search, and not of moments of a training.
  package internal(set) var isOfThings = false
  /// The names of single numbers in a document that holds nothing else.
  var loneNames: [String] = []
  /// How many steps the log says beside its rows that there will be, as transformers' `max_steps` does.
  package internal(set) var announcedSteps: Int?
  /// In the order of the file.
  package internal(set) var series: [LogSeries] = []
  package internal(set) var skipped = SkipTally()
  /// What a reader should know and the points do not say.
  package internal(set) var notes: [String] = []
  /// Epochs by steps, where the log has both.
  package internal(set) var clock = EpochClock()
  /// The runs that the log tells apart, as they came; of one alone nothing need be known.
  var members: [Member] = []
  /// The run among them that points go to.
  private(set) var member = 0
  private var index: [SeriesKey: Int] = [:]

  package init() {}

  /// Of the common x: that of most points.
  package var axis: LogAxis {
    var best = (axis: LogAxis.step, count: -1)
    for axis in LogAxis.allCases {
      var count = 0
      for index in series.indices where series[index].axis == axis { count += series[index].track.count }
      if count >= best.count { best = (axis, count) }
    }
    return best.axis
  }

  /// Whether its points can be placed by times, as `--x time` does: all of event files can, and others where a column or a
  /// logger says when.
  package var hasTimes: Bool {
    axis == .time || format == LogFormat.tensorBoard.name
      || series.contains { OtherName.isTime(RoleName($0.name)) }
  }

  package var pointCount: Int { series.reduce(0) { $0 + $1.track.count } }

  package func series(named name: String) -> LogSeries? { series.first { $0.name == name } }

  /// The series of a name, made when it is first asked for; nil when there are too many.
  mutating func seriesID(_ name: String, rank: Int? = nil) -> Int? {
    let name = name.utf8.count <= LogLimits.nameBytes ? name : String(name.prefix(LogLimits.nameBytes / 4))
    let key = SeriesKey(name: name, rank: rank, member: member)
    if let id = index[key] { return id }
    guard series.count < LogLimits.seriesCount else {
      skipped.add("more than \(LogLimits.seriesCount) series: '\(name)' is left out")
      return nil
    }
    index[key] = series.count
    series.append(LogSeries(name: name, rank: rank, member: member))
    return series.count - 1
  }

  /// Lets points go to another of the runs that the log tells apart.
  mutating func enter(_ number: Int) {
    guard number != member else { return }
    while members.count <= max(number, member) { members.append(Member()) }
    members[member].clock = clock
    member = number
    clock = members[number].clock
  }

  @inline(__always)
  mutating func append(
    _ id: Int, x: Double, _ value: Double, power: Int8 = PrintedDigits.exact, _ axis: LogAxis
  ) {
    if series[id].track.count == 0 { series[id].axis = axis }
    series[id].append(x: x, value, power: power)
  }

  /// Appends points to a series as the other `append` does one by one.
  mutating func append(
    _ id: Int, _ points: Int, xs: UnsafePointer<Double>, _ values: UnsafePointer<Double>,
    powers: UnsafePointer<Int8>, _ axis: LogAxis
  ) {
    if series[id].track.isEmpty { series[id].axis = axis }
    series[id].append(points, xs: xs, values, powers: powers)
  }

  /// Forgets everything from `x` on: the writer says that it goes on from there.
  ///
  /// - Parameter prefix: the folder whose series are meant; empty for all.
  mutating func purge(from x: Double, prefix: String) {
    for id in series.indices where prefix.isEmpty || series[id].name.hasPrefix(prefix + "/") {
      let track = series[id].track
      if let last = track.lastX, last >= x {
        var first = track.count
        while first > 0, track.x(at: first - 1) >= x { first -= 1 }
        series[id].removeAll(from: first)
      }
    }
  }

  /// Without the series that hold no point, or a single one out of prose; the names of several processes told apart.
  package mutating func settle() {
    for id in series.indices { series[id].settle() }
    let ranks = Set(series.filter { !$0.track.isEmpty }.compactMap(\.rank))
    let most = series.map(\.track.count).max() ?? 0
    series.removeAll { one in
      one.track.isEmpty
        || one.isDoubtful && most > 4 && one.track.count == 1 && RoleFinder.isUnknown(one.name)
    }
    for id in series.indices where ranks.count > 1 {
      if series[id].rank != nil { series[id].name = series[id].rankLabel + series[id].name }
    }
    reindex()
  }

  mutating func reindex() {
    index = [:]
    for (id, one) in series.enumerated() {
      index[SeriesKey(name: one.name, rank: one.rank, member: one.member)] = id
    }
  }
}

private struct SeriesKey: Hashable, Sendable {
  var name: String
  var rank: Int?
  var member: Int
}

/// Pairs of step and epoch that were logged together, from which one gives the other.
package struct EpochClock: Sendable, Equatable {
  package private(set) var first: (step: Double, epoch: Double)?
  package private(set) var last: (step: Double, epoch: Double)?

  mutating func note(step: Double, epoch: Double) {
    if first == nil { first = (step, epoch) }
    last = (step, epoch)
  }

  /// Steps of an epoch, nil where too little was seen.
  package var stepsPerEpoch: Double? {
    guard let first, let last, last.epoch > first.epoch, last.step > first.step else { return nil }
    return (last.step - first.step) / (last.epoch - first.epoch)
  }

  package static func == (a: Self, b: Self) -> Bool {
    a.first?.step == b.first?.step && a.first?.epoch == b.first?.epoch && a.last?.step == b.last?.step
      && a.last?.epoch == b.last?.epoch
  }
}
