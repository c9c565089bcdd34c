import LRSchedulers
import Training

/// A pane that trains: what is to be run, and what the run has said so far.
package struct TrainingPane: Sendable {
  /// A planned run has nothing to control.
  var abilities: Set<PaneAbility> { trains ? Set(PaneAbility.allCases) : [.schedule, .sharedAxes] }

  /// Whether there is a run; a plan is complete without one.
  package var trains: Bool { configuration.trains }

  /// What the next start uses. While a run is under way the schedule is also the one in force, once it was assigned.
  package internal(set) var configuration: RunConfiguration {
    didSet {
      texts = ConfigurationText(configuration)
      refreshNotes()
    }
  }
  /// What the present run was started with.
  package private(set) var started: RunConfiguration
  private(set) var texts: ConfigurationText
  package internal(set) var state = RunState.running
  package internal(set) var history = History()
  /// What happened to the rate and the schedule, in order.
  package internal(set) var events: [PaneEvent] = []
  package internal(set) var plateau: PlateauStatus?
  /// How often the rate of the first group fell at once.
  private(set) var cuts = 0
  /// How a plateau's scheduler sees the metric, while that is shown.
  var microscope: PlateauMicroscope?
  var forecast: Forecast
  /// Kept, as making them takes building the schedule.
  var scheduleNotes: [ScheduleNote] = []
  var changeNotes = ChangeNotes()
  /// Whether the run has seen a metric below 0.
  var hasNegativeMetrics = false
  var selection = 0
  /// Where the schedule was read from; nil where it is from no script.
  package internal(set) var origin: ScriptOrigin?
  /// The last form of every scheduler shown here, so that `n` and then `p` lose nothing.
  var visited: [String: Schedule] = [:]

  /// The run that was here before, or that of which this one is a fork; nil where there was none.
  var ghost: Ghost?
  /// Where it is a fork of another run; nil for a run of its own.
  var fork: ForkOrigin?
  /// Whether it waits where it was forked until something is changed, or it is told to go on.
  var isWaiting = false
  /// What is known to have been changed in a run that is made again, and that it has not come to yet.
  var expected: ArraySlice<RunChange> = []
  /// How far a run that is made again was.
  var goal = 0
  /// The same run with other seeds.
  var otherSeeds: [SeedRun] = []

  /// - Parameter seeds: with how many it is trained, from 1.
  init(_ configuration: RunConfiguration, origin: ScriptOrigin? = nil, seeds: Int = 1) {
    self.configuration = configuration
    self.origin = origin
    started = configuration
    texts = ConfigurationText(configuration)
    forecast = Forecast(configuration)
    if configuration.trains { otherSeeds = Array(repeating: SeedRun(), count: max(0, seeds - 1)) }
    if !configuration.trains { state = .done }
    selection = firstSelection
    refreshNotes()
  }

  package var schedule: Schedule { configuration.schedule }

  /// Epochs trained so far.
  package var epoch: Int { history.epochs }

  /// Steps of an epoch where the scheduler steps with every batch; nil where it steps once an epoch.
  var stepsPerEpoch: Int? { configuration.interval == .step ? texts.stepsPerEpoch : nil }

  var clock: Clock {
    Clock(stepsPerEpoch: Double(texts.stepsPerEpoch), countsSteps: configuration.interval == .step)
  }

  mutating func replaceEvents(by kept: [PaneEvent]) {
    events = []
    cuts = 0
    for event in kept {
      if case .change(let change) = event { add([change]) } else { events.append(event) }
    }
  }

  mutating func add(_ changes: [LRChange]) {
    events.append(contentsOf: changes.map(PaneEvent.change))
    cuts += changes.count { $0.group == 0 && $0.to < $0.from }
  }

  /// The last moment that has been trained.
  var latest: Moment { .epochEnd(Double(max(1, epoch))) }

  /// Forgets the run, to start again from `configuration`.
  mutating func reset() {
    if epoch > 0 {
      let isComparable = configuration.workload == started.workload
      ghost =
        isComparable ? Ghost(history: history, clock: started.clock, recipe: recipe(after: epoch)) : nil
    }
    (started, fork, isWaiting) = (configuration, nil, false)
    (expected, goal) = ([], 0)
    history = History()
    events = []
    for index in otherSeeds.indices { otherSeeds[index].reset() }
    cuts = 0
    plateau = nil
    state = configuration.trains ? .running : .done
    forecast = Forecast(configuration)
    hasNegativeMetrics = false
    changeNotes = ChangeNotes()
    refreshNotes()
  }
}
