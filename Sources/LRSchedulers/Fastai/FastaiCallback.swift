extension Fastai {
  /// `ParamScheduler`: functions by the names of hyper-parameters.
  struct ParamScheduler: FastaiFunction {
    var schedules: [DictionaryItem]
    var points: PythonNumber? = 100

    private func function(_ name: String) throws(SchedulerError) -> (any FastaiFunction)? {
      guard let item = schedules.first(where: { $0.key == .string(name) }) else { return nil }
      return try item.value.schedule(for: "scheds").fastaiFunction("scheds")
    }

    func validate() throws(SchedulerError) {
      guard let rate = try function("lr") else {
        throw SchedulerError(.key, "scheds must have a schedule for 'lr'", parameter: "scheds")
      }
      try rate.validate()
      try function("mom")?.validate()
    }

    func value(at position: Double) throws(SchedulerError) -> Double {
      try function("lr")?.value(at: position) ?? 0
    }

    func momentum(at position: Double) throws(SchedulerError) -> Double? {
      try function("mom")?.value(at: position)
    }

    var hasMomentum: Bool { schedules.contains { $0.key == "mom" } }

    /// A rise, for examples.
    fileprivate static let exponential = [
      DictionaryItem(
        key: "lr", value: .schedule(Schedule(declared: Exp(start: 0.001, end: 0.1, points: nil))))
    ]

    static let declaration = SchedulerDeclaration(
      "ParamScheduler", library: .fastai,
      summary: "Sets the rate, and perhaps the momentum, by functions of the position in the training.",
      formula: "lr[t] = scheds['lr'](t / n)",
      example: ParamScheduler(schedules: [
        DictionaryItem(
          key: "lr", value: .schedule(Schedule(declared: Exp(start: 0.001, end: 0.1, points: nil))))
      ]),
      parameters: [scheds, .n])

    private static var scheds: Parameter<Self> {
      var parameter = Parameter<Self>.dictionary(
        "scheds", \.schedules, help: "schedules by hyper-parameters, such as {'lr': SchedExp(1e-3, 0.1)}")
      parameter.requirement = .required
      return parameter
    }
  }

  /// `learn.fit` with a ``ParamScheduler`` among its callbacks.
  struct Fit: FastaiFit {
    var epochs: Int
    var callback: Schedule
    var kept = KeptArguments()
    var startEpoch = 0
    var stepsPerEpoch: PythonNumber?

    private func scheduler() throws(SchedulerError) -> ParamScheduler {
      if let scheduler = callback.scheduler as? ParamScheduler { return scheduler }
      throw SchedulerError(
        .type, "cbs must have a ParamScheduler, but got \(callback.name)", parameter: "cbs")
    }

    func validate() throws(SchedulerError) { try scheduler().validate() }

    func fits() throws(SchedulerError) -> [Part] {
      let scheduler = try scheduler()
      if epochs < 1 {
        throw SchedulerError(.value, "n_epoch must be above 0, but got \(epochs)", parameter: "n_epoch")
      }
      var part = Part(epochs: epochs, first: min(max(0, startEpoch), epochs)) {
        (position, _, _, _) throws(SchedulerError) in
        try scheduler.value(at: position)
      }
      if scheduler.hasMomentum {
        part.momentum = { (position) throws(SchedulerError) in try scheduler.momentum(at: position) ?? 0 }
      }
      return [part]
    }

    static let declaration = SchedulerDeclaration(
      "learn.fit", library: .fastai, summary: "Trains with the rates of a ParamScheduler.",
      formula: "lr[t] = scheds['lr'](t / (n_epoch * steps_per_epoch))",
      example: Fit(
        epochs: 10,
        callback: Schedule(declared: ParamScheduler(schedules: ParamScheduler.exponential, points: nil)),
        stepsPerEpoch: 10),
      parameters: [
        .epochs("n_epoch", \.epochs, help: "the epochs"),
        .kept("lr", \.kept, .null, help: "the learner's rate, which the callback sets"),
        .kept("wd", \.kept, .null, help: "a weight decay, which changes no rate"),
        .schedule("cbs", \.callback, help: "the ParamScheduler"),
        .kept("reset_opt", \.kept, false, help: "changes no rate"),
        .epochs("start_epoch", \.startEpoch, .optional, help: "the first epoch that is trained"), .batches,
      ])
  }
}
