import LRSchedulers

/// One press of an arrow key on a learning rate: to the next of ten numbers a decade.
enum RateStep {
  static func moved(_ rate: Double, by steps: Int) -> Double {
    PreferredNumbers.moved(rate, by: steps, smallest: 1e-10)
  }
}
