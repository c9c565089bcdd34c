import Foundation
import LRSchedulers
import Testing

/// Rates that a loop sets after its training hold from the next turn on: a row is what that turn was trained with.
@Suite struct LateRateTests {
  /// How a turn sets the rate, in lines of its body; `e` counts from `start`.
  struct Rule: CustomTestStringConvertible {
    var name: String
    var lines: [String]
    var before = ""
    var start = 0
    /// The rate after turn `e`, from the one before.
    var rate: @Sendable (Int, Double) -> Double
    var testDescription: String { name }
  }

  static let rules = [
    Rule(name: "factor", lines: ["for g in optimizer.param_groups:", "    g['lr'] *= 0.5"]) { $1 * 0.5 },
    Rule(name: "power", lines: ["for g in optimizer.param_groups:", "    g['lr'] = 0.2 * 0.9 ** e"]) { e, _ in
      0.2 * pow(0.9, Double(e))
    },
    Rule(
      name: "power from 1", lines: ["for g in optimizer.param_groups:", "    g['lr'] = 0.2 * 0.9 ** e"],
      start: 1
    ) { e, _ in 0.2 * pow(0.9, Double(e)) },
    Rule(
      name: "factor now and then",
      lines: ["if e % 3 == 2:", "    for g in optimizer.param_groups:", "        g['lr'] = g['lr'] * 0.1"]
    ) { $0 % 3 == 2 ? $1 * 0.1 : $1 },
    Rule(
      name: "assigned now and then",
      lines: ["if e in (2, 5):", "    for g in optimizer.param_groups:", "        g['lr'] = 0.3 / e"]
    ) { $0 == 2 || $0 == 5 ? 0.3 / Double($0) : $1 },
    Rule(
      name: "a number beside it",
      lines: ["now = now * 0.5 + 0.01", "for g in optimizer.param_groups:", "    g['lr'] = now"],
      before: "now = 0.2"
    ) { $1 * 0.5 + 0.01 },
    Rule(
      name: "a function", lines: ["adjust(optimizer, e)"],
      before: "def adjust(opt, epoch):\n    for g in opt.param_groups:\n        g['lr'] = 0.2 * 0.8 ** epoch"
    ) { e, _ in 0.2 * pow(0.8, Double(e)) },
    Rule(
      name: "a function from 1", lines: ["adjust(optimizer, e)"],
      before: "def adjust(opt, epoch):\n    for g in opt.param_groups:\n        g['lr'] = 0.2 * 0.8 ** epoch",
      start: 1
    ) { e, _ in 0.2 * pow(0.8, Double(e)) },
    Rule(
      name: "a count",
      lines: ["for g in optimizer.param_groups:", "    g['lr'] = 0.2 * 0.9 ** done", "done += 1"],
      before: "done = 0"
    ) { e, _ in 0.2 * pow(0.9, Double(e)) },
  ]

  static let trainings = [
    ["loss.backward()", "optimizer.step()"],
    ["for x in train_loader:", "    loss = f(x)", "    loss.backward()", "    optimizer.step()"],
    ["for x in train_loader:", "    optimizer.step()"],
    ["train(net, optimizer)"],
  ]

  private func script(_ rule: Rule, _ body: [String]) -> String {
    """
    optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
    \(rule.before)
    for e in range(\(rule.start), 40):
        \(body.joined(separator: "\n    "))
    """
  }

  @Test(arguments: rules, trainings.indices)
  func aRateBehindTheTrainingIsThatOfTheNextTurn(rule: Rule, training: Int) throws {
    let train = Self.trainings[training]
    var (rate, wanted) = (0.2, [Double]())
    for turn in 0..<10 {
      wanted.append(rate)
      rate = rule.rate(turn + rule.start, rate)
    }
    PastedRates.expect(try PastedRates.of(script(rule, train + rule.lines), 10)) { wanted[$0] }
    #expect(try PastedRates.notes(script(rule, train + rule.lines)).contains("after its training"))
  }

  /// The law: what is set in front of the training is what the other order trains with one turn later.
  @Test(arguments: rules.filter { $0.start == 0 }, trainings.indices)
  func bothOrdersDifferByOneTurn(rule: Rule, training: Int) throws {
    let train = Self.trainings[training]
    let before = try PastedRates.of(script(rule, rule.lines + train), 10)
    let behind = try PastedRates.of(script(rule, train + rule.lines), 11)
    #expect(behind[0] == 0.2)
    PastedRates.expect(Array(behind.dropFirst())) { before[$0] }
    #expect(try !PastedRates.notes(script(rule, rule.lines + train)).contains("after its training"))
  }

  /// What goes by epochs alone and is set behind each batch is set before the next epoch's first as well.
  @Test func theEpochOfALoopAroundIsNotShifted() throws {
    let text = """
      optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
      for e in range(9):
          for x in train_loader:
              optimizer.step()
              for g in optimizer.param_groups:
                  g['lr'] = 0.2 * 0.9 ** e
      """
    PastedRates.expect(try PastedRates.of(text)) { 0.2 * pow(0.9, Double($0)) }
  }

  /// What is trained with goes on under the same name, so that it is one curve.
  @Test(arguments: [
    ("e == 3", [3]), ("e in [3, 6]", [3, 6]), ("e in cuts", nil), ("e % 2 == 1", [1, 3, 5, 7, 9, 11]),
  ])
  func anOptimizerThatIsBuiltAnewGoesOn(condition: String, cuts: [Int]?) throws {
    let byHand = """
      optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
      for e in range(9):
          optimizer.step()
          for g in optimizer.param_groups:
              g['lr'] *= 0.5
          if \(condition):
              optimizer = torch.optim.SGD(net.parameters(), lr=0.3)
      """
    guard let cuts else { return #expect(PastedRates.missing(byHand) == ["cuts"]) }
    #expect(try PastedRates.notes(byHand).contains("line 7: the loop makes a new optimizer"))
    var rate = 0.2
    let expected = (0..<12).map { turn in
      defer { rate = cuts.contains(turn) ? 0.3 : rate * 0.5 }
      return rate
    }
    PastedRates.expect(try PastedRates.of(byHand)) { expected[$0] }
    let alone = """
      optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
      for e in range(9):
          if \(condition):
              optimizer = torch.optim.SGD(net.parameters(), lr=0.3)
          optimizer.step()
      """
    PastedRates.expect(try PastedRates.of(alone)) { $0 < cuts[0] ? 0.2 : 0.3 }
  }

  /// A scheduler that is built anew with its optimizer begins again.
  @Test(arguments: [
    "StepLR(optimizer, 2, gamma=0.5)", "ExponentialLR(optimizer, 0.5)",
    "CosineAnnealingLR(optimizer, T_max=4)",
  ])
  func aSchedulerThatIsBuiltAnewBeginsAgain(call: String) throws {
    let text = """
      optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
      scheduler = \(call)
      for e in range(9):
          optimizer.step()
          scheduler.step()
          if (e + 1) % 4 == 0:
              optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
              scheduler = \(call)
      """
    let alone = try Schedule(parsing: call.replacing("optimizer, ", with: ""))
    var run = try ScheduleRun(alone, groups: [ParameterGroup(lr: 0.2)])
    let expected = try (0..<4).map { index in
      if index > 0 { _ = try run.step(metric: nil) }
      return run.groups[0].lr
    }
    PastedRates.expect(try PastedRates.of(text)) { expected[$0 % 4] }
  }

  /// What comes of the training is not asked for.
  @Test func optimizersThatAreBuiltAnewAfterTheLossAreOnlySaid() throws {
    let text = """
      optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
      for e in range(9):
          optimizer.step()
          for g in optimizer.param_groups:
              g['lr'] *= 0.5
          if len(history) > 5 and val_loss > min(history):
              optimizer = torch.optim.ASGD(net.parameters(), lr=0.3)
      """
    #expect(PastedRates.missing(text).isEmpty)
    #expect(
      try PastedRates.notes(text).contains(
        "line 7: the loop makes a new optimizer: the rate starts over there"))
    PastedRates.expect(try PastedRates.of(text)) { 0.2 * pow(0.5, Double($0)) }
  }
}
