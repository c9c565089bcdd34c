import LRSchedulers

/// transformers' other schedules with the plan's own warm-up and length: what a changed `lr_scheduler_type` gives.
enum Siblings {
  private static let names = [
    "get_linear_schedule_with_warmup", "get_cosine_schedule_with_warmup", "get_constant_schedule_with_warmup",
    "get_polynomial_decay_schedule_with_warmup", "get_inverse_sqrt_schedule",
    "get_cosine_with_hard_restarts_schedule_with_warmup", "get_constant_schedule",
  ]

  /// The first that explains the rows at a range.
  static func first(of check: CheckCase, _ rows: Range<Int>) -> Schedule? {
    guard let placement = check.placements.first,
      let warmup = check.plan.schedule.value(of: "num_warmup_steps")
    else {
      return nil
    }
    let units = check.units(placement)
    for name in names where name != check.plan.schedule.name {
      guard let entry = Catalog.entry(named: name) else { continue }
      var arguments: [String: ParameterValue] = [:]
      if entry.parameters.contains(where: { $0.name == "num_warmup_steps" }) {
        arguments["num_warmup_steps"] = warmup
      }
      if entry.parameters.contains(where: { $0.name == "num_training_steps" }) {
        arguments["num_training_steps"] =
          check.plan.schedule.value(of: "num_training_steps") ?? .int(check.plan.length)
      }
      guard let schedule = try? Schedule(named: name, arguments: arguments),
        let rates = check.alternative(schedule),
        check.exactFit(rows, { rates.rate(at: units[$0]) }) != nil
      else { continue }
      return schedule
    }
    return nil
  }
}
