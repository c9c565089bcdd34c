/// The schedules of fastai 2.8 (`fastai.callback.schedule`): functions of the position in a training, from 0 to 1.
enum Fastai {
  /// Functions one after the other, whose places are those of float32 tensors.
  struct Pieces {
    private let edges: [Float]

    init(_ parts: [Double]) {
      var sum = 0.0
      // torch's cumsum adds up in double what it keeps in single precision.
      edges =
        [0]
        + parts.map {
          sum += Double(Float($0))
          return Float(sum)
        }
    }

    /// The piece of a position, and the position in it.
    func place(_ position: Double) -> (index: Int, position: Double) {
      let position = Float(position)
      let last = edges.lastIndex { position >= $0 } ?? 0
      let index = min(last, edges.count - 2)
      return (index, Double((position - edges[index]) / (edges[index + 1] - edges[index])))
    }
  }

  static func cosine(_ start: Double, _ end: Double, _ position: Double) throws(SchedulerError) -> Double {
    start + (1 + (try PythonMath.cosine(.pi * (1 - position)))) * (end - start) / 2
  }

  /// `combined_cos`: a cosine to a middle, and another to the end.
  static func combinedCosine(
    _ part: Double, _ start: Double, _ middle: Double, _ end: Double, at position: Double
  ) throws(SchedulerError) -> Double {
    let place = Pieces([part, 1 - part]).place(position)
    return place.index == 0
      ? try cosine(start, middle, place.position) : try cosine(middle, end, place.position)
  }

  /// fastai asserts that parts are all there, and none is negative.
  static func check(_ parts: [Double], _ name: String) throws(SchedulerError) {
    let sum = parts.reduce(0, +)
    if sum != 1 {
      throw SchedulerError(.value, "sum(pcts) must be 1.0 exactly, but is \(sum.python)", parameter: name)
    }
    if let part = parts.first(where: { $0 < 0 }) {
      throw SchedulerError(.value, "pcts must not be below 0, but got \(part.python)", parameter: name)
    }
  }
}

/// A function of the position, which by itself is asked at `step / n`.
protocol FastaiFunction: AbsoluteScheduler, CatalogScheduler {
  var points: PythonNumber? { get set }

  func value(at position: Double) throws(SchedulerError) -> Double
}

extension FastaiFunction {
  var outsideNeeds: [String] { ["n"] }

  func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    let count = try points.required("n")
    if count <= 0 {
      throw SchedulerError(.value, "n must be above 0, but got \(count.python)", parameter: "n")
    }
  }

  func rate(_ step: Int) throws(SchedulerError) -> Double {
    try value(at: PythonMath.divide(Double(step), by: points.required("n")))
  }
}

extension Parameter where S: FastaiFunction {
  static var n: Parameter {
    .outside("n", \.points, help: "the steps of the training, over which positions go from 0 to 1")
  }

  static func ends(_ start: Field<S, Double>, _ end: Field<S, Double>) -> [Parameter] {
    [
      .rate("start", start, .required, help: "the first rate"),
      .rate("end", end, .required, help: "the last rate"),
    ]
  }
}

extension Schedule {
  func fastaiFunction(_ parameter: String) throws(SchedulerError) -> any FastaiFunction {
    // The callback has functions, and is none.
    if let function = scheduler as? any FastaiFunction, !(function is Fastai.ParamScheduler) {
      return function
    }
    throw SchedulerError(
      .type, "\(parameter) must be a function of fastai, but got \(name) of \(entry.library.rawValue)",
      parameter: parameter)
  }
}
