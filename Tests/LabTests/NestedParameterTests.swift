import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// The parameters of schedulers inside of schedulers.
@Suite struct NestedParameterTests {
  static let warmed = "SequentialLR([LinearLR(0.1), CosineAnnealingLR(50)], [5])"

  /// Composed schedules of every family that has them, nested as deep as anybody would.
  static let specs = [
    warmed, "ChainedScheduler([ConstantLR(0.1, 20), ExponentialLR(0.95), LambdaLR(lambda e: 0.9 ** e)])",
    "SequentialLR([ChainedScheduler([StepLR(3), ExponentialLR(0.9)]), PolynomialLR(9), OneCycleLR(0.1, 20)], [6, 9])",
    "ChainedScheduler([SequentialLR([LinearLR(), CyclicLR(0.01, 0.1)], [3]), SequentialLR([StepLR(2)], [])])",
    "SequentialLR([LinearLR(last_epoch=-1), get_cosine_schedule_with_warmup(opt, 5, 50)], [5], last_epoch=-1)",
    "join_schedules([linear_schedule(0, 0.1, 5), cosine_decay_schedule(0.1, 95)], [5])",
    "join_schedules([join_schedules([constant_schedule(0.1), linear_schedule(0, 1, 9)], [2]), exponential_decay(0.1, 5, 0.5)], [20])",
  ]

  @Test func theyStandBehindTheirSchedulersAndTheSelectedIsInView() throws {
    var lab = try LabSamples.lab([Self.warmed, "StepLR(10)"], 80, 10, epochs: 8)
    let lines = (0..<11).map { _ in
      defer { lab.press("↓") }
      return lab.parameterLine.prefix(40).trimmingBlanks
    }
    #expect(
      lines == [
        "base lr=0.1  ▸milestones=[5] …  2/7", "… 1 LinearLR ▸start_factor=0.1 …  3/7",
        "… 1 LinearLR ▸end_factor=1.0 …  4/7", "… 1 LinearLR ▸total_iters=5 …  5/7",
        "… 2 CosineAnnealingLR ▸T_max=50 …  6/7", "… 2 CosineAnnealingLR ▸eta_min=0.0  7/7",
        "… ▸warm-up=5  8/8", "… ▸end=0.0  9/9",
        "… ▸lr now=9.91e-02  10/10", "▸base lr=0.1  milestones=[5] …  1/7",
        "base lr=0.1  ▸milestones=[5] …  2/7",
      ])
  }

  @Test func aWideLineShowsThemAll() throws {
    let lab = try LabSamples.lab([Self.warmed], 120, 10, epochs: 8)
    #expect(
      lab.parameterLine.trimmingBlanks
        == "base lr=0.1  ▸milestones=[5]  1 start_factor=0.1  end_factor=1.0  total_iters=5  2 T_max=50  eta_min=0.0"
    )
  }

  /// However narrow the line is.
  @Test(arguments: specs) func theSelectedIsAlwaysInView(spec: String) throws {
    var lab = try LabSamples.lab([spec], 80, 24, epochs: 3)
    for width in [80, 38, 30] {
      for slot in lab.runs[0].slots {
        let content = lab.panes[0].content(in: lab.frameContext, isFocused: true)
        let line = try #require(content.settings).rows(width, 1)[0].text
        let text = line.spans.map(\.text).joined()
        let wanted = "▸" + lab.runs[0].selectedSlot.shortName + "="
        #expect(text.contains(wanted), "\(slot.name) at \(width): \(text)")
        #expect(line.width <= max(width, wanted.count + 30), "\(text)")
        lab.press("↓")
      }
    }
  }

  /// Every parameter of every scheduler can be chosen, changed, and put back to the identical spec.
  @Test(arguments: specs) func everyOneCanBeChangedAndUndone(spec: String) throws {
    for mode in ["", "t"] {
      var lab = try LabSamples.lab([spec], 100, 30, epochs: 3)
      lab.press(mode)
      let start = lab.specs[0]
      let paths = Set(lab.runs[0].schedule.parameterPaths.filter { !$0.hasSuffix("last_epoch") })
      var changed: Set<String> = []
      for _ in lab.runs[0].slots {
        let path = lab.runs[0].selectedSlot.name
        for keys in ["→", "←"] where !changed.contains(path) {
          lab.press(keys)
          guard lab.specs[0] != start else { continue }
          let again = try Schedule(parsing: lab.specs[0]).spec
          #expect(again == lab.specs[0])
          lab.press("u")
          changed.insert(path)
          #expect(lab.specs[0] == start)
        }
        lab.press("↓")
      }
      // What has no steps takes a typed value, and says so.
      let steady = paths.subtracting(changed)
      #expect(steady.allSatisfy { lab.runs[0].schedule.value(of: $0)?.isSteady == true }, "\(steady)")
    }
  }

  @Test func aLiveTweakIsAssignedInTheMember() throws {
    var lab = try LabSamples.lab([Self.warmed])
    lab.press("↓↓↓↓")
    guard case .run(_, .assign(let schedule))? = lab.press("→").first else {
      Issue.record("not assigned")
      return
    }
    #expect(
      schedule.spec
        == "SequentialLR(schedulers=[LinearLR(start_factor=0.1), CosineAnnealingLR(T_max=51)], milestones=[5])"
    )
    #expect(lab.notice?.text == "schedulers[1].T_max 50 → 51 from epoch 31 on")
    lab.press("=")
    #expect(lab.frame.text.contains("schedulers[1].T_max of pane 1"))
    lab.press("⌫⌫80⏎")
    #expect(lab.runs[0].schedule.parameterText("schedulers[1].T_max") == "80")
    lab.press("↑↑↑⌫")
    #expect(lab.runs[0].schedule.parameterText("schedulers[0].start_factor") == "0.3333333333333333")
    lab.press("uuu")
    #expect(try Schedule(parsing: Self.warmed).spec == lab.specs[0])
  }

  /// PyTorch cannot put another object into a scheduler that runs.
  @Test func anotherMemberStartsTheRunAnew() throws {
    var lab = try LabSamples.lab([Self.warmed])
    let spec = "SequentialLR([LinearLR(0.1), StepLR(10)], [5])"
    lab.press("i")
    _ = lab.update(.key(.control("u")))
    _ = lab.update(.key(.paste(spec)))
    guard case .run(_, .start)? = lab.press("⏎").last else {
      Issue.record("not started")
      return
    }
    #expect(
      lab.notice?.text.hasPrefix("LinearLR, StepLR (was LinearLR, CosineAnnealingLR): restarted") == true)
    lab.press("u")
    #expect(lab.runs[0].epoch == 30, "with the run as it was")
    #expect(try Schedule(parsing: Self.warmed).spec == lab.specs[0])
  }
}

extension ParameterValue {
  /// Whether arrow keys have no steps on it.
  fileprivate var isSteady: Bool {
    switch self {
    case .lambda, .null, .dictionary: true
    case .list(let values): values.isEmpty
    default: false
    }
  }
}

extension Lab {
  /// The row with the selected parameter.
  fileprivate var parameterLine: Substring {
    frame.text.split(separator: "\n").first { $0.contains("▸") } ?? ""
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
