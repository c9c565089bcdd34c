/// The scheduler's own functions on a state whose type is not known to the caller.
extension CatalogScheduler {
  func beginErased(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> AnySchedulerState {
    AnySchedulerState(base: try begin(&groups))
  }

  func decodeErased(from decoder: any Decoder) throws -> AnySchedulerState {
    AnySchedulerState(base: try decodeState(from: decoder))
  }

  func advanceErased(
    _ state: inout AnySchedulerState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    try withState(&state) { (state) throws(SchedulerError) in try advance(&state, &groups, metric: nil) }
  }

  func repeatInitialStepErased(
    _ state: inout AnySchedulerState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    try withState(&state) { (state) throws(SchedulerError) in try repeatInitialStep(&state, &groups) }
  }

  func startAsStageErased(
    _ state: inout AnySchedulerState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    try withState(&state) { (state) throws(SchedulerError) in try startAsStage(&state, &groups) }
  }

  func closedFormLRsErased(
    at epoch: Int, in state: AnySchedulerState, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double] {
    guard let own = state.base as? State else { throw Self.foreignState }
    return try closedFormLRs(at: epoch, in: own, groups)
  }

  func undoErased(_ state: inout AnySchedulerState) {
    guard var own = state.base as? State else { return }
    undoInitialStep(&own)
    state.base = own
  }

  func changeKindErased(in state: AnySchedulerState) -> LRChange.Kind? {
    (state.base as? State).flatMap { changeKind(in: $0) }
  }

  func takeOverErased(
    from previous: any CatalogScheduler, _ state: inout AnySchedulerState
  ) throws(SchedulerError) {
    guard let previous = previous as? Self else { throw Self.foreignState }
    try withState(&state) { (state) throws(SchedulerError) in try takeOver(from: previous, &state) }
  }

  private func withState(
    _ state: inout AnySchedulerState, _ body: (inout State) throws(SchedulerError) -> Void
  ) throws(SchedulerError) {
    guard var own = state.base as? State else { throw Self.foreignState }
    defer { state.base = own }
    try body(&own)
  }

  private static var foreignState: SchedulerError {
    SchedulerError(.type, "the state is not one of \(declaration.name)")
  }
}
