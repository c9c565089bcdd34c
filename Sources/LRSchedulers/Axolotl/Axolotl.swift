/// The schedulers of axolotl 0.19 (`axolotl.utils.schedulers`).
enum Axolotl {
  /// The linear rise from 0 of its lambdas.
  static func ramp(_ step: Double, _ warmup: Double) -> Double { step / max(1, warmup) }
}

extension Axolotl {
  /// REX, one step in from the start.
  struct RexLR: FormulaScheduler, CatalogScheduler {
    var maxLR: Double
    var minLR: Double
    var totalSteps: PythonNumber = 0
    var warmupSteps: PythonNumber = 0

    func validate() throws(SchedulerError) {
      if minLR > maxLR {
        throw SchedulerError(
          .value,
          "Value of \"min_lr\" should be less than value of \"max_lr\". Got min_lr=\(minLR.python) and max_lr=\(maxLR.python)",
          parameter: "min_lr")
      }
      if warmupSteps.doubleValue > totalSteps.doubleValue {
        throw SchedulerError(
          .value,
          "num_warmup_steps (\(warmupSteps)) must be less than or equal to total_steps (\(totalSteps)).",
          parameter: "num_warmup_steps")
      }
      if maxLR == 0 {
        throw SchedulerError(
          .zeroDivision, "max_lr must not be 0 (float division by zero)", parameter: "max_lr")
      }
    }

    func rate(_ step: Int, base: Double, defaultLR: Double) throws(SchedulerError) -> Double {
      let (t, w) = (Double(step) + 1, warmupSteps.doubleValue)
      if t <= w { return base * t / w }
      let rest = totalSteps.doubleValue - w
      if t - w >= rest || rest <= 0 { return minLR }
      let z = (rest - (t - w)) / rest
      return base * (minLR / maxLR + (1 - minLR / maxLR) * (z / (0.1 + 0.9 * z)))
    }

    var extent: ScheduleExtent {
      let last = max(0, totalSteps.doubleValue - 1)
      return .descent(
        .init("total_steps", last, offset: -1),
        warmup: .init("num_warmup_steps", max(0, warmupSteps.doubleValue - 1), offset: -1), endsWithRun: true)
    }

    static let declaration = SchedulerDeclaration(
      "RexLR", library: .axolotl,
      summary: "Warms up, then lowers the learning rate along the REX curve; counts steps.",
      formula:
        "lr[t] = base_lr * (m + (1 - m) * z / (0.1 + 0.9 * z)), z = (N - t - 1) / (N - w), m = min_lr / max_lr",
      quirks: [
        "The first step is one step in: 1/num_warmup_steps of the rate.",
        "The rate is the optimizer's, and not max_lr, which only scales min_lr.",
      ],
      example: RexLR(maxLR: 0.1, minLR: 0, totalSteps: 100, warmupSteps: 10),
      parameters: [
        .rate("max_lr", \.maxLR, .required, help: "the rate that min_lr is compared with"),
        .rate("min_lr", \.minLR, .required, help: "the last rate"),
        Parameter.steps("total_steps", \.totalSteps, help: "all steps").defaulting(0),
        Parameter.steps("num_warmup_steps", \.warmupSteps, help: "steps of the rise").defaulting(0),
        .counter("last_step", from: 0),
      ])
  }

  /// From one rate to another along an exponential.
  struct InterpolatingLog: AbsoluteScheduler, CatalogScheduler {
    var steps: PythonNumber
    var minLR: Double
    var maxLR: Double

    func validate() throws(SchedulerError) {
      if steps.doubleValue == 1 {
        throw SchedulerError(
          .zeroDivision, "num_steps must not be 1 (division by zero)", parameter: "num_steps")
      }
      if minLR == 0 {
        throw SchedulerError(
          .zeroDivision, "min_lr must not be 0 (float division by zero)", parameter: "min_lr")
      }
      // The constructor raises their ratio to the power 1 / (num_steps - 1).
      if maxLR == 0, steps.doubleValue < 1 {
        throw SchedulerError(
          .zeroDivision, "max_lr is 0.0, which cannot be raised to a negative power with num_steps=\(steps)",
          parameter: "max_lr")
      }
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      if step <= 0 { return minLR }
      if Double(step) >= steps.doubleValue { return maxLR }
      let q = try PythonMath.power(maxLR / minLR, 1 / (steps.doubleValue - 1))
      return minLR * (try PythonMath.power(q, Double(step - 1)))
    }

    var extent: ScheduleExtent { .transition(to: .init("num_steps", steps), rises: maxLR > minLR) }

    static let declaration = SchedulerDeclaration(
      "InterpolatingLogScheduler", library: .axolotl,
      summary: "From min_lr to max_lr along an exponential; counts steps.",
      formula: "lr[t] = min_lr * (max_lr / min_lr)**((t - 1) / (num_steps - 1))",
      quirks: ["The first two steps both have min_lr; the optimizer's rate is not used."],
      example: InterpolatingLog(steps: 100, minLR: 1e-4, maxLR: 0.1),
      parameters: [
        .steps("num_steps", \.steps, .required, help: "steps to the last rate"),
        .rate("min_lr", \.minLR, .required, help: "the first rate"),
        .rate("max_lr", \.maxLR, .required, help: "the last rate"), .counter("last_epoch"),
      ])
  }
}
