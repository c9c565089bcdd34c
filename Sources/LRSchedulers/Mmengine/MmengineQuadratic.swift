extension Mmengine {
  /// A rise along a parabola, of mmdetection: the value of a step is the one before and more of the first than that had.
  struct QuadraticWarmup<Quantity: MmengineQuantity>: MmengineScheduler {
    var range = Range()

    func validate() throws(SchedulerError) {
      if range.isEndless {
        throw SchedulerError(
          .value,
          "``end`` must be less than infinity,Please set ``end`` parameter of ``QuadraticWarmupScheduler`` as the number of warmup end.",
          parameter: "end")
      }
      try validateRange()
    }

    func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double {
      let length = Double(range.end - range.begin)
      let rise = base * Double(2 * t + 1) / (length * length)
      return t == 0 ? rise : current + rise
    }

    var extent: ScheduleExtent {
      range.isEndless
        ? ScheduleExtent() : .transition(to: .init("end", Double(range.end), offset: 1), rises: true)
    }

    static var declaration: SchedulerDeclaration<Self> {
      SchedulerDeclaration(
        Quantity.name("QuadraticWarmup"), library: .mmengine, module: "mmdet.engine.schedulers",
        summary: "Raises the \(Quantity.word) along a parabola.",
        formula: "lr[t] = base_lr * ((t + 1 - begin) / (end - begin))**2",
        quirks: [
          "It is mmdetection's, and goes from the value in force: what another scheduler did before adds to it."
        ],
        example: Self(range: Range(end: 10)),
        parameters: [
          .beginning, Parameter.ending.defaulting(.int(Mmengine.forever)), .counter("last_step"), .byEpoch,
          .verbose,
        ])
    }
  }
}
