import Dispatch
import LRSchedulers
import Synchronization
import Training

/// A run that trains in the background: one pane of the lab.
///
/// A serial queue over a shared pool trains a few milliseconds' worth of steps and then enqueues itself again. A paused
/// run is simply not enqueued: no thread waits for it. What is told to the run takes effect before its next epoch;
/// what it has to tell is fetched with ``drain()``. All methods return at once and may be called from any thread.
package final class LiveRun: Sendable {
  struct Shared: Sendable {
    var control: RunControl
    var mailbox = Mailbox()
    /// Whether the last chunk ended inside an epoch.
    var isMidEpoch = false
    /// Whether the last chunk was; see ``ChunkResult/isBrief``.
    var isBrief = false
  }

  let shared: Mutex<Shared>
  /// Only the queue's chunks take this lock, one after the other: it is never contended.
  let worker: Mutex<RunWorker>
  /// Where the run has been; chunks add to it now and then.
  let past: Mutex<RunPast>
  let queue = DispatchQueue(label: "lrviz.run", target: TrainingPool.queue)
  let wake: @Sendable () -> Void

  /// The run starts paused.
  ///
  /// - Parameter wake: called on a training thread when there is something to drain; not called again before
  ///   ``drain()``. It must not block.
  package init(
    _ configuration: RunConfiguration, pace: Pace, wake: @escaping @Sendable () -> Void
  ) throws(TrainingError) {
    worker = Mutex(RunWorker(try TrainingRun(configuration)))
    past = Mutex(RunPast())
    shared = Mutex(Shared(control: RunControl(pace: pace)))
    self.wake = wake
  }

  /// A run that is to be where a recipe says, paused there. It gets there as fast as it can, from the nearest state that
  /// another run of the same beginning has kept, or else from the start.
  ///
  /// - Parameters:
  ///   - source: a run that has made the same changes up to there.
  ///   - isSilent: whether what happens on the way is not reported.
  package init(
    _ recipe: RunRecipe, from source: LiveRun? = nil, isSilent: Bool, pace: Pace,
    wake: @escaping @Sendable () -> Void
  ) throws(TrainingError) {
    if let source, let state = source.past.withLock({ $0.state(after: recipe.epoch) }) {
      worker = Mutex(RunWorker(state.run, changes: state.changes, goal: recipe.epoch, isSilent: isSilent))
      past = Mutex(source.past.withLock { $0.before(state.run.epoch) })
    } else {
      let run = try TrainingRun(recipe.configuration)
      worker = Mutex(RunWorker(run, changes: recipe.changes, goal: recipe.epoch, isSilent: isSilent))
      past = Mutex(RunPast())
    }
    shared = Mutex(Shared(control: RunControl(pace: pace)))
    self.wake = wake
    let isCatchingUp = worker.withLock(\.isCatchingUp)
    shared.withLock { $0.control.isCatchingUp = isCatchingUp }
  }

  /// Fetches what has happened since the last call.
  package func drain() -> RunReport {
    let (report, next) = shared.withLock { shared in
      let report = shared.report()
      let wasStalled = shared.mailbox.empty()
      return (report, wasStalled ? shared.next() : nil)
    }
    enqueue(next)
    return report
  }
}

extension LiveRun.Shared {
  fileprivate func report() -> RunReport {
    RunReport(
      records: mailbox.records, state: mailbox.ending ?? (control.wantsWork ? .running : .paused),
      stepsPerSecond: mailbox.meter.perSecond, assignments: mailbox.assignments,
      refusals: mailbox.refusals)
  }
}
