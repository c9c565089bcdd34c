import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// What rows do not tell is not claimed: it is a range, or a tie.
@Suite("What rows do not tell")
struct UntoldTests {
  @Test(
    "The steps of an epoch that rows allow hold the true ones, wherever an epoch's last row has its rate",
    arguments: [40, 97, 100, 128], [0, 1])
  func epochs(length: Int, late: Int) throws {
    for interval in [1, 7, 20, length / 2] {
      let perEpoch = try WrittenRun.rates("CosineAnnealingLR(T_max=12)", lr: 0.1, count: 13)
      let steps = Array(stride(from: interval - 1, to: 12 * length, by: interval))
      let logged = LoggedRates(
        xs: steps.map(Double.init), values: steps.map { perEpoch[($0 + late) / length] })
      let allowed = try #require(EpochLength.allowed(logged), "\(length), every \(interval)")
      #expect(allowed.contains(length), "\(length), every \(interval): \(allowed)")
      let found = try #require(Identification.candidates(logged).first { $0.isExact })
      if let steps = found.stepsPerEpoch, steps != length {
        #expect(
          found.allowedStepsPerEpoch?.contains(length) == true, "\(length), every \(interval): \(steps)")
      }
    }
  }

  @Test("A rate that is logged once a cycle may be that of a cycle a step", arguments: [4, 5])
  func oncePerCycle(cycle: Int) throws {
    let (run, roles) = WrittenRun(interval: 2 * cycle).read(Array(repeating: 0.2, count: 40 * cycle))
    let plan = Plan(
      try Schedule(parsing: "CosineAnnealingWarmRestarts(T_0=\(cycle))"), lr: 0.2, interval: .epoch,
      length: 20)
    let report = try RateCheck.report(
      run, roles, against: plan, CheckOptions(stepsPerEpoch: 2 * cycle, length: 20))
    #expect(
      ([report.verdict] + report.others.map(\.verdict)).contains(.steppedPerBatch), "\(report.explanation)")
  }

  @Test("A rate that never changed may be that of a run that started over before it did")
  func beforeTheFirstChange() throws {
    let (run, roles) = WrittenRun().read(Array(repeating: 0.2, count: 90))
    let plan = Plan(
      try Schedule(parsing: "MultiStepLR(milestones=[54, 70])"), lr: 0.2, interval: .step, length: 90)
    let report = try RateCheck.report(run, roles, against: plan, CheckOptions(length: 90))
    #expect(report.verdict == .constant && report.others.contains { $0.verdict == .scheduleRestarted })
  }

  @Test(
    "A plateau of a run that goes on has not ended early",
    arguments: [LogRun.Status.running, .finished, .unknown])
  func livePlateau(status: LogRun.Status) throws {
    let losses = [1, 0.9, 0.8, 0.8, 0.8, 0.8, 0.7, 0.7]
    var (run, roles) = WrittenRun.read(
      "epoch,lr,val_loss\n" + losses.enumerated().map { "\($0.offset),0.1,\($0.element)\n" }.joined())
    run.status = status
    let plan = Plan(
      try Schedule(parsing: "ReduceLROnPlateau(patience=10)"), lr: 0.1, interval: .epoch, length: 40)
    let report = try RateCheck.report(run, roles, against: plan, CheckOptions(length: 40))
    #expect(report.verdict == (status == .running ? .match : .endsEarly), "\(report.explanation)")
  }

  @Test("A log that ends within its warm-up says that it may go on", arguments: [3, 5])
  func openEnd(digits: Int) throws {
    let run = WrittenRun.self
    let rates = try run.rates("get_constant_schedule_with_warmup(9000)", lr: 3e-4, count: 6_000)
    let logged = LoggedRates(
      xs: (1_000..<6_000).map(Double.init), values: rates[1_000...].map { $0 },
      slack: digits == 3 ? 5e-7 : 5e-9)
    let found = try #require(Identification.candidates(logged).first { $0.isExact })
    #expect(found.isOpen && found.isLate, "\(found.schedule.spec)")
  }
}
