import Canvas
import Charts
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// Panes that count differently, under one axis and one cursor.
@Suite struct ClockTests {
  /// Ten steps an epoch on the left, sixteen on the right.
  private func lab(_ width: Int = 80, _ height: Int = 24, epochs: Int = 6) throws -> Lab {
    let configurations = try [("StepLR(25, 0.5)", "quadratic"), ("ExponentialLR(0.99)", "regression")].map {
      RunConfiguration(
        schedule: try Schedule(parsing: $0), workload: $1, epochs: 10, interval: .step)
    }
    var lab = Lab(configurations, size: Size(width: width, height: height))
    for (pane, configuration) in zip(lab.panes, configurations) {
      let records = try LabSamples.records(configuration, epochs: epochs)
      _ = lab.update(.run(pane.id, RunReport(records: records, state: .running)))
    }
    return lab
  }

  @Test func theLongerRunSetsTheAxisAndEachHasItsOwnRuler() throws {
    let lab = try lab()
    #expect(lab.scale == TimeScale(.step, 1...160))
    #expect(lab.runs.map { $0.clock.stepsPerEpoch } == [10, 16])
    let context = lab.frameContext
    let rulers = lab.runs.map { $0.chart(.rate, in: context).ruler?.factor }
    #expect(rulers == [1.0 / 10, 1.0 / 16])
    // In the comparison no ruler of epochs would be right for both.
    #expect(ChartFactory(context: context).comparison("LR", .rate, []).secondX == nil)
  }

  /// Each reads its own step, and what its own epoch has come to.
  @Test(arguments: [1, 10, 11, 16, 17, 60, 61, 96]) func oneCursorReadsBoth(step: Int) throws {
    var lab = try lab()
    lab.cursor = Double(step)
    for (run, stepsPerEpoch) in zip(lab.runs, [10, 16]) {
      let epoch = (step - 1) / stepsPerEpoch + 1
      let text = run.cursorReadout(at: Double(step), lab.frameContext).values.map { value in
        value.spans.map(\.text).joined()
      }
      .joined(separator: "  ")
      var shadow = try ScheduleRun(run.schedule, groups: run.configuration.parameterGroups)
      for _ in 1..<step { try shadow.step(metric: 0) }
      let kind = step <= 6 * stepsPerEpoch ? "lr" : "planned lr"
      #expect(text.hasPrefix("at \(step) epoch \(epoch)  \(kind) \(LRText.exact(shadow.lr))"), "\(text)")
      let record = try LabSamples.records(run.configuration, epochs: 6)
      let loss = record.indices.contains(epoch - 1) ? record[epoch - 1].trainLoss : nil
      #expect(text.contains("train \(loss.map { LRText.plain([$0]) } ?? "?")") == (loss != nil), "\(text)")
    }
  }

  @Test func bothAreDrawnUnderOneAxis() throws {
    var lab = try lab(80, 18)
    lab.press("c")
    expectFrame(
      lab.frame,
      """
       lrviz · quadratic · SGD()          ─ lr  ─ train  ╌ val  ▶ running  10/s  live
      ┏ ▶ 1 StepLR ━━━━━━━━━━━━━━━━━━━━ ▼51 ━┓╭ 2 ExponentialLR ─────────────────────╮
      ┃     │    ▼    │                      ┃│     │         │                      │
      ┃ 0.10┤⠉⠉⠉⠉⡇    │                      ┃│ 0.10┤⠙⠒⠤⣄⡀    │                      │
      ┃     │    ⡇   ▼│                      ┃│     │    ⠈⠉⠒⠢⠤●⣀⡀                    │
      ┃ 0.05┤    ⠉⠉⠉⠉⣇●⡀⡀⡀                   ┃│ 0.05┤         │ ⠉⠉⠙⠒⠂⠂⠄⠄⠄⡀⡀⡀⡀        │
      ┃ 0.00┤         │  ⠂⠂⠂⠂⠂               ┃│ 0.00┤         │              ⠁⠁      │
      ┃    1┤ ⠈⡀      │                      ┃│    1┤   ⢆     │                      │
      ┃     │  ⠸      │                      ┃│     │    ⢁    │                      │
      ┃     │ ⠈⠢⡐⠢ ⣀⡀ │                 0.167┃│     │  ⠈⠒⠤⣁⠒⠤ ●⣀                0.167│
      ┃    0┤   ⠈⠑⠒⠒⠪⠤●                 0.083┃│    0┤      ⠉⠒⠒●⠒⠢⠭⠭⠤⠆           0.083│
      ┃ step└1───────50─────100─────160      ┃│ step└1───────50─────100─────160      │
      ┃epoch         5       10      16      ┃│epoch      2    4    6    8   10      │
      ┃at 60 epoch 6  lr 0.025               ┃│at 60 epoch 4  lr 0.0552683477162     │
      ┃batch 0.0833333  train 0.0833333      ┃│batch 0.125  train 0.125  val 0.25    │
      ┃val 0.166667  acc 0.916667            ┃│acc 0.875                             │
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛╰──────────────────────────────────────╯
       • cursor at step 60; arrows move it, Esc ends it   space pause  ? help  q quit
      """)
  }

  @Test func momentsStandWhereTheClockSays() throws {
    for stepsPerEpoch in [1.0, 10, 45, 1252] {
      let clock = Clock(stepsPerEpoch: stepsPerEpoch)
      let (epochs, steps) = (TimeScale(.epoch, 1...90), TimeScale(.step, 1...112_680))
      for epoch in [1.0, 2, 31, 90] {
        #expect(clock.x(of: .epochStart(epoch), on: epochs) == epoch)
        #expect(clock.x(of: .epochStart(epoch), on: steps) == (epoch - 1) * stepsPerEpoch + 1)
        #expect(clock.x(of: .epochEnd(epoch), on: steps) == epoch * stepsPerEpoch)
        for part in [0, 0.5, stepsPerEpoch - 1] where part < stepsPerEpoch {
          let x = (epoch - 1) * stepsPerEpoch + 1 + part
          #expect(clock.epoch(at: x, on: steps) == epoch)
          let there = try #require(clock.x(of: .step(x), on: epochs))
          #expect(clock.epoch(at: there, on: epochs) == epoch)
          #expect(clock.count(.step, at: there, on: epochs) == x.rounded(.down))
        }
      }
      #expect(clock.x(of: .step(1), on: TimeScale(.seconds, 0...1)) == nil)
    }
    #expect(Clock(stepsPerEpoch: nil).x(of: .epochEnd(3), on: TimeScale(.step, 1...9)) == nil)
    #expect(Clock(stepsPerEpoch: .nan).stepsPerEpoch == nil)
  }

  /// Nothing but the domain of the scale changes; the same curves are drawn in it, and the axis fits what is seen of them.
  @Test func zoomingIsAChangeOfDomain() throws {
    let lab = try LabSamples.lab(["StepLR(10)"], 40, 10)
    var context = lab.frameContext
    context.scale.domain = 21...30
    let chart = ChartFactory(context: context).chart(lab.runs[0].chart(.rate, in: context))
    #expect(chart.x.bounds == .fixed(21, 30))
    #expect(chart.lines.last?.value(at: 25) == lab.runs[0].rates[0].value(at: 25))
    var grid = CellGrid(Size(width: 40, height: 8))
    chart.draw(into: &grid, rect: grid.bounds)
    expectFrame(
      grid,
      """
           │⡇▼
      0.002┤⡇
           │⡇
      0.001┤⠓⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒
           │
      0.000┤
           └┴──┬───────┬──────┬───────┬──────┬
      epoch 21 22      24     26      28    30
      """)
  }

  @Test func theCursorMayStandBetweenTwoCounts() throws {
    var lab = try LabSamples.lab(["ExponentialLR(0.9)"], 100, 14)
    lab.cursor = 12.5
    let rate = LRText.exact(lab.runs[0].rates[0][11])
    #expect(lab.frame.text.contains("at 12.5  lr \(rate)"))
    lab.press("→")
    #expect(lab.cursor == 13.5)
  }
}

/// Numbers stand at the epoch in which they were measured.
@Suite struct SparseHistoryTests {
  private func lab() throws -> Lab {
    var lab = try LabSamples.lab(["StepLR(10)"], 110, 20, epochs: 0)
    var records = try LabSamples.records(lab.runs[0].configuration, epochs: 14)
    for index in records.indices {
      records[index].valLoss = records[index].epoch % 5 == 0 ? Double(records[index].epoch) / 100 : nil
      records[index].valAccuracy = records[index].epoch == 3 ? 0.25 : nil
    }
    _ = lab.update(.run(lab.panes[0].id, RunReport(records: records, state: .running)))
    return lab
  }

  @Test func theCursorReadsTheNearestAndSaysWhereItIs() throws {
    var lab = try lab()
    lab.press("c")
    for (epoch, text) in [
      (5, "val 0.05  "), (7, "val 0.05 @5"), (8, "val 0.1 @10"), (10, "val 0.1  "), (14, "val 0.1 @10"),
    ] {
      lab.cursor = Double(epoch)
      #expect(lab.frame.text.contains(text), "\(epoch): \(lab.frame.text)")
      #expect(lab.frame.text.contains(epoch == 3 ? "acc 0.25  " : "acc 0.25 @3"))
    }
    lab.cursor = 15
    #expect(!lab.frame.text.contains("val 0"), "nothing has been measured ahead of the run")
  }

  @Test func theChartDrawsItThere() throws {
    let lab = try lab()
    let lines = lab.runs[0].chart(.loss, in: lab.frameContext).lines
    let validation = try #require(lines.last)
    #expect(validation.value(at: 5) == 0.05 && validation.value(at: 10) == 0.1)
    #expect(validation.value(at: 4) == nil && validation.value(at: 11) == nil)
    #expect(lab.runs[0].history.trainingLoss.count == 14)
  }
}
