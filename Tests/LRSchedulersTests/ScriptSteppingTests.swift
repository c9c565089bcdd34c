import LRSchedulers
import Testing

/// When and how often the loop of a script steps its scheduler.
@Suite struct ScriptSteppingTests {
  private func pasted(_ text: String) throws -> PastedSchedule {
    try #require(PastedSchedule.all(in: text).first)
  }

  private static let header = "opt = SGD(p, lr=0.1)\ns = StepLR(opt, 3)\n"

  @Test(
    arguments: [
      ("for epoch in range(20):\n    for x, y in train_loader:\n        opt.step()\n    s.step()", false, 20),
      ("for epoch in range(5, 25):\n    train(model, opt)\n    validate()\n    s.step()", false, 20),
      ("for e in range(20):\n    train_one_epoch(model)\n    s.step()", false, 20),
      (
        "for epoch in range(20):\n    for x, y in train_loader:\n        opt.step()\n        s.step()", true,
        nil
      ),
      (
        "for epoch in range(20):\n    for i, (x, y) in enumerate(train_loader):\n        loss.backward()\n        opt.step()\n        s.step()",
        true, nil
      ),
      ("for i in range(0, 100, 5):\n    loss.backward()\n    opt.step()\n    s.step()", true, 20),
      (
        "def train():\n    for batch in loader:\n        opt.step()\n        s.step()\nfor epoch in range(3):\n    train()",
        true, nil
      ),
      ("for epoch in range(n):\n    train(model)\n    s.step()", false, nil),
      ("s.step()", nil, nil),
      // Both kinds of loops step it: nobody can say.
      (
        "for epoch in range(9):\n    for x in loader:\n        opt.step()\n        if a:\n            s.step()\n    if b:\n        s.step()",
        nil, nil
      ),
    ] as [(String, Bool?, Int?)])
  func theLoopSaysWhatAStepIs(loop: String, stepsPerBatch: Bool?, length: Int?) throws {
    let schedule = try pasted(Self.header + loop)
    #expect(schedule.stepsPerBatch == stepsPerBatch)
    #expect(schedule.length == length)
  }

  @Test(arguments: [
    ("for epoch in range(9):\n    s.step()\n    for x in loader:\n        opt.step()", true),
    ("for epoch in range(9):\n    s.step()\n    train(model, epoch)", true),
    ("for x in loader:\n    s.step()\n    opt.step()", true),
    ("for epoch in range(9):\n    train(model, epoch)\n    s.step()", false),
    ("for epoch in range(9):\n    s.step(epoch)\n    train(model, epoch)", false),
    (
      "for epoch in range(9):\n    for x in loader:\n        opt.step()\n    s.step()\n    test(model)", false
    ),
    ("for epoch in range(9):\n    s.step()\n    print(epoch)", false),
  ])
  func aStepBeforeTheTrainingIsSaid(loop: String, isSaid: Bool) throws {
    let notes = try pasted(Self.header + loop).notes
    #expect(notes.contains { $0.contains("before the training") } == isSaid)
  }

  /// A row is a step of the scheduler; where it does not step in each turn, that is said.
  @Test(arguments: [
    ("for epoch in range(9):\n    train(model)\n    if epoch >= 3:\n        s.step()", true),
    (
      "for epoch in range(9):\n    for x in loader:\n        opt.step()\n    if epoch % 2 == 0:\n        s.step()",
      true
    ),
    ("for epoch in range(9):\n    train(model)\n    s.step()", false),
    (
      "for i, x in enumerate(train_loader):\n    loss.backward()\n    if (i + 1) % 4 == 0:\n        opt.step()\n        s.step()",
      false
    ),
  ])
  func aStepUnderAConditionIsSaid(loop: String, isSaid: Bool) throws {
    let notes = try pasted(Self.header + loop).notes
    #expect(notes.contains { $0.contains("only where the condition") } == isSaid)
  }

  @Test func ratesSetByHandHaveTheLengthOfTheirLoop() throws {
    let text = """
      opt = SGD(p, lr=0.1)
      for epoch in range(12):
          for group in opt.param_groups:
              group["lr"] = 0.1 * 0.5 ** epoch
          train(model)
      """
    #expect(try pasted(text).length == 12)
  }
}
