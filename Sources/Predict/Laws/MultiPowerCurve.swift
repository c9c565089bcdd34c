#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The multi-power law (arXiv 2503.12811) at some rows of a schedule.
///
/// `L(t) = L0 + A S(t)^-alpha - B sum_k (r[k-1] - r[k]) G(r[k]^-gamma S_k(t))` with `G(x) = 1 - (1 + C x)^-beta`, `S(t)` the area to `t` and `S_k(t)` that from `k`.
/// A warm-up counts: its rise is a negative drop.
struct MultiPowerCurve: LawCurve {
  private let terms: DropTerms

  init(_ rates: RateCurve, steps: [Int]) { terms = DropTerms(rates, steps: steps) }

  var rows: Int { terms.rows }
  var dimension: Int { 7 }

  func values(_ point: [Double], every stride: Int) -> LawValues {
    let gain = exp(point[3])
    let (beta, gamma) = (exp(point[4]), exp(point[5]))
    // C r^-gamma of each rate that occurs.
    let speeds = terms.logRates.map { exp(point[6] - gamma * $0) }
    var values = LawValues(losses: [], slopes: [])
    for row in Swift.stride(from: 0, to: rows, by: stride) {
      let base = PowerDecay(point, area: terms.totals[row])
      let sums = sums(row, speeds, beta: beta)
      values.losses.append(base.loss - gain * sums.effect)
      values.slopes += base.slopes
      values.slopes.append(-gain * sums.effect)
      values.slopes.append(-gain * beta * sums.byBeta)
      values.slopes.append(gain * gamma * sums.byGamma)
      values.slopes.append(-gain * sums.bySpeed)
    }
    return values
  }

  private struct Sums {
    var (effect, byBeta, byGamma, bySpeed) = (0.0, 0.0, 0.0, 0.0)
  }

  private func sums(_ row: Int, _ speeds: [Double], beta: Double) -> Sums {
    var sums = Sums()
    let range = terms.bounds[row]..<terms.bounds[row + 1]
    terms.nodes.withUnsafeBufferPointer { nodes in
      terms.weights.withUnsafeBufferPointer { weights in
        terms.areas.withUnsafeBufferPointer { areas in
          for index in range {
            let node = Int(nodes[index])
            let way = speeds[node] * areas[index]
            let length = log1p(way)
            let rest = exp(-beta * length)
            let slope = weights[index] * beta * rest * (way / (1 + way))
            sums.effect += weights[index] * (1 - rest)
            sums.byBeta += weights[index] * rest * length
            sums.bySpeed += slope
            sums.byGamma += slope * terms.logRates[node]
          }
        }
      }
    }
    return sums
  }
}

/// What all laws begin with: `L0 + A area^-alpha`, and its derivatives.
struct PowerDecay {
  let loss: Double
  /// By `L0` and the logarithms of `A` and `alpha`.
  let slopes: [Double]

  init(_ point: [Double], area: Double) {
    let alpha = exp(point[2])
    let logArea = log(max(area, 1e-9) / Law.referenceArea)
    let rest = exp(point[1] - alpha * logArea)
    loss = point[0] + rest
    slopes = [1, rest, -rest * alpha * logArea]
  }
}
