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
  let run: Mutex<TrainingRun>
  let queue = DispatchQueue(label: "lrviz.run", target: TrainingPool.queue)
  let wake: @Sendable () -> Void

  /// The run starts paused.
  ///
  /// - Parameter wake: called on a training thread when there is something to drain; not called again before
  ///   ``drain()``. It must not block.
  package init(
    _ configuration: RunConfiguration, pace: Pace, wake: @escaping @Sendable () -> Void
  ) throws(TrainingError) {
    run = Mutex(try TrainingRun(configuration))
    shared = Mutex(Shared(control: RunControl(pace: pace)))
    self.wake = wake
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
