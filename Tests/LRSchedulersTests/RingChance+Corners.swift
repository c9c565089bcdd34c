import LRSchedulers
import SpecFuzzing

/// Arguments at the ends of what they may be.
extension RingChance {
  /// A parameter at an end of its range, at a small number, or as another one is; nil where it has no corners, or the schedule is refused
  /// with it.
  func cornered(_ schedule: Schedule, _ path: String, _ random: inout SplitMix) -> Schedule? {
    guard let declaration = schedule.parameter(at: path), let value = schedule.value(of: path) else {
      return nil
    }
    if case .string(let text) = value, library == .composer, text.first?.isNumber == true {
      let times = [
        "0ba", "1ba", "7ba", "40ba", "200ba", "0ep", "1ep", "3ep", "0dur", "0.1dur", "0.37dur", "0.5dur",
        "1dur", "64sp", "1000tok",
      ]
      return try? schedule.setting(path, to: .string(random.element(of: times)))
    }
    let others = schedule.parameterPaths.compactMap { schedule.value(of: $0)?.number?.doubleValue }
    let ends = declaration.range.map { [max($0.lowerBound, -100), min($0.upperBound, 100)] } ?? []
    let corner = random.element(of: others + ends + [0, 1, 2, 3, 0.5, 1e-6, -1])
    switch value {
    case .int: return try? schedule.setting(path, to: .int(Int(corner)))
    case .double: return try? schedule.setting(path, to: .double(corner))
    case .list(let elements):
      return try? schedule.setting(path, to: .list(cornered(elements, corner, &random)))
    case .null where [.number, .integer].contains(declaration.kind):
      return try? schedule.setting(path, to: .int(random.below(30)))
    case .null where declaration.kind == .float:
      return try? schedule.setting(path, to: .double(Double(random.below(10)) / 10))
    case .null where declaration.kind == .choice && !declaration.choices.isEmpty:
      return try? schedule.setting(path, to: .string(random.element(of: declaration.choices)))
    default: return nil
    }
  }

  /// A list with equal elements, in the wrong order, of one element, of none, with an element twice, or with another number in it.
  private func cornered(
    _ elements: [ParameterValue], _ corner: Double, _ random: inout SplitMix
  ) -> [ParameterValue] {
    guard let first = elements.first, let last = elements.last else { return [.int(random.below(30))] }
    switch random.below(6) {
    case 0: return elements.map { _ in first }
    case 1: return elements.reversed()
    case 2: return [last]
    case 3: return []
    case 4: return elements + [last]
    default:
      var changed = elements
      let place = random.below(elements.count)
      if case .int = changed[place] { changed[place] = .int(Int(corner)) }
      if case .double = changed[place] { changed[place] = .double(corner) }
      return changed
    }
  }
}
