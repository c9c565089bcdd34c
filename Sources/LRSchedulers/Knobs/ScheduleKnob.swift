/// What people turn first, whatever a library calls it and however many of its arguments it takes.
package enum ScheduleKnob: String, Sendable, CaseIterable {
  /// Over how many counts the rate rises at first.
  case warmup = "warm-up"
  /// The highest rate.
  case peak
  /// The rate it falls to in the end.
  case end
}
