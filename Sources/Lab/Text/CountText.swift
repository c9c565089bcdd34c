import LRSchedulers

/// Places on a scale as text.
enum CountText {
  /// `12`, or `12.5` between two counts.
  static func of(_ x: Double) -> String {
    Int(exactly: x).map(String.init) ?? PythonNumber.repr(x)
  }
}
