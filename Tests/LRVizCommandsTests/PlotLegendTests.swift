import Canvas
import LRSchedulers
import Pictures
import TestSupport
import Testing

@testable import LRVizCommands

/// `plot` names every curve at any size.
@Suite("Legends of plot") struct PlotLegendTests {
  private static let fourPlans = [
    "SequentialLR([LinearLR(total_iters=6260), CosineAnnealingLR(T_max=106420)], milestones=[6260])",
    "get_cosine_schedule_with_warmup(num_warmup_steps=6260, num_training_steps=112680)",
    "OneCycleLR(max_lr=0.4, total_steps=112680)",
    "SequentialLR([LinearLR(total_iters=6260), MultiStepLR([37560, 75120])], milestones=[6260])",
  ]

  @Test(arguments: ["80x24", "100x30", "40x12"], ["braille", "ascii"])
  func everyPlanIsNamed(_ size: String, _ glyphs: String) throws {
    let outcome = try Program.run(
      ["plot"] + Self.fourPlans + ["--lr", "0.4", "--epochs", "1000", "--size", size, "--glyphs", glyphs])
    let legend = outcome.output.split(separator: "\n").prefix(8).joined(separator: "\n")
    for name in ["1 Seq", "2 get", "3 One", "4 Seq"] { #expect(legend.contains(name), "\(legend)") }
  }

  @Test func picturesNameThemToo() throws {
    let items = try Self.fourPlans.map {
      SpecSchedule(try Schedule(parsing: $0), lrs: [0.4], optimizer: nil)
    }
    let plan = PrintPlan(items: items, epochs: 100, metrics: nil)
    let plot = try SchedulePlot(plan, isLogarithmic: false)
    func picture(_ width: Int, _ height: Int) -> String {
      let size = PictureSize(PictureArguments(width: width, height: height), cells: nil)
      return SVGWriter().svg(size.scene(plot.stack(.braille) { size.isWhole($0) }))
    }
    let large = picture(824, 534)
    for spec in plan.schedules.map(\.spec) { #expect(large.contains(">\(spec)</text>")) }
    let small = picture(300, 200)
    for name in ["1 Seq", "2 get", "3 One", "4 Seq"] { #expect(small.contains(">\(name)")) }
  }

  @Test func thirtyAreNumberedAtThirtyNine() throws {
    let specs = (1...30).map { "StepLR(step_size=\($0), gamma=0.5)" }
    let output = try Program.run(["plot"] + specs + ["--size", "40x12", "--glyphs", "ascii"]).output
    for number in 1...30 {
      #expect(output.contains(" \(number) ") || output.contains(" \(number)\n"), "\(number)")
    }
    #expect(output.hasPrefix("Ste.."))
  }

  @Test func specsThatFitStayAsTheyAre() throws {
    let output = try Program.run(["plot", "StepLR(10)", "ExponentialLR(0.9)", "--size", "80x24"]).output
    #expect(output.contains(" StepLR(step_size=10) ") && output.contains(" ExponentialLR(gamma=0.9)\n"))
  }

  @Test func onlyWhatDiffersIsSaid() throws {
    func texts(_ specs: String...) throws -> [String] {
      ScheduleDifferences(try specs.map { try Schedule(parsing: $0) }).texts
    }
    #expect(
      try texts("StepLR(10)", "StepLR(30, 0.5)", "ExponentialLR(0.9)") == [
        "StepLR step_size=10 gamma=0.1", "StepLR step_size=30 gamma=0.5", "ExponentialLR",
      ])
    #expect(try texts("StepLR(10)", "StepLR(30)") == ["step_size=10", "step_size=30"])
    #expect(try texts("StepLR(10)", "StepLR(10)") == ["", ""])
    #expect(try texts(Self.fourPlans[0], Self.fourPlans[3]) == ["CosineAnnealingLR", "MultiStepLR"])
    #expect(
      try texts(
        "SequentialLR([LinearLR(total_iters=5), StepLR(3)], milestones=[5])",
        "SequentialLR([LinearLR(total_iters=9), StepLR(3)], milestones=[9])") == [
          "total_iters=5 milestones=[5]", "total_iters=9 milestones=[9]",
        ])
    #expect(
      try texts("ChainedScheduler([StepLR(3)])", "ChainedScheduler([StepLR(3), ExponentialLR(0.9)])") == [
        "StepLR", "StepLR+ExponentialLR",
      ])
  }
}
