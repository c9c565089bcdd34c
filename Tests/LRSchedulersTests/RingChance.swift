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
  }

  /// What the driver's optimizer has.
  static let groups = [ParameterGroup(lr: 0.1, momentum: 0.9, beta2: 0.999)]

  private static let steps = 60

  private let library: SourceLibrary
  private let entries: [CatalogEntry]
  private let seed: UInt64

  init(_ library: SourceLibrary, seed: UInt64) {
    (self.library, self.seed) = (library, seed)
    entries = Catalog.entries.filter { $0.library == library }
  }

  func cases(_ count: Int) throws -> [Case] {
    var random = SplitMix(seed: seed)
    return try (0..<count).map { index in
      let schedule = varied(Schedule(default: entries[index % entries.count]), &random)
      return Case(schedule: schedule, script: try script(of: schedule, &random))
    }
  }

  private func script(of schedule: Schedule, _ random: inout SplitMix) throws -> Script {
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
      metrics = (0..<Self.steps).map { _ in Double(random.below(200)) / 50 - (random.below(3) == 0 ? 1 : 0) }
    }
    let format = library == .transformers ? CodeFormat.transformers : CodeFormat(rawValue: library.key)
    let code = try schedule.code(for: try #require(format)).text
    return Script(
      library: library.key, code: code, lr: 0.1, steps: Self.steps, outside: outside, texts: texts,
      metrics: metrics, reads: schedule.name.hasSuffix("Momentum") ? "momentum" : "lr")
  }

  // MARK: Chance

  /// About half of the arguments changed, as far as the schedule still can be made.
  private func varied(_ schedule: Schedule, _ random: inout SplitMix) -> Schedule {
    var schedule = schedule
    for path in schedule.parameterPaths where !path.hasSuffix("last_epoch") && random.below(2) == 0 {
      let changed =
        random.below(3) == 0
        ? cornered(schedule, path, &random) : schedule.nudged(path, by: random.below(15) - 7)
      guard let changed, (try? ScheduleRun(changed, groups: Self.groups)) != nil else { continue }
      schedule = changed
    }
    return schedule
  }

  /// A parameter at an end of its range, at a small number, or as another one is.
  private func cornered(_ schedule: Schedule, _ path: String, _ random: inout SplitMix) -> Schedule? {
    guard let declaration = schedule.parameter(at: path), let value = schedule.value(of: path) else {
      return nil
    }
    if case .string(let text) = value, library == .composer, text.first?.isNumber == true {
      let times = ["0ba", "1ba", "7ba", "40ba", "1ep", "3ep", "0.1dur", "0.5dur", "1dur", "64sp", "1000tok"]
      return try? schedule.setting(path, to: .string(random.element(of: times)))
    }
    let others = schedule.parameterPaths.compactMap { schedule.value(of: $0)?.number?.doubleValue }
    let ends = declaration.range.map { [max($0.lowerBound, -100), min($0.upperBound, 100)] } ?? []
    let corner = random.element(of: others + ends + [0, 1, 2, 3, 0.5, 1e-6])
    switch value {
    case .int: return try? schedule.setting(path, to: .int(Int(corner)))
    case .double: return try? schedule.setting(path, to: .double(corner))
    case .null where [.number, .integer].contains(declaration.kind):
      return try? schedule.setting(path, to: .int(random.below(30)))
    case .null where declaration.kind == .float:
      return try? schedule.setting(path, to: .double(Double(random.below(10)) / 10))
    default: return nil
    }
  }
}
