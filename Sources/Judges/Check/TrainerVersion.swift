import LRSchedulers
import RunLogs

/// What other versions of a trainer do otherwise than the one whose schedule a plan has, so that a log of theirs is still what was planned.
///
/// Ultralytics' plan is that of 8.4. YOLOv5 and earlier Ultralytics write the biases' group first where the optimizer is SGD, warm up for 100 batches
/// at least, and until 8.0 step the scheduler once too late (see ``Placement``).
struct TrainerVersion {
  var plan: Plan
  /// The plan's parameter group of each of the log's.
  var groups: [Int]
  /// What is said of it; nil for the plan's own.
  var words: [String] = []

  /// The plan as it is first.
  ///
  /// - Parameter groups: how many the log has.
  static func all(_ plan: Plan, _ run: LogRun, _ roles: LogRoles) -> [TrainerVersion] {
    let count = min(roles.lrGroups.count, plan.groups.count)
    var own = TrainerVersion(plan: plan, groups: Array(0..<count))
    guard let train = UltralyticsArguments(plan.schedule) else { return [own] }
    if count == 3, plan.groups.count == 3, MainGroup.index(run, roles) == 1 {
      own.groups = [2, 0, 1]
      own.words = [
        "'\(run.series[roles.lrGroups[0]].name)' is the group of the biases, as versions before 8.4 write it first"
      ]
    }
    guard train.warmupBatches > 0, train.warmupBatches < UltralyticsArguments.leastWarmup,
      let schedule = try? plan.schedule.setting(
        "warmup_epochs", to: .double(Double(UltralyticsArguments.leastWarmup) / Double(train.batches)))
    else { return [own] }
    var longer = own
    longer.plan.schedule = schedule
    longer.words.append(
      "the warm-up takes \(UltralyticsArguments.leastWarmup) batches and not \(train.warmupBatches), the least that versions before 8.4 have"
    )
    return [own, longer]
  }
}

/// What a plan of Ultralytics' trainer says of its warm-up.
struct UltralyticsArguments {
  /// The fewest batches of a warm-up before 8.4.
  static let leastWarmup = 100
  let batches: Int
  /// 0 for none.
  let warmupBatches: Int

  /// nil for other schedules.
  init?(_ schedule: Schedule) {
    func number(_ name: String) -> Double? { schedule.value(of: name)?.number?.doubleValue }
    guard schedule.name == "ultralytics.train", let batches = number("batches_per_epoch"), batches >= 1,
      let epochs = number("epochs"), let warmup = number("warmup_epochs")
    else { return nil }
    self.batches = Int(saturating: batches)
    warmupBatches =
      warmup > 0 ? Int(saturating: (min(warmup, epochs - 1) * batches).rounded(.toNearestOrEven)) : 0
  }
}
