import LRSchedulers
import Testing

/// The optimizer of a pasted text counts: its class, its arguments, its groups and their rates.
@Suite struct PastedOptimizerTests {
  private func optimizer(_ text: String, _ scheduler: String = "StepLR(opt, 3)") throws -> PastedOptimizer {
    let found = try PastedSchedule.all(in: "opt = " + text + "\nscheduler = " + scheduler)
    return try #require(found.last?.optimizer)
  }

  @Test(arguments: [
    ("torch.optim.SGD(model.parameters(), lr=0.3)", "SGD", [0.3]),
    ("optim.SGD(model.parameters(), 0.3, 0.9)", "SGD", [0.3]),
    ("SGD(params=net.parameters(), lr=3e-1, momentum=0.9, nesterov=True)", "SGD", [0.3]),
    ("AdamW(filter(lambda p: p.requires_grad, net.parameters()), lr=3 * 1e-1)", "AdamW", [0.30000000000000004]),
    ("bnb.optim.AdamW8bit(net.parameters(), lr=2e-5)", "AdamW8bit", [2e-5]),
    ("Lion(net.parameters(), lr=1e-4, weight_decay=1e-2)", "Lion", [1e-4]),
    ("optim.Adam([{'params': a, 'lr': 1e-2}, {'params': b}], lr=0.1)", "Adam", [0.01, 0.1]),
    ("optim.Adam([dict(params=a, lr=1e-2), dict(params=b)])", "Adam", [0.01, 1e-3]),
    ("getattr(torch.optim, 'RMSprop')(net.parameters(), lr=0.5)", "RMSprop", [0.5]),
    ("torch.optim.Adadelta(net.parameters())", "Adadelta", [1]),
    ("torch.optim.__dict__['SGD'](net.parameters(), lr=0.7)", "SGD", [0.7]),
  ])
  func itsRatesAreThoseOfTheText(text: String, name: String, lrs: [Double]) throws {
    let found = try optimizer(text)
    #expect(found.name == name)
    #expect(found.lrs == lrs)
    #expect(found.line == 1)
  }

  @Test func itsArgumentsAndGroupsAreHandedOut() throws {
    let found = try optimizer(
      "AdamW([{'params': a, 'weight_decay': 0.0, 'betas': (0.8, 0.99)}, {'params': b}], lr=1e-3, amsgrad=True)")
    #expect(found.arguments == [
      .init(name: "lr", value: .double(1e-3)), .init(name: "amsgrad", value: .bool(true)),
    ])
    #expect(found.groups.count == 2)
    #expect(found.groups[0].value(of: "weight_decay") == .double(0))
    #expect(found.groups[0].value(of: "betas") == .list([.double(0.8), .double(0.99)]))
    #expect(found.groups[1].value(of: "weight_decay") == nil)
  }

  @Test(arguments: [
    "opt = make(model)\nStepLR(opt, 3)", "StepLR(optimizer, 3)", "StepLR(3)",
    "def f(opt):\n    return StepLR(opt, 3)",
  ])
  func whatIsBuiltElsewhereIsNone(text: String) throws {
    #expect(try PastedSchedule.all(in: text).last?.optimizer == nil)
  }

  @Test func aRateThatIsOpenIsNotAskedFor() throws {
    let found = try PastedSchedule.all(in: "opt = SGD(p, lr=args.lr, momentum=0.9)\nStepLR(opt, 3)")
    #expect(found.last?.optimizer?.lrs == [nil])
    #expect(found.last?.startingLRs(asked: nil, standard: [0.1]) == [0.1])
    #expect(found.last?.startingLRs(asked: [0.5, 0.2], standard: [0.1]) == [0.5, 0.2])
  }

  @Test func groupsAreAddedAndSet() throws {
    let found = try PastedSchedule.all(
      in: """
        opt = SGD(a, lr=0.1)
        opt.add_param_group({"params": b, "lr": 0.02})
        opt.param_groups[0]["lr"] = 0.4
        sched = StepLR(opt, 3)
        """)
    #expect(found.last?.optimizer?.lrs == [0.4, 0.02])
  }

  @Test func eachSchedulerHasItsOwn() throws {
    let found = try PastedSchedule.all(
      in: "a, b = SGD(p, lr=0.1), Adam(q, lr=0.2)\nx = StepLR(a, 3)\ny = ExponentialLR(b, 0.5)")
    #expect(found.map { $0.optimizer?.name } == ["SGD", "Adam"])
    #expect(found.map { $0.optimizer?.lrs } == [[0.1], [0.2]])
    #expect(found.map(\.name) == ["x", "y"])
  }
}
