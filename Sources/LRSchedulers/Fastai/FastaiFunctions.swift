extension Fastai {
  struct Lin: FastaiFunction {
    var start: Double
    var end: Double
    var points: PythonNumber? = 100

    func value(at position: Double) throws(SchedulerError) -> Double { start + position * (end - start) }

    static let declaration = SchedulerDeclaration(
      "SchedLin", library: .fastai, summary: "From start to end along a line over the training.",
      formula: "lr[t] = start + t / n * (end - start)", example: Lin(start: 0.1, end: 0),
      parameters: Parameter.ends(\.start, \.end) + [.n])
  }

  struct Cos: FastaiFunction {
    var start: Double
    var end: Double
    var points: PythonNumber? = 100

    func value(at position: Double) throws(SchedulerError) -> Double {
      try Fastai.cosine(start, end, position)
    }

    static let declaration = SchedulerDeclaration(
      "SchedCos", library: .fastai, summary: "From start to end along a cosine over the training.",
      formula: "lr[t] = start + (1 + cos(pi * (1 - t / n))) * (end - start) / 2",
      quirks: ["Behind the end it comes back."],
      example: Cos(start: 0.1, end: 0), parameters: Parameter.ends(\.start, \.end) + [.n])
  }

  struct No: FastaiFunction {
    var start: Double
    var end: Double
    var points: PythonNumber? = 100

    func value(at position: Double) throws(SchedulerError) -> Double { start }

    static let declaration = SchedulerDeclaration(
      "SchedNo", library: .fastai, summary: "Stays at start, whatever end is.", formula: "lr[t] = start",
      example: No(start: 0.1, end: 0.1), parameters: Parameter.ends(\.start, \.end) + [.n])
  }

  struct Exp: FastaiFunction {
    var start: Double
    var end: Double
    var points: PythonNumber? = 100

    func validate() throws(SchedulerError) {
      if start == 0 {
        throw SchedulerError(
          .zeroDivision, "start must not be 0 (float division by zero)", parameter: "start")
      }
    }

    func value(at position: Double) throws(SchedulerError) -> Double {
      start * (try PythonMath.power(end / start, position))
    }

    static let declaration = SchedulerDeclaration(
      "SchedExp", library: .fastai, summary: "From start to end along an exponential over the training.",
      formula: "lr[t] = start * (end / start)**(t / n)", example: Exp(start: 0.001, end: 0.1),
      parameters: Parameter.ends(\.start, \.end) + [.n])
  }

  struct Poly: FastaiFunction {
    var start: Double
    var end: Double
    var power: Double
    var points: PythonNumber? = 100

    func value(at position: Double) throws(SchedulerError) -> Double {
      start + (end - start) * (try PythonMath.power(position, power))
    }

    static let declaration = SchedulerDeclaration(
      "SchedPoly", library: .fastai, summary: "From start to end along a power over the training.",
      formula: "lr[t] = start + (end - start) * (t / n)**power", example: Poly(start: 0.1, end: 0, power: 2),
      parameters: Parameter.ends(\.start, \.end) + [
        .float("power", \.power, .required, in: 0...10, step: .linear(0.5), help: "1 is a line"), .n,
      ])
  }

  struct CombinedCos: FastaiFunction {
    var part: Double
    var start: Double
    var middle: Double
    var end: Double
    var points: PythonNumber? = 100

    func validate() throws(SchedulerError) { try Fastai.check([part, 1 - part], "pct") }

    func value(at position: Double) throws(SchedulerError) -> Double {
      try Fastai.combinedCosine(part, start, middle, end, at: position)
    }

    static let declaration = SchedulerDeclaration(
      "combined_cos", library: .fastai, summary: "A cosine from start to middle, and another one to end.",
      formula: "lr[t] = SchedCos(start, middle) up to pct, then SchedCos(middle, end)",
      quirks: ["Positions are float32, so that rates differ in the seventh digit."],
      example: CombinedCos(part: 0.25, start: 0.004, middle: 0.1, end: 1e-6),
      parameters: [
        .fraction("pct", \.part, .required, help: "the part of the first cosine"),
        .rate("start", \.start, .required, help: "the first rate"),
        .rate("middle", \.middle, .required, help: "the rate between them"),
        .rate("end", \.end, .required, help: "the last rate"), .n,
      ])
  }

  struct Combined: FastaiFunction {
    var parts: [Double]
    var schedules: [Schedule]
    var points: PythonNumber? = 100

    func validate() throws(SchedulerError) {
      if parts.isEmpty || parts.count != schedules.count {
        throw SchedulerError(
          .value, "pcts and scheds must be as many, but got \(parts.count) and \(schedules.count)",
          parameter: "scheds")
      }
      try Fastai.check(parts, "pcts")
      for schedule in schedules { try schedule.fastaiFunction("scheds").validate() }
    }

    func value(at position: Double) throws(SchedulerError) -> Double {
      let place = Pieces(parts).place(position)
      return try schedules[place.index].fastaiFunction("scheds").value(at: place.position)
    }

    static let declaration = SchedulerDeclaration(
      "combine_scheds", library: .fastai,
      summary: "One schedule after the other, each for a part of the training.",
      formula: "lr[t] = scheds[i]((t / n - start[i]) / pcts[i])",
      quirks: [
        "The parts must add up to 1.0 exactly, which [0.7, 0.2, 0.1] does not in binary.",
        "Edges are float32: a batch on an edge may fall on its wrong side.",
      ],
      example: Combined(
        parts: [0.25, 0.75],
        schedules: [
          Schedule(declared: Lin(start: 0, end: 0.1, points: nil)),
          Schedule(declared: Cos(start: 0.1, end: 0, points: nil)),
        ]),
      parameters: [
        .rates("pcts", \.parts, in: 0...1, step: .linear(0.05), help: "the parts, 1 together"),
        .schedules(
          "scheds", \.schedules, refusal: { "scheds[\($0)] is no schedule of fastai" },
          help: "the schedules, in order"), .n,
      ])
  }
}
