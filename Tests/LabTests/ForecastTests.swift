import LRSchedulers
import Testing
import Tracks
import Training

@testable import Lab

/// The planned rest of a run is what the run then does.
@Suite struct ForecastTests {
  @Test(arguments: Interval.allCases, LabSamples.tutorial.filter { !$0.hasPrefix("ReduceLR") })
  func comesTrue(interval: Interval, spec: String) throws {
    let configuration = RunConfiguration(
      schedule: try Schedule(parsing: spec), workload: "regression", epochs: 12, interval: interval)
    let forecast = Forecast(configuration)
    var rates: [Double] = []
    var run = try TrainingRun(configuration)
    while let record = try run.trainEpoch() { rates += record.trace?.lrs[0] ?? record.lrs }
    #expect(rates.count == (interval == .step ? 12 * 16 : 12))
    #expect(forecast.start == 1 && forecast.plan.rates == [Track(rates)])
    #expect(forecast.rate(group: 0, at: rates.count) == rates.last)
    #expect(forecast.rate(group: 0, at: rates.count + 1) == nil && forecast.rate(group: 0, at: 0) == nil)
  }

  @Test(arguments: Interval.allCases, LabSamples.tutorial)
  func itFollowsTheRun(interval: Interval, spec: String) throws {
    let configuration = RunConfiguration(
      schedule: try Schedule(parsing: spec), workload: "regression", epochs: 12, interval: interval)
    var run = try TrainingRun(configuration)
    var forecast = Forecast(configuration)
    while let record = try run.trainEpoch() {
      #expect(record.lrs == forecast.lrs)
      forecast.follow(record)
      forecast.settle(after: record.epoch)
      #expect(forecast.lrs == run.groups.map(\.lr))
    }
  }

  @Test func aRefusedTweakIsSaid() throws {
    var lab = try LabSamples.lab(["StepLR(10)"])
    _ = lab.update(
      .run(lab.panes[0].id, RunReport(records: [], state: .running, refusals: ["no such rate"])))
    #expect(lab.notice == Notice(text: "pane 1: no such rate", isRefusal: true))
  }
}
