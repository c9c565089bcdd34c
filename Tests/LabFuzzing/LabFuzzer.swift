import Canvas
import SpecFuzzing
import Training

/// Random sessions in the lab. Each has a seed of its own, so that a failure is repeated by its number alone.
package enum LabFuzzer {
  /// Events of one session.
  package static let sessionLength = 500

  /// Runs one session in which logs are watched.
  package static func watchFailure(_ corpus: [String], seed: UInt64) -> String? {
    var maker = EventMaker(corpus, seed: seed)
    let glyphs = GlyphSet.allCases
    var session = FuzzedWatch(seed: seed, glyphs: glyphs[maker.below(glyphs.count)])
    for count in 1...sessionLength {
      let event = maker.next()
      if let failure = session.take(event) { return "after \(count) events, the last \(event): \(failure)" }
    }
    return nil
  }

  /// Runs one session.
  ///
  /// - Parameters:
  ///   - corpus: specs that panes start with and pastes are made of.
  ///   - trace: called with each event before it happens.
  /// - Returns: what did not hold, and after how many events; nil if all was well.
  package static func failure(
    _ corpus: [String], seed: UInt64, trace: (String) -> Void = { _ in }
  ) -> String? {
    var maker = EventMaker(corpus, seed: seed)
    let specs = (0...maker.below(7)).map { _ in corpus[maker.below(corpus.count)] }
    let workloads = ["mock", "linear", "quadratic", "spiral"]
    let glyphs = GlyphSet.allCases
    var session = FuzzedSession(
      specs, interval: maker.below(3) == 0 ? .step : .epoch, workload: workloads[maker.below(4)],
      epochs: [1, 2, 30, 100, 5_000, 1_000_000][maker.below(6)], glyphs: glyphs[maker.below(glyphs.count)])
    for count in 1...sessionLength {
      let event = maker.next()
      trace("\(event)")
      if let failure = session.take(event) { return "after \(count) events, the last \(event): \(failure)" }
    }
    return nil
  }
}
