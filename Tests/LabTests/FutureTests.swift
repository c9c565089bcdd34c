import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// The three futures of a change in mid-run, as the lab draws and follows them.
@Suite struct FutureTests {
  @Test func twoDimmedLinesBesideTheOneInForce() throws {
    var lab = try LabSamples.lab(["CosineAnnealingLR(50)"], 72, 20, epochs: 12, of: 40)
    lab.press("v=⌫⌫20⏎f")
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()               ▶ running  10 epochs/s  tweaks live
      ┏ ▶ 1 CosineAnnealingLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ •13 ━┓
      ┃LR                          ⠤⠤⠤ in force  ⠤⠤  rebuilt  ⠄⠠  closed form┃
      ┃    │                                                                 ┃
      ┃0.10┤⠉⠉⠉⠉⠉⠉⠉⠉⠙⠒⠒⠒⠒⠦⠤⠤⢤⣀⡀·▼  ·   ·   ·   ·   ·   ·   ·   ·   ·   ⢀⣀⡤⠤⠖c┃
      ┃    │                  ⠉⠉⠍⢹⠉ ⠒⠦⢀⣀⡀                           ⡤⠤⠖⠚     ┃
      ┃    │                    ⠂⠸⠤⡄    ⠉ ⠧⠤                     ⣀⣸⠉⠁        ┃
      ┃    │                    ⡁  ⣇⣀⡀       ⠓⠒                ⢰⠒⠃           ┃
      ┃0.05┤   ·   ·   ·   ·   ·⠄  · ⡇ ·   ·  ⠈·⠹⠤ ·   ·   ·⡤⠼⠉⠉   ·   ·   · ┃
      ┃    │                     ⠡⢀  ⠉⢹           ⠁⠹⠤⢀  ⢀⣀⣸⠉⠁               r┃
      ┃    │                       ⠂⠂⠤⢈⠉⣇⣀⡀          ⢨⠭⠗⢺⣀⣀              ⡠ ⠖⠒┃
      ┃0.00┤   ·   ·   ·   ·   ·   ·   ⠁⠒ ⠓⢲⣀⣀⣀⣀⣠⠤⠖⠚⠉⠉ ·   ·⠧⠤ ⢤⣀ ⣀⣀ ⠤⠖⠈⠉⠁ · ┃
      ┃    └┬─────┬────────┬────┴──┬───────┬───────┬────────┬───────┬───────┬┃
      ┃     1     5        10      15      20      25       30      35     40┃
      ┃epoch 12/40  lr 8.85e-02  train 0.0625  val 0.1250  acc 93.8%         ┃
      ┃base lr=0.1  ▸T_max=20  eta_min=0.0                                   ┃
      ┃! rises again from epoch 22 on, after T_max=20                        ┃
      ┃• epoch 13  T_max 50 → 20  live                                       ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       • futures: in force, rebuilt (r), closed form (c)       ? help  q quit
      """)
  }

  @Test func inASCIITheLinesDifferToo() throws {
    var lab = try LabSamples.lab(["CosineAnnealingLR(50)"], 72, 20, epochs: 12, of: 40, glyphs: .ascii)
    lab.press("v=⌫⌫20⏎f")
    expectFrame(
      lab.frame,
      """
       lrviz | mock | SGD()               > running  10 epochs/s  tweaks live
      # > 1 CosineAnnealingLR ========================================= *13 =#
      #LR                          --- in force  ooo rebuilt  ::: closed form#
      #    |                                                                 #
      #0.10+''''''''|------|___ v                                      __|--c#
      #    |                  ''|| ooooo                            _|''     #
      #    |                    :|-|      oo                     _|''        #
      #    |                    :  |__     ooo                 |-|           #
      #0.05+                    :    |        o ooo         ||''             #
      #    |                     :   '|            o o  __|''               r#
      #    |                       :::''|__          ||||o               ooo #
      #0.00+                          ::  ||____|--|''      oooo  oooo ooo   #
      #    ++------+-------+----^--+-------+-------+--------+-------+-------+#
      #     1      5       10      15      20      25       30      35     40#
      #epoch 12/40  lr 8.85e-02  train 0.0625  val 0.1250  acc 93.8%         #
      #base lr=0.1  >T_max=20  eta_min=0.0                                   #
      #! rises again from epoch 22 on, after T_max=20                        #
      #* epoch 13  T_max 50 -> 20  live                                      #
      #======================================================================#
       * futures: in force, rebuilt (r), closed form (c)       ? help  q quit
      """)
  }

  @Test func theCursorReadsThem() throws {
    var lab = try LabSamples.lab(["ExponentialLR(0.5)"], 120, 20, epochs: 2, of: 9)
    lab.press("=⌫⌫⌫0.1⏎fclll")
    #expect(
      lab.frame.text.contains(
        "rebuilt 0.00025  closed form 1e-05"))
    lab.press("f")
    #expect(!lab.frame.text.contains("rebuilt"))
  }

  @Test func zoomSaysWhatTheyAreOrWhyThereIsNone() throws {
    var lab = try LabSamples.lab(["MultiplicativeLR(lambda e: 0.9)"], 120, 40, epochs: 5, of: 20)
    lab.press("f")
    #expect(
      lab.notice?.text == "futures on: change a parameter during training to see them"
    )
    lab.press("↑↑→z")
    #expect(lab.frame.text.contains("futures since epoch 6"))
    #expect(lab.frame.text.contains("there is no closed form: each"))
    lab.press("ff")
    #expect(lab.notice?.text == "futures: in force, rebuilt (r), no closed form")
  }

  @Test func whatIsTakenBackInTheSameEpochLeavesNoFork() throws {
    var lab = try LabSamples.lab(["StepLR(10)"])
    lab.press("→→→")
    #expect(lab.runs[0].forecast.others.count == 2)
    lab.press("uuu")
    #expect(lab.runs[0].forecast.others.isEmpty)
    lab.press("→r")
    #expect(lab.runs[0].forecast.others.isEmpty)
  }

  /// What is in force is what the run then does; the others are what the library's own walk gives.
  @Test(arguments: Interval.allCases, changes) func theyComeTrue(interval: Interval, change: Change) throws {
    let configuration = RunConfiguration(
      schedule: try Schedule(parsing: change.spec), workload: "regression", epochs: 14, interval: interval)
    var (run, forecast) = (try TrainingRun(configuration), Forecast(configuration))
    var walk = ForkedRun(try ScheduleRun(configuration.schedule, groups: configuration.parameterGroups))
    var (seen, plan): ([Future: [Double]], [Future: [Double]]) = ([:], [:])
    while let record = try run.trainEpoch() {
      if record.epoch > 5 {
        for future in Future.allCases { seen[future, default: []] += (try? walk.lrs(future)) ?? [] }
        #expect(record.lrs == (try walk.lrs(.inForce)))
      }
      forecast.follow(record)
      forecast.settle(after: record.epoch)
      for _ in 0..<(interval == .step ? record.steps : 1) { try walk.step(metric: record.metric) }
      guard record.epoch == 5 else { continue }
      try change.make(&run, &walk, &forecast, record.lrs)
      plan[.inForce] = (6...14).compactMap { forecast.rate(group: 0, at: forecast.count(ofEpoch: $0)) }
    }
    for future in Future.allButInForce {
      plan[future] = (6...14).compactMap { forecast.rate(future, group: 0, at: forecast.count(ofEpoch: $0)) }
    }
    if !configuration.schedule.needsMetric { #expect(plan[.inForce] == seen[.inForce]) }
    #expect(plan[.rebuilt] == seen[.rebuilt])
    #expect(plan[.closedForm] == seen[.closedForm, default: []])
  }

  struct Change: Sendable, CustomTestStringConvertible {
    var spec: String
    /// nil for a rate set by hand.
    var name: String?
    var value: ParameterValue = .double(0.02)

    var testDescription: String { "\(spec) \(name ?? "lr")" }

    func make(
      _ run: inout TrainingRun, _ walk: inout ForkedRun, _ forecast: inout Forecast, _ lrs: [Double]
    ) throws {
      guard let name else {
        try run.setLR([0.02])
        try walk.setLR([0.02])
        return forecast.setLR([0.02], after: 5, before: lrs)
      }
      let schedule = try run.schedule.setting(name, to: value)
      try run.assign(schedule)
      try walk.assign(schedule)
      forecast.assign(schedule, after: 5, before: lrs)
    }
  }

  static let changes = [
    Change(spec: "CosineAnnealingLR(30)", name: "T_max", value: .int(9)),
    Change(spec: "CosineAnnealingLR(30)"),
    Change(spec: "StepLR(4)", name: "step_size", value: .int(3)),
    Change(spec: "LambdaLR(lambda e: 0.9 ** e)"),
    Change(spec: "MultiplicativeLR(lambda e: 0.9)"), Change(spec: "LinearLR(total_iters=9)"),
    Change(
      spec: "SequentialLR([LinearLR(total_iters=3), CosineAnnealingLR(20)], [3])",
      name: "schedulers[1].T_max",
      value: .int(12)),
  ]

  /// What follows a metric is not known ahead: the lines are mended as the run goes on.
  @Test func metricDrivenFuturesAreMended() throws {
    let spec = "ReduceLROnPlateau(patience=1, factor=0.5)"
    let change = Change(spec: spec, name: "factor", value: .double(0.1))
    let configuration = RunConfiguration(schedule: try Schedule(parsing: spec), workload: "mock", epochs: 14)
    var (run, forecast) = (try TrainingRun(configuration), Forecast(configuration))
    var walk = ForkedRun(try ScheduleRun(configuration.schedule, groups: configuration.parameterGroups))
    var seen: [Double] = []
    while let record = try run.trainEpoch() {
      if record.epoch > 5 { seen += try walk.lrs(.rebuilt) }
      forecast.follow(record)
      forecast.settle(after: record.epoch)
      try walk.step(metric: record.metric)
      if record.epoch == 5 { try change.make(&run, &walk, &forecast, record.lrs) }
    }
    #expect(Set(seen).count > 1)
    #expect((6...14).compactMap { forecast.rate(.rebuilt, group: 0, at: $0) } == seen)
  }
}
