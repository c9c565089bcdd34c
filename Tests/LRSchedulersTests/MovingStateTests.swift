import Foundation
import LRSchedulers
import Testing

/// Rates that depend on what other functions of the text change: they are read with what counts them, or asked for, and never taken for
/// what they are once.
@Suite struct MovingStateTests {
  /// A class whose method sets the rate by `value`, and another one that changes the state.
  private func loop(state: String, change: String, value: String, helper: String = "") -> String {
    """
    class Loop:
        def __init__(self, opt):
            self.opt = opt
            \(state)
        def run(self):
            for batch in self.data:
                self.turn(batch)
                \(change)
        def turn(self, batch):
            self.forward(batch)
            self.anneal()
    \(helper)
        def anneal(self):
            for g in self.opt.param_groups:
                g["lr"] = \(value)
    """
  }

  @Test(arguments: [
    ("self.step = 0", "self.step += 1", "0.3 * 0.9 ** self.step", ""),
    ("self.step = 0", "self.step = self.step + 1", "0.3 * 0.9 ** self.step", ""),
    ("self.done = 0", "self.done += 1", "0.3 * 0.9 ** self.done", ""),
    (
      "self.step = 0", "self.step += 1", "0.3 * 0.9 ** self.total()",
      "    def total(self):\n        return self.step + self.first\n    first = 0\n"
    ),
    (
      "self.seen = 0", "self.seen += 1", "0.3 * 0.9 ** self.share()",
      "    def share(self):\n        return self.twice() / 2\n    def twice(self):\n        return 2 * self.seen\n"
    ),
  ])
  func whatCountsIsTheIndex(state: String, change: String, value: String, helper: String) throws {
    let text = loop(state: state, change: change, value: value, helper: helper)
    PastedRates.expect(try PastedRates.of(text)) { 0.3 * pow(0.9, Double($0)) }
  }

  @Test(arguments: [
    ("self.scale = 1.0", "self.scale *= 0.5", "0.3 * self.scale", "self.scale"),
    ("self.left = 9", "self.left -= 1", "0.3 * self.left", "self.left"),
    ("self.phase = 0", "self.phase = batch.phase", "0.3 / (1 + self.phase)", "self.phase"),
    ("self.seen = 0", "self.seen += len(batch)", "0.3 / (1 + self.seen)", "self.seen"),
    ("self.old = []", "self.old.append(batch)", "0.3 * 0.9 ** len(self.old)", "self.old"),
    ("self.mode = 'warm'", "self.mode = 'cold'", "0.3 if self.mode == 'warm' else 0.1", "self.mode"),
  ])
  func whatChangesOtherwiseIsAskedFor(state: String, change: String, value: String, name: String) throws {
    let text = loop(state: state, change: change, value: value)
    #expect(PastedRates.missing(text).contains { $0.contains(name) }, "\(PastedRates.missing(text))")
  }

  @Test(arguments: [
    ("step = 0", "global step\n    step += 1", "step"),
    ("state = {'step': 0}", "state['step'] += 1", "state['step']"),
    ("from types import SimpleNamespace\nstate = SimpleNamespace(step=0)", "state.step += 1", "state.step"),
  ])
  func variablesAroundCountToo(state: String, change: String, value: String) throws {
    let text = """
      \(state)
      def count():
          \(change)
      def adjust(optimizer):
          for g in optimizer.param_groups:
              g["lr"] = 0.3 * 0.9 ** \(value)
      """
    PastedRates.expect(try PastedRates.of(text)) { 0.3 * pow(0.9, Double($0)) }
  }

  @Test func aVariableOfTheFunctionAroundCounts() throws {
    let text = """
      def make(optimizer):
          done = 0
          def count():
              nonlocal done
              done += 1
          def adjust(epoch):
              for g in optimizer.param_groups:
                  g["lr"] = 0.3 * 0.9 ** done
          return adjust
      """
    let rates = try? PastedRates.of(text)
    #expect(rates == nil || Set(rates ?? []).count > 1)
  }

  /// In a loop that is read, what a turn does to a list goes on too.
  @Test(arguments: ["old.append(loss)", "old += [loss]", "old.insert(0, loss)", "steps.pop()"])
  func listsThatALoopChangesAreNotTakenForWhatTheyAreOnce(change: String) {
    let text = """
      optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
      old, steps = [], [1, 2, 3, 4, 5, 6, 7]
      for e in range(40):
          \(change)
          for g in optimizer.param_groups:
              g["lr"] = 0.2 * 0.9 ** (len(old) - len(steps))
          optimizer.step()
      """
    let error = #expect(throws: SpecError.self) { try PastedRates.of(text) }
    #expect(error?.message.contains("changes from turn to turn") == true, "\(error?.message ?? "")")
  }

  @Test func aListBesideTheRateChangesNothing() throws {
    let text = """
      optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
      losses, best = [], None
      for e in range(40):
          for g in optimizer.param_groups:
              g["lr"] = 0.2 * 0.9 ** e
          loss = train(net, optimizer)
          losses.append(loss)
          if best is None or loss < best:
              best = loss
      """
    PastedRates.expect(try PastedRates.of(text)) { 0.2 * pow(0.9, Double($0)) }
  }

  // MARK: Functions of two numbers

  @Test func aStepWithinAnEpochBeginsWithIt() throws {
    let text = """
      def adjust(optimizer, epoch, step, length):
          lr = 0.1 * (1 + step + epoch * length) / (5 * length)
          for g in optimizer.param_groups:
              g["lr"] = lr
      """
    let options = PastedRates.options(["length": "4"])
    PastedRates.expect(try PastedRates.of(text, 6, options)) { 0.1 * Double(1 + 4 * $0) / 20 }
    let steps = PastedRates.options(["length": "4"], steps: 4, countsSteps: true)
    PastedRates.expect(try PastedRates.of(text, 12, steps)) { 0.1 * Double(1 + $0) / 20 }
  }

  @Test func ofTwoThatAreNotPutTogetherOneIsAskedFor() throws {
    let text = """
      def adjust(optimizer, gamma, epoch, iteration, length):
          lr = 0.1 * iteration / length if epoch < 2 else 0.1 * gamma
          for g in optimizer.param_groups:
              g["lr"] = lr
      """
    #expect(Set(PastedRates.missing(text)) == ["gamma", "length"])
    let known = PastedRates.options(["gamma": "0.5", "length": "4"])
    #expect(PastedRates.missing(text, known) == ["iteration"])
    let all = PastedRates.options(["gamma": "0.5", "length": "4", "iteration": "2"])
    PastedRates.expect(try PastedRates.of(text, 5, all)) { $0 < 2 ? 0.05 : 0.05 }
  }

  @Test func anIndexOfStagesIsAskedFor() throws {
    let text = """
      def adjust(optimizer, gamma, epoch, step_index):
          for g in optimizer.param_groups:
              g["lr"] = 0.1 * gamma ** step_index
      """
    #expect(Set(PastedRates.missing(text)) == ["gamma", "step_index"])
  }
}
