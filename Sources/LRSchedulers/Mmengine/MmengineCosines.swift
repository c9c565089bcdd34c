extension Mmengine {
  /// The lowest value: itself, or a fraction of the base.
  struct Floor: Equatable, Sendable {
    var value: Double?
    var ratio: Double?

    func callAsFunction(_ base: Double) -> Double { ratio.map { base * $0 } ?? value ?? 0 }

    func checkOne(orNone: Bool) throws(SchedulerError) {
      if value != nil && ratio != nil || !orNone && value == nil && ratio == nil {
        throw SchedulerError(
          .value, "Either `eta_min` or `eta_min_ratio should be specified", parameter: "eta_min")
      }
    }
  }

  /// PyTorch's recursion along half a cosine.
  struct CosineAnnealing<Quantity: MmengineQuantity>: MmengineScheduler {
    var tMax: PythonNumber?
    var floor = Floor()
    var range = Range()

    private var period: Double {
      if let tMax, !tMax.isZero { return tMax.doubleValue }
      return Double(range.end) - Double(range.begin)
    }

    func validate() throws(SchedulerError) {
      try validateRange()
      try floor.checkOne(orNone: true)
    }

    func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double {
      if t == 0 { return current }
      let (lowest, step) = (floor(base), Double(t))
      if PythonMath.floorDivision(step - 1 - period, 2 * period).remainder == 0 {
        return current + (base - lowest) * (1 - (try PythonMath.cosine(.pi / period))) / 2
      }
      let before = 1 + (try PythonMath.cosine(.pi * (step - 1) / period))
      return try PythonMath.divide(1 + PythonMath.cosine(.pi * step / period), by: before)
        * (current - lowest) + lowest
    }

    var extent: ScheduleExtent {
      let mark = tMax.map { ScheduleExtent.Mark("T_max", $0, offset: Double(range.begin)) }
      guard let end = mark ?? (range.isEndless ? nil : .init("end", Double(range.end))) else {
        return ScheduleExtent()
      }
      return ScheduleExtent(completion: end, turn: end)
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard Double(range.end) == Double(range.begin) + period, context.reaches(Double(range.end)) else {
        return []
      }
      return [
        ScheduleNote(
          "\(Self.declaration.name) stops one step short of eta_min, as its range ends there; end=\(range.end + 1) reaches it"
        )
      ]
    }

    static var declaration: SchedulerDeclaration<Self> {
      SchedulerDeclaration(
        Quantity.name("CosineAnnealing"), library: .mmengine,
        summary: "Anneals the \(Quantity.word) along a cosine to eta_min, T_max steps from begin.",
        formula: "lr[t] = eta_min + (base_lr - eta_min) * (1 + cos(pi * (t - begin) / T_max)) / 2",
        quirks: [
          "With end = begin + T_max, as configs have it, the rate stops one step short of eta_min.",
          "T_max is end - begin where it is not given.",
        ],
        example: Self(tMax: 50),
        parameters: [
          .optionalNumber(
            "T_max", \.tMax, .noneByDefault, in: 1...10_000_000, help: "steps to eta_min; None: end - begin"),
          .optionalFloat("eta_min", \.floor.value, help: "the lowest value"), .beginning, .ending,
          .counter("last_step"),
          .byEpoch, .verbose,
          .optionalFloat(
            "eta_min_ratio", \.floor.ratio, in: 0...1, help: "the lowest value as a fraction of the first"),
        ])
    }
  }

  /// Cosines of given lengths and heights.
  struct CosineRestart<Quantity: MmengineQuantity>: MmengineScheduler {
    var periods: [PythonNumber]
    var weights = [1.0]
    var floor = Floor()
    var range = Range()

    func validate() throws(SchedulerError) {
      try validateRange()
      try floor.checkOne(orNone: false)
      if periods.count != weights.count {
        throw SchedulerError(
          .value, "periods and restart_weights should have the same length.", parameter: "restart_weights")
      }
      if let period = periods.first(where: { $0.doubleValue <= 0 }) {
        throw SchedulerError(.value, "periods must be above 0, but got \(period)", parameter: "periods")
      }
    }

    func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double {
      var start = 0.0
      for (period, weight) in zip(periods, weights) {
        let length = period.doubleValue
        if Double(t) >= start + length {
          start += length
          continue
        }
        let (step, lowest) = (Double(t) - start, floor(base))
        if step == 0 { return base * weight }
        let before = 1 + (try PythonMath.cosine(.pi * (step - 1) / length))
        return try PythonMath.divide(1 + PythonMath.cosine(.pi * step / length), by: before)
          * (current - lowest) + lowest
      }
      return current
    }

    static var declaration: SchedulerDeclaration<Self> {
      SchedulerDeclaration(
        Quantity.name("CosineRestart"), library: .mmengine,
        summary:
          "Anneals the \(Quantity.word) along one cosine after the other, each of its own length and height.",
        formula: "lr[t] = eta_min + (base_lr * weight - eta_min) * (1 + cos(pi * t_cur / period)) / 2",
        quirks: ["Behind the last period it stays where it was, one step short of eta_min."],
        example: Self(periods: [30, 70], weights: [1, 0.5], floor: Floor(value: 0)),
        parameters: [
          .numbers("periods", \.periods, .required, in: 1...10_000_000, help: "the lengths"),
          .rates(
            "restart_weights", \.weights, .defaulting(.list([.double(1)])), in: 0...10, step: .linear(0.05),
            help: "the heights, of the first value"),
          .optionalFloat(
            "eta_min", \.floor.value, .noneByDefault, help: "the lowest value; this or the ratio"),
          .optionalFloat(
            "eta_min_ratio", \.floor.ratio, in: 0...1, help: "the same as a fraction of the first value"),
        ] + Parameter.rangeOrder)
    }
  }
}
