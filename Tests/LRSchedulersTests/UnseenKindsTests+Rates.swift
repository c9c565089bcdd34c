import LRSchedulers
import Testing

/// Base rates that the text does not say, and what stands for them.
extension UnseenKindsTests {
  /// A parameter that is compared with texts is the name of an optimizer, and not the optimizer.
  @Test(arguments: [
    ("opt", "opt == 'sgd'", "opt == 'adam'"), ("optimizer", "optimizer == \"sgd\"", "optimizer == \"adam\""),
    ("opt_name", "'sgd' == opt_name", "opt_name in ('adam', 'adamw')"),
    ("optim", "optim.lower() == 'sgd'", "optim.lower() == 'adam'"),
  ])
  func aParameterThatIsComparedWithTextsIsAText(name: String, first: String, second: String) throws {
    let text = """
      def build(net, \(name), rate=0.004):
          if \(first):
              chosen = torch.optim.SGD(net.parameters(), lr=0.02)
          elif \(second):
              chosen = torch.optim.Adam(net.parameters(), lr=rate)
          return StepLR(chosen, 3)
      """
    #expect(missing(text).map(\.name) == [name])
    for (value, rate) in [("'sgd'", 0.02), ("'adam'", 0.004)] {
      let one = try #require(try found(text, [name: value]).first)
      #expect(one.startingLRs(asked: nil, standard: [0.1]) == [rate])
    }
    let standard = text.replacing("\(name),", with: "\(name)='adam',")
    #expect(try found(standard).first?.startingLRs(asked: nil, standard: [0.1]) == [0.004])
  }

  /// An optimizer that something elsewhere builds has a rate that is not known, and that is said.
  @Test(arguments: [
    "build_optimizer(cfg, model)", "self.make_optimizer(model)", "create_optimizer(model, 3, cfg)",
  ])
  func theRateOfAnOptimizerThatIsBuiltElsewhereIsSaid(call: String) throws {
    let text = "optimizer = \(call)\nscheduler = StepLR(optimizer, 3)"
    let one = try #require(try found(text).first)
    #expect(one.notes.contains { $0.contains("line 1") && $0.contains("0.1 is taken") })
    var options = ScriptOptions()
    options.lrs = [0.3]
    let asked = try #require(try PastedSchedule.all(in: text, options: options).first)
    #expect(!asked.notes.contains { $0.contains("is taken") })
    #expect(try found("scheduler = StepLR(optimizer, 3)").first?.notes == [])
  }

  /// With rates of its own the schedule's shape depends on it.
  @Test(arguments: [
    "CosineAnnealingLR(optimizer, 9, eta_min=1e-3)",
    "CosineAnnealingWarmRestarts(optimizer, 9, eta_min=1e-3)",
    "CosineLRScheduler(optimizer, t_initial=9, lr_min=1e-5)",
    "SequentialLR(optimizer, [ConstantLR(optimizer), CosineAnnealingLR(optimizer, 9, 0.01)], [2])",
  ])
  func whereTheShapeDependsOnTheRateItIsAskedFor(call: String) throws {
    let text = "optimizer = build(cfg, net)\nscheduler = \(call)"
    let asked = missing(text)
    #expect(asked.map(\.name) == ["lr"])
    #expect(asked.first?.guess == .double(0.1))
    let one = try #require(try found(text, ["lr": "0.02"]).first)
    #expect(one.startingLRs(asked: nil, standard: [0.1]) == [0.02])
    let plain = text.replacing("eta_min=1e-3", with: "eta_min=0").replacing("lr_min=1e-5", with: "lr_min=0")
      .replacing(", 0.01)", with: ")")
    #expect(missing(plain).isEmpty)
  }

  /// timm's function takes the rate from its options.
  @Test(arguments: ["from timm.optim import create_optimizer\n", ""])
  func timmsOptimizerHasTheRateOfItsOptions(
    header: String
  ) throws {
    let text =
      header + """
        parser = argparse.ArgumentParser()
        parser.add_argument("--lr", type=float, default=2e-4)
        parser.add_argument("--opt", default="adamw")
        args = parser.parse_args()
        optimizer = create_optimizer(args, model)
        scheduler = CosineAnnealingLR(optimizer, 9, eta_min=1e-5)
        """
    let one = try #require(try found(text).first)
    #expect(one.optimizer?.name == "AdamW")
    #expect(one.startingLRs(asked: nil, standard: [0.1]) == [2e-4])
  }

  /// What steps another optimizer has its rates.
  @Test(arguments: [
    "hvd.DistributedOptimizer(base, named_parameters=x)", "Lookahead(base, k=5)", "FP16_Optimizer(base)",
  ])
  func aWrappedOptimizerHasTheRatesOfTheOneWithin(call: String) throws {
    let text =
      "base = torch.optim.SGD(net.parameters(), lr=0.03)\noptimizer = \(call)\ns = StepLR(optimizer, 3)"
    #expect(try found(text).first?.startingLRs(asked: nil, standard: [0.1]) == [0.03])
  }
}
