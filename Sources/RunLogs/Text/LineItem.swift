/// A number in a line of text and what stands around it.
struct LineItem {
  enum Sign { case none, colon, equals }

  var value: Double
  var power: Int8
  /// Whether it was printed as a whole number.
  var isWhole: Bool
  /// Behind a slash: `3/10`.
  var total: Double?
  /// What stands in front of it up to the last separator.
  var name: Range<Int>
  /// What stands in front of the name, up to the number before.
  var lead: Range<Int>
  var sign = Sign.none
  /// The bracket that opens right in front of it.
  var bracket: UInt8 = 0
  /// Whether only a comma stands between it and the number before.
  var isContinued = false
  /// Whether it is the number before's mean: `0.5 (0.7)`.
  var isMean = false
  var isPercent = false
  var hasUnit = false
  /// Printed as `2epoch`, `21-40batch`: the number counts what follows.
  var counted: CountedUnit?
  /// Where its digits stand, and those of its total.
  var digits = 0..<0
  var totalDigits: Range<Int>?
  /// Whether the value is that of its digits: no thousands' commas, no `k`, no range.
  var isPlain = true
  /// Just behind it and its unit.
  var end: Int
  /// Whether a comma and more numbers follow within the bracket.
  var isListed = false

  /// Whether the value stands in a call: `tensor(0.5, device='cuda:0')`.
  var isWrapped = false

  enum CountedUnit { case epoch, iteration }
}
