import LRSchedulers

extension Future {
  /// Its name in JSON and in the titles of columns.
  var key: String { self == .closedForm ? "closed_form" : rawValue }
}

extension ScheduleRow {
  /// The rates in another future; nil before the fork and after the alternative has failed.
  func lrs(_ future: Future) -> [Double]? { others[future].flatMap { try? $0.get() } }

  /// What stands in the columns of a table: rates, momenta, rates in the other futures.
  var cells: [Double?] { lrs + momenta + (others.isEmpty ? [] : otherCells) }

  var otherCells: [Double?] {
    let futures = Future.allButInForce.filter { others[$0] != nil }
    return futures.flatMap { lrs($0) ?? lrs.map { _ in nil } as [Double?] }
  }
}

extension ScheduleNote {
  /// Why a future is not shown, or not to the end. The epoch, or step, is counted from 0.
  init(ending future: Future, of schedule: Schedule, _ error: SchedulerError, at epoch: Int, unit: String) {
    let place =
      error.kind == .notImplemented ? "" : "the \(future.rawValue) ends before \(unit) \(epoch + 1): "
    self.init("\(schedule.name): \(place)\(error.message)")
  }
}
