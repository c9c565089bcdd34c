import LRSchedulers

/// `--rampup-batch-size START INCREMENT SAMPLES`, by `RampupBatchsizeNumMicroBatchesCalculator`.
enum MegatronRampup {
  /// The batch of each of the first iterations; the last one holds on.
  static func batches(_ reader: RecipeReader, global: Int) throws(SpecError) -> [Int] {
    if let text = reader.definition("batch_sizes") {
      guard case .list(let values)? = try? ParameterValue(parsing: text) else {
        throw SpecError("batch_sizes=\(text) is given; expected a list of counts", column: 1)
      }
      let sizes = values.compactMap { value -> Int? in
        if case .int(let size) = value, size > 0 { size } else { nil }
      }
      guard sizes.count == values.count, !sizes.isEmpty else {
        throw SpecError("batch_sizes=\(text) is given; expected counts from 1", column: 1)
      }
      reader.assume("batch_sizes from --define")
      return sizes
    }
    guard let numbers = try reader.numbers("rampup_batch_size") else { return [global] }
    let counts = numbers.compactMap { Int(exactly: $0) }
    guard counts.count == 3, counts[0] > 0, counts[1] > 0, counts[2] >= 0, counts[0] <= global,
      (global - counts[0]) % counts[1] == 0
    else {
      throw reader.refusal(
        "rampup_batch_size",
        "is \(numbers.map(RuleText.number).joined(separator: " ")); expected the first batch, an increment that leads to \(global), and samples"
      )
    }
    let (start, increment, samples) = (counts[0], counts[1], counts[2])
    let increments = (global - start) / increment
    let length = Double(samples) / Double(max(1, increments))
    var batches: [Int] = []
    var consumed = 0
    while consumed <= samples, batches.count < 1_000_000, increments > 0, length > 0 {
      let batch = min(global, start + Int(Double(consumed) / length) * increment)
      batches.append(batch)
      consumed += batch
    }
    guard consumed > samples || increments == 0 || length <= 0 else {
      throw reader.refusal(
        "rampup_batch_size",
        "has more than \(RuleText.count(batches.count)) iterations of growing batches, which are not read here"
      )
    }
    reader.rules.append(
      "batch: from \(start) to \(global) in steps of \(increment) over \(RuleText.count(samples)) samples, \(RuleText.count(batches.count)) iterations"
    )
    return batches + [global]
  }

  /// The iterations that a number of samples makes.
  static func iterations(of samples: Int, batches: [Int], global: Int) -> Int {
    var consumed = 0
    for (index, batch) in batches.enumerated() {
      if consumed + batch > samples { return index }
      consumed += batch
    }
    return batches.count + (samples - consumed) / max(1, batches.last ?? global)
  }
}
