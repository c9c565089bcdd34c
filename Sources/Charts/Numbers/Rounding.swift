extension Double {
  /// `Int(rounded())` and `Int(rounded(.up))`, of values an `Int` can hold. A processor that is merely x86-64 has no
  /// instruction for them, and charts round several times for every dot: too often for calls into the C library.
  @inline(__always)
  var nearest: Int {
    let whole = Int(self)
    let rest = self - Double(whole)
    return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
  }

  var above: Int {
    let whole = Int(self)
    return Double(whole) < self ? whole + 1 : whole
  }
}
