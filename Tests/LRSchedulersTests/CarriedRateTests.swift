import Foundation
import LRSchedulers
import Testing

/// Rates that go on from the turn before, in a loop, a function, or a scheduler of the script's own.
@Suite struct CarriedRateTests {
  private func rates(
    _ text: String, _ count: Int = 12, defining names: KeyValuePairs<String, String> = [:]
  ) throws -> [Double] {
    try PastedRates.of(text, count, PastedRates.options(names))
  }

  private static let optimizer = "optimizer = torch.optim.SGD(net.parameters(), lr=0.2)\n"

  @Test func aRateThatIsAssignedStays() throws {
    let text =
      Self.optimizer + """
        for epoch in range(30):
            if epoch == 3:
                for group in optimizer.param_groups:
                    group["lr"] = 0.05
            if epoch in (7, 9):
                for group in optimizer.param_groups:
                    group["lr"] = 0.3 / epoch
            fit(net, optimizer)
        """
    PastedRates.expect(try rates(text)) { $0 < 3 ? 0.2 : $0 < 7 ? 0.05 : $0 < 9 ? 0.3 / 7 : 0.3 / 9 }
  }

  @Test func aFunctionThatOnlyNowAndThenAssignsKeepsTheRateInBetween() throws {
    let text = """
      def drop(optimizer, epoch):
          if epoch == 2:
              for g in optimizer.param_groups:
                  g["lr"] = 0.01
          if epoch == 5:
              for g in optimizer.param_groups:
                  g["lr"] = 0.002
      """
    PastedRates.expect(try rates(text)) { $0 < 2 ? 0.1 : $0 < 5 ? 0.01 : 0.002 }
  }

  /// What one way through a function has set before it returns counts as much as what the other sets.
  @Test func aFunctionMayReturnEarly() throws {
    let text = """
      def tune(optimizer, epoch, warm=4):
          if epoch < warm:
              for g in optimizer.param_groups:
                  g["lr"] = 0.1 * (epoch + 1) / warm
              return
          if epoch > 8:
              for g in optimizer.param_groups:
                  g["lr"] = 0.001
              return
          for g in optimizer.param_groups:
              g["lr"] = 0.1 * 0.5 ** (epoch - warm)
      """
    PastedRates.expect(try rates(text)) {
      $0 < 4 ? 0.1 * Double($0 + 1) / 4 : $0 > 8 ? 0.001 : 0.1 * pow(0.5, Double($0 - 4))
    }
  }

  @Test(arguments: [
    "state = {'lr': 0.2}\ndef tune(optimizer, epoch):\n    global state\n    if epoch in [3, 6]:\n        state['lr'] *= 0.1\n        for g in optimizer.param_groups:\n            g['lr'] = state['lr']\nfor epoch in range(20):\n    tune(optimizer, epoch)\n",
    "now = 0.2\nfor epoch in range(20):\n    if epoch == 3 or epoch == 6:\n        now = now * 0.1\n        for g in optimizer.param_groups:\n            g['lr'] = now\n    fit(optimizer)\n",
    "now = 0.2\nfor epoch in range(20):\n    if epoch == 3 or epoch == 6:\n        now /= 10\n    for g in optimizer.param_groups:\n        g['lr'] = now\n    fit(optimizer)\n",
  ])
  func aNumberBesideTheRateIsCarriedOn(loop: String) throws {
    PastedRates.expect(try rates(Self.optimizer + loop)) { $0 < 3 ? 0.2 : $0 < 6 ? 0.02 : 0.002 }
  }

  /// Two numbers that depend on each other, and are no copies of the rate.
  @Test func severalNumbersAreCarriedOn() throws {
    let text =
      Self.optimizer + """
        level, left = 1.0, 2
        for epoch in range(40):
            if left == 0:
                level = level * 0.5 + 0.01
                left = 3
            left -= 1
            for group in optimizer.param_groups:
                group["lr"] = 0.2 * level
            fit(net, optimizer)
        """
    var (level, left, wanted) = (1.0, 2, [Double]())
    for _ in 0..<12 {
      if left == 0 { (level, left) = (level * 0.5 + 0.01, 3) }
      left -= 1
      wanted.append(0.2 * level)
    }
    PastedRates.expect(try rates(text)) { wanted[$0] }
  }

  /// What goes on with every batch is no function of epochs: the option that counts steps is named.
  @Test func aCountOfBatchesAsksForSteps() throws {
    let text =
      Self.optimizer + """
        done, stage = 0, 0
        for epoch in range(9):
            for batch in train_loader:
                if done in (2, 6):
                    stage += 1
                    for group in optimizer.param_groups:
                        group["lr"] = 0.2 * 0.1 ** stage
                fit(net, batch)
                done += 1
        """
    let error = #expect(throws: SpecError.self) { try rates(text) }
    #expect(error?.hint?.contains("--interval step") == true)
  }

  /// The loop's variable decides how the number goes on, and does not stand in the rate itself.
  @Test func theIndexMayOnlyDecideWhatIsCarriedOn() throws {
    let text =
      Self.optimizer + """
        count = 1
        for epoch in range(2, 40):
            if epoch % 3 == 0:
                count *= 2
            for group in optimizer.param_groups:
                group["lr"] = 0.2 / count
            fit(net, optimizer)
        """
    PastedRates.expect(try rates(text)) { 0.2 / pow(2, Double(($0 + 2) / 3)) }
  }

  @Test func aNumberOfOutsideIsAskedForAndCarriedOn() throws {
    let text = """
      def tune(optimizer, epoch):
          if epoch in args.cuts:
              state["lr"] *= args.gamma
              for g in optimizer.param_groups:
                  g["lr"] = state["lr"]
      """
    let error = #expect(throws: SpecError.self) { try rates(text) }
    #expect(Set(error?.missing.map(\.name) ?? []) == ["args.cuts", "state[\"lr\"]", "args.gamma"])
    let found = try rates(
      text, defining: ["args.cuts": "[2, 5]", "state[\"lr\"]": "0.1", "args.gamma": "0.5"])
    PastedRates.expect(found) { $0 < 2 ? 0.1 : $0 < 5 ? 0.05 : 0.025 }
  }

  // MARK: Tables

  @Test(arguments: [
    "    if epoch in table.keys():\n        lr = table[epoch]\n",
    "    if epoch in table:\n        lr = table[epoch]\n",
    "    lr = table.get(epoch)\n    if epoch in table:\n",
  ])
  func aTableHasTheEpochAsKey(lookup: String) throws {
    let body = "        for g in optimizer.param_groups:\n            g['lr'] = lr\n"
    let text =
      "def tune(optimizer, epoch):\n    table = {2: 5e-2, 4: 1e-2, 8: 5e-3}\n" + lookup + body
    PastedRates.expect(try rates(text)) { $0 < 2 ? 0.1 : $0 < 4 ? 5e-2 : $0 < 8 ? 1e-2 : 5e-3 }
  }

  @Test func aTableOfOneIsMadeForTheEpoch() throws {
    let text = """
      def tune(optimizer, epoch, args):
          if args.kind == "halve":
              table = {epoch: args.lr * (0.5 ** (epoch // 2))}
          elif args.kind == "steps":
              table = {3: 0.05}
          if epoch in table.keys():
              for g in optimizer.param_groups:
                  g["lr"] = table[epoch]
      """
    let halved = try rates(text, defining: ["args.kind": "halve", "args.lr": "0.4"])
    PastedRates.expect(halved) { 0.4 * pow(0.5, Double($0 / 2)) }
    PastedRates.expect(try rates(text, defining: ["args.kind": "steps"])) { $0 < 3 ? 0.1 : 0.05 }
  }

  @Test func aKeyThatIsNotThereIsAnError() throws {
    let schedule = try Schedule(parsing: "LambdaLR(lambda e: {0: 1.0, 1: 0.5}[e])")
    var run = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 0.1)])
    try run.step()
    let error = #expect(throws: SchedulerError.self) { try run.step() }
    #expect(error?.message.contains("KeyError: 2") == true)
  }

  // MARK: Functions that are returned

  @Test func aFunctionThatIsReturnedSetsTheRates() throws {
    let text = """
      def put(optimizer, value):
          for g in optimizer.param_groups:
              g["lr"] = value

      def ramp(optimizer, peak=0.4, length=5, total=10):
          def adjust(step):
              if step < length:
                  lr = peak * (step + 1) / length
              else:
                  lr = peak * (total - step) / (total - length)
              put(optimizer, lr)
              return lr
          return adjust
      """
    PastedRates.expect(try rates(text, 10)) {
      $0 < 5 ? 0.4 * Double($0 + 1) / 5 : 0.4 * Double(10 - $0) / 5
    }
  }

  @Test func anAttributeThatCountsIsTheIndex() throws {
    let text = """
      class Loop:
          def anneal(self):
              share = self.step / self.length
              for g in self.optimizer.param_groups:
                  g["lr"] = self.peak * (1 - share)
      """
    let found = try rates(text, defining: ["self.length": "20", "self.peak": "0.3"])
    PastedRates.expect(found) { 0.3 * (1 - Double($0) / 20) }
  }
}
