#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What fastai's `lr_find` suggests (2.8.12), in single precision as it works.
///
/// The loss is smoothed with beta 0.98, corrected for its beginning, and the test ends above four times the best. A tenth of the planned
/// iterations and the last five rows are left out, and what comes from the first loss on that is not a number.
struct FastaiSuggestions {
  let rates: [Double]
  let losses: [Float]

  /// The rows over which `slide` looks.
  static let window = 15

  init(_ test: RangeTest) {
    let recorded = test.isSmoothed ? test.losses.map { Float($0) } : Self.recorded(test)
    let first = min(test.planned / 10, recorded.count)
    let rows = first..<max(first, recorded.count - 5)
    let end = rows.first { recorded[$0].isNaN } ?? rows.upperBound
    rates = Array(test.rates[first..<end])
    losses = Array(recorded[first..<end])
  }

  /// As fastai records it, to where it stops.
  private static func recorded(_ test: RangeTest) -> [Float] {
    var (mean, best) = (Float(0), Float.infinity)
    var recorded: [Float] = []
    for (index, loss) in test.losses.enumerated() where index < test.planned {
      mean -= (mean - Float(loss)) * (1 - Float(0.98))
      let smooth = mean / Float(1 - pow(0.98, Double(index + 1)))
      recorded.append(smooth)
      if smooth < best { best = smooth }
      if smooth > 4 * best { break }
    }
    return recorded
  }

  /// Two thirds through the longest way down: a third and a sixth behind its start, counted as rows before its end.
  var valley: Double? {
    guard let (end, length) = longestFall else { return nil }
    let place = end - length + length / 3 + length / 3 / 2
    return rates.indices.contains(place) ? rates[place] : rates.first
  }

  /// Where the loss falls fastest by the logarithm of the rate.
  var steep: Double? {
    guard losses.count > 1 else { return nil }
    let logs = rates.map { log(Float($0)) }
    let slopes: [Float] = (0..<(losses.count - 1)).map { row in
      (losses[row + 1] - losses[row]) / (logs[row + 1] - logs[row])
    }
    return smallestPlace(slopes).map { rates[$0] }
  }

  /// A tenth of the rate of the least loss.
  var minimum: Double? { smallestPlace(losses).map { rates[$0] / 10 } }

  /// From the right, as far as the slopes at the ends of a window differ.
  var slide: Double? {
    let slopes = gradient(losses)
    var right = losses.count - 1
    guard right - Self.window >= 0 else { return nil }
    var found = rates[right - Self.window]
    while right - Self.window >= 0, abs(slopes[right] - slopes[right - Self.window]) > 0.005 {
      found = rates[right - Self.window]
      right -= 1
    }
    return found
  }

  /// The end and the length of the longest subsequence that falls strictly; of several the one that ends first.
  private var longestFall: (end: Int, length: Int)? {
    // The largest last value of a fall of each length.
    var tails: [Float] = []
    var best: (end: Int, length: Int)?
    for (row, loss) in losses.enumerated() {
      let length = tails.partitioningIndex { $0 <= loss }
      if length == tails.count { tails.append(loss) } else { tails[length] = loss }
      if length + 1 > best?.length ?? 0 { best = (row, length + 1) }
    }
    return best
  }
}

extension Array {
  /// The first index at which a condition holds that holds from there on.
  fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
