/// The schedules of diffusers 0.42 (`diffusers.optimization`): those of transformers, and a few of its own.
enum Diffusers {
  /// A line whose ends are factors.
  struct Linear: FactorScheduler, CatalogScheduler {
    var warmup: PythonNumber
    var training: PythonNumber
    var lowest = 0.0
    var highest = 1.0

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let (t, w, n) = (Double(step), warmup.doubleValue, training.doubleValue)
      if t < w { return highest * t / max(1, w) }
      return lowest + (highest - lowest) * max(0, (n - t) / max(1, n - w))
    }

    var extent: ScheduleExtent {
      .descent(
        .init("num_training_steps", training), warmup: .init("num_warmup_steps", warmup), endsWithRun: true)
    }

    static let declaration = SchedulerDeclaration(
      "diffusers.get_linear_schedule_with_warmup", library: .diffusers,
      summary: "Warms up from 0 to f_max, then falls to f_min along a line; counts steps.",
      formula: "lr[t] = base_lr * (f_max * t / w, then f_min + (f_max - f_min) * (N - t) / (N - w))",
      quirks: ["With a warm-up the first update is made at rate 0."],
      example: Linear(warmup: 10, training: 100),
      parameters: [
        .steps("num_warmup_steps", \.warmup, .required, help: "steps of the rise from 0"),
        .steps("num_training_steps", \.training, .required, help: "all steps, the warm-up's included"),
        .counter("last_epoch"),
        .float("f_min", \.lowest, in: 0...10, step: .linear(0.05), help: "the factor at the end"),
        .float("f_max", \.highest, in: 0...10, step: .linear(0.05), help: "the factor behind the warm-up"),
      ])
  }

  /// Factors up to steps: `'1:10,0.1:20,0.01'`.
  struct PiecewiseConstant: FactorScheduler, CatalogScheduler {
    var rules: Rules

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double { rules.factor(step) }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    var extent: ScheduleExtent { .milestones("step_rules", rules.steps.map { Double($0.end) }) }

    static let declaration = SchedulerDeclaration(
      "get_piecewise_constant_schedule", library: .diffusers,
      summary: "Multiplies the learning rate by one factor after the other, up to given steps.",
      formula: "lr[t] = base_lr * the factor of the first rule whose step is above t",
      quirks: ["The rules are sorted by their steps."],
      example: PiecewiseConstant(rules: Rules(steps: [(1, 30), (0.1, 80)], last: 0.01)),
      parameters: [
        Parameter(
          name: "step_rules", kind: .text, requirement: .required, range: nil, naturalStep: .cycle,
          choices: [],
          help: "factors and the steps up to which they hold, such as '1:10,0.1:20,0.01'",
          read: { .string($0.rules.text) },
          write: { (scheduler, value) throws(SchedulerError) in
            scheduler.rules = try Rules(value.string(for: "step_rules"))
          }), .counter("last_epoch"),
      ])
  }

  /// The rules of a ``PiecewiseConstant``, sorted.
  struct Rules: Equatable, Sendable {
    struct Rule: Equatable, Sendable {
      var factor: Double
      var end: Int
    }

    var steps: [Rule]
    var last: Double

    init(steps: [(Double, Int)], last: Double) {
      self.steps = steps.map { Rule(factor: $0, end: $1) }
      self.last = last
    }

    init(_ text: String) throws(SchedulerError) {
      var parts = text.split(separator: ",", omittingEmptySubsequences: false)
      guard let final = parts.popLast(), let last = Double(final.filter { !$0.isWhitespace }),
        parts.count < 10_000
      else {
        throw Self.error(text)
      }
      var ends: [Int: Double] = [:]
      for part in parts {
        let pair = part.split(separator: ":", omittingEmptySubsequences: false).map {
          $0.filter { !$0.isWhitespace }
        }
        guard pair.count == 2, let factor = Double(pair[0]), let end = Int(pair[1]) else {
          throw Self.error(text)
        }
        ends[end] = factor
      }
      steps = ends.sorted { $0.key < $1.key }.map { Rule(factor: $0.value, end: $0.key) }
      self.last = last
    }

    private static func error(_ text: String) -> SchedulerError {
      SchedulerError(
        .value, "expected step_rules such as '1:10,0.1:20,0.01', but got \(PythonText.repr(text))",
        parameter: "step_rules")
    }

    var text: String {
      (steps.map { Self.number($0.factor) + ":\($0.end)" } + [Self.number(last)]).joined(separator: ",")
    }

    /// Whole numbers without a fraction, as people write them.
    private static func number(_ value: Double) -> String {
      Int(exactly: value).map(String.init) ?? PythonNumber.repr(value)
    }

    func factor(_ step: Int) -> Double { steps.first { step < $0.end }?.factor ?? last }
  }
}
