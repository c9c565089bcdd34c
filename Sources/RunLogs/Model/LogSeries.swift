import Tracks

/// What the x of a point counts.
package enum LogAxis: String, Sendable, CaseIterable {
  case step, epoch, time, line
}

/// One named curve of a run.
package struct LogSeries: Sendable {
  /// As the log calls it; where the log says the split or the process elsewhere, with that in front.
  package var name: String
  /// The process of a distributed run that wrote it, where several write into one log.
  package var rank: Int?
  /// Which of the runs it is of that a log tells apart.
  var member = 0
  /// What stands in front of the name where several processes write: `rank0/`, or `0: ` as srun labels them.
  var rankLabel: String { isLabeledBySrun ? "\(rank ?? 0): " : "rank\(rank ?? 0)/" }
  var isLabeledBySrun = false
  package internal(set) var track = Track()
  package internal(set) var digits = PrintedDigits()
  package internal(set) var axis = LogAxis.step
  /// In the place of `track` while the log is read, where only a chart is made of it.
  private var sieve: PointSieve?
  /// Whether it comes from prose and so must show more than one point to be believed.
  var isDoubtful = false

  init(name: String, rank: Int? = nil, member: Int = 0) {
    self.name = name
    self.rank = rank
    self.member = member
  }

  mutating func append(x: Double, _ value: Double, power: Int8 = PrintedDigits.exact) {
    if sieve != nil {
      sieve?.append(x: x, value)
      return
    }
    let index = track.count
    if track.append(x: x, value) != .refused { digits.append(power, at: index) }
  }

  /// Appends points as the other `append` does one by one.
  mutating func append(
    _ points: Int, xs: UnsafePointer<Double>, _ values: UnsafePointer<Double>, powers: UnsafePointer<Int8>
  ) {
    if sieve != nil {
      sieve?.append(points, xs: xs, values)
      return
    }
    var index = 0
    while index < points {
      let first = track.count
      let taken = track.append(points - index, xs: xs + index, values + index)
      digits.append(taken, powers + index, at: first)
      index += taken
      if index < points {
        append(x: xs[index], values[index], power: powers[index])
        index += 1
      }
    }
  }

  /// Appends points whose values are exact.
  mutating func appendExact(_ points: Int, xs: UnsafePointer<Double>, _ values: UnsafePointer<Double>) {
    let room = 256
    withUnsafeTemporaryAllocation(of: Int8.self, capacity: room) { powers in
      guard let powers = powers.baseAddress else { return }
      powers.initialize(repeating: PrintedDigits.exact, count: room)
      for start in stride(from: 0, to: points, by: room) {
        append(min(room, points - start), xs: xs + start, values + start, powers: powers)
      }
    }
  }

  /// Keeps from now on only what a chart shows. The points must come in the order of x.
  mutating func sift() {
    guard sieve == nil else { return }
    var sieve = PointSieve()
    for index in 0..<track.count { sieve.append(x: track.x(at: index), track[index]) }
    (self.sieve, track, digits) = (sieve, Track(), PrintedDigits())
  }

  /// Makes a track of what the sieve has kept.
  mutating func settle() {
    if let sieve { track = sieve.track }
    sieve = nil
  }

  /// Puts a value in the place of the last one, which was drawn at the same x.
  mutating func replaceLast(x: Double, _ value: Double, power: Int8) {
    removeAll(from: track.count - 1)
    append(x: x, value, power: power)
  }

  /// Counts steps from now on: the one value that there is was told of an epoch before the log had counted any step, so that it is the first's.
  mutating func beginAtStepZero() {
    guard track.count == 1, track.x(at: 0) <= 1 else { return }
    replaceLast(x: 0, track[0], power: digits.power(at: 0).map { Int8(clamping: $0) } ?? PrintedDigits.exact)
    axis = .step
  }

  mutating func removeAll(from index: Int) {
    track.removeAll(from: max(0, index))
    digits.removeAll(from: max(0, index))
  }
}
