/// Arguments that PyTorch's constructors leave in `param_groups`, where the next such constructor overwrites them.
///
/// Of several SWALR on one optimizer all anneal to the last one's `swa_lr`; of several OneCycleLR all go to the last one's
/// `max_lr`; and OneCycleLR takes the momenta of a CyclicLR built after it.
struct GroupArguments {
  private var annealing: SWALR?
  private var cycle: OneCycleLR?
  private var momenta: (base: PerGroup<Double>, highest: PerGroup<Double>)?

  /// What is there after all these have been built.
  init(afterBuilding schedules: [Schedule]) {
    for schedule in schedules.flatMap(\.withMembers) { build(schedule.scheduler) }
  }

  private mutating func build(_ scheduler: any RunnableScheduler) {
    switch scheduler {
    case let scheduler as SWALR: annealing = scheduler
    case let scheduler as OneCycleLR:
      cycle = scheduler
      if scheduler.cycleMomentum { momenta = (scheduler.baseMomentum, scheduler.maxMomentum) }
    case let scheduler as CyclicLR:
      if scheduler.cycleMomentum { momenta = (scheduler.baseMomentum, scheduler.maxMomentum) }
    default: break
    }
  }

  /// A schedule as it acts when it reads its arguments from the groups.
  func applied(to schedule: Schedule) -> Schedule {
    switch schedule.scheduler {
    case let scheduler as SWALR: schedule.replacing(applied(to: scheduler))
    case let scheduler as OneCycleLR: schedule.replacing(applied(to: scheduler))
    case let scheduler as SequentialLR: schedule.replacing(applied(to: scheduler))
    case let scheduler as ChainedScheduler: schedule.replacing(applied(to: scheduler))
    default: schedule
    }
  }

  private func applied(to scheduler: SequentialLR) -> SequentialLR {
    var scheduler = scheduler
    scheduler.members = scheduler.members.map(applied)
    return scheduler
  }

  private func applied(to scheduler: ChainedScheduler) -> ChainedScheduler {
    var scheduler = scheduler
    scheduler.members = scheduler.members.map(applied)
    return scheduler
  }

  private func applied(to scheduler: SWALR) -> SWALR {
    var scheduler = scheduler
    if let annealing { scheduler.swaLR = annealing.swaLR }
    return scheduler
  }

  private func applied(to scheduler: OneCycleLR) -> OneCycleLR {
    var scheduler = scheduler
    if let cycle {
      scheduler.maxLR = cycle.maxLR
      scheduler.divFactor = cycle.divFactor
      scheduler.finalDivFactor = cycle.finalDivFactor
    }
    if let momenta {
      scheduler.baseMomentum = momenta.base
      scheduler.maxMomentum = momenta.highest
    }
    return scheduler
  }
}
