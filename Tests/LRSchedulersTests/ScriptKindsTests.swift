import LRSchedulers
import Testing

/// Ways to write a training script, each read whole, and what is asked or refused where it cannot be.
@Suite struct ScriptKindsTests {
  private func specs(_ text: String, _ definitions: [String: String] = [:]) throws -> [String] {
    var options = ScriptOptions()
    options.definitions = definitions.map { .init(name: $0.key, value: $0.value) }
    return try PastedSchedule.all(in: text, options: options).map(\.schedule.spec)
  }

  private func missing(_ text: String) -> [String] {
    do {
      _ = try PastedSchedule.all(in: text)
      return []
    } catch { return error.missing.map(\.name) }
  }

  @Test(arguments: [
    // What others call with their optimizer.
    (
      "scheduler = lambda optimizer: optim.lr_scheduler.StepLR(optimizer, step_size=10)\nrun(scheduler)",
      "StepLR(step_size=10)"
    ),
    (
      "make = lambda opt: LambdaLR(opt, lambda i: 0.1 ** min(i / 30, 1))",
      "LambdaLR(lr_lambda=lambda i: 0.1 ** min(i / 30, 1))"
    ),
    (
      "import torch\nfrom functools import partial\nTrainer(scheduler=partial(torch.optim.lr_scheduler.StepLR, step_size=4))",
      "StepLR(step_size=4)"
    ),
    // optparse
    (
      "from optparse import OptionParser\np = OptionParser()\np.add_option('-s', '--size', dest='size', type=int, default=6)\n"
        + "opts, args = p.parse_args()\nStepLR(opt, opts.size)", "StepLR(step_size=6)"
    ),
    // A parser takes over the options of others.
    (
      "import argparse\ndef options():\n    p = argparse.ArgumentParser(add_help=False)\n    p.add_argument('--size', default=8, type=int)\n"
        + "    return p\ndef main(args):\n    StepLR(opt, args.size)\nif __name__ == '__main__':\n"
        + "    parser = argparse.ArgumentParser('train', parents=[options()])\n    main(parser.parse_args())",
      "StepLR(step_size=8)"
    ),
    // timm before 0.5
    (
      "CosineLRScheduler(opt, t_initial=30, t_mul=1., lr_min=0.1, cycle_limit=1)",
      "CosineLRScheduler(t_initial=30, lr_min=0.1)"
    ),
    (
      "n = dict(noise_range_t=None, noise_pct=0.67, noise_std=1., noise_seed=42)\nCosineLRScheduler(opt, 30, **n)",
      "CosineLRScheduler(t_initial=30)"
    ),
    // Its import is above what was pasted.
    (
      "s = GradualWarmupScheduler(opt, multiplier=1, total_epoch=5)",
      "LambdaLR(lr_lambda=lambda epoch: epoch / 5 if epoch <= 5 else 1.0)"
    ),
    // As many rates as there are groups.
    (
      "class Flat(LRScheduler):\n    def get_lr(self):\n        if self.last_epoch == 0:\n            return [0.5] * len(self.base_lrs)\n"
        + "        return [2 * b for b in self.base_lrs]\nFlat(opt)",
      "LambdaLR(lr_lambda=lambda epoch: 0.5 if epoch == 0 else 2 * 0.1)"
    ),
  ])
  func isReadWhole(text: String, spec: String) throws {
    #expect(try specs(text) == [spec])
  }

  /// timm's factory takes what its options have not from itself: nothing of that is silent where the options stand elsewhere.
  @Test func timmsFactoryAsksForOptionsThatStandElsewhere() throws {
    let text = "s, n = create_scheduler(args, optimizer)"
    let names = ["args.sched", "args.epochs", "args.warmup_epochs", "args.min_lr", "args.warmup_lr"]
    #expect(Set(missing(text)) == Set(names))
    let values = ["'cosine'", "30", "3", "0.01", "0.001"]
    #expect(
      try specs(text, Dictionary(uniqueKeysWithValues: zip(names, values))) == [
        "CosineLRScheduler(t_initial=30, lr_min=0.01, cycle_decay=0.1, warmup_t=3, warmup_lr_init=0.001)"
      ])
  }

  /// Settings that one branch reads from a file are asked for one by one.
  @Test func itemsOfASettingsFileHaveNames() throws {
    let text = """
      def train(hyp, opt):
          if isinstance(hyp, str):
              with open(hyp) as f:
                  hyp = yaml.safe_load(f)
          return LambdaLR(optimizer, lambda x: (1 - x / 9) * (1.0 - hyp["lrf"]) + hyp["lrf"])
      train(ROOT / "hyp.yaml", None)
      """
    #expect(missing(text).contains("hyp[\"lrf\"]"))
    #expect(
      try specs(text, ["hyp[\"lrf\"]": "0.25"]) == [
        "LambdaLR(lr_lambda=lambda x: (1 - x / 9) * (1.0 - 0.25) + 0.25)"
      ])
  }

  /// A loop over what is not known is no refusal: its names are asked for.
  @Test(arguments: ["for i, p in enumerate(ends):", "for i in range(len(ends)):"])
  func loopsOverOpenListsAreAskedFor(loop: String) throws {
    let text = """
      class Parts(_LRScheduler):
          def __init__(self, optimizer, periods):
              self.ends = [sum(periods[0:i + 1]) for i in range(0, len(periods))]
              super().__init__(optimizer)
          def get_lr(self):
              return [b * place(self.last_epoch, self.ends) for b in self.base_lrs]
      def place(e, ends):
          \(loop)
              if e < ends[i]:
                  return i
          return 7
      """
    #expect(missing(text).contains { $0.contains("periods") })
    #expect(
      try specs(text + "\nParts(opt, [2, 3])") == [
        "LambdaLR(lr_lambda=lambda epoch: 0 if epoch < 2 else 1 if epoch < 5 else 7)"
      ])
  }

  /// A function that only has the name of a library's is asked for, wherever it stands.
  @Test(arguments: [
    "get_scheduler(self.hparams, optimizer)", "get_scheduler(args, optimizer)",
    "get_scheduler(optimizer, opts)",
    "from nets.helpers import get_scheduler\ns = get_scheduler('cosine', args)",
  ])
  func anotherFunctionIsAskedFor(text: String) throws {
    #expect(missing(text) == ["get_scheduler"])
    let given = PastedRates.options(["get_scheduler": "StepLR(step_size=4)"])
    #expect(try PastedSchedule.all(in: text, options: given).map(\.schedule.spec) == ["StepLR(step_size=4)"])
  }

  @Test(arguments: [
    ("CosineLRScheduler(opt, 30, noise_range_t=(1, 2))", "noise is random")
  ])
  func whatIsAnotherFunctionIsRefused(text: String, reason: String) {
    let error = #expect(throws: SpecError.self) { try PastedSchedule.all(in: text) }
    #expect(error?.message.contains(reason) == true)
  }
}
