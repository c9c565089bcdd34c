import FoundationEssentials
import LRSchedulers

/// A scheduler's `state_dict()` as JSON: what `json.dump(scheduler.state_dict(), f)` writes, and what
/// `scheduler.load_state_dict(json.load(f))` takes.
struct StateDictionary {
  let members: [String: JSONValue]

  init(_ members: [String: JSONValue]) { self.members = members }

  /// Of a run, with the rates in force as `_last_lr`, and the spec for people.
  init(of run: ScheduleRun) throws {
    let encoded = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(run))
    let rates = run.groups.map { JSONValue.double($0.lr) }
    members = Self.torch(encoded.object?["state"]?.object ?? [:], run.schedule, groups: rates.count)
      .merging(["_last_lr": .array(rates), "lrviz": .string(run.schedule.spec)]) { $1 }
  }

  /// The state with the arguments as attributes, and what PyTorch has instead of lrviz's own.
  private static func torch(
    _ state: [String: JSONValue], _ schedule: Schedule, groups: Int
  ) -> [String: JSONValue] {
    var result = TorchAttributes.dictionary(of: schedule, groups: groups).merging(state) { $1 }
    if let ends = result.removeValue(forKey: "phase_ends")?.array {
      result["_schedule_phases"] = phases(ends)
    }
    if schedule.hasFunctions { result["lr_lambdas"] = .array(Array(repeating: .null, count: groups)) }
    result.removeValue(forKey: "best_epoch")
    guard let states = state["_schedulers"]?.array else { return result }
    result["_schedulers"] = .array(
      zip(states, schedule.memberSchedules).map { .object(torch($0.object ?? [:], $1, groups: groups)) })
    return result
  }

  /// The phases of OneCycleLR, which name the rates and momenta they go between.
  private static func phases(_ ends: [JSONValue]) -> JSONValue {
    let marks =
      ends.count == 3
      ? [
        ("initial_lr", "max_lr", "max", "base"), ("max_lr", "initial_lr", "base", "max"),
        ("initial_lr", "min_lr", "max", "max"),
      ]
      : [("initial_lr", "max_lr", "max", "base"), ("max_lr", "min_lr", "base", "max")]
    return .array(
      zip(ends, marks).map { end, mark in
        .object([
          "end_step": end, "start_lr": .string(mark.0), "end_lr": .string(mark.1),
          "start_momentum": .string(mark.2 + "_momentum"), "end_momentum": .string(mark.3 + "_momentum"),
        ])
      })
  }

  var text: String { JSONValue.object(members).python() + "\n" }
}

extension Schedule {
  /// Whether there are functions among its arguments, which no state has.
  var hasFunctions: Bool { entry.parameters.contains { $0.name == "lr_lambda" } }

  /// The schedulers that a composed one is made of.
  var memberSchedules: [Schedule] {
    guard case .list(let values)? = value(of: "schedulers") else { return [] }
    return values.compactMap { if case .schedule(let member) = $0 { member } else { nil } }
  }
}
