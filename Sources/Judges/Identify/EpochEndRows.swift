import LRSchedulers

/// The rows of Ultralytics' and YOLOv5's `results.csv`: each has the rate of its epoch's last batch, of a schedule that warms up by batches towards
/// the rate of each epoch.
///
/// Behind the warm-up rows tell a line or half a cosine over all epochs; divided by it, the rows of the warm-up tell how many batches an epoch has.
/// YOLOv5's scheduler is one epoch behind, but for the first epoch after the warm-up, whose first batch still belongs to that.
struct EpochEndRows {
  private let rates: LoggedRates
  private let effort: SearchEffort
  /// Numbers of epochs that people train for, beside as many as there are rows.
  private static let usualEpochs = [10, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 1_000]
  /// Epochs that warm-ups last.
  private static let usualWarmups = [3.0, 2, 1, 5, 4]
  private static let mostBatches = 20_000

  /// What the rows may be of, best first; none of rows that are not one an epoch from the first on.
  static func candidates(_ rates: LoggedRates, _ effort: SearchEffort) -> [Identified] {
    guard let rows = EpochEndRows(rates, effort) else { return [] }
    for isLate in [false, true] {
      for warmup in usualWarmups {
        if let found = rows.found(warmup, isLate: isLate) { return [found] }
      }
    }
    return []
  }

  private init?(_ rates: LoggedRates, _ effort: SearchEffort) {
    guard rates.axis == .epoch, rates.count >= 6, rates.peak > 0, let first = rates.xs.first, first == 0 || first == 1,
      rates.xs.enumerated().allSatisfy({ $0.element == first + Double($0.offset) })
    else { return nil }
    (self.rates, self.effort) = (rates, effort)
  }

  // MARK: Behind the warm-up

  private struct Body {
    var isCosine: Bool
    var epochs: Int
    var top: Double
    var low: Double

    /// The rate of an epoch.
    func rate(_ epoch: Double) -> Double {
      let part = epoch / Double(epochs)
      return low + (top - low) * (isCosine ? Elementary.cosine(part) : max(1 - part, 0))
    }
  }

  private func found(_ warmup: Double, isLate: Bool) -> Identified? {
    let first = Int(warmup) + (isLate ? 1 : 0)
    guard rates.count - first >= 3 else { return nil }
    let rows = RateCurve(
      rates, rows: first..<rates.count, offset: -rates.xs[0] - (isLate ? 1 : 0), stepsPerEpoch: nil, effort: effort)
    for body in bodies(rows) {
      guard let batches = batches(body, warmup) else { continue }
      if let found = planned(body, warmup, batches, isLate: isLate) { return found }
    }
    return nil
  }

  private func bodies(_ rows: RateCurve) -> [Body] {
    let lengths = [rates.count] + Self.usualEpochs.filter { $0 > rates.count }
    return [false, true].flatMap { isCosine -> [Body] in
      lengths.compactMap { epochs -> Body? in
        let shape = { (unit: Double) in
          isCosine ? Elementary.cosine(unit / Double(epochs)) : max(1 - unit / Double(epochs), 0)
        }
        guard let fit = ShapeFit.at(1, rows, isFloored: true, { shape($0) }), fit.height > 0,
          let (low, top) = RateInterval.floorAndTop(rows, near: fit, shape), top > low, low >= 0
        else { return nil }
        return Body(isCosine: isCosine, epochs: epochs, top: top, low: low)
      }
      .sorted { RoundNumber.digits($0.low / $0.top) < RoundNumber.digits($1.low / $1.top) }
    }
  }

  // MARK: The warm-up

  /// The batches of an epoch that explain the rows of the warm-up: those with which row `i` has `((i + 1) batches - 1) / (warmup batches)` of its
  /// epoch's rate, or of 100 batches where the warm-up would be shorter.
  private func batches(_ body: Body, _ warmup: Double) -> (perEpoch: Int, warmup: Double)? {
    let (value, room) = (rates.range(0).middle, rates.range(0).room)
    let low = (value - room) / body.rate(0), high = (value + room) / body.rate(0)
    guard low > 0, high < 1 else { return nil }
    if low <= 1 / warmup {
      let last = warmup * high >= 1 ? Double(Self.mostBatches) : 1 / (1 - warmup * high)
      let first = max(2, 1 / (1 - warmup * low))
      if first <= last, first.rounded(.up) <= last.rounded(.down) {
        return (RoundNumber.integer(Int(first.rounded(.up)), Int(last.rounded(.down))), warmup)
      }
    }
    // At least 100 batches.
    let least = 100.0
    let count = ((low + high) / 2 * least + 1).rounded()
    guard count >= 2, count * warmup < least, abs((count - 1) / least - (low + high) / 2) <= (high - low) / 2 else {
      return nil
    }
    return (Int(count), least / count)
  }

  // MARK: The plan

  private func planned(
    _ body: Body, _ warmup: Double, _ batches: (perEpoch: Int, warmup: Double), isLate: Bool
  ) -> Identified? {
    let ratio = body.low / body.top
    var arguments: [String: ParameterValue] = [
      "epochs": .int(body.epochs), "lr0": .double(body.top),
      "lrf": .double(RoundNumber.between(ratio * (1 - 1e-6), ratio * (1 + 1e-6))), "optimizer": .string("SGD"),
      "batches_per_epoch": .int(batches.perEpoch),
    ]
    if body.isCosine { arguments["cos_lr"] = .bool(true) }
    if batches.warmup != 3 { arguments["warmup_epochs"] = .double(batches.warmup) }
    guard let schedule = Composition.schedule("ultralytics.train", arguments) else { return nil }
    let length = rates.count * batches.perEpoch
    effort.spend(2 * length)
    let plan = Plan(
      schedule, lr: body.top, interval: .step, stepsPerEpoch: batches.perEpoch, length: length)
    guard !effort.isSpent, let planned = try? plan.rates(), planned.count == length else { return nil }
    var residual = 0.0
    for row in 0..<rates.count {
      let epoch = isLate && Double(row) > warmup ? row - 1 : row
      let rate = planned[(epoch + 1) * batches.perEpoch - 1]
      let range = rates.range(row)
      guard abs(rate - range.middle) <= range.room else { return nil }
      residual = max(residual, abs(rate - rates.values[row]))
    }
    var found = Identified(
      schedule: schedule, lr: body.top, interval: .step, stepsPerEpoch: batches.perEpoch, length: length,
      residual: residual / rates.peak, from: rates.xs[0], to: rates.xs[rates.count - 1], isExact: true,
      parameters: 5, offset: 0)
    found.rowsOfEpochs = isLate ? .lastBatchAndLate : .lastBatch
    return found
  }
}
