import Dispatch
import Training

extension LiveRun {
  /// When the next chunk is due, and for which commands: a chunk of an older generation does nothing.
  struct ScheduledChunk {
    /// Nanoseconds from tick to tick; nil for at once.
    var interval: UInt64?
    var generation: Int
  }

  func enqueue(_ chunk: ScheduledChunk?) {
    guard let chunk else { return }
    let generation = chunk.generation
    guard let interval = chunk.interval else {
      return enqueueBehindTheOthers { [weak self] in self?.trainChunk(of: generation)?() }
    }
    Metronome.shared.wait(forTickOf: interval) { [weak self] in self?.runTick(generation) }
  }

  /// By way of the pool: a thread that drains the serial queue would go on with what is put there meanwhile, and
  /// as many runs as there are threads would keep them to themselves.
  private func enqueueBehindTheOthers(_ chunk: @escaping @Sendable () -> Void) {
    TrainingPool.queue.async { [queue] in queue.async(execute: chunk) }
  }

  /// At a tick. A brief epoch is trained there and then: another thread would cost more to wake than it saves.
  private func runTick(_ generation: Int) -> (@Sendable () -> Void)? {
    if shared.withLock({ $0.isBrief }) { return queue.sync { trainChunk(of: generation) } }
    enqueue(ScheduledChunk(interval: nil, generation: generation))
    return nil
  }

  /// - Returns: what wakes the reader, if it has to be woken.
  private func trainChunk(of generation: Int) -> (@Sendable () -> Void)? {
    let isMeant = shared.withLock { $0.control.generation == generation && $0.control.wantsWork }
    guard isMeant else { return nil }
    let work = worker.withLock { train(&$0) }
    let (next, mustWake) = shared.withLock { shared in
      let mustWake = shared.post(work)
      // A command given meanwhile has enqueued a chunk of its own.
      return (shared.control.generation == generation ? shared.next() : nil, mustWake)
    }
    enqueue(next)
    return mustWake ? wake : nil
  }

  /// Trains until the time is up, the pace asks for a rest, or the run ends.
  private func train(_ worker: inout RunWorker) -> ChunkResult {
    let start = DispatchTime.now().uptimeNanoseconds
    var elapsed: UInt64 = 0
    var work = ChunkResult()
    do {
      repeat {
        if worker.run.isAtEpochStart { beginEpoch(of: &worker, noting: &work) }
        let (steps, isHeard) = (worker.run.steps, worker.isHeard)
        let record = try worker.run.trainSteps(atMost: TrainingPool.burst)
        work.steps += worker.run.steps - steps
        if let record, isHeard { work.records.append(record) }
        elapsed = DispatchTime.now().uptimeNanoseconds - start
        let isThere = record != nil && worker.run.epoch == worker.goal
        if isThere || record != nil && shared.withLock({ $0.control.stopsAfterEpoch }) { break }
      } while !worker.run.isFinished && elapsed < TrainingPool.chunk
      work.isMidEpoch = !worker.run.isAtEpochStart
      work.isCatchingUp = worker.isCatchingUp
      work.isBrief = !work.records.isEmpty && elapsed < TrainingPool.brief
      if worker.run.isFinished { work.ending = .done }
    } catch {
      work.ending = .failed("\(error)")
    }
    return work
  }

  /// Keeps the state, then makes the changes that are due: those of the past, or what it is told.
  private func beginEpoch(of worker: inout RunWorker, noting work: inout ChunkResult) {
    past.withLock { $0.keep(worker.run) }
    let isHeard = worker.isHeard
    for change in worker.dueChanges() { make(change.kind, on: &worker.run, isHeard: isHeard, noting: &work) }
    guard !worker.isCatchingUp else { return }
    let (schedule, lrs) = shared.withLock { shared in
      defer { (shared.control.schedule, shared.control.lrs) = (nil, nil) }
      return (shared.control.schedule, shared.control.lrs)
    }
    if let schedule { make(.schedule(schedule), on: &worker.run, isHeard: true, noting: &work) }
    if let lrs { make(.rates(lrs), on: &worker.run, isHeard: true, noting: &work) }
  }

  /// What the run refuses is reported and dropped.
  private func make(
    _ change: RunChange.Kind, on run: inout TrainingRun, isHeard: Bool, noting work: inout ChunkResult
  ) {
    do {
      try run.make(change)
      let (epoch, made) = (run.epoch + 1, RunChange(epoch: run.epoch + 1, change))
      past.withLock { $0.note(made) }
      guard isHeard, case .schedule(let schedule) = change else { return }
      work.assignments.append(RunAssignment(epoch: epoch, schedule: schedule))
    } catch {
      work.refusals.append("\(error)")
    }
  }
}

/// What one chunk came to.
struct ChunkResult {
  var records: [EpochRecord] = []
  var assignments: [RunAssignment] = []
  var refusals: [String] = []
  var steps = 0
  var isMidEpoch = false
  /// Whether it is on its way to a place in its past.
  var isCatchingUp = false
  /// Whether an epoch ended in it, and it was hardly worth a thread of its own.
  var isBrief = false
  var ending: RunState?
}

extension LiveRun.Shared {
  /// Puts a chunk's results into the mailbox; whether the reader has to be woken.
  mutating func post(_ work: ChunkResult) -> Bool {
    guard !control.isOver else { return false }
    mailbox.records += work.records
    mailbox.assignments += work.assignments
    mailbox.refusals += work.refusals
    mailbox.meter.add(work.steps, at: DispatchTime.now().uptimeNanoseconds)
    if !control.isCatchingUp { control.completed(epochs: work.records.count) }
    control.isCatchingUp = work.isCatchingUp && work.ending == nil
    (isMidEpoch, isBrief) = (work.isMidEpoch, work.isBrief)
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
  mutating func next() -> LiveRun.ScheduledChunk? {
    guard control.wantsWork else { return nil }
    guard !mailbox.isFull else {
      mailbox.isStalled = true
      return nil
    }
    return LiveRun.ScheduledChunk(interval: isMidEpoch ? nil : control.tick, generation: control.generation)
  }
}
