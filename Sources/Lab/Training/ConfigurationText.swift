import Charts
import LRSchedulers
import Training

/// What every frame says of a configuration, made when the configuration changes: asking the catalogs for it costs more
/// than drawing the charts.
struct ConfigurationText: Sendable {
  /// Batches of an epoch.
  let stepsPerEpoch: Int
  /// Such as `MLP 64-32-10`; empty without a model.
  let model: String
  let optimizer: String
  /// Of a schedule that goes through the same curve so often that a chart shows a block, how often; else nil.
  let cycles: Int?
  /// The rates a run starts with, for a line with little room.
  let rates: String
  /// What the arrow keys can change.
  let slots: [ParameterSlot]
  /// Of the slots: their short names, and the members they belong to.
  let names: [String]
  let places: [[Int]]
  /// See ``SlotHead``.
  let heads: [[StyledText]]
  /// By the slot's name.
  private let values: [String: String]
  private let shortValues: [String: String]

  init(_ configuration: RunConfiguration) {
    let schedule = configuration.schedule
    model = WorkloadCatalog.summary(named: configuration.workload)?.modelText ?? ""
    stepsPerEpoch = configuration.stepsPerEpoch
    optimizer = configuration.optimizer.spec
    cycles = schedule.cycles(in: configuration.plan.length).flatMap { $0 >= Self.manyCycles ? $0 : nil }
    rates = LRText.compact(configuration.lrs)
    slots = schedule.slots
    names = slots.map(\.shortName)
    places = slots.map(\.places)
    heads = SlotHead.forms(slots, schedule)
    let paths = slots.filter { !$0.isRate }.map(\.name)
    values = Dictionary(paths.map { ($0, schedule.parameterText($0)) }) { first, _ in first }
    shortValues = Dictionary(paths.map { ($0, Self.shortValue($0, of: schedule)) }) { first, _ in first }
  }

  /// So many are no curve any more in a pane of usual width.
  private static let manyCycles = 20

  /// A parameter's value as Python.
  func value(of parameter: String) -> String { values[parameter] ?? "" }

  /// The same, but of a float no more digits than fit a line with little room.
  func shortValue(of parameter: String) -> String { shortValues[parameter] ?? "" }

  private static func shortValue(_ parameter: String, of schedule: Schedule) -> String {
    guard case .double(let value)? = schedule.value(of: parameter) else {
      return schedule.parameterText(parameter)
    }
    let exact = PythonNumber.repr(value)
    return exact.utf8.count <= 8 ? exact : NumberFormat.readout(value)
  }
}
