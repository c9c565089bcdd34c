import LRSchedulers
import Training

/// The control box of a run: what it has been told, latest wins, and which of its queued chunks is still meant.
///
/// A value without threads or clocks. Every change that makes a waiting chunk obsolete raises
/// ``generation``; a chunk of another generation does nothing, so at most one chain of chunks is ever alive.
struct RunControl: Sendable {
  var pace: Pace
  private(set) var isRunning = false
  /// Epochs to train though the run is paused.
  private(set) var pendingEpochs = 0
  private(set) var isOver = false
  private(set) var generation = 0
  /// Whether it is on its way to where it should have been from the start: it does not wait for that.
  var isCatchingUp = false
  var schedule: Schedule?
  var lrs: [Double]?

  init(pace: Pace) { self.pace = pace }

  var wantsWork: Bool { !isOver && (isRunning || pendingEpochs > 0 || isCatchingUp) }

  /// Whether a chunk has to stop when an epoch is complete.
  var stopsAfterEpoch: Bool { !isCatchingUp && (!isRunning || pace.interval != nil) }

  mutating func resume() {
    isRunning = true
    pendingEpochs = 0
    generation += 1
  }

  mutating func pause() {
    isRunning = false
    pendingEpochs = 0
    generation += 1
  }

  /// One epoch more, then a pause; asked again before it is done, one more still.
  mutating func stepOneEpoch() {
    pendingEpochs = isRunning ? 1 : pendingEpochs + 1
    isRunning = false
    generation += 1
  }

  mutating func setPace(_ pace: Pace) {
    self.pace = pace
    generation += 1
  }

  /// No more chunks, for ever: cancelled, done or failed.
  mutating func end() {
    isOver = true
    generation += 1
  }

  mutating func completed(epochs: Int) {
    if !isRunning { pendingEpochs = max(0, pendingEpochs - epochs) }
  }

  /// Nanoseconds between the ticks on which epochs begin; nil if they need not wait.
  var tick: UInt64? { isRunning && !isCatchingUp ? pace.interval : nil }
}
