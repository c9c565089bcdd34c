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
  private let values: [String: (exact: String, short: String)]

  init(_ configuration: RunConfiguration) {
    let schedule = configuration.schedule
    model = WorkloadCatalog.summary(named: configuration.workload)?.modelText ?? ""
    stepsPerEpoch = configuration.stepsPerEpoch
    optimizer = configuration.optimizer.spec
    cycles = schedule.cycles(in: configuration.plan.length).flatMap { $0 >= Self.manyCycles ? $0 : nil }
    rates = LRText.compact(configuration.lrs)
    slots = configuration.slots
    names = slots.map(\.shortName)
    places = slots.map(\.places)
    heads = SlotHead.forms(slots, schedule)
    values = slots.reduce(into: [:]) { values, slot in
      switch slot {
      case .argument: values[slot.name] = Self.texts(schedule.value(of: slot.name))
      case .knob(let knob): values[slot.name] = Self.texts(configuration.knobValue(knob))
      case .baseLR, .currentLR: break
      }
    }
  }

  /// So many are no curve any more in a pane of usual width.
  private static let manyCycles = 20

  /// A parameter's value as Python.
  func value(of parameter: String) -> String { values[parameter]?.exact ?? "" }

  /// The same, but of a float no more digits than fit a line with little room.
  func shortValue(of parameter: String) -> String { values[parameter]?.short ?? "" }

  private static func texts(_ value: ParameterValue?) -> (exact: String, short: String) {
    let exact = value?.python ?? ""
    guard case .double(let number)? = value, exact.utf8.count > 8 else { return (exact, exact) }
    return (exact, LRText.plain([number]))
  }
}
