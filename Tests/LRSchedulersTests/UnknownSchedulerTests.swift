import LRSchedulers
import Testing

/// Schedulers that are not in the text: what is asked, and what may be given.
@Suite struct UnknownSchedulerTests {
  private func found(_ text: String, _ definitions: [(String, String)] = []) throws -> [PastedSchedule] {
    var options = ScriptOptions()
    options.definitions = definitions.map { .init(name: $0.0, value: $0.1) }
    return try PastedSchedule.all(in: text, options: options)
  }

  static let texts: [(text: String, name: String)] = [
    ("from solver import WarmupStepLR\nx = 1\ns = WarmupStepLR(opt, 10, 0.5)", "WarmupStepLR"),
    ("import utils\nx = 1\ns = utils.PolyLR(opt, 10, 0.5)", "utils.PolyLR"),
    ("from lr_sched import StepLR\nx = 1\ns = StepLR(opt, 10, 0.5)", "StepLR"),
    ("x = 1\nscheduler = registry.make_scheduler(opt, 10, 0.5)", "registry.make_scheduler"),
    (
      "def f(self):\n    self.lr_scheduler = self.build_lr_scheduler(opt, 10, 0.5)", "self.build_lr_scheduler"
    ),
  ]

  @Test(arguments: texts.indices)
  func whatIsNotInTheTextIsAsked(index: Int) throws {
    let (text, name) = Self.texts[index]
    let error = #expect(throws: SpecError.self) { try found(text) }
    let missing = try #require(error?.missing)
    #expect(missing.map(\.name) == [name] && missing[0].usedFor == "scheduler")
    // A class takes the arguments of the text.
    #expect(
      try found(text, [(name, "StepLR")]).map(\.schedule) == [StepLR(stepSize: 10, gamma: 0.5).schedule])
    // A call has its own; quoted, as programs hand on a guess, too.
    for spec in ["ExponentialLR(0.9)", "'ExponentialLR(gamma=0.9)'"] {
      #expect(try found(text, [(name, spec)]).map(\.schedule) == [ExponentialLR(gamma: 0.9).schedule])
    }
    // So does a function.
    let rule = "lambda optimizer, n, f: MultiStepLR(optimizer, [n, 2 * n], f)"
    #expect(
      try found(text, [(name, rule)]).map(\.schedule)
        == [MultiStepLR(milestones: [10, 20], gamma: 0.5).schedule])
  }

  /// Names that are no scheduler's end no reading and ask nothing.
  @Test(arguments: [
    "prof_schedule = torch.profiler.schedule(wait=1)\nx = 1\ns = StepLR(opt, 3)",
    "curr_scheduler = CurriculumScheduler(args)\nx = 1\ns = StepLR(opt, 3)",
    "schedule_async_save(request)\nx = 1\ns = StepLR(opt, 3)",
  ])
  func otherSchedulesAreNone(text: String) throws {
    #expect(try found(text).map(\.schedule) == [StepLR(stepSize: 3).schedule])
  }
}
