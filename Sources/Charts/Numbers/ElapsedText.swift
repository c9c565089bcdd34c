/// Lengths of time as axes and readouts have them.
package enum ElapsedText {
  /// `0`, `30s`, `1m30`, `2h`, `1h30`, `3d`, `2d12h`.
  package static func of(_ seconds: Double) -> String {
    let whole = Int(abs(seconds).rounded())
    let sign = seconds < 0 ? "-" : ""
    let (days, hours, minutes, rest) = (whole / 86_400, whole / 3_600 % 24, whole / 60 % 60, whole % 60)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if days > 0 { return sign + (hours > 0 ? "\(days)d\(hours)h" : "\(days)d") }
    if hours > 0 { return sign + (minutes > 0 ? "\(hours)h\(two(minutes))" : "\(hours)h") }
    if minutes > 0 { return sign + (rest > 0 ? "\(minutes)m\(two(rest))" : "\(minutes)m") }
    return rest > 0 ? "\(sign)\(rest)s" : "0"
  }
}
