import Engine
import Judges
import LRSchedulers

#if canImport(Glibc)
  import Glibc
#endif

/// The combinations of a sweep that are computed before they are written, spread over the cores.
enum SweepBatch {
  static let size = 20_000
  private static let piece = 500

  static func rows(_ sweep: PlateauSweep, _ range: Range<Int>) -> Result<[PlateauSweep.Row], SchedulerError> {
    let pieces = stride(from: range.lowerBound, to: range.upperBound, by: piece).map {
      $0..<min(range.upperBound, $0 + piece)
    }
    let results = ParallelMap.map(pieces.count) { index -> Result<[PlateauSweep.Row], SchedulerError> in
      do throws(SchedulerError) { return .success(try sweep.rows(pieces[index])) } catch { return .failure(error) }
    }
    var rows: [PlateauSweep.Row] = []
    for result in results {
      switch result {
      case .success(let some): rows += some
      case .failure: return result
      }
    }
    return .success(rows)
  }
}

/// How far a sweep has come, on the terminal behind standard error; nothing where that is none, or the sweep is short.
struct SweepProgress {
  private let count: Int
  private let isShown: Bool

  init(_ count: Int) {
    self.count = count
    isShown = count > SweepBatch.size && isatty(STDERR_FILENO) == 1
  }

  func show(_ done: Int) {
    if isShown { write("\r\(100 * done / count) % of \(count) combinations") }
  }

  func erase() {
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    _ = text.utf8.withContiguousStorageIfAvailable { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
