extension Fvcore {
  /// Values from milestones on.
  struct MultiStep: FvcoreFunction {
    var values: [Double]
    var updates: PythonNumber?
    var milestones: [PythonNumber]?
    var maxIter: PythonNumber? = 100

    /// The ends of the pieces, and how many updates `where` stands for.
    private func pieces() throws(SchedulerError) -> (ends: [Double], updates: Double) {
      guard var ends = milestones?.map(\.doubleValue) else {
        let count = try updates.required("num_updates")
        let width = (count / Double(values.count)).rounded(.up)
        return (
          (1..<max(2, values.count)).map { width * Double($0) }.prefix(values.count - 1).map { $0 }, count
        )
      }
      if let updates { return (ends, updates.doubleValue) }
      let last = ends.popLast() ?? 0
      return (ends, last)
    }

    func validate() throws(SchedulerError) {
      guard !values.isEmpty, updates != nil || milestones != nil else {
        throw SchedulerError(
          .value, "Non-empty list of values, and num_updates or milestones, are expected", parameter: "values"
        )
      }
      let (ends, count) = try pieces()
      if values.count != ends.count + 1 {
        throw SchedulerError(
          .value,
          "Non-Equidistant learning rate values must have one more value than milestones: \(values.count) values, \(ends.count) milestones",
          parameter: "milestones")
      }
      if count < Double(values.count) {
        throw SchedulerError(
          .value,
          "Total num_updates must be greater than length of param schedule: \(count.python) updates, \(values.count) values",
          parameter: updates == nil ? "milestones" : "num_updates")
      }
      var last = 0.0
      for end in ends {
        if end <= last || end >= count {
          throw SchedulerError(
            .value,
            "Milestones must be in ascending order, above 0 and below num_updates (\(count.python)), but got \(end.python)",
            parameter: "milestones")
        }
        last = end
      }
    }

    func value(at position: Double) throws(SchedulerError) -> Double {
      if position > 1 {
        throw SchedulerError(.value, "where in ParamScheduler must be in [0, 1]: got \(position.python)")
      }
      let (ends, count) = try pieces()
      let update = ((position + Fvcore.epsilon) * count).rounded(.towardZero)
      return values[ends.insertionIndex { $0 <= update }]
    }

    static let declaration = SchedulerDeclaration(
      "MultiStepParamScheduler", library: .fvcore,
      summary: "Takes one value after the other, from milestones on or in pieces of one length.",
      formula: "lr[t] = values[milestones passed by t / max_iter * num_updates]",
      quirks: [
        "Without num_updates the last milestone is the length of the run.",
        "Without milestones the last piece is shorter, as the length of the others is rounded up.",
      ],
      example: MultiStep(values: [0.1, 0.01, 0.001], updates: 90, milestones: [60, 80]),
      parameters: [
        .rates("values", \.values, help: "the rates, one after the other"),
        .optionalNumber(
          "num_updates", \.updates, .noneByDefault, in: 1...10_000_000, help: "what milestones are counted in"
        ),
        .optionalNumbers(
          "milestones", \.milestones, .noneByDefault, in: 1...10_000_000, help: "where the next value begins"),
        .maxIter,
      ])
  }

  /// Values in pieces of the same length.
  struct Step: FvcoreFunction {
    var updates: PythonNumber
    var values: [Double]
    var maxIter: PythonNumber? = 100

    func validate() throws(SchedulerError) {
      if updates.doubleValue <= 0 {
        throw SchedulerError(.value, "Number of updates must be larger than 0", parameter: "num_updates")
      }
      if values.isEmpty {
        throw SchedulerError(
          .value, "Step scheduler requires non-empty list of at least one value", parameter: "values")
      }
    }

    func value(at position: Double) throws(SchedulerError) -> Double {
      let index = Int(clamping: ((position + Fvcore.epsilon) * Double(values.count)).rounded(.towardZero))
      guard values.indices.contains(index) else {
        throw SchedulerError(.value, "list index out of range: the run is over")
      }
      return values[index]
    }

    static let declaration = SchedulerDeclaration(
      "StepParamScheduler", library: .fvcore,
      summary: "Takes one value after the other, each for the same part of the run.",
      formula: "lr[t] = values[int(t / max_iter * len(values))]",
      quirks: ["num_updates is not used; at the end of the run it fails."],
      example: Step(updates: 90, values: [0.1, 0.01, 0.001]),
      parameters: [
        .steps("num_updates", \.updates, .required, help: "not used"),
        .rates("values", \.values, help: "the rates, one after the other"), .maxIter,
      ])
  }

  /// A value that is multiplied at the ends of pieces of the same length.
  struct StepWithFixedGamma: FvcoreFunction {
    var baseValue: Double
    var decays: PythonNumber
    var gamma: Double
    var updates: PythonNumber
    var maxIter: PythonNumber? = 100

    func validate() throws(SchedulerError) {
      for (name, value) in [("base_value", baseValue), ("gamma", gamma), ("num_decays", decays.doubleValue)]
      where value <= 0 {
        throw SchedulerError(.value, "\(name) must be above 0, but got \(value.python)", parameter: name)
      }
      if decays.doubleValue > 1_000_000 || decays.intValue == nil {
        throw SchedulerError(
          .value, "num_decays must be an int below 1000000, but got \(decays)", parameter: "num_decays")
      }
      if updates.doubleValue <= 0 {
        throw SchedulerError(.value, "Number of updates must be larger than 0", parameter: "num_updates")
      }
    }

    func value(at position: Double) throws(SchedulerError) -> Double {
      let index = ((position + Fvcore.epsilon) * (decays.doubleValue + 1)).rounded(.towardZero)
      if index > decays.doubleValue {
        throw SchedulerError(.value, "list index out of range: the run is over")
      }
      var value = baseValue
      for _ in 0..<max(0, Int(clamping: index)) { value *= gamma }
      return value
    }

    static let declaration = SchedulerDeclaration(
      "StepWithFixedGammaParamScheduler", library: .fvcore,
      summary: "Multiplies the rate by gamma num_decays times, at even distances over the run.",
      formula: "lr[t] = base * gamma**int(t / max_iter * (num_decays + 1))",
      quirks: ["num_updates is not used; at the end of the run it fails."],
      example: StepWithFixedGamma(baseValue: 0.1, decays: 3, gamma: 0.1, updates: 100),
      parameters: [
        .rate("base_value", \.baseValue, .required, help: "the first rate"),
        .number("num_decays", \.decays, .required, in: 1...1000, help: "how often it is lowered"),
        .fraction("gamma", \.gamma, .required, help: "factor of each time"),
        .steps("num_updates", \.updates, .required, help: "not used"), .maxIter,
      ])
  }
}
