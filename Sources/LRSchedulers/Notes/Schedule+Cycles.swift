extension Schedule {
  /// How many times the schedule goes through the same curve, to the nearest whole.
  ///
  /// - Parameter steps: the steps of the scheduler in the run.
  /// - Returns: nil for a schedule that repeats nothing, or less than once.
  package func cycles(in steps: Int) -> Int? {
    let extent = scheduler.extent
    // A cosine that turns at its end is back where it began after twice its length.
    guard let length = extent.cycle?.step ?? extent.turn.map({ 2 * $0.step }), length > 0 else { return nil }
    let count = (Double(steps) / length).rounded()
    return count >= 1 && count < 1e15 ? Int(count) : nil
  }
}
