import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// Panes that plan and train nothing.
@Suite struct PlanPaneTests {
  private func lab(
    _ specs: [String], epochs: Int, stepsPerEpoch: Int? = nil, _ width: Int = 80, _ height: Int = 24
  ) throws -> Lab {
    let configurations = try specs.map {
      RunConfiguration(
        schedule: try Schedule(parsing: $0), workload: RunConfiguration.noWorkload, epochs: epochs,
        interval: stepsPerEpoch == nil ? .epoch : .step, plannedStepsPerEpoch: stepsPerEpoch)
    }
    var lab = Lab(configurations)
    _ = lab.update(.resize(Size(width: width, height: height)))
    return lab
  }

  private func finish(_ lab: inout Lab) {
    while lab.isPlanning { _ = lab.update(.plan(steps: .max)) }
  }

  private static let warmed =
    "SequentialLR([LinearLR(0.1, total_iters=6260), CosineAnnealingLR(106420)], [6260])"

  @Test func at80x24() throws {
    var lab = try lab([Self.warmed], epochs: 90, stepsPerEpoch: 1252)
    finish(&lab)
    expectFrame(
      lab.frame,
      """
       lrviz · plan · SGD()
      ┏ ▶ 1 SequentialLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃     │    ┊2 CosineAnnealingLR                                                ┃
      ┃ 0.10┤   ⢀⡏⠉⠉⠉⠙⠒⠒⠲⠤⠤⣄⣀⡀  ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·┃
      ┃     │   ⢸┊           ⠉⠙⠒⠦⢤⣀                                                  ┃
      ┃     │   ⡏┊                ⠈⠉⠓⠦⣄⡀                                             ┃
      ┃     │  ⢰⠃┊                     ⠉⠙⠲⢤⣀                                         ┃
      ┃     │  ⣸ ┊                         ⠈⠙⠦⣄⡀                                     ┃
      ┃     │  ⡇ ┊                             ⠉⠓⠦⣄⡀                                 ┃
      ┃ 0.05┤ ⢸⠁·┊  ·   ·   ·   ·   ·   ·   ·   ·  ⠙⠲⢤⣀ ·   ·   ·   ·   ·   ·   ·   ·┃
      ┃     │ ⡞  ┊                                    ⠈⠙⠲⢤⡀                          ┃
      ┃     │⢀⡇  ┊                                        ⠉⠓⠦⣄⣀                      ┃
      ┃     │⢸   ┊                                            ⠈⠙⠲⢤⣀⡀                 ┃
      ┃     │⠏   ┊                                                 ⠉⠓⠲⠤⣄⣀            ┃
      ┃ 0.00┤   ·┊  ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ⠈⠉⠙⠒⠒⠦⠤⠤⣄⣀⣀⣀⣀┃
      ┃     └┬───┊───────┬────────────┬────────────┬────────────┬───────────┬───────┬┃
      ┃ step 1          20k          40k          60k          80k            112.68k┃
      ┃epoch         10      20      30      40     50      60      70      80     90┃
      ┃112,680 steps  peak 1.00e-01 @ 6,261  end 2.18e-11  area 5,665  <1% 6.0%      ┃
      ┃base lr=0.1  ▸milestones=[6260]  1 LinearLR start_factor=0.1  end_factor=1.0  ┃
      ┃1 LinearLR total_iters=6260  2 CosineAnnealingLR T_max=106420  eta_min=0.0    ┃
      ┃warm-up=6260  end=0.0                                                         ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       ←→ change  ↑↓ parameter  Tab pane  n p scheduler  s list        ? help  q quit
      """)
  }

  @Test func nothingIsStarted() throws {
    var lab = try lab(["StepLR(10)"], epochs: 50)
    for case .run in lab.launch() { Issue.record("a plan has no run") }
    #expect(lab.press("a").isEmpty && lab.panes.count == 2)
    #expect(lab.press("l").isEmpty && lab.specs[1] != lab.specs[0])
    #expect(lab.press("n").isEmpty && lab.press("I").isEmpty)
    #expect(lab.press("u").isEmpty && lab.press("u").isEmpty)
  }

  /// A plan is made again at once, whatever is changed, and what is said names the change alone.
  @Test func changesAreDrawnAtOnce() throws {
    var lab = try lab(["CosineAnnealingLR(T_max=50)"], epochs: 100)
    lab.press("=⌫⌫25⏎")
    #expect(lab.notice?.text == "T_max 50 → 25")
    #expect(lab.panes[0].training?.forecast.rate(group: 0, at: 26) == 0)
    lab.press("F")
    #expect(lab.specs == ["CosineAnnealingLR(T_max=100)"])
    lab.press("F")
    #expect(lab.notice?.text == "T_max is 100 already")
    lab.press("uu")
    #expect(lab.specs == ["CosineAnnealingLR(T_max=50)"])
    lab.press("↑→")
    #expect(lab.panes[0].training?.forecast.rate(group: 0, at: 1) == 0.125)
  }

  @Test func fittingAPhaseAndRefusing() throws {
    var lab = try lab([Self.warmed, "StepLR(10)"], epochs: 100, stepsPerEpoch: 1252)
    lab.press("F")
    #expect(lab.specs[0].contains("CosineAnnealingLR(T_max=118940)"), "\(lab.specs[0])")
    lab.press("2F")
    #expect(lab.notice?.text == "StepLR has no parameter that says how long it runs")
  }

  @Test(arguments: [" ", ".", "<", ">", "r", "R", "t", "f"])
  func keysForRunsSayWhyNot(key: String) throws {
    var lab = try lab(["StepLR(10)"], epochs: 50)
    lab.press(key)
    #expect(
      lab.notice == Notice(text: "nothing is trained here: there is no run to control", isRefusal: true))
  }

  /// Against the rates themselves.
  @Test(arguments: [
    ("StepLR(10)", 100), ("ReduceLROnPlateau()", 100), ("OneCycleLR(0.1, total_steps=3000)", 3000),
    ("CosineAnnealingLR(40)", 1), ("CosineAnnealingLR(85)", 100_000), (warmed, 112_680),
  ])
  func facts(spec: String, length: Int) throws {
    var lab = try lab([spec], epochs: length)
    finish(&lab)
    let facts = try #require(lab.panes[0].training?.forecast.plan.facts)
    let plan = Plan(
      try Schedule(parsing: spec), groups: [ParameterGroup(lr: 0.1, momentum: 0)], length: length)
    let rates = try plan.rates()
    let peak = try #require(rates.max())
    let first = rates.firstIndex { $0 >= peak * (1 - 1e-9) }
    #expect(abs(facts.peak - peak) <= 1e-9 * peak && facts.peakCount == 1 + (first ?? -2))
    #expect(facts.last == rates.last && facts.counts == length)
    #expect(abs(facts.area - rates.reduce(0, +)) <= 1e-9 * facts.area)
    let low = rates.filter { $0 < peak / 100 }.count
    #expect(facts.lowShare == Double(low) / Double(length))
  }

  /// Of a plan too long to keep every rate.
  @Test func factsOfALongPlan() throws {
    var lab = try lab(["PolynomialLR(total_iters=3000000)"], epochs: 3_000_000)
    finish(&lab)
    let facts = try #require(lab.panes[0].training?.forecast.plan.facts)
    #expect(facts.peak == 0.1 && facts.peakCount == 1)
    #expect(abs(facts.area - 150_000) < 1)
    #expect(abs((facts.lowShare ?? 0) - 0.01) < 1e-5)
  }

  @Test func choosingAWorkloadTrainsThePlans() throws {
    var lab = try lab(["StepLR(10)"], epochs: 50)
    lab.press("W")
    let effects = lab.press("⏎")
    guard case .run(_, .start(let configuration, _))? = effects.last else {
      Issue.record("expected a start, got \(effects)")
      return
    }
    #expect(configuration.trains && lab.trains)
  }
}
