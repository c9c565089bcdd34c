import Foundation
import LRSchedulers
import Testing

/// Schedulers of a script's own that go on from the rate in force, or step in their own way.
@Suite struct OwnStepTests {
  private func rates(_ text: String, _ count: Int = 14) throws -> [Double] {
    let pasted = try #require(try PastedSchedule.all(in: text).last)
    #expect(try Schedule(parsing: pasted.schedule.spec) == pasted.schedule)
    let lrs = pasted.startingLRs(asked: nil, standard: [0.1])
    var run = try ScheduleRun(pasted.schedule, groups: lrs.map { ParameterGroup(lr: $0) })
    return try (0..<count).map { index in
      if index > 0 { try run.step() }
      return run.groups[0].lr
    }
  }

  private func expect(_ found: [Double], _ wanted: [Double]) {
    for (index, pair) in zip(found, wanted).enumerated() {
      #expect((pair.0 - pair.1).magnitude <= 1e-12, "rate \(index) is \(pair.0), not \(pair.1)")
    }
  }

  private static let head = """
    import math
    from torch.optim.lr_scheduler import _LRScheduler
    opt = torch.optim.SGD(net.parameters(), lr=0.2)

    """

  @Test func aListInEachBranchIsAListOfBranches() throws {
    let text =
      Self.head + """
        class Cuts(_LRScheduler):
            def __init__(self, optimizer, at, again, last_epoch=-1):
                self.at, self.again = at, again
                super().__init__(optimizer, last_epoch)
            def get_lr(self):
                if self.last_epoch in self.again:
                    return [g["initial_lr"] for g in self.optimizer.param_groups]
                if self.last_epoch not in self.at:
                    return [g["lr"] for g in self.optimizer.param_groups]
                return [g["lr"] * 0.5 for g in self.optimizer.param_groups]
        s = Cuts(opt, at=[3, 5, 9], again=[7])
        """
    expect(
      try rates(text),
      (0..<14).map { $0 < 3 ? 0.2 : $0 < 5 ? 0.1 : $0 < 7 ? 0.05 : $0 < 9 ? 0.2 : 0.1 })
  }

  @Test func aStepDownIsNoFactor() throws {
    let text =
      Self.head + """
        class Down(_LRScheduler):
            def __init__(self, optimizer, by):
                self.by = by
                super().__init__(optimizer)
            def get_lr(self):
                if self.last_epoch == 0:
                    return self.base_lrs
                return [max(0.05, g["lr"] - self.by) for g in self.optimizer.param_groups]
        s = Down(opt, by=0.03)
        """
    var wanted = [0.2]
    while wanted.count < 14 { wanted.append(max(0.05, wanted[wanted.count - 1] - 0.03)) }
    expect(try rates(text), wanted)
  }

  @Test func aStepOfItsOwnCountsForItself() throws {
    let text =
      Self.head + """
        class Falling(_LRScheduler):
            def __init__(self, optimizer, first, total, power=2.0):
                self.first, self.total, self.power, self.done = first, total, power, 0
                super().__init__(optimizer)
            def step(self, now=None):
                if now is None:
                    now = self.done
                    self.done += 1
                for g in self.optimizer.param_groups:
                    g["lr"] = self.first * (1 - now / self.total) ** self.power
        s = Falling(opt, 0.4, 20)
        """
    expect(try rates(text), (0..<14).map { 0.4 * pow(1 - Double($0) / 20, 2) })
  }

  /// Cycles that get longer and lower, with a constructor that sets the rates after PyTorch's first step.
  @Test func cyclesAreCarriedOn() throws {
    let text =
      Self.head + """
        class Waves(_LRScheduler):
            def __init__(self, optimizer, length, top, low=0.01, last_epoch=-1):
                self.length, self.top, self.low = length, top, low
                self.place = last_epoch
                super().__init__(optimizer, last_epoch)
                self.base_lrs = []
                for g in self.optimizer.param_groups:
                    g["lr"] = self.low
                    self.base_lrs.append(self.low)
            def get_lr(self):
                if self.place == -1:
                    return self.base_lrs
                return [b + (self.top - b) * (1 + math.cos(math.pi * self.place / self.length)) / 2 for b in self.base_lrs]
            def step(self, epoch=None):
                if epoch is None:
                    epoch = self.last_epoch + 1
                    self.place = self.place + 1
                    if self.place >= self.length:
                        self.place = self.place - self.length
                        self.length = self.length * 2
                        self.top = self.top * 0.5
                self.last_epoch = epoch
                for g, lr in zip(self.optimizer.param_groups, self.get_lr()):
                    g["lr"] = lr
        s = Waves(opt, 4, 0.3)
        """
    var (place, length, top, wanted) = (0, 4, 0.3, [0.01])
    while wanted.count < 14 {
      place += 1
      if place >= length { (place, length, top) = (place - length, length * 2, top * 0.5) }
      wanted.append(0.01 + (top - 0.01) * (1 + cos(.pi * Double(place) / Double(length))) / 2)
    }
    expect(try rates(text), wanted)
  }

  @Test func theBasesStepIsPyTorchs() throws {
    let text =
      Self.head + """
        class Half(_LRScheduler):
            def get_lr(self):
                return [b * 0.5 ** (self.last_epoch // 3) for b in self.base_lrs]
            def step(self, epoch=None):
                super().step(epoch)
        s = Half(opt)
        """
    expect(try rates(text), (0..<14).map { 0.2 * pow(0.5, Double($0 / 3)) })
  }

  @Test func aStepThatSetsNothingIsRefused() throws {
    let text =
      Self.head + """
        class Odd(_LRScheduler):
            def step(self, epoch=None):
                self.helper.step(self.optimizer)
        s = Odd(opt)
        """
    let error = #expect(throws: SpecError.self) { try PastedSchedule.all(in: text) }
    #expect(error?.message.contains("sets no rates") == true)
  }
}
