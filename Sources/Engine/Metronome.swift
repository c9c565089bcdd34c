import Dispatch
import Synchronization

/// One timer for all runs of a pace: a tick wakes one thread, however many runs wait for it, and news of the runs that
/// are quick reach the reader together.
///
/// A timer beats only while somebody waits; the first tick nobody has waited for is its last.
final class Metronome: Sendable {
  /// What happens at a tick. Returns what is to be done when everybody has had a turn, such as waking the reader.
  typealias Turn = @Sendable () -> (@Sendable () -> Void)?

  static let shared = Metronome()

  private struct Beat {
    let timer: DispatchSourceTimer
    var waiting: [Turn] = []
  }

  /// By the nanoseconds from tick to tick.
  private let beats = Mutex<[UInt64: Beat]>([:])

  /// Gives `turn` a turn at the next tick, and at that one only. Ticks are multiples of the interval on Dispatch's
  /// uptime clock, the same for everybody.
  func wait(forTickOf interval: UInt64, _ turn: @escaping Turn) {
    beats.withLock { $0[interval, default: Beat(timer: startTimer(interval))].waiting.append(turn) }
  }

  /// Whether no timer is set.
  var isSilent: Bool { beats.withLock { $0.isEmpty } }

  private func startTimer(_ interval: UInt64) -> DispatchSourceTimer {
    let timer = DispatchSource.makeTimerSource(queue: TrainingPool.queue)
    let next = (DispatchTime.now().uptimeNanoseconds / interval + 1) * interval
    timer.schedule(
      deadline: DispatchTime(uptimeNanoseconds: next), repeating: .nanoseconds(Int(interval)),
      leeway: .nanoseconds(0))
    timer.setEventHandler { [weak self] in self?.tick(interval) }
    timer.activate()
    return timer
  }

  private func tick(_ interval: UInt64) {
    let waiting = beats.withLock { beats in
      let waiting = beats[interval]?.waiting ?? []
      if waiting.isEmpty { beats.removeValue(forKey: interval)?.timer.cancel() }
      beats[interval]?.waiting.removeAll()
      return waiting
    }
    for after in waiting.map({ $0() }) { after?() }
  }
}
