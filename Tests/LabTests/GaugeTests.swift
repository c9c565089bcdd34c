import LRSchedulers
import Testing

@testable import Lab

/// The bar of a plateau's gauge.
@Suite struct GaugeTests {
  /// It is full only when the next bad epoch cuts.
  @Test(arguments: [1, 2, 5, 7, 10, 40]) func theBarIsFullOnlyAtTheEnd(patience: Int) throws {
    var run = try ScheduleRun(Schedule(ReduceLROnPlateau(patience: patience)), lr: 0.1)
    for bad in 0...patience {
      _ = try run.step(metric: 1)
      let status = try #require(run.plateau)
      #expect(status.numBadEpochs == bad)
      for width in [80, 44] {
        let text = PlateauGauge(status: status).line.fitted(width).text
        #expect(text.contains("▮") || text.contains("▯"), "\(text)")
        #expect(text.contains("▯") == (bad < patience), "\(text)")
      }
    }
  }
}
