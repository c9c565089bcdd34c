import LRSchedulers
import Testing

/// Schedulers of a repository's own that are told the epoch, in the manner of timm's: nobody in the text makes or steps them.
@Suite struct CopiedSchedulerTests {
  private static let base = """
    class Scheduler:
        def __init__(self, optimizer, field):
            self.optimizer = optimizer
            self.field = field
            for group in self.optimizer.param_groups:
                group.setdefault("initial_" + field, group[field])
            self.base_values = [group[field] for group in self.optimizer.param_groups]
            self.update_groups(self.base_values)
        def step(self, epoch, metric=None):
            values = self.get_epoch_values(epoch)
            if values is not None:
                self.update_groups(values)
        def update_groups(self, values):
            if not isinstance(values, (list, tuple)):
                values = [values] * len(self.optimizer.param_groups)
            for group, value in zip(self.optimizer.param_groups, values):
                group[self.field] = value

    """
  private static let derived = """
    class HalvingScheduler(Scheduler):
        def __init__(self, optimizer, every, warm=2):
            super().__init__(optimizer, "lr")
            self.every = every
            self.warm = warm
        def _get_lr(self, t):
            if t < self.warm:
                return [v * (t + 1) / self.warm for v in self.base_values]
            return [v * 0.5 ** (t // self.every) for v in self.base_values]
        def get_epoch_values(self, epoch):
            return self._get_lr(epoch)

    """

  private func found(_ text: String, _ definitions: [(String, String)]) throws -> PastedSchedule {
    var options = ScriptOptions()
    options.definitions = definitions.map { .init(name: $0.0, value: $0.1) }
    return try #require(PastedSchedule.all(in: text, options: options).first)
  }

  private func rates(_ pasted: PastedSchedule, _ count: Int) throws -> [Double] {
    var run = try ScheduleRun(pasted.schedule, groups: [ParameterGroup(lr: pasted.lrs?.first ?? 0.1)])
    return try (0..<count).map { index in
      if index > 0 { _ = try run.step(metric: nil) }
      return run.groups[0].lr
    }
  }

  /// With its base class, and without it, as from a file of its own.
  /// A class that is derived from timm's and gives no rates at all.
  @Test func noRates() throws {
    let text = """
      from timm.scheduler.scheduler import Scheduler
      class Empty(Scheduler):
          def _get_lr(self, t):
              return []
      s = Empty(optimizer, "lr")
      """
    for one in (try? PastedSchedule.all(in: text)) ?? [] {
      #expect((try? Plan(one.schedule, lr: 0.1, length: 3).rates()) == nil)
    }
  }

  @Test(arguments: [base + derived, "from .scheduler import Scheduler\n" + derived])
  func theRateIsThatOfTheEpoch(text: String) throws {
    let error = #expect(throws: SpecError.self) { try PastedSchedule.all(in: text) }
    #expect(error?.missing.map(\.name) == ["every"])
    let pasted = try found(text, [("every", "3")])
    #expect(try rates(pasted, 7) == [0.05, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025])
  }

  /// A step that hands the epoch on to functions which set the rates.
  @Test func aStepThatCallsRateSetters() throws {
    let text = """
      class Cosine:
          def __init__(self, optimizer, length):
              self.optimizer, self.length = optimizer, length
          def step(self, cur_epoch, cur_step):
              cosine(self.optimizer, cur_epoch, self.length)
      def cosine(optimizer, epoch, length):
          for group in optimizer.param_groups:
              group["lr"] = 0.1 * (1 - epoch / length)
      """
    #expect(try rates(found(text, [("length", "4")]), 4) == [0.1, 0.07500000000000001, 0.05, 0.025])
  }
}
