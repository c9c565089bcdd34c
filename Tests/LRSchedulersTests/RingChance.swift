import LRSchedulers
import SpecFuzzing
import Testing

/// Schedules of a library by chance: every parameter moved a little, put at a corner, or set to what another one is.
struct RingChance {
  /// What the driver is given.
  struct Script: Encodable {
    let library: String
    let code: String
    let lr: Double
    let steps: Int
    /// What stands outside of the code: numbers, or lists of them.
    let outside: [String: Number]
    let texts: [String: String]
    /// One for each step; empty where no metric is followed.
    let metrics: [Double]
    /// What of the optimizer's group is read.
    let reads: String
  }

  enum Number: Encodable {
    case one(Double)
    case many([Double])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .one(let value): try container.encode(value)
      case .many(let values): try container.encode(values)
      }
    }
  }

  struct Case {
    let schedule: Schedule
    let script: Script
    /// What the driver's optimizer has.
    var groups: [ParameterGroup] { RingChance.groups(lr: script.lr) }
  }

  private static func groups(lr: Double) -> [ParameterGroup] {
    [ParameterGroup(lr: lr, momentum: 0.9, beta2: 0.999)]
  }

  let library: SourceLibrary
  private let entries: [CatalogEntry]
  private let seed: UInt64

  init(_ library: SourceLibrary, seed: UInt64) {
    (self.library, self.seed) = (library, seed)
    entries = Catalog.entries.filter { $0.library == library }
  }

  func cases(_ count: Int) throws -> [Case] {
    var random = SplitMix(seed: seed)
    return try (0..<count).map { index in
      let lr = random.below(2) == 0 ? 0.1 : random.element(of: [1, 3e-4, 0.05, 7e-3])
      let groups = Self.groups(lr: lr)
      var schedule = Schedule(default: entries[index % entries.count])
      if random.below(2) == 0 { schedule = exchanged(schedule, groups, &random) }
      schedule = varied(schedule, groups, &random)
      let steps = random.below(8) == 0 ? 250 : 60
      return Case(schedule: schedule, script: try script(of: schedule, lr: lr, steps: steps, &random))
    }
  }

  private func script(
    of schedule: Schedule, lr: Double, steps: Int, _ random: inout SplitMix
  ) throws -> Script {
    var (outside, texts): ([String: Number], [String: String]) = ([:], [:])
    for parameter in schedule.entry.parameters where parameter.isOutside {
      let value = schedule.value(of: parameter.name)
      if case .string(let text)? = value { texts[parameter.name] = text }
      if case .list(let values)? = value {
        outside[parameter.name] = .many(values.compactMap { $0.number?.doubleValue })
      } else if let number = value?.number {
        outside[parameter.name] = .one(number.doubleValue)
      }
    }
    var metrics: [Double] = []
    if schedule.needsMetric {
      metrics = (0..<steps).map { _ in Double(random.below(200)) / 50 - (random.below(3) == 0 ? 1 : 0) }
    }
    let code = try schedule.code(for: try #require(format)).text
    return Script(
      library: library.key, code: code, lr: lr, steps: steps, outside: outside, texts: texts,
      metrics: metrics, reads: schedule.name.hasSuffix("Momentum") ? "momentum" : "lr")
  }

  private var format: CodeFormat? {
    library == .transformers ? .transformers : CodeFormat(rawValue: library.key)
  }

  // MARK: Chance

  /// About half of the arguments changed, as far as the schedule still can be made.
  private func varied(
    _ schedule: Schedule, _ groups: [ParameterGroup], _ random: inout SplitMix
  ) -> Schedule {
    var schedule = schedule
    for path in schedule.parameterPaths where !path.hasSuffix("last_epoch") && random.below(2) == 0 {
      let changed =
        random.below(3) == 0
        ? cornered(schedule, path, &random) : schedule.nudged(path, by: random.below(15) - 7)
      guard let changed, (try? ScheduleRun(changed, groups: groups)) != nil else { continue }
      schedule = changed
    }
    return schedule
  }

  /// Other schedulers of the same library within one, as far as the whole still can be made and exported.
  private func exchanged(
    _ schedule: Schedule, _ groups: [ParameterGroup], _ random: inout SplitMix
  ) -> Schedule {
    var schedule = schedule
    for parameter in schedule.entry.parameters where parameter.kind == .schedules {
      let value = schedule.value(of: parameter.name)
      let (own, isList) =
        switch value {
        case .list(let elements)?: (elements, true)
        case .schedule?: ([value].compactMap { $0 }, false)
        default: ([ParameterValue](), false)
        }
      let members = own.map { member -> ParameterValue in
        guard case .schedule(let member) = member, random.below(2) == 0 else { return member }
        return .schedule(varied(Schedule(default: other(than: member, &random)), groups, &random))
      }
      guard let first = members.first else { continue }
      guard let changed = try? schedule.setting(parameter.name, to: isList ? .list(members) : first),
        (try? ScheduleRun(changed, groups: groups)) != nil, let format,
        (try? changed.code(for: format)) != nil
      else { continue }
      schedule = changed
    }
    return schedule
  }

  /// An entry of a member's library that follows no metric and has no members itself.
  private func other(than member: Schedule, _ random: inout SplitMix) -> CatalogEntry {
    let others = Catalog.entries.filter { entry in
      entry.library == member.entry.library && !Schedule(default: entry).needsMetric
        && !entry.parameters.contains { $0.kind == .schedules }
    }
    return others.isEmpty ? member.entry : random.element(of: others)
  }
}
