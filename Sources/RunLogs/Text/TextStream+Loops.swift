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

  /// Knows Keras' `evaluate`, which counts behind the last batch of an epoch, without one of its own, to another end.
  mutating func evaluation(_ meaning: inout LineMeaning) {
    if meaning.epoch != nil { kerasBar = nil }
    guard let count = meaning.iteration, let total = meaning.total, meaning.step == nil, meaning.split.isEmpty
    else { return }
    if let bar = kerasBar, bar.isFull, bar.total != total, epoch != nil {
      meaning.name(split: "test")
    } else {
      kerasBar = (total, count >= total)
    }
  }

  /// Takes a batch of a validation. In a log that has nothing but such lines each is a point of its own, as its count is the
  /// only one: `[ Valid | 001/100 ] loss = 1.2` may be all that was kept of a run.
  mutating func takeBatch(_ meaning: LineMeaning, _ options: ReadOptions, _ run: inout LogRun) {
    pass = meaning
    guard !hasCounted, epoch == nil, !isBesideRows, !meaning.isRedrawn, options.x == nil,
      let x = meaning.iteration
    else { return }
    run.enter(member)
    let place = Place(x: x, axis: .step, isSummary: false)
    for field in meaning.fields {
      let slot = names.slot(of: field)
      append(slot, field, place, replaces: false, &run)
      if let id = seriesID(slot, &run) { lone.insert(id) }
    }
  }

  /// Something else counts: such lines were the batches of a validation, of which the last one stands for all.
  mutating func forgetLone(_ run: inout LogRun) {
    for id in lone { run.series[id].removeAll(from: 0) }
    lone = []
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

  mutating func flushPass(_ run: inout LogRun, _ options: ReadOptions) {
    guard let pass else { return }
    self.pass = nil
    let x = lastX ?? epoch ?? 0
    let place = Place(x: x, axis: lastX == nil ? .epoch : .step, isSummary: false)
    for field in pass.fields { append(names.slot(of: field), field, place, replaces: false, &run) }
  }

  mutating func noteEarly(_ place: Place, _ run: inout LogRun) {
    guard let early else { return }
    self.early = nil
    guard early.lines <= 3 else { return }
    for field in early.meaning.fields where field.isKnown {
      append(names.slot(of: field), field, place, replaces: false, &run)
    }
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
