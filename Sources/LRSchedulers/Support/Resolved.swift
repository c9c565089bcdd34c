/// Something that follows from the other properties of a value, kept because it is asked for in every step: it makes no difference
/// between two values.
struct Resolved<Value: Sendable>: Equatable, Sendable {
  var value: Value

  init(_ value: Value) { self.value = value }

  static func == (left: Self, right: Self) -> Bool { true }
}
