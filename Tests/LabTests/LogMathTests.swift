import Charts
import LRSchedulers
import RunLogs
import TestSupport
import Testing
import Tracks

@testable import Lab

/// What is made of a log's points.
@Suite struct LogMathTests {
  /// The debiased average by its definition.
  private func smoothed(_ values: [Double], _ weight: Double) -> [Double] {
    values.indices.map { last in
      var (sum, weights) = (0.0, 0.0)
      for index in 0...last {
        var share = 1 - weight
        for _ in index..<last { share *= weight }
        sum += share * values[index]
        weights += share
      }
      return sum / weights
    }
  }

  @Test(arguments: [0.6, 0.9, 0.99]) func theAverageIsDebiased(weight: Double) {
    let values = (0..<60).map { (index: Int) -> Double in 3 + Double((index * 37) % 11) / 5 }
    let track = Track(values)
    var one = SmoothedTrack(weight: weight)
    one.follow(track)
    for (index, value) in smoothed(values, weight).enumerated() {
      #expect(abs(one.track[index] - value) < 1e-12)
    }
    // In pieces it is the same.
    var parts = SmoothedTrack(weight: weight)
    var grown = Track()
    for value in values {
      grown.append(value)
      parts.follow(grown)
    }
    #expect(parts.track == one.track)
  }

  @Test func gapsAndResumesDoNotSmear() {
    var track = Track()
    for (x, y) in [(1.0, 1.0), (2, .nan), (3, 1), (2, 9), (3, 9)] { track.append(x: x, y) }
    var one = SmoothedTrack(weight: 0.9)
    one.follow(track)
    #expect(one.track[0] == 1 && one.track[1].isNaN && abs(one.track[2] - 1) < 1e-12)
    #expect(abs(one.track[3] - 9) < 1e-12 && abs(one.track[4] - 9) < 1e-12)
  }

  @Test func aLogThatIsWrittenAnewIsFollowedAnew() {
    var one = SmoothedTrack(weight: 0.5)
    one.follow(Track([1, 2, 3]))
    one.follow(Track([1, 2, 4]))
    #expect(abs(one.track[2] - smoothed([1, 2, 4], 0.5)[2]) < 1e-12)
    one.follow(Track([5]))
    #expect(one.track.count == 1 && one.track[0] == 5)
  }

  private func jumps(_ values: [Double]) -> [Double] {
    var one = RateJumps()
    one.follow(Track(values), axis: .step)
    return one.all.map(\.x)
  }

  @Test func jumpsOfSchedules() throws {
    func rates(_ spec: String, _ length: Int) throws -> [Double] {
      try Plan(try Schedule(parsing: spec), lr: 0.1, length: length).rates()
    }
    #expect(jumps(try rates("StepLR(10)", 35)) == [11, 21, 31])
    #expect(jumps(try rates("MultiStepLR([5, 17])", 30)) == [6, 18])
    #expect(jumps(try rates("CosineAnnealingWarmRestarts(T_0=20)", 60)) == [21, 41])
    #expect(jumps(try rates("CosineAnnealingLR(T_max=100)", 100)) == [])
    #expect(jumps(try rates("ExponentialLR(0.9)", 50)) == [])
    #expect(jumps(try rates("LinearLR(total_iters=20)", 60)) == [])
    #expect(jumps([0.1, 0.1, 0.1, 0.01]) == [4], "at once, if nothing changed before")
    #expect(jumps([0.1, 0.1, 0.1, 0.09, 0.08, 0.07]) == [], "the start of a decline is none")
    #expect(jumps([]) == [] && jumps([0.1]) == [] && jumps([.nan, .nan, 0.1]) == [])
  }

  @Test func jumpsComeAsTheRowsDo() {
    let parts: [Double] = [1, 10, 100, 1000]
    let values = (0..<40).map { (index: Int) -> Double in 0.1 / parts[index / 10] }
    var one = RateJumps()
    var track = Track()
    for value in values {
      track.append(value)
      one.follow(track, axis: .epoch)
    }
    #expect(one.all.map(\.x) == [11, 21, 31])
  }

  @Test func outliersAreCutAndNothingElse() {
    let values: [Double] = [1e6] + (0..<999).map { (index: Int) -> Double in 1 + Double(index % 10) / 10 }
    let range = OutlierRange.of([PlotLine(Track(values))], within: 1...1_000)
    #expect(range.map { $0.lowerBound >= 0.9 && $0.upperBound < 2.1 } == true)
    #expect(OutlierRange.of([PlotLine(Track([1, 2, 3]))], within: 1...3) == nil)
    #expect(OutlierRange.of([], within: 0...1) == nil)
  }

  @Test func theMicroscopeIsTorchsScheduler() throws {
    let metrics = (0..<60).map { (epoch: Int) -> Double in
      let falling: Double = 1 / Double(min(epoch, 20) + 1)
      return falling + 0.001 * Double(epoch % 3)
    }
    let schedule = try Schedule(parsing: "ReduceLROnPlateau(patience=4, cooldown=3, factor=0.5)")
    var one = PlateauMicroscope(schedule)
    one.follow(Track(metrics))
    var run = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 1)])
    var cuts: [Double] = []
    for (index, metric) in metrics.enumerated() where !(try run.step(metric: metric)).isEmpty {
      cuts.append(Double(index + 1))
    }
    #expect(!cuts.isEmpty && one.moments.filter(\.hasCut).map(\.x) == cuts && one.lastCut == cuts.last)
    #expect(one.moments.last?.status == run.plateau)
  }

  @Test func theNextCutIsForetold() throws {
    let schedule = try Schedule(parsing: "ReduceLROnPlateau(patience=4)")
    for bad in 0...4 {
      var one = PlateauMicroscope(schedule)
      one.follow(Track([0.5] + Array(repeating: 0.6, count: bad)))
      let words = one.gauge?.fitted(200).spans.map(\.text).joined() ?? ""
      let count = 5 - bad
      #expect(
        words.contains("cuts in \(count) epoch\(count == 1 ? "" : "s") unless below 0.5000"), "\(words)")
      // And so it comes.
      one.follow(Track([0.5] + Array(repeating: 0.6, count: bad + count)))
      #expect(one.lastCut == Double(1 + bad + count))
    }
  }

  /// A plan over a log, wherever the log counts from.
  @Test(arguments: [0, 1], ["StepLR(7, 0.5)", "CosineAnnealingLR(T_max=40)", "OneCycleLR(0.1, 40)"])
  func plansStandWhereTheyFit(first: Int, spec: String) throws {
    let rates = try Plan(try Schedule(parsing: spec), lr: 0.1, momentum: 0.9, length: 41).rates()
    let lines = rates.prefix(40).enumerated().map { index, rate -> String in "\(index + first),\(rate),0.5" }
    let rows = lines.joined(separator: "\n")
    let plan = try LogPlan(parsing: spec, lr: [0.1])
    let log = LogSamples.lab(["step,lr,train_loss\n\(rows)\n"], plans: [plan]).panes[0].log
    #expect(log?.plan?.deviation.count == 40 && log?.plan?.deviation.worst == nil, "\(spec) from \(first)")
    let wrong = try LogPlan(parsing: "ExponentialLR(0.9)", lr: [0.1])
    let other = LogSamples.lab(["step,lr,train_loss\n\(rows)\n"], plans: [wrong]).panes[0].log
    #expect(other?.plan?.verdict?.isGood == false && other?.plan?.deviation.stretches.isEmpty == false)
  }

  @Test func rowsThatAreRoundedAreAsPlanned() throws {
    let rates = try Plan(try Schedule(parsing: "CosineAnnealingLR(T_max=50)"), lr: 0.1, length: 50).rates()
    let rows = rates.enumerated().map { index, rate -> String in
      "step \(index): loss 0.5 lr \(NumberFormat.scientific(decimals: 2).text(rate))\n"
    }
    let plan = try LogPlan(parsing: "CosineAnnealingLR(T_max=50)", lr: [0.1])
    let log = LogSamples.lab([rows.joined()], plans: [plan]).panes[0].log
    #expect(log?.plan?.deviation.count == 50 && log?.plan?.deviation.worst == nil)
  }
}
