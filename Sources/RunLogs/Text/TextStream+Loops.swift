/// Loops over the validation within an epoch, of which the last batch counts.
extension TextStream {
  /// Knows a loop of the validation by what was said when it began, or by its length.
  mutating func loopWithin(_ meaning: inout LineMeaning) {
    guard let _ = meaning.iteration, let total = meaning.total, meaning.step == nil else {
      if meaning.epoch != nil { loopSplit = "" }
      return
    }
    if !loopSplit.isEmpty, meaning.epoch == nil, meaning.split.isEmpty {
      (meaning.split, meaning.isBatchOfSplit) = (loopSplit, true)
      for index in meaning.fields.indices where Split(NameWords(meaning.fields[index].name)) == nil {
        meaning.fields[index].name = "\(loopSplit) \(meaning.fields[index].name)"
        meaning.fields[index].slot = -1
      }
    } else if meaning.split.isEmpty {
      trainingTotal = total
    } else if let trainingTotal, trainingTotal != total {
      meaning.isBatchOfSplit = true
    }
  }

  /// Whether a line sums up the validation that was going on.
  func isSummary(_ meaning: LineMeaning) -> Bool {
    guard let pass, meaning.iteration == nil, meaning.step == nil, !meaning.split.isEmpty else {
      return false
    }
    return meaning.fields.contains { one in pass.fields.contains { $0.name == one.name } }
  }
}
