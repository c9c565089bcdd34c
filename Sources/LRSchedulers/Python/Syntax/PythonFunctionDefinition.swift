/// A function of a script that gives one expression, such as `def warmup(epoch): return min(1, epoch / 5)`.
struct PythonFunctionDefinition {
  struct Parameter {
    var name: String
    /// Its default, or what it is given.
    var value: PythonExpression?
  }

  var name: String
  var parameters: [Parameter]
  /// What it gives; names known outside are put in.
  var value: PythonExpression
  /// The nodes of all this.
  var size: Int
}
