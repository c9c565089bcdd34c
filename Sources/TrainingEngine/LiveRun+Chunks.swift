import Dispatch
import Training

extension LiveRun {
  /// When the next chunk is due, and for which commands: a chunk of an older generation does nothing.
  struct Appointment {
    /// Nanoseconds of Dispatch's uptime clock; nil for at once.
    var time: UInt64?
    var generation: Int
  }

  func enqueue(_ appointment: Appointment?) {
    guard let appointment else { return }
    let chunk: @Sendable () -> Void = { [weak self] in self?.trainChunk(of: appointment.generation) }
    if let time = appointment.time {
      queue.asyncAfter(deadline: DispatchTime(uptimeNanoseconds: time), execute: chunk)
    } else {
      queue.async(execute: chunk)
    }
  }

  private func trainChunk(of generation: Int) {
    let isMeant = shared.withLock { $0.control.generation == generation && $0.control.wantsWork }
    guard isMeant else { return }
    let work = run.withLock { train(&$0) }
    let (next, mustWake) = shared.withLock { shared in
      let mustWake = shared.post(work)
      // A command given meanwhile has enqueued a chunk of its own.
      return (shared.control.generation == generation ? shared.next() : nil, mustWake)
    }
    if mustWake { wake() }
    enqueue(next)
  }

  /// Trains until the time is up, the pace asks for a rest, or the run ends.
  private func train(_ run: inout TrainingRun) -> ChunkOfWork {
    let start = DispatchTime.now().uptimeNanoseconds
    var work = ChunkOfWork()
    do {
      repeat {
        if run.isAtEpochStart { work.refusals += applyTweaks(to: &run) }
        let steps = run.steps
        let record = try run.trainSteps(atMost: TrainingPool.burst)
        work.steps += run.steps - steps
        if let record { work.records.append(record) }
        if record != nil, shared.withLock({ $0.control.stopsAfterEpoch }) { break }
      } while !run.isFinished && DispatchTime.now().uptimeNanoseconds - start < TrainingPool.chunk
      work.isMidEpoch = !run.isAtEpochStart
      if run.isFinished { work.ending = .done }
    } catch {
      work.ending = .failed("\(error)")
    }
    return work
  }

  /// Takes what is in the control box; what the run refuses is reported and dropped.
  private func applyTweaks(to run: inout TrainingRun) -> [String] {
    let (schedule, lrs) = shared.withLock { shared in
      defer { (shared.control.schedule, shared.control.lrs) = (nil, nil) }
      return (shared.control.schedule, shared.control.lrs)
    }
    var refusals: [String] = []
    do { if let schedule { try run.assign(schedule) } } catch { refusals.append("\(error)") }
    do { if let lrs { try run.setLR(lrs) } } catch { refusals.append("\(error)") }
    return refusals
  }
}

/// What one chunk came to.
struct ChunkOfWork {
  var records: [EpochRecord] = []
  var refusals: [String] = []
  var steps = 0
  var isMidEpoch = false
  var ending: RunState?
}

extension LiveRun.Shared {
  /// Puts a chunk's results into the mailbox; whether the reader has to be woken.
  mutating func post(_ work: ChunkOfWork) -> Bool {
    guard !control.isOver else { return false }
    mailbox.records += work.records
    mailbox.refusals += work.refusals
    mailbox.meter.add(work.steps, at: DispatchTime.now().uptimeNanoseconds)
    control.completed(epochs: work.records.count)
    isMidEpoch = work.isMidEpoch
    if let ending = work.ending {
      mailbox.ending = ending
      control.end()
    }
    let hasNews = !work.records.isEmpty || !work.refusals.isEmpty || work.ending != nil
    guard hasNews, !mailbox.hasWoken else { return false }
    mailbox.hasWoken = true
    return true
  }

  /// When to go on, if at all. Only the first chunk of an epoch waits for its tick.
  mutating func next() -> LiveRun.Appointment? {
    guard control.wantsWork else { return nil }
    guard !mailbox.isFull else {
      mailbox.isStalled = true
      return nil
    }
    let time = isMidEpoch ? nil : control.nextTick(after: DispatchTime.now().uptimeNanoseconds)
    return LiveRun.Appointment(time: time, generation: control.generation)
  }
}
