/// The highest rate, where the schedule has it of its own and does not take it from the optimizer.
extension Schedule {
  /// nil where the rates follow the optimizer's.
  package var ownPeak: Double? {
    let rates = peakArguments.flatMap { value(of: $0)?.rates ?? [] }
    return rates.filter { $0.isFinite && $0 > 0 }.max()
  }

  /// The same schedule with another highest rate: all arguments that say it, and no others. Rates of groups keep their ratios.
  package func settingOwnPeak(_ rate: Double) throws(SchedulerError) -> Schedule {
    guard let present = ownPeak else {
      throw SchedulerError(.attribute, "\(name) takes its rates from the optimizer")
    }
    var schedule = self
    for path in peakArguments {
      guard let value = value(of: path), value.rates.max() == present else { continue }
      schedule = try schedule.replacing(path, with: value.scaled(to: rate, from: present))
    }
    return try schedule.checked
  }

  /// What libraries call the highest rate, whatever else a scheduler takes from the optimizer.
  private static let peakNames: Set = [
    "max_lr", "peak_value", "warmup_max_lr", "cycle_max_lr", "max_learning_rate", "eta_max", "lr_max",
  ]
  /// The rates between which a schedule goes that knows nothing of an optimizer: the highest of them is the peak.
  private static let rateNames: Set = [
    "init_value", "end_value", "value", "start_value", "base_value", "init", "initial_learning_rate",
    "warmup_target", "init_lr",
  ]

  private var peakArguments: [String] {
    let isAbsolute = withMembers.allSatisfy { $0.scheduler is any AbsoluteScheduler }
    return parameterPaths.filter { path in
      let name = ParameterPath(path).name
      return Self.peakNames.contains(name) || isAbsolute && Self.rateNames.contains(name)
    }
  }
}

extension ParameterValue {
  /// Its numbers, where it is one or a list of them.
  fileprivate var rates: [Double] {
    if let number { return [number.doubleValue] }
    guard case .list(let values) = self else { return [] }
    return values.compactMap { $0.number?.doubleValue }
  }

  /// With its largest number another one, and the others in proportion.
  fileprivate func scaled(to rate: Double, from present: Double) -> ParameterValue {
    guard case .list(let values) = self else { return .double(rate) }
    return .list(
      values.map { value in
        guard let number = value.number?.doubleValue else { return value }
        return .double(number == present ? rate : number * (rate / present))
      })
  }
}
