/// Points on their way into the series of a run, gathered by series: a track takes many at once for a fraction of what
/// they cost one by one. Within a series they keep their order.
///
/// Whoever appends to a run by itself calls `flush` first.
struct PointBatch: ~Copyable {
  /// Points of a series that are gathered.
  private static let room = 256

  private var xs = UnsafeMutableBufferPointer<Double>(start: nil, count: 0)
  private var values = UnsafeMutableBufferPointer<Double>(start: nil, count: 0)
  private var powers = UnsafeMutableBufferPointer<Int8>(start: nil, count: 0)
  private var counts = UnsafeMutableBufferPointer<Int>(start: nil, count: 0)
  /// What the x of the first point counts that is gathered.
  private var axes = UnsafeMutableBufferPointer<LogAxis>(start: nil, count: 0)
  private var isEmpty = true

  init() {}

  deinit { free() }

  @inline(__always)
  mutating func add(
    _ id: Int, x: Double, _ value: Double, power: Int8, _ axis: LogAxis, to run: inout LogRun
  ) {
    if id >= counts.count { grow(for: &run) }
    let count = counts[id]
    let place = id * Self.room + count
    xs[place] = x
    values[place] = value
    powers[place] = power
    if count == 0 {
      axes[id] = axis
      isEmpty = false
    }
    counts[id] = count + 1
    if count + 1 == Self.room { flush(id, into: &run) }
  }

  /// Appends all that is gathered.
  mutating func flush(into run: inout LogRun) {
    guard !isEmpty else { return }
    for id in counts.indices where counts[id] > 0 { flush(id, into: &run) }
    isEmpty = true
  }

  private func flush(_ id: Int, into run: inout LogRun) {
    guard let xs = xs.baseAddress, let values = values.baseAddress, let powers = powers.baseAddress else {
      return
    }
    let first = id * Self.room
    run.append(id, counts[id], xs: xs + first, values + first, powers: powers + first, axes[id])
    counts[id] = 0
  }

  /// Makes room for the series that the run has now.
  private mutating func grow(for run: inout LogRun) {
    flush(into: &run)
    free()
    let series = run.series.count + run.series.count / 2 + 4
    xs = .allocate(capacity: series * Self.room)
    values = .allocate(capacity: series * Self.room)
    powers = .allocate(capacity: series * Self.room)
    counts = .allocate(capacity: series)
    counts.initialize(repeating: 0)
    axes = .allocate(capacity: series)
    axes.initialize(repeating: .step)
  }

  private func free() {
    xs.deallocate()
    values.deallocate()
    powers.deallocate()
    counts.deallocate()
    axes.deallocate()
  }
}
