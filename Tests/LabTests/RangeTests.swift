import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// The panel of a range test, made by somebody else.
@Suite struct RangeTests {
  private static func finding(suggested: Double? = 0.0123) -> RangeFinding {
    let rates = (0..<40).map { 1e-5 * Double(1 << ($0 / 2)) }
    let losses = rates.map { 2 - 0.02 / (0.01 + 1 / (1 + 100 * $0)) + 0.5 * $0 }
    return RangeFinding(
      rates: rates, losses: losses, isSmoothed: false, smoothed: (rates, losses),
      suggestions: [
        .init(name: "fastai.valley", rate: 0.0123), .init(name: "fastai.slide", rate: 0.5),
        .init(name: "lightning.steepest", rate: nil),
      ], suggested: suggested, words: "the loss falls and turns")
  }

  private static func asked(_ effects: [LabEffect]) -> (PaneID, RunConfiguration)? {
    for case .session(.testRange(let id, let run)) in effects { return (id, run) }
    return nil
  }

  private func lab(_ specs: [String] = ["StepLR(10)", "OneCycleLR(0.3, total_steps=100)"]) throws -> Lab {
    try LabSamples.lab(specs, 100, 30)
  }

  @Test func itAsksForTheTestOfThePane() throws {
    var lab = try lab()
    let (id, run) = try #require(Self.asked(lab.press("⇥Q")))
    #expect(id == lab.panes[1].id && run == lab.panes[1].training?.configuration)
    #expect(lab.frame.text.contains("range test: mock, SGD()"))
    // Nothing can be taken before it is there.
    lab.press("⏎")
    #expect(lab.notice?.isRefusal == true)
  }

  /// The peak is the optimizer's rate, or the schedule's own.
  @Test func enterTakesTheRateForThePeak() throws {
    var lab = try lab()
    lab.press("Q")
    _ = lab.update(.range(lab.panes[0].id, .found(Self.finding(), code: "")))
    #expect(lab.frame.text.contains("Enter takes 0.012 (fastai.valley) for pane 1: the loss falls and turns"))
    lab.press("⏎")
    #expect(lab.panes[0].training?.configuration.lrs == [0.012])
    #expect(lab.notice?.text.contains("(fastai.valley)") == true)
    lab.press("⇥Q")
    _ = lab.update(.range(lab.panes[1].id, .found(Self.finding(), code: "")))
    lab.press("↓⏎")
    #expect(lab.specs[1] == "OneCycleLR(max_lr=0.5, total_steps=100)")
    #expect(lab.panes[1].training?.configuration.lrs == [0.1])
  }

  /// The rules have the numbers of the list, each of which can be clicked.
  @Test func at80x24() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], 80, 24)
    lab.press("Q")
    var finding = Self.finding()
    finding.suggestions.append(.init(name: "torch_lr_finder.steepest", rate: 0.0124))
    _ = lab.update(.range(lab.panes[0].id, .found(finding, code: "")))
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()               ─ lr  ─ train  ╌ val  ▶ running  10/s  live
      ┏━ range test: mock, SGD() ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃                                                       ⠤⠤⠤ loss  ⠤⠤⠤ smoothed ┃
      ┃    │                                      ┊1,4                ┊2 slide       ┃
      ┃ 3.0┤   ·   ·   ·   ·   ·   ·   ·   ·   ·  ┊·   ·   ·   ·   ·  ┊·   ·   ·   ⢠ ┃
      ┃    │                                      ┊                   ┊            ⡇ ┃
      ┃    │                                      ┊                   ┊           ⢸  ┃
      ┃ 2.5┤   ·   ·   ·   ·   ·   ·   ·   ·   ·  ┊·   ·   ·   ·   ·  ┊·   ·   ·  ⡇· ┃
      ┃    │                                      ┊                   ┊          ⢸   ┃
      ┃    │                                      ┊                   ┊          ⡇   ┃
      ┃    │                                      ┊                   ┊         ⢸    ┃
      ┃ 2.0┤⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠤⠤⠤⠤⠤⠤⠤⢄⣀⣀⣀·   ·   ·  ┊·   ·   ·⡇  · ┃
      ┃    │                                      ┊        ⠉⠉⠉⠒⠤⣀⡀    ┊        ⡜     ┃
      ┃    │                                      ┊              ⠈⠑⠒⠤⣀┊      ⢀⠎      ┃
      ┃ 1.5┤   ·   ·   ·   ·   ·   ·   ·   ·   ·  ┊·   ·   ·   ·   ·  ⠉⠒⠤⠤⣀⣀⡰⠁ ·   · ┃
      ┃    └┬───────────┬────────────┬───────────┬┊───────────┬───────┊───┬───────── ┃
      ┃  lr 1e-5       1e-4         1e-3        1e-2         1e-1        1e0         ┃
      ┃ Enter takes 0.012 (fastai.valley) for pane 1: the loss falls and turns       ┃
      ┃ ▸1 fastai.valley             0.012                                           ┃
      ┃  2 fastai.slide              0.5                                             ┃
      ┃  3 lightning.steepest        too few rows                                    ┃
      ┃  4 torch_lr_finder.steepest  0.012                                           ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       Enter take the rate  ↑↓ rate  Q range test  C code  ? help  q quit  Esc cancel
      """)
    func chosen(_ lab: Lab) -> String? {
      if case .range(let panel) = lab.mode { panel.chosen?.name } else { nil }
    }
    let rows = lab.frame.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for name in ["fastai.slide", "torch_lr_finder.steepest", "fastai.valley"] {
      let y = try #require(rows.lastIndex { $0.contains(name) })
      let row = rows[y]
      let x = row[..<(try #require(row.range(of: name))).lowerBound].unicodeScalars.count
      _ = lab.update(.key(.click(Point(x: x + 1, y: y))))
      #expect(chosen(lab) == name, "\(row)")
    }
    let y = try #require(rows.lastIndex { $0.contains("lightning.steepest") })
    _ = lab.update(.key(.click(Point(x: 8, y: y))))
    #expect(lab.notice?.isRefusal == true && chosen(lab) == "fastai.valley")
    _ = lab.update(.key(.click(Point(x: 40, y: 5))))
    #expect(lab.notice?.text == "no rate to choose there (Esc leaves the range test)")
  }

  @Test func whatTellsNothingIsNotTaken() throws {
    var lab = try lab()
    lab.press("Q")
    _ = lab.update(.range(lab.panes[0].id, .found(Self.finding(suggested: nil), code: "")))
    #expect(lab.frame.text.contains("nothing to suggest"))
    lab.press("⏎")
    #expect(lab.notice?.isRefusal == true && lab.panes[0].training?.configuration.lrs == [0.1])
    lab.press("⎋Q")
    _ = lab.update(.range(lab.panes[0].id, .failed("no such workload")))
    #expect(lab.frame.text.contains("no such workload"))
  }

  /// The loop is a page over the panel, to which it returns; what comes late still arrives.
  @Test func theLoopIsAPage() throws {
    var lab = try lab()
    lab.press("Q")
    lab.press("?")
    _ = lab.update(.range(lab.panes[0].id, .found(Self.finding(), code: "import torch  # the loop\n")))
    lab.press("⎋C")
    #expect(lab.frame.text.contains("import torch  # the loop"))
    guard case .terminal(.copy(let text))? = lab.press("y").first else {
      Issue.record("y copies the loop")
      return
    }
    #expect(text == "import torch  # the loop\n")
    lab.press("⎋")
    #expect(lab.frame.text.contains("Enter takes"))
    lab.press("⎋")
    #expect(lab.frame.text.contains("1 StepLR"))
  }

  @Test func aLogAndAPlanHaveNone() throws {
    var logs = LogSamples.lab([LogSamples.csv()])
    #expect(logs.press("Q").isEmpty && logs.notice?.isRefusal == true)
    var plan = Lab([RunConfiguration(schedule: Schedule(StepLR(stepSize: 10)), workload: "none")])
    #expect(plan.press("Q").isEmpty && plan.notice?.isRefusal == true)
  }

  @Test(arguments: [GlyphSet.braille, .block, .ascii]) func itIsDrawnAtEverySize(glyphs: GlyphSet) throws {
    let broken = RangeFinding(
      rates: [1e-7, 1e-6], losses: [.nan, .infinity], isSmoothed: true, smoothed: ([], []), suggestions: [],
      suggested: nil, words: "too short")
    for finding in [Self.finding(), broken] {
      var lab = try LabSamples.lab(glyphs: glyphs)
      lab.press("Q")
      _ = lab.update(.range(lab.panes[0].id, .found(finding, code: "")))
      for width in [0, 40, 57, 80, 200] {
        for height in [0, 6, 10, 17, 24, 60] {
          _ = lab.update(.resize(Size(width: width, height: height)))
          #expect(glyphs.isUnicode || !lab.frame.cells.contains { !$0.scalar.isASCII })
        }
      }
    }
  }
}
