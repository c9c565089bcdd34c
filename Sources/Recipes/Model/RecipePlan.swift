import LRSchedulers

/// What a configuration comes to: the schedule with all that decides its rates.
struct RecipePlan {
  var schedule: Schedule
  /// The rate and the momentum that each parameter group begins with.
  var groups: [ParameterGroup]
  var interval: Interval
  /// Whether the program that reads the configuration decides the interval, so that another one may be asked for.
  var isIntervalAssumed = false
  /// In units of the interval; nil where nothing says it.
  var length: Int?
  var stepsPerEpoch: Int?
  /// The optimizer; nil where nothing says it.
  var optimizer: PastedOptimizer?
  /// Where the scheduler is configured.
  var line = 1

  init(
    _ schedule: Schedule, lr: Double, momentum: Double? = nil, interval: Interval, length: Int? = nil,
    stepsPerEpoch: Int? = nil
  ) {
    self.schedule = schedule
    groups = [ParameterGroup(lr: lr, momentum: momentum)]
    self.interval = interval
    self.length = length
    self.stepsPerEpoch = stepsPerEpoch
  }
}

/// A framework whose configurations are read.
protocol Recipe: Sendable {
  static var table: RecipeTable { get }

  /// How surely a part is of the framework: 0 for not at all, 100 for what can be nothing else.
  static func claim(on part: ConfigurationPart) -> Int

  /// A part with its keys as the table has them. A claim is made on what comes of it.
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart

  /// What the configuration comes to. What is missing is noted with the reader, and a value is given nevertheless, so that all of it
  /// is asked for at once.
  ///
  /// - Returns: nil where something that is missing decides which schedule it is.
  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan?
}

extension Recipe {
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart { part }
}
