import Charts
import LRSchedulers
import Training

/// What the rows of `print` and the x of `plot` count: the scheduler's steps, which are epochs or optimizer steps.
struct PlanUnits: Equatable {
  var interval = Interval.epoch
  /// Says how steps and epochs go together; nil if nobody said.
  var stepsPerEpoch: Int?

  /// What is counted, in one word.
  var word: String { interval.rawValue }

  /// What stands for a count in an option's form.
  var placeholder: String { interval == .step ? "a STEP" : "an EPOCH" }

  /// The names of the columns that say where a row stands.
  var columns: [String] {
    [word] + (hasEpochs ? ["epoch"] : [])
  }

  /// What stands in them, for a count from 1.
  func place(_ count: Int) -> [Int] { hasEpochs ? [count, epoch(of: count)] : [count] }

  /// Changes with their step, and the epoch it belongs to, as `train` tells them.
  func located(_ changes: [LRChange]) -> [LRChange] {
    guard interval == .step else { return changes }
    return changes.map { change in
      var change = change
      (change.step, change.epoch) = (change.epoch, epoch(of: change.epoch))
      return change
    }
  }

  /// The other unit under the x of a chart, both counted as they are completed.
  var secondRuler: SecondRuler? {
    guard let stepsPerEpoch else { return nil }
    return interval == .step
      ? SecondRuler(name: "epoch", factor: 1 / Double(stepsPerEpoch))
      : SecondRuler(name: "step", factor: Double(stepsPerEpoch))
  }

  private var hasEpochs: Bool { interval == .step && stepsPerEpoch != nil }

  private func epoch(of step: Int) -> Int { (step - 1) / (stepsPerEpoch ?? 1) + 1 }
}
