extension Optax {
  /// One schedule after the other (`optax.join_schedules`).
  struct JoinSchedules: OptaxComposition, CatalogScheduler {
    var schedules: [Schedule]
    var boundaries: [PythonNumber]

    func validate() throws(SchedulerError) {
      let (parts, _) = try parts()
      if parts.isEmpty {
        throw SchedulerError(.value, "join_schedules expects at least one schedule", parameter: "schedules")
      }
      for part in parts { try part.validate() }
    }

    func parts() throws(SchedulerError) -> ([any AbsoluteScheduler], [Double]) {
      var parts: [any AbsoluteScheduler] = []
      for (index, schedule) in schedules.enumerated() {
        guard schedule.entry.library == .optax, let part = schedule.scheduler as? any AbsoluteScheduler else {
          throw SchedulerError(
            .type, "\(schedule.name) at index \(index) is no schedule of optax", parameter: "schedules")
        }
        parts.append(part)
      }
      return (parts, boundaries.map(\.doubleValue))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? {
      boundaries.contains { $0.doubleValue == Double(state.lastEpoch) } ? .phase : nil
    }

    var phases: [SchedulePhase] {
      let starts = [0] + boundaries.map { Int(clamping: $0.doubleValue.rounded(.up)) }
      return zip(schedules, starts).enumerated().map {
        SchedulePhase(index: $0, name: $1.0.name, start: $1.1)
      }
    }

    static let declaration = SchedulerDeclaration(
      "join_schedules", library: .optax,
      summary: "Runs one schedule after the other, each counting steps from its own boundary.",
      formula: "lr[t] = schedules[i](t - boundaries[i-1]), boundaries[i-1] <= t < boundaries[i]",
      quirks: [
        "Ends need not meet: a schedule cut short jumps to the next one's own first value."
      ],
      example: JoinSchedules(
        schedules: [
          Schedule(declared: Linear(initValue: 0, endValue: 0.1, transitionSteps: 10)),
          Schedule(declared: CosineDecay(initValue: 0.1, decaySteps: 90)),
        ], boundaries: [10]),
      parameters: [
        .schedules(
          "schedules", \.schedules, refusal: { "schedules[\($0)] is not a schedule" },
          help: "the schedules, in order"),
        .numbers("boundaries", \.boundaries, .required, in: 0...10_000_000, help: "where the next begins"),
      ])
  }
}
