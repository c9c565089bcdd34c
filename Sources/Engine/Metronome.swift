import Dispatch
import Synchronization

/// One clock for all runs of a pace: a tick wakes one thread, however many runs wait for it, and news of the runs that
/// are quick reach the reader together.
///
/// The thread sleeps from tick to tick and gives the turns itself. A Dispatch timer would wake a thread that wakes another,
/// which at thirty ticks a second is a fifth of what the lab costs. It lives only while somebody waits.
final class Metronome: Sendable {
  /// What happens at a tick. Returns what is to be done when everybody has had a turn, such as waking the reader.
  typealias Turn = @Sendable () -> (@Sendable () -> Void)?

  static let shared = Metronome()

  private struct Beat {
    /// When the turns are due, in nanoseconds of Dispatch's uptime clock.
    let tick: UInt64
    var waiting: [Turn] = []
  }

  private struct State {
    /// By the nanoseconds from tick to tick.
    var beats: [UInt64: Beat] = [:]
    var isRunning = false
    var nextTick: UInt64? { beats.values.lazy.map(\.tick).min() }
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "lrviz.metronome", qos: .utility)
  /// Signaled when there is an earlier tick than the one that is slept for.
  private let earlierTick = DispatchSemaphore(value: 0)

  /// Gives `turn` a turn at the next tick, and at that one only. Ticks are multiples of the interval on Dispatch's
  /// uptime clock, the same for everybody.
  func wait(forTickOf interval: UInt64, _ turn: @escaping Turn) {
    let tick = (DispatchTime.now().uptimeNanoseconds / interval + 1) * interval
    let (wasRunning, isEarlier) = state.withLock { state in
      defer { state.isRunning = true }
      let isEarlier = state.nextTick.map { tick < $0 } ?? true
      state.beats[interval, default: Beat(tick: tick)].waiting.append(turn)
      return (state.isRunning, isEarlier)
    }
    if !wasRunning {
      queue.async { self.run() }
    } else if isEarlier {
      earlierTick.signal()
    }
  }

  /// Whether nobody waits and no thread runs.
  var isSilent: Bool { state.withLock { !$0.isRunning } }

  /// Gives turns until nobody waits for one.
  private func run() {
    while let tick = nextTick() {
      if earlierTick.wait(timeout: DispatchTime(uptimeNanoseconds: tick)) == .timedOut { giveTurns() }
    }
  }

  private func nextTick() -> UInt64? {
    state.withLock { state in
      let tick = state.nextTick
      state.isRunning = tick != nil
      return tick
    }
  }

  private func giveTurns() {
    let now = DispatchTime.now().uptimeNanoseconds
    let due = state.withLock { state in
      let due = state.beats.filter { $0.value.tick <= now }
      for interval in due.keys { state.beats.removeValue(forKey: interval) }
      return due.values.sorted { $0.tick < $1.tick }.flatMap(\.waiting)
    }
    for after in due.map({ $0() }) { after?() }
  }
}
