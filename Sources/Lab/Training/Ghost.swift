import Training

/// A run that is over or was left behind, kept to be looked at.
struct Ghost: Sendable {
  let history: History
  /// How it counted.
  let clock: Clock
  /// What makes it again.
  let recipe: RunRecipe
}

extension Ghost {
  /// A run that was made again to be looked at.
  init(_ recipe: RunRecipe, _ records: [EpochRecord]) {
    var history = History()
    for record in records { history.append(record) }
    self.init(history: history, clock: recipe.configuration.clock, recipe: recipe)
  }
}

extension RunConfiguration {
  /// How a run of it counts.
  var clock: Clock { Clock(stepsPerEpoch: Double(stepsPerEpoch), countsSteps: interval == .step) }
}
