import LRSchedulers

/// Commands whose flags are like those of TrainingArguments, of programs that may have arguments and defaults of their own.
enum TrainerProgram {
  /// What other programs call the batch that TrainingArguments has as per_device_train_batch_size.
  private static let batchNames = ["train_batch_size", "batch_size", "micro_batch_size", "train_bs", "bs"]

  /// A batch of another name shows that the program makes TrainingArguments of its own arguments, in a way that nobody says.
  static func ask(_ reader: RecipeReader) {
    let part = reader.part
    guard part.form != .call, part["per_device_train_batch_size"] == nil,
      let name = batchNames.first(where: { part[$0] != nil && part[$0]?.entries == nil })
    else { return }
    reader.notes.append(
      "\(reader.name(name)) is no argument of TrainingArguments: the program has arguments of its own, and may have other defaults"
    )
    let isCounted =
      reader.options.stepsPerEpoch != nil || reader.options.batchSize != nil || part["max_steps"] != nil
      || reader.asksForSteps && part["num_train_epochs"] == nil
    guard !isCounted else { return }
    reader.require(
      "per_device_train_batch_size", for: "the batches of an epoch, as \(reader.name(name)) may say it",
      guess: part[name]?.parameterValue)
  }

  /// Programs that take TrainingArguments as they are.
  private static let known: Set<String> = [
    "trl", "llamafactory-cli", "accelerate-launch", "axolotl", "swift",
  ]

  /// Says the defaults that decide, as a program of another project may have others.
  static func sayDefaults(_ reader: RecipeReader) {
    let part = reader.part
    guard part.form == .commandLine, !part.words.isEmpty, reader.table.name == TransformersRecipe.table.name,
      !known.contains(part.words[0])
    else { return }
    var left: [String] = []
    if part["lr_scheduler_type"] == nil { left.append("lr_scheduler_type linear") }
    if part["warmup_steps"] == nil, part["warmup_ratio"] == nil { left.append("no warm-up") }
    guard !left.isEmpty else { return }
    reader.notes.append(
      "TrainingArguments has these defaults, and the program may have others: \(left.joined(separator: ", "))"
    )
  }
}
