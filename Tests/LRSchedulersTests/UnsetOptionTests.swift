import LRSchedulers
import Testing

/// Options of a script's command line that have no default.
@Suite("Options that a script's users give")
struct UnsetOptionTests {
  private static let script = """
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=3e-4)
    parser.add_argument("--warmup", type=int, default=5)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--decay", type=float)
    parser.add_argument("--resume", type=str)
    args = parser.parse_args()
    optimizer = AdamW(model.parameters(), lr=args.lr)
    if args.resume:
        optimizer.load_state_dict(torch.load(args.resume))
    if args.decay is not None:
        scheduler = ExponentialLR(optimizer, args.decay)
    else:
        scheduler = CosineAnnealingLR(optimizer, T_max=args.epochs - args.warmup)
    """

  private func read(_ definitions: [(String, String)] = [], epochs: Int? = nil) throws -> PastedSchedule {
    var options = ScriptOptions()
    options.epochs = epochs
    options.definitions = definitions.map { ScriptOptions.Definition(name: $0.0, value: $0.1) }
    return try #require(try PastedSchedule.all(in: Self.script, options: options).first)
  }

  /// Of those that are None in the branch that is taken, only what is in the way.
  @Test("are asked for where None leads nowhere")
  func asked() throws {
    let error = #expect(throws: SpecError.self) { try read() }
    #expect(error?.missing.map(\.name) == ["args.epochs"])
  }

  @Test("take the values that are given")
  func given() throws {
    #expect(try read([("args.epochs", "20")]).schedule.spec == "CosineAnnealingLR(T_max=15)")
    #expect(try read(epochs: 20).schedule.spec == "CosineAnnealingLR(T_max=15)")
    #expect(try read([("args.decay", "0.9")]).schedule.spec == "ExponentialLR(gamma=0.9)")
  }

  @Test("A value that is given wins over a default")
  func overridden() throws {
    let pasted = try read([("args.epochs", "20"), ("args.warmup", "10"), ("args.lr", "0.5")])
    #expect(pasted.schedule.spec == "CosineAnnealingLR(T_max=10)")
    #expect(pasted.optimizer?.lrs == [0.5])
  }

  /// As Hugging Face's scripts count their steps.
  @Test("None that a script knows how to take stays None")
  func expected() throws {
    let text = """
      p = argparse.ArgumentParser()
      p.add_argument("--max_train_steps", type=int, default=None)
      p.add_argument("--num_train_epochs", type=int, default=3)
      args = p.parse_args()
      if args.max_train_steps is None:
          args.max_train_steps = args.num_train_epochs * 100
      s = get_scheduler("linear", optimizer, num_warmup_steps=0, num_training_steps=args.max_train_steps)
      """
    var options = ScriptOptions()
    options.epochs = 60
    let pasted = try #require(try PastedSchedule.all(in: text, options: options).first)
    #expect(pasted.schedule.spec.contains("num_training_steps=300"))
  }

  /// The question is not asked where it would not help.
  @Test("What is wrong for another reason stays an error")
  func otherwise() {
    let text = """
      p = argparse.ArgumentParser()
      p.add_argument("--seed", type=int)
      args = p.parse_args()
      torch.manual_seed(args.seed)
      s = StepLR(optimizer, step_size=0)
      """
    let error = #expect(throws: SpecError.self) {
      try PastedSchedule.all(in: text, options: ScriptOptions())
    }
    #expect(error?.missing.isEmpty == true && error?.message.contains("step_size") == true)
  }
}
