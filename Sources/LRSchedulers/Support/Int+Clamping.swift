extension Int {
  /// The nearest Int to an integral Double; 0 for NaN.
  @usableFromInline
  init(clamping value: Double) {
    if value.isNaN {
      self = 0
    } else {
      self = Int(exactly: value) ?? (value < 0 ? .min : .max)
    }
  }
}
