import Charts
import JSON
import LRSchedulers
import Lab
import Training

/// A session as JSON: `session.json`, as Documentation/Sessions.md describes it.
package struct SessionDocument {
  /// Raised when a reader of before could not understand a document.
  static let version = 1

  package let state: SessionState

  package init(_ state: SessionState) { self.state = state }

  // MARK: Writing

  package var text: String { json.text(.indented) + "\n" }

  private var json: JSONValue {
    let view = state.view.sorted { $0.key < $1.key }.map { JSONObject.Member($0.key, .string($0.value)) }
    return [
      "lrviz_session": .int(Self.version), "focus": .int(state.focus + 1), "paused": .bool(state.isPaused),
      "speed": .string(state.pace.description), "tweaks": .string(state.isLive ? "live" : "restart"),
      "panes": .array(state.panes.map(Self.json)), "view": .object(JSONObject(view)),
    ]
  }

  private static func json(_ pane: SessionState.Pane) -> JSONValue {
    var object = members(of: pane.recipe)
    if pane.seeds > 1 { object.append("seeds", .int(pane.seeds)) }
    if let epoch = pane.forkedAfter { object.append("forked_after", .int(epoch)) }
    if let name = pane.selected { object.append("selected", .string(name)) }
    if pane.isWaiting { object.append("waiting", .bool(true)) }
    if pane.isForetold { object.append("forecast", .bool(true)) }
    if let ghost = pane.ghost { object.append("ghost", .object(members(of: ghost))) }
    if let origin = pane.origin { object.append("script", ScriptJSON.json(origin)) }
    if let next = pane.next { object.append("next", .object(members(next))) }
    return .object(object)
  }

  private static func members(of recipe: RunRecipe) -> JSONObject {
    var object = members(recipe.configuration)
    object.append("trained", .int(recipe.epoch))
    if !recipe.changes.isEmpty { object.append("changes", .array(recipe.changes.map(json))) }
    return object
  }

  private static func json(_ change: RunChange) -> JSONValue {
    switch change.kind {
    case .schedule(let schedule): ["epoch": .int(change.epoch), "spec": .string(schedule.spec)]
    case .rates(let rates): ["epoch": .int(change.epoch), "lr": .array(rates.map(JSONValue.double))]
    }
  }

  private static func members(_ run: RunConfiguration) -> JSONObject {
    var object = JSONObject()
    object.append("spec", .string(run.schedule.spec))
    object.append("lr", .array(run.lrs.map(JSONValue.double)))
    object.append("optimizer", .string(run.optimizer.spec))
    object.append("workload", .string(run.workload))
    object.append("epochs", .int(run.epochs))
    object.append("seed", Int(exactly: run.seed).map(JSONValue.int) ?? .string(String(run.seed)))
    if let size = run.batchSize { object.append("batch_size", .int(size)) }
    object.append("interval", .string(run.interval.rawValue))
    if let steps = run.plannedStepsPerEpoch { object.append("steps_per_epoch", .int(steps)) }
    return object
  }

  // MARK: Reading

  /// - Parameter path: for what is wrong.
  /// - Throws: with the member that is wrong and what was expected.
  package init(parsing text: String, path: String) throws(CommandError) {
    func wrong(_ what: String) -> CommandError {
      CommandError("'\(path)' is no session that can be opened: \(what)", .unreadableData)
    }
    let json: JSONValue
    do { json = try JSONValue(parsing: text) } catch { throw wrong("\(error)") }
    guard let version = json["lrviz_session"]?.int else {
      throw wrong("expected \"lrviz_session\": \(Self.version)")
    }
    guard version <= Self.version else {
      throw wrong("it is of version \(version), and this lrviz reads up to \(Self.version)")
    }
    guard let panes = json["panes"]?.array, !panes.isEmpty else {
      throw wrong("expected \"panes\", at least one")
    }
    var read: [SessionState.Pane] = []
    for (index, pane) in panes.enumerated() {
      do { read.append(try Self.pane(pane)) } catch { throw wrong("pane \(index + 1): \(error.message)") }
    }
    var state = SessionState(panes: read)
    state.focus = max(1, json["focus"]?.int ?? 1) - 1
    state.isPaused = json["paused"]?.bool ?? false
    if let pace = json["speed"]?.string.flatMap({ try? Pace.parse($0) }) { state.pace = pace }
    state.isLive = json["tweaks"]?.string != "restart"
    for member in json["view"]?.object?.members ?? [] { state.view[member.name] = member.value.string }
    self.state = state
  }

  private static func pane(_ json: JSONValue) throws(TrainingError) -> SessionState.Pane {
    let recipe = try recipe(json)
    var pane = SessionState.Pane(
      recipe: recipe,
      next: try json["next"].map { (next) throws(TrainingError) in
        try self.configuration(next, else: recipe.configuration)
      }, seeds: min(max(json["seeds"]?.int ?? 1, 1), SeedCount.range.upperBound),
      forkedAfter: json["forked_after"]?.int, isWaiting: json["waiting"]?.bool ?? false,
      selected: json["selected"]?.string)
    pane.isForetold = json["forecast"]?.bool ?? false
    pane.ghost = try json["ghost"].map { (ghost) throws(TrainingError) in try self.recipe(ghost) }
    pane.origin = json["script"].flatMap(ScriptJSON.origin)
    return pane
  }

  private static func recipe(_ json: JSONValue) throws(TrainingError) -> RunRecipe {
    let configuration = try configuration(json, else: nil)
    var changes: [RunChange] = []
    for change in json["changes"]?.array ?? [] { changes.append(try self.change(change, of: configuration)) }
    let trained = json["trained"]?.int ?? 0
    guard 0...configuration.epochs ~= trained else {
      throw TrainingError("trained must be from 0 to \(configuration.epochs), but got \(trained)")
    }
    guard zip(changes, changes.dropFirst()).allSatisfy({ $0.epoch <= $1.epoch }) else {
      throw TrainingError("changes must be in the order of their epochs")
    }
    return RunRecipe(configuration, changes: changes.filter { $0.epoch <= trained }, epoch: trained)
  }

  private static func change(
    _ json: JSONValue, of configuration: RunConfiguration
  ) throws(TrainingError) -> RunChange {
    guard let epoch = json["epoch"]?.int, epoch > 0 else { throw TrainingError("a change has no epoch") }
    if let spec = json["spec"]?.string { return RunChange(epoch: epoch, .schedule(try schedule(spec))) }
    let rates = json["lr"]?.array?.compactMap(\.double) ?? []
    guard rates.count == configuration.lrs.count, rates.allSatisfy(\.isFinite) else {
      throw TrainingError("the change of epoch \(epoch) needs a spec, or an lr for each group")
    }
    return RunChange(epoch: epoch, .rates(rates))
  }

  private static func configuration(
    _ json: JSONValue, else base: RunConfiguration?
  ) throws(TrainingError) -> RunConfiguration {
    guard let spec = json["spec"]?.string else { throw TrainingError("expected a spec") }
    let schedule = try schedule(spec)
    var run = base ?? RunConfiguration(schedule: schedule)
    run.schedule = schedule
    if let lrs = json["lr"]?.array { run.lrs = lrs.compactMap(\.double) }
    if let text = json["optimizer"]?.string { run.optimizer = try OptimizerConfiguration(parsing: text) }
    if let workload = json["workload"]?.string { run.workload = workload }
    guard !run.trains || WorkloadCatalog.summary(named: run.workload) != nil else {
      throw TrainingError("unknown workload '\(run.workload)'")
    }
    if let epochs = json["epochs"]?.int { run.epochs = epochs }
    if let seed = json["seed"] {
      run.seed = seed.int.flatMap(UInt64.init(exactly:)) ?? seed.string.flatMap(UInt64.init) ?? 0
    }
    run.batchSize = json["batch_size"]?.int ?? run.batchSize
    if let interval = json["interval"]?.string.flatMap(Interval.init(rawValue:)) { run.interval = interval }
    run.plannedStepsPerEpoch = json["steps_per_epoch"]?.int ?? run.plannedStepsPerEpoch
    try run.validate()
    return run
  }

  private static func schedule(_ spec: String) throws(TrainingError) -> Schedule {
    do { return try Schedule(parsing: spec) } catch { throw TrainingError("\(error)") }
  }
}
