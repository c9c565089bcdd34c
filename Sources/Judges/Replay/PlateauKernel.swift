import LRSchedulers

/// The plateau schedules of PyTorch and Keras as plain numbers, for sweeps of many combinations: one group, no state kept.
///
/// It does what `ScheduleRun` does for the first group; a test compares the two over random combinations.
struct PlateauKernel: Sendable {
  private enum Library { case pytorch, keras }

  private var library = Library.pytorch
  private var isMax = false
  private var isRelative = true
  private var factor = 0.1
  private var patience = 10.0
  private var threshold = 1e-4
  private var cooldown = 0.0
  private var minLR = 0.0
  private var eps = 1e-8

  /// nil for any other schedule.
  init?(_ schedule: Schedule) {
    func number(_ name: String) -> Double? {
      let value = schedule.value(of: name)
      if case .list(let values)? = value { return values.first?.number?.doubleValue }
      return value?.number?.doubleValue
    }
    guard let factor = number("factor"), let patience = number("patience"), let cooldown = number("cooldown"),
      let minLR = number("min_lr")
    else { return nil }
    (self.factor, self.patience, self.cooldown, self.minLR) = (factor, patience, cooldown, minLR)
    isMax = schedule.value(of: "mode") == .string("max")
    switch schedule.name {
    case "ReduceLROnPlateau":
      guard let threshold = number("threshold"), let eps = number("eps") else { return nil }
      (self.threshold, self.eps) = (threshold, eps)
      isRelative = schedule.value(of: "threshold_mode") == .string("rel")
    case "keras.callbacks.ReduceLROnPlateau":
      guard let delta = number("min_delta") else { return nil }
      (library, threshold) = (.keras, delta)
    default: return nil
    }
  }

  /// Runs over all metrics.
  ///
  /// - Parameter cut: called with the first epoch at each new rate, counted from 1.
  /// - Returns: the rate after the last metric.
  @inline(__always)
  func run(_ metrics: UnsafeBufferPointer<Double>, lr: Double, cut: (Int) -> Void) -> Double {
    switch library {
    case .pytorch: runPyTorch(metrics, lr: lr, cut: cut)
    case .keras: runKeras(metrics, lr: lr, cut: cut)
    }
  }

  @inline(__always)
  private func runPyTorch(_ metrics: UnsafeBufferPointer<Double>, lr: Double, cut: (Int) -> Void) -> Double {
    // A metric is better where `sign * metric < bar`: a rising metric is a falling one turned around.
    let sign = isMax ? -1.0 : 1.0
    let scale = isRelative ? (isMax ? threshold + 1 : 1 - threshold) : 1
    let shift = isRelative ? 0 : threshold
    let pause = cooldown > 0 ? cooldown.rounded(.up) : 0
    var (lr, bar, bad, cooling) = (lr, Double.infinity, 0.0, 0.0)
    for index in metrics.indices {
      let metric = sign * metrics[index]
      if metric < bar {
        // Computed from the metric itself, to the last bit as PyTorch does.
        bar = isRelative ? sign * (metrics[index] * scale) : metric - shift
        bad = 0
      } else {
        bad += 1
      }
      if cooling > 0 {
        cooling -= 1
        bad = 0
      }
      guard bad > patience else { continue }
      let new = minLR > lr * factor ? minLR : lr * factor
      if lr - new > eps {
        lr = new
        cut(index + 2)
      }
      (cooling, bad) = (pause, 0)
    }
    return lr
  }

  @inline(__always)
  private func runKeras(_ metrics: UnsafeBufferPointer<Double>, lr: Double, cut: (Int) -> Void) -> Double {
    var (lr, best, wait, cooling) = (lr, Double.nan, 0.0, 0.0)
    for index in metrics.indices {
      let metric = metrics[index]
      if cooling > 0 {
        cooling -= 1
        wait = 0
      }
      if index == 0 || (isMax ? metric - threshold > best : metric + threshold < best) {
        (best, wait) = (metric, 0)
      } else if cooling <= 0 {
        wait += 1
        guard wait >= patience, Float(lr) > Float(minLR) else { continue }
        let new = max(lr * factor, minLR)
        if new != lr { cut(index + 2) }
        (lr, cooling, wait) = (new, cooldown, 0)
      }
    }
    return lr
  }
}
