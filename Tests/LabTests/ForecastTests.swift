import LRSchedulers
import Testing
import Training

@testable import Lab

/// The planned rest of a run is what the run then does.
@Suite struct ForecastTests {
  @Test(arguments: Interval.allCases, LabSamples.tutorial.filter { !$0.hasPrefix("ReduceLR") })
  func comesTrue(interval: Interval, spec: String) throws {
    let configuration = RunConfiguration(
      schedule: try Schedule(parsing: spec), workload: "regression", epochs: 12, interval: interval)
    var run = try TrainingRun(configuration)
    var forecast = Forecast(configuration)
    var plan: [Double] = []
    while let record = try run.trainEpoch() {
      if record.epoch > 1 { #expect(record.lrs == [plan[record.epoch - 2]]) }
      forecast.follow(record)
      forecast.settle(after: record.epoch)
      if record.epoch == 1 { plan = (2...12).compactMap { forecast.rate(group: 0, epoch: $0) } }
    }
    #expect(plan.count == 11)
  }

  @Test func aRefusedTweakIsSaid() throws {
    var lab = try LabSamples.lab(["StepLR(10)"])
    _ = lab.update(
      .report(lab.panes[0].id, RunReading(records: [], state: .running, refusals: ["no such rate"])))
    #expect(lab.notice == Notice(text: "pane 1: no such rate", isRefusal: true))
  }
}
