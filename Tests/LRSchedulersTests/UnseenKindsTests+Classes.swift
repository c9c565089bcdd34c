import LRSchedulers
import Testing

/// Classes and functions that stand elsewhere.
extension UnseenKindsTests {
  @Test(arguments: [
    ("T_max=50, eta_min=1e-5", "CosineAnnealingLR"), ("step_size=9, gamma=0.3", "StepLR"),
    ("milestones=[3, 5], gamma=0.3", "MultiStepLR"), ("gamma=0.9", "ExponentialLR"),
    ("max_lr=0.3, total_steps=90", "OneCycleLR"), ("T_0=9, T_mult=2", "CosineAnnealingWarmRestarts"),
    ("num_warmup_steps=3, num_training_steps=90", "get_linear_schedule_with_warmup"),
    // Several have these, or none.
    ("total_iters=9", nil), ("factor=0.5", nil), ("t_initial=9, warmup_t=3", nil), ("horizon=9", nil),
    ("optimizer=opt, last_epoch=-1", nil),
  ])
  func theKeywordsTellTheClass(arguments: String, name: String?) throws {
    let text = "from mine import make\nx = 1\nscheduler = make.scheduler(optimizer, \(arguments))"
    let asked = missing(text)
    #expect(asked.map(\.name) == ["make.scheduler"])
    guard let name else {
      if case .schedule? = asked.first?.guess { return }
      Issue.record("guessed \(String(describing: asked.first?.guess))")
      return
    }
    #expect(asked.first?.guess == .string(name))
    #expect(try found(text, ["make.scheduler": name]).first?.schedule.entry.name == name)
  }

  /// What gives a class is no function that gives a scheduler.
  @Test(arguments: ["from mine import get_scheduler\n", "x = 1\n"])
  func aFunctionThatGivesAClass(head: String) throws {
    let text = head + "s = get_scheduler(args.kind)(opt, step_size=args.size, gamma=0.5)"
    #expect(guesses(text) == ["get_scheduler(args.kind)": "'StepLR'"])
    #expect(
      try found(text, ["get_scheduler(args.kind)": "StepLR", "args.size": "3"]).map(\.schedule)
        == [StepLR(stepSize: 3, gamma: 0.5).schedule])
  }

  /// A function of a library's name is refused, and what it builds can be given.
  @Test(arguments: [
    "from mine import get_scheduler\ns = get_scheduler('cosine', opt, 3)",
    "x = 1\ns = get_scheduler(opt, cfg.schedule)",
    "x = 1\ns = get_scheduler(args, opt)",
    "from mine import get_cosine_schedule_with_warmup\ns = get_cosine_schedule_with_warmup(opt, 3)",
  ])
  func aFunctionOfALibrarysName(text: String) throws {
    #expect(throws: SpecError.self) { try found(text) }
    let name = text.contains("cosine_schedule") ? "get_cosine_schedule_with_warmup" : "get_scheduler"
    #expect(try found(text, [name: "StepLR(3)"]).map(\.schedule) == [StepLR(stepSize: 3).schedule])
  }

  /// A method of a class that only has the name of PyTorch's is a function that can be given.
  @Test func aMethodOfAnotherClassIsAskedFor() throws {
    let text = """
      from models import *
      s = torch.optim.lr_scheduler.LambdaLR(opt, lr_lambda=LambdaLR(n_epochs, 0, decay).step)
      """
    let name = "LambdaLR(n_epochs, 0, decay).step"
    #expect(guesses(text) == [name: "lambda epoch: 0.95 ** epoch"])
    let one = try #require(try found(text, [name: "lambda e: 0.5 ** e"]).first)
    #expect(try rates(one, 3) == [0.1, 0.05, 0.025])
  }

  /// Not all that ends so is a scheduler.
  @Test(arguments: ["SimCLR(model, optimizer, scheduler=s)", "conf.get_update_schedule(5)"])
  func otherNamesAreNoSchedulers(call: String) throws {
    #expect(
      try found("s = StepLR(optimizer, 3)\nschedule = \(call)").map(\.schedule) == [
        StepLR(stepSize: 3).schedule
      ])
  }

  /// A class of a library's name that comes with all of another module has its own parameters.
  @Test func aClassFromAStarImportIsAskedFor() throws {
    let call = "s = OneCycleLR(lr_max=0.1, pct_start=0.3)"
    #expect(missing("from .callbacks import *\n" + call).map(\.name) == ["OneCycleLR"])
    #expect(throws: SpecError.self) { try found("from torch.optim.lr_scheduler import *\n" + call) }
    let own = try found("from .callbacks import *\ns = OneCycleLR(opt, 0.1, total_steps=9)")
    #expect(own.map(\.schedule.entry.name) == ["OneCycleLR"])
  }
}
