/// What counts the iterations of a loop, as a symbol.
struct ScriptCounter {
  var name: String
  var start: Int
  var step: Int
  /// Whether the elements are pairs, of which it is the first.
  var isPaired: Bool
  var offset: Int
  /// How far it counts; nil where that is not known.
  var length: Int?
  /// The training loop that it counts, by its place among those that are being read; nil where it counts none.
  var loop: Int?
  /// Whether it counts batches and not epochs.
  var isBatch = false
  /// Whether it stands for the parameter of a function that is read by itself.
  var isAssumed = false
  /// The name to ask for, where it is not the parameter's own.
  var asked: OpenName?

  var tree: PythonExpression { PythonExpression(offset: offset, node: .name(name)) }
}
