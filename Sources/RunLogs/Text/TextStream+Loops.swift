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
      meaning.name(split: loopSplit)
    } else if meaning.split.isEmpty {
      trainingTotal = total
    } else if let trainingTotal, trainingTotal != total {
      meaning.isBatchOfSplit = true
    }
  }

  /// A line that counts, with the split of the heading above it where it is one of that loop's batches: below `Evaluation:` a count
  /// starts over and goes on. Any other ends what the heading is of.
  mutating func underHeading(_ meaning: LineMeaning) -> LineMeaning {
    guard !heldSplit.isEmpty, meaning.epoch == nil, meaning.split.isEmpty, !meaning.fields.isEmpty,
      let count = meaning.step ?? meaning.iteration
    else { return leaveHeading(meaning) }
    var batch = meaning
    (batch.split, batch.isBatchOfSplit) = (heldSplit, true)
    batch.name(split: heldSplit)
    let begins = headedCount == nil && lastX.map { count < $0 } ?? false
    let goesOn = headedCount.map { count > $0 } ?? false && pass?.fields.first?.name == batch.fields[0].name
    guard begins || goesOn else { return leaveHeading(meaning) }
    headedCount = count
    return batch
  }

  private mutating func leaveHeading(_ meaning: LineMeaning) -> LineMeaning {
    (heldSplit, headedCount) = ("", nil)
    return meaning
  }

  /// Whether a line sums up the validation that was going on.
  func isSummary(_ meaning: LineMeaning) -> Bool {
    guard let pass, meaning.iteration == nil, meaning.step == nil, !meaning.split.isEmpty else {
      return false
    }
    return meaning.fields.contains { one in pass.fields.contains { $0.name == one.name } }
  }
}

extension LineMeaning {
  /// Puts the word for a part of the data in front of the names that say none.
  mutating func name(split: String) {
    for index in fields.indices where Split(NameWords(fields[index].name)) == nil {
      fields[index].name = "\(split) \(fields[index].name)"
      fields[index].slot = -1
    }
  }
}
