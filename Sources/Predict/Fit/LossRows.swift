#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The losses of a run by their steps, as they are logged.
package struct LossRows: Sendable, Equatable {
  /// Ascending, each once.
  package private(set) var steps: [Int] = []
  package private(set) var losses: [Double] = []
  /// How many rows were left out as they held no finite loss.
  package private(set) var gaps = 0

  package var count: Int { steps.count }

  /// - Parameter rows: in the order of the log. Where the steps jump back, as when a run goes on from a checkpoint, what is logged later
  ///   takes the place of what was there from that step on.
  package init(_ rows: some Sequence<(step: Int, loss: Double)>) {
    for row in rows {
      guard row.loss.isFinite else {
        gaps += 1
        continue
      }
      while let last = steps.last, last >= row.step {
        steps.removeLast()
        losses.removeLast()
      }
      steps.append(row.step)
      losses.append(row.loss)
    }
  }

  /// Those from a step on, moved by `shift` steps.
  func from(_ first: Int, movedBy shift: Int) -> LossRows {
    var rows = LossRows([])
    rows.gaps = gaps
    for (step, loss) in zip(steps, losses) where step + shift >= first {
      rows.steps.append(step + shift)
      rows.losses.append(loss)
    }
    return rows
  }

  /// How far a loss lies from its neighbors' mean by chance, in parts of it: a robust standard deviation of a row.
  package var noise: Double {
    guard count > 2 else { return 0 }
    let bends = (1..<(count - 1)).map { row -> Double in
      let way = Double(steps[row] - steps[row - 1]) / Double(steps[row + 1] - steps[row - 1])
      let between = log(losses[row - 1]) + way * (log(losses[row + 1]) - log(losses[row - 1]))
      // The line between two rows is itself uncertain.
      let spread = (1 + way * way + (1 - way) * (1 - way)).squareRoot()
      return abs(log(losses[row]) - between) / spread
    }
    return 1.4826 * bends.sorted()[bends.count / 2]
  }
}
