/// The handlers of pytorch-ignite 0.5 (`ignite.handlers.param_scheduler`): call number t sets the rate of iteration t.
enum Ignite {
  /// What all handlers take; only the rate is moved here.
  static func requireRate(_ name: String?) throws(SchedulerError) {
    if name != "lr" {
      throw SchedulerError(
        .notImplemented, "param_name must be 'lr' here, but got \(name.map { "'\($0)'" } ?? "None")",
        parameter: "param_name")
    }
  }
}

/// A handler whose value is a function of the call's number.
protocol IgniteFunction: AbsoluteScheduler, CatalogScheduler {
  var parameter: String? { get set }
  var kept: KeptArguments { get set }
}

extension Parameter where S: IgniteFunction {
  static var parameterName: Parameter {
    var parameter = text("param_name", \.parameter, help: "what is set: 'lr'")
    parameter.requirement = .required
    return parameter
  }

  static var saving: [Parameter] {
    [
      .kept("save_history", \.kept, false, help: "whether ignite keeps the values"),
      .kept("param_group_index", \.kept, .null, help: "the group that is meant; here all"),
    ]
  }
}
