#if canImport(Glibc)
  import Glibc
#endif

/// Ticks of an axis of seconds, where people count in minutes, hours and days.
enum TimeTicks {
  private static let minute = 60.0
  private static let hour = 3_600.0
  private static let day = 86_400.0
  private static let steps: [Double] =
    [1, 2, 5, 10, 15, 30] + [1, 2, 5, 10, 15, 30].map { $0 * minute } + [1, 2, 3, 6, 12].map { $0 * hour }
    + [1, 2, 7, 14, 30, 90, 365].map { $0 * day }

  /// - Parameter isClock: whether seconds are since 1970 and labels say the time of the day where lrviz runs.
  static func ticks(from lower: Double, to upper: Double, intervals: Int, isClock: Bool) -> [Tick] {
    let raw = (upper - lower) / Double(max(1, intervals))
    guard raw.isFinite, raw > 0, abs(lower) < 1e15, abs(upper) < 1e15 else { return [] }
    let step = steps.first { $0 >= raw } ?? (raw / (365 * day)).rounded(.up) * 365 * day
    let shift = isClock ? Double(offset(at: lower)) : 0
    let first = ((lower + shift) / step - 1e-9).rounded(.up)
    let last = ((upper + shift) / step + 1e-9).rounded(.down)
    guard first <= last, last - first < 1_000 else { return [] }
    return stride(from: first, through: last, by: 1).map { count in
      let value = count * step - shift
      return Tick(value: value, label: isClock ? clock(value, step) : ElapsedText.of(count * step))
    }
  }

  private static func clock(_ seconds: Double, _ step: Double) -> String {
    let format = step < minute ? "%H:%M:%S" : step < day ? "%H:%M" : "%b %d"
    return formatted(seconds, format)
  }

  private static func formatted(_ seconds: Double, _ format: String) -> String {
    var (time, parts) = (time_t(seconds.rounded()), tm())
    localtime_r(&time, &parts)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      strftime(buffer.baseAddress, buffer.count, format, &parts)
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  /// How far the clock on the wall is ahead of Greenwich.
  private static func offset(at seconds: Double) -> Int {
    var (time, parts) = (time_t(seconds), tm())
    localtime_r(&time, &parts)
    return parts.tm_gmtoff
  }
}
