import Charts

#if canImport(Glibc)
  import Glibc
#endif

/// Moments in time as text.
enum TimeText {
  /// `2d3h`, `1h05`, `12m30`, `45s`; what a log calls a time may be any number.
  static func elapsed(_ seconds: Double) -> String {
    abs(seconds) < 1e12 ? ElapsedText.of(seconds) : CountText.of(seconds)
  }

  /// `2026-11-27 09:15:00`, as the clock on the wall has it.
  static func clock(_ seconds: Double) -> String {
    guard abs(seconds) < 1e12 else { return CountText.of(seconds) }
    var (time, parts) = (time_t(seconds), tm())
    localtime_r(&time, &parts)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      strftime(buffer.baseAddress, buffer.count, "%Y-%m-%d %H:%M:%S", &parts)
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }
}
