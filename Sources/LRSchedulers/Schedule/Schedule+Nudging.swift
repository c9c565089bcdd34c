extension Schedule {
  /// A copy with the parameter moved by a number of its natural steps, within its range; nil if it cannot move.
  ///
  /// Choices go round. All milestones of a list, or all floats by group, move together.
  package func nudged(_ parameter: String, by steps: Int) -> Schedule? {
    guard let declaration = self.parameter(at: parameter), let value = value(of: parameter),
      let moved = declaration.moved(value, by: steps), moved != value
    else { return nil }
    return try? setting(parameter, to: moved)
  }
}

extension ParameterDeclaration {
  /// The value some natural steps further.
  fileprivate func moved(_ value: ParameterValue, by steps: Int) -> ParameterValue? {
    switch value {
    case .string(let word): choice(after: word, steps).map(ParameterValue.string)
    case .list(let values): moved(values, by: steps).map(ParameterValue.list)
    case .int(let count): moved(Double(count), by: steps).map { .int(Int(clamping: $0.rounded())) }
    case .double(let number): moved(number, by: steps).map(ParameterValue.double)
    case .bool(let flag): .bool(steps % 2 == 0 ? flag : !flag)
    case .null, .lambda, .schedule, .dictionary: nil
    }
  }

  private func choice(after word: String, _ steps: Int) -> String? {
    guard let index = choices.firstIndex(of: word) else { return choices.first }
    let moved = (index + steps % choices.count + choices.count) % choices.count
    return choices[moved]
  }

  /// A list moves as a whole or not at all, so that the distances in it stay.
  private func moved(_ values: [ParameterValue], by steps: Int) -> [ParameterValue]? {
    let moved = values.compactMap { self.moved($0, by: steps) }
    let stuck = zip(values, moved).contains { $0 == $1 }
    return moved.count == values.count && !stuck ? moved : nil
  }

  private func moved(_ number: Double, by steps: Int) -> Double? {
    guard number.isFinite, let range else { return nil }
    let moved: Double
    switch naturalStep {
    case .linear(let step): moved = PreferredNumbers.rounded(number + step * Double(steps))
    case .decade(let smallest): moved = PreferredNumbers.moved(number, by: steps, smallest: smallest)
    case .cycle: return nil
    }
    return min(max(moved, range.lowerBound), range.upperBound)
  }
}
