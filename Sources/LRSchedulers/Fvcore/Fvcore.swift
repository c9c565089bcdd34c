/// The schedules of fvcore 0.1.5 (`fvcore.common.param_scheduler`): functions of `where`, the fraction of the run that is done.
enum Fvcore {
  /// What keeps a boundary from being missed by rounding.
  static let epsilon = 1e-6
}

/// A function of the fraction of a run.
///
/// By itself it is called with `step / max_iter`, which the training decides; inside of another one that one says where.
protocol FvcoreFunction: AbsoluteScheduler, CatalogScheduler {
  var maxIter: PythonNumber? { get set }

  func value(at position: Double) throws(SchedulerError) -> Double
}

extension FvcoreFunction {
  var outsideNeeds: [String] { ["max_iter"] }

  func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    let length = try maxIter.required("max_iter")
    if length <= 0 {
      throw SchedulerError(
        .value, "max_iter must be above 0, but got \(length.python)", parameter: "max_iter")
    }
  }

  func rate(_ step: Int) throws(SchedulerError) -> Double {
    try value(at: PythonMath.divide(Double(step), by: maxIter.required("max_iter")))
  }

  /// Where the run is over.
  var end: ScheduleExtent.Mark { .init("max_iter", maxIter?.doubleValue ?? 0) }
}

extension Parameter where S: FvcoreFunction {
  static var maxIter: Parameter { .outside("max_iter", \.maxIter, help: "the steps of the run") }
}

extension Schedule {
  /// The scheduler as a function of the fraction of a run.
  /// The same where it is one, for what is stepped.
  var resolvedFunction: Resolved<(any FvcoreFunction)?> { Resolved(scheduler as? any FvcoreFunction) }

  func fvcoreFunction(_ parameter: String) throws(SchedulerError) -> any FvcoreFunction {
    if let function = scheduler as? any FvcoreFunction { return function }
    throw SchedulerError(
      .type, "\(parameter) must be a ParamScheduler of fvcore, but got \(name) of \(entry.library.rawValue)",
      parameter: parameter)
  }
}
