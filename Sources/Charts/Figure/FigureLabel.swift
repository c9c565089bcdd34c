import Canvas

/// What stands at a tick: a number, or a power of ten with its exponent raised.
struct FigureLabel: Sendable, Equatable {
  let text: String
  var exponent = ""

  init(_ text: String) { self.text = text }

  init(powerOfTen exponent: Int) {
    text = "10"
    // A minus sign, not a hyphen.
    self.exponent = exponent < 0 ? "−\(-exponent)" : "\(exponent)"
  }

  /// In points.
  func width(_ scale: FigureScale) -> Double {
    scale.width(text) + TextWidth.of(exponent, size: Self.raised * scale.small)
  }

  /// The size of an exponent.
  static let raised = 0.75
}
