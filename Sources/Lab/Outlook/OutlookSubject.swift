import Tracks

/// What a forecast of a pane's loss is made from. Whoever makes it knows the laws; the lab knows the runs.
package struct OutlookSubject: Sendable {
  /// What really was in force.
  package enum Ran: Sendable {
    /// Step by step, from the first on.
    case exactly(StepRates)
    /// As a log has it; x is that of the losses.
    case logged(Track)
  }

  /// The schedule of another pane.
  package struct Other: Sendable {
    /// The number of its pane on the screen.
    package var number: Int
    package var name: String
    package var rates: StepRates
    /// Optimizer steps from its start to its end.
    package var steps: Int
  }

  package var losses: Track
  package var isTrainingLoss: Bool
  /// Passes over the data so far.
  package var epochs: Double
  /// Where the losses stand in optimizer steps: `step = x * stepsPerX + stepAtZero`.
  package var stepsPerX: Double
  package var stepAtZero: Double
  package var ran: Ran
  /// What is planned; it counts from the last loss on.
  package var plan: StepRates
  /// Optimizer steps from the start of the run to its end.
  package var steps: Int
  /// What there is to say of the plan before anything is computed; empty for nothing.
  package var remark = ""
  package var others: [Other] = []

  package func step(at x: Double) -> Int {
    Int(exactly: min(max(x * stepsPerX + stepAtZero, 0), 1e15).rounded()) ?? 0
  }

  package func x(ofStep step: Int) -> Double { (Double(step) - stepAtZero) / stepsPerX }
}

/// What is known for a forecast.
package enum OutlookRequest: Sendable {
  case subject(OutlookSubject)
  /// Why there can be none.
  case refused(String)
  /// The plan is still being made.
  case notYet
}
