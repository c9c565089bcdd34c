import LRSchedulers
import RunLogs

/// How the x of a row is taken: which unit of the plan its rate belongs to.
///
/// Trainers count from 0 or from 1 and write the rate that was used or the one to come, so that a constant offset of a row says
/// nothing about the schedule.
struct Placement: Sendable, Equatable {
  /// Added to x before it is turned into units of the plan.
  var offset = 0.0
  /// Added afterwards.
  var extra = 0
  /// Whether a row has the mean over its epoch.
  var isMean = false
  /// From this unit on a row has the rate of `lag` units before; nil where none does.
  var lagsFrom: Int?
  var lag = 0
  /// What is said of it; nil where a row has the rate of its own x.
  var words: String?

  /// Those that the producer's way of logging can explain, the likeliest first.
  static func natural(
    _ rates: LoggedRates, _ plan: Plan, stepsPerEpoch: Int?, producer: String?
  ) -> [Placement] {
    let base = Base(rates, producer: producer)
    if rates.axis == .epoch, plan.interval == .step { return ofEpochs(base) + late(base, plan.schedule) }
    var placements: [Placement] = []
    switch base {
    case .zero: placements = [Placement()]
    case .one: placements = [before, itself]
    case .unknown: placements = [Placement(), before]
    }
    if rates.axis == .epoch, isWrittenAfter(rates, producer), base == .zero { placements.append(next) }
    // Seen only where there are other rows within the epoch: else it is an epoch that every row is off.
    if rates.axis == .step, plan.interval == .epoch, base == .zero, let steps = stepsPerEpoch,
      rates.interval < Double(steps)
    {
      placements.append(
        Placement(offset: 1, words: "the row at the end of an epoch has the next epoch's rate"))
    }
    return placements
  }

  private static let before = Placement(offset: -1, words: "x counts from 1: a row has the rate of x - 1")
  private static let itself = Placement(words: "a row has the rate of the step after it")
  private static let next = Placement(offset: 1, words: "a row has the rate of the epoch after it")

  /// A row for an epoch of a schedule that steps within: at its beginning, after its last step, at it, or the mean.
  private static func ofEpochs(_ base: Base) -> [Placement] {
    let firsts: [Double] = base == .zero ? [0] : base == .one ? [-1] : [0, -1]
    return firsts.flatMap { first -> [Placement] in
      [
        Placement(offset: first, words: "a row has the rate of its epoch's first step"),
        Placement(offset: first + 1, words: "a row has the rate after its epoch's last step"),
        Placement(offset: first + 1, extra: -1, words: "a row has the rate of its epoch's last step"),
        Placement(offset: first, isMean: true, words: "a row has the mean rate of its epoch"),
      ]
    }
  }

  /// YOLOv5 and Ultralytics 8.0 step the scheduler at the end of the epoch whose rate it gives: what the warm-up does not set is one epoch late.
  private static func late(_ base: Base, _ schedule: Schedule) -> [Placement] {
    guard let train = UltralyticsArguments(schedule), base != .unknown else { return [] }
    let first =
      train.warmupBatches > 0 ? (train.warmupBatches / train.batches + 1) * train.batches : train.batches
    return [
      Placement(
        offset: base == .zero ? 1 : 0, extra: -1, lagsFrom: first, lag: train.batches,
        words:
          "a row has the rate of its epoch's last batch, and behind the warm-up the scheduler is one epoch late, as those of YOLOv5 and Ultralytics 8.0 are"
      )
    ]
  }

  /// timm's summary and Keras's TensorBoard callback write when the next epoch's rate is set already.
  private static func isWrittenAfter(_ rates: LoggedRates, _ producer: String?) -> Bool {
    producer == "timm" || rates.name.hasSuffix("epoch_learning_rate") || rates.name.hasSuffix("epoch_lr")
  }

  /// What x counts from.
  private enum Base {
    case zero, one, unknown

    init(_ rates: LoggedRates, producer: String?) {
      let first = rates.xs.min() ?? 0
      let stride = rates.interval
      let remainder = first.truncatingRemainder(dividingBy: max(1, stride))
      if first <= 0 || producer?.hasPrefix("Lightning") == true {
        self = .zero
      } else if producer == "Hugging Face Trainer" || rates.countsDone {
        self = .one
      } else if stride > 1, remainder == stride - 1, first != 1 {
        // A row after every k-th step, the first of which is step 0; every second step may count from 1 as well.
        self = .zero
      } else if first == 1 || first == stride {
        self = .one
      } else {
        self = .unknown
      }
    }
  }
}
