import LRSchedulers

/// The rows of Ultralytics' and YOLOv5's `results.csv`: each has the rate of its epoch's last batch, of a schedule that warms up by batches towards
/// the rate of each epoch.
///
/// Behind the warm-up rows tell a line or half a cosine over all epochs; divided by it, the rows of the warm-up tell how many batches an epoch has.
/// The scheduler of YOLOv5 and of Ultralytics 8.0 is one epoch behind, but for the first epoch after the warm-up, whose first batch still belongs to
/// that. All of them but Ultralytics from 8.4 on warm up for 100 batches at least.
struct EpochEndRows {
  private let rates: LoggedRates
  /// The group whose rate comes down to the others', where the log has one.
  private let biases: LoggedRates?
  private let effort: SearchEffort
  /// Numbers of epochs that people train for, beside as many as there are rows.
  private static let usualEpochs = [
    10, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 1_000,
  ]
  /// What people write as `lrf`.
  private static let usualFloors = [0.01, 0.1, 0.2, 0.05, 0.001, 0, 0.12, 0.15, 0.02, 0.5, 1e-4]
  /// Beyond whole epochs.
  private static let usualParts = [0.5, 0.1, 0.2, 0.3]
  /// More make the plan too long to compare.
  private static let mostBatches = 20_000
  private static let leastWarmup = 100

  /// What the rows may be of, best first; none of rows that are not one an epoch from the first on.
  ///
  /// - Parameter isFound: whether a schedule explains the rows already: then only what these trainers' columns have is asked for.
  static func candidates(
    _ rates: LoggedRates, others: [LoggedRates] = [], isFound: Bool = false, _ effort: SearchEffort
  ) -> [Identified] {
    guard let rows = EpochEndRows(rates, others, effort), !isFound || rows.isTrainers else { return [] }
    var odd: [Identified] = []
    for isLate in [false, true] {
      // A warm-up within the first epoch is seen in no row, and a late scheduler still is.
      for end in (isLate && rows.isTrainers ? [0] : []) + rows.ends {
        let found = rows.found(from: end, isLate: isLate)
        // Odd numbers may imitate another version's round ones.
        if let best = found.first, isRound(best) { return found }
        if odd.isEmpty { odd = found }
      }
    }
    if !odd.isEmpty { return odd }
    return rows.isTrainers && !isFound ? rows.rest : []
  }

  private static func isRound(_ top: Double, _ floor: Double) -> Bool {
    RoundNumber.digits(top) <= 4 && RoundNumber.digits(floor) <= 2
  }

  private static func isRound(_ one: Identified) -> Bool {
    isRound(one.lr, one.schedule.value(of: "lrf")?.number?.doubleValue ?? 0)
  }

  private init?(_ rates: LoggedRates, _ others: [LoggedRates], _ effort: SearchEffort) {
    guard rates.axis == .epoch, rates.count >= 5, rates.peak > 0, let first = rates.xs.first,
      first == 0 || first == 1,
      rates.xs.enumerated().allSatisfy({ $0.element == first + Double($0.offset) })
    else { return nil }
    (self.rates, self.effort) = (rates, effort)
    biases = others.first { $0.count == rates.count && $0.values[0] > rates.values[0] + $0.slack[0] }
  }

  /// Whether the columns are named as these trainers do.
  private var isTrainers: Bool { rates.name.hasPrefix("lr/pg") || rates.name.hasPrefix("x/lr") }

  /// The epochs in which the warm-up may end: rates rise until then, and the last row of the rise may be above the first behind it.
  private var ends: [Int] {
    let top = rates.firstPeak
    return [top, top + 1, top - 1].filter { $0 >= 1 && $0 < rates.count - 2 }
  }

  /// The epoch whose rate a row has.
  private func epoch(_ row: Int, from end: Int, isLate: Bool) -> Int { isLate && row > end ? row - 1 : row }

  // MARK: Behind the warm-up

  private struct Body {
    var isCosine: Bool
    var epochs: Int
    var top: Double
    var floor: Double
    /// Whether a longer line to another rate would have the same rows.
    var isOpen = false

    static func part(_ isCosine: Bool, _ epochs: Int) -> (Double) -> Double {
      { isCosine ? Elementary.cosine($0 / Double(epochs)) : max(1 - $0 / Double(epochs), 0) }
    }

    /// Whether a person may have written its rates.
    var isRound: Bool { EpochEndRows.isRound(top, floor) }

    func rate(_ epoch: Int) -> Double {
      top * (floor + (1 - floor) * Self.part(isCosine, epochs)(Double(epoch)))
    }
  }

  /// What explains every row where the warm-up ends in an epoch: mostly one, and a line that ends with the log beside one that does not.
  private func found(from end: Int, isLate: Bool) -> [Identified] {
    let bodies = bodies(from: end, isLate: isLate)
    guard !bodies.isEmpty else { return [] }
    var found: [Identified] = []
    // Of a line many lengths to odd rates are the same rows: beside the first only what people write is told.
    for body in bodies where found.isEmpty || body.isRound {
      for warmup in warmups(body, end) where found.count < 2 {
        guard let one = planned(body, warmup, from: end, isLate: isLate) else { continue }
        found.append(one)
        break
      }
    }
    return found
  }

  private func curve(from end: Int, isLate: Bool) -> RateCurve {
    RateCurve(
      rates, rows: (end + (isLate ? 1 : 0))..<rates.count, offset: -rates.xs[0] - (isLate ? 1 : 0),
      stepsPerEpoch: nil,
      effort: effort)
  }

  /// Those of usual numbers before others, and those that end with the log before those that go on.
  private func bodies(from end: Int, isLate: Bool) -> [Body] {
    let rows = curve(from: end, isLate: isLate)
    guard rows.count >= 3 else { return [] }
    let lengths = lengths(rows)
    var found: [Body] = []
    for (number, length) in lengths.enumerated() {
      for isCosine in [false, true] {
        let part = Body.part(isCosine, length)
        let floor = Self.usualFloors.first { floor in
          RateInterval.common(rows) { floor + (1 - floor) * part($0) } != nil
        }
        guard let floor, let top = RateInterval.common(rows, { floor + (1 - floor) * part($0) }) else {
          continue
        }
        found.append(
          Body(
            isCosine: isCosine, epochs: length, top: top, floor: floor,
            isOpen: !isCosine && length > rates.count && number > 0))
      }
    }
    for length in lengths {
      for isCosine in [false, true]
      where !found.contains(where: { $0.epochs == length && $0.isCosine == isCosine }) {
        found += [floored(isCosine, length, rows)].compactMap(\.self)
      }
    }
    return found
  }

  /// With any floor.
  private func floored(_ isCosine: Bool, _ length: Int, _ rows: RateCurve) -> Body? {
    let part = Body.part(isCosine, length)
    guard let fit = ShapeFit.at(1, rows, isFloored: true, part), fit.height > 0,
      let (low, top) = RateInterval.floorAndTop(rows, near: fit, part), top > low, low >= 0
    else { return nil }
    let ratio = low / top
    return Body(
      isCosine: isCosine, epochs: length, top: top,
      floor: RoundNumber.between(ratio * (1 - 1e-6), ratio * (1 + 1e-6)),
      isOpen: !isCosine && length > rates.count)
  }

  /// As many epochs as rows, those by which a line goes to a usual rate, and usual numbers.
  private func lengths(_ rows: RateCurve) -> [Int] {
    var lengths = [rates.count]
    if let line = ShapeFit.at(1, rows, isFloored: true, { -$0 }), line.height > 0 {
      // The rate falls by height with each epoch, from low at epoch 0.
      lengths += Self.usualFloors.map { Int(saturating: (line.low * (1 - $0) / line.height).rounded()) }
    }
    if let wave = ShapeFit.search(
      rows, isFloored: true, lengths: Double(rates.count)...Double(10 * rates.count),
      { Elementary.cosine($0) })
    {
      let middle = Int(saturating: wave.length.rounded())
      lengths += [middle, middle - 1, middle + 1]
    }
    var seen: Set<Int> = []
    return (lengths + Self.usualEpochs).filter {
      $0 >= rates.count && $0 <= 10_000 && seen.insert($0).inserted
    }
  }

  // MARK: The warm-up

  private struct Warmup {
    var epochs: Double
    var batches: ClosedRange<Int>
  }

  /// The warm-ups that explain the rows before the body: row `i` has `((i + 1) batches - 1) / (warmup batches)` of its epoch's rate, or of 100
  /// batches where the warm-up would be shorter.
  private func warmups(_ body: Body, _ end: Int) -> [Warmup] {
    let parts = (0..<end).map { row -> (low: Double, high: Double) in
      let range = rates.range(row)
      let (room, rate) = (range.room + 1e-9 * rates.peak, body.rate(row))
      return ((range.middle - room) / rate, (range.middle + room) / rate)
    }
    // A warm-up that is none has the whole rate.
    guard parts.allSatisfy({ $0.low.isFinite && $0.high > 0 && $0.low < 1 }), (parts.first?.high ?? 0) < 1
    else {
      return []
    }
    let whole = ([0] + Self.usualParts).map { Double(end) + $0 }
    return whole.compactMap { epochs in batches(parts, of: epochs).map { Warmup(epochs: epochs, batches: $0) }
    }
      + [shortest(parts)].compactMap(\.self)
  }

  private func batches(_ parts: [(low: Double, high: Double)], of epochs: Double) -> ClosedRange<Int>? {
    // 1 / batches lies between these.
    var (low, high) = (1 / Double(Self.mostBatches), 0.5)
    for (row, part) in parts.enumerated() {
      low = max(low, Double(row + 1) - epochs * part.high)
      high = min(high, Double(row + 1) - epochs * part.low)
    }
    guard low <= high else { return nil }
    let (first, last) = (Int((1 / high).rounded(.up)), Int((1 / low).rounded(.down)))
    return first <= last ? first...last : nil
  }

  /// The warm-up of 100 batches, the least that there is.
  private func shortest(_ parts: [(low: Double, high: Double)]) -> Warmup? {
    let least = Double(Self.leastWarmup)
    var (low, high) = (2.0, least)
    for (row, part) in parts.enumerated() {
      low = max(low, (part.low * least + 1) / Double(row + 1))
      high = min(high, (part.high * least + 1) / Double(row + 1))
    }
    let (first, last) = (Int(saturating: low.rounded(.up)), Int(saturating: high.rounded(.down)))
    guard first <= last, Self.leastWarmup / first >= parts.count, Self.leastWarmup / last <= parts.count
    else { return nil }
    return Warmup(epochs: least / Double(first), batches: first...first)
  }

  // MARK: The plan

  private func schedule(_ body: Body, _ warmup: Double, _ batches: Int, bias: Double?) -> Schedule? {
    var arguments: [String: ParameterValue] = [
      "epochs": .int(body.epochs), "lr0": .double(body.top), "lrf": .double(body.floor),
      "optimizer": .string("SGD"),
      "batches_per_epoch": .int(batches),
    ]
    if body.isCosine { arguments["cos_lr"] = .bool(true) }
    if warmup != 3 { arguments["warmup_epochs"] = .double(warmup) }
    if let bias, bias != 0.1 { arguments["warmup_bias_lr"] = .double(bias) }
    return Composition.schedule("ultralytics.train", arguments)
  }

  private func planned(_ body: Body, _ warmup: Warmup, from end: Int, isLate: Bool) -> Identified? {
    let most = min(warmup.batches.upperBound, 2 * warmup.batches.lowerBound)
    let batches = RoundNumber.integer(warmup.batches.lowerBound, most)
    guard let schedule = schedule(body, warmup.epochs, batches, bias: bias(body, warmup.epochs, batches))
    else {
      return nil
    }
    let plan = Plan(
      schedule, lr: body.top, interval: .step, stepsPerEpoch: batches, length: rates.count * batches)
    guard let residual = residual(plan, batches, from: end, isLate: isLate) else { return nil }
    var found = identified(schedule, body, batches, residual, isLate: isLate)
    found.allowedStepsPerEpoch = warmup.batches
    return found
  }

  /// The largest deviation; nil where a row is not the plan's, which is planned no further.
  private func residual(_ plan: Plan, _ batches: Int, from end: Int, isLate: Bool) -> Double? {
    guard var cursor = try? plan.cursor() else { return nil }
    var (residual, ends) = (0.0, [Double]())
    for row in 0..<rates.count {
      let epoch = epoch(row, from: end, isLate: isLate)
      while ends.count <= epoch, !effort.isSpent {
        var last = Double.nan
        cursor.advance(by: batches) { last = $0[0].lr }
        effort.spend(2 * batches)
        ends.append(last)
      }
      let range = rates.range(row)
      guard ends.count > epoch, abs(ends[epoch] - range.middle) <= range.room else { return nil }
      residual = max(residual, abs(ends[epoch] - rates.values[row]))
    }
    return residual
  }

  private func identified(
    _ schedule: Schedule, _ body: Body, _ batches: Int, _ residual: Double, isLate: Bool
  ) -> Identified {
    var found = Identified(
      schedule: schedule, lr: body.top, interval: .step, stepsPerEpoch: batches,
      length: rates.count * batches,
      residual: residual / rates.peak, from: rates.xs[0], to: rates.xs[rates.count - 1], isExact: true,
      parameters: 5, offset: 0)
    found.rowsOfEpochs = isLate ? .lastBatchAndLate : .lastBatch
    found.isOpen = body.isOpen
    return found
  }

  /// The rate from which the biases come down, by the first row; nil where no row tells.
  private func bias(_ body: Body, _ warmup: Double, _ batches: Int) -> Double? {
    guard let biases else { return nil }
    let length = (warmup * Double(batches)).rounded(.toNearestOrEven)
    let part = Double(batches - 1) / length
    let range = biases.range(0)
    guard part < 1 else { return nil }
    let (middle, room) = ((range.middle - part * body.rate(0)) / (1 - part), range.room / (1 - part))
    return max(0, RoundNumber.between(middle - room, middle + room))
  }

  // MARK: Without the warm-up

  /// Where the rows of the warm-up fit no rule, those behind it decide.
  private var rest: [Identified] {
    for isLate in [false, true] {
      for end in ends {
        let rows = (end + (isLate ? 1 : 0))..<rates.count
        guard rows.count >= 5, let body = bodies(from: end, isLate: isLate).first,
          let schedule = schedule(body, Double(end), 2, bias: nil)
        else { continue }
        let residual =
          rows.map { abs(body.rate(epoch($0, from: end, isLate: isLate)) - rates.values[$0]) }.max() ?? 0
        var found = identified(schedule, body, 2, residual, isLate: isLate)
        (found.from, found.unexplainedRows) = (rates.xs[rows.lowerBound], rows.lowerBound)
        return [found]
      }
    }
    return []
  }
}
