import Foundation
import LRSchedulers
import TestSupport
import Testing

@testable import Recipes

/// A thousand command lines by chance, through timm's own factory and through the recipe.
///
/// `LRVIZ_PYTHON` names a Python that has timm and torch.
@Suite struct TimmDifferenceTests {
  struct Answer: Decodable {
    var epochs: Int
    var lrs: [Double]
    var error: String?
  }

  struct Case: Encodable {
    var flags: String
    var updates: Int
  }

  /// The flags of train.py with its defaults, as the file is not in the package.
  private static let script = """
    import argparse, logging, math, shlex, types, warnings
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    import torch
    from timm.scheduler import create_scheduler_v2, scheduler_kwargs

    parser = argparse.ArgumentParser()
    for name, kind, default in [
        ("sched", str, "cosine"), ("epochs", int, 300), ("warmup-epochs", int, 5), ("warmup-lr", float, 1e-5),
        ("min-lr", float, 0.0), ("cooldown-epochs", int, 0), ("decay-epochs", float, None), ("decay-rate", float, 0.1),
        ("lr", float, None), ("lr-cycle-mul", float, 1.0), ("lr-cycle-decay", float, 0.5), ("lr-cycle-limit", int, 1),
        ("lr-k-decay", float, 1.0), ("patience-epochs", int, 10),
    ]:
        parser.add_argument("--" + name, type=kind, default=default)
    parser.add_argument("--decay-milestones", type=int, nargs="+", default=[90, 180, 270])
    parser.add_argument("--warmup-prefix", action="store_true")
    parser.add_argument("--sched-on-updates", action="store_true")
    answers = []
    for case in input:
        try:
            args = parser.parse_args(shlex.split(case["flags"]))
            optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=args.lr)
            scheduler, epochs = create_scheduler_v2(
                optimizer, **scheduler_kwargs(args, decreasing_metric=False), updates_per_epoch=case["updates"])
            lrs, steps = [], epochs * case["updates"] if args.sched_on_updates else epochs
            for index in range(min(steps, 80)):
                lrs.append(float(optimizer.param_groups[0]["lr"]))
                scheduler.step_update(index + 1) if args.sched_on_updates else scheduler.step(index + 1)
            answers.append({"epochs": epochs, "lrs": lrs})
        except Exception as error:
            answers.append({"epochs": 0, "lrs": [], "error": repr(error)})
    print(json.dumps(answers))
    """

  @Test(
    .enabled(
      if: Python.canImport("torch", "timm"), "SKIPPED: needs timm and torch; LRVIZ_PYTHON names a Python"))
  func ratesAreTimms() throws {
    var chance = ChanceNumbers(seed: 34)
    let cases = (0..<1000).map { _ in Self.make(&chance) }
    let answers: [Answer] = try Python.run(Self.script, cases)
    var compared = 0
    for (item, answer) in zip(cases, answers) {
      var options = ScriptOptions()
      options.stepsPerEpoch = item.updates
      let pasted = try? Recipes.schedules(in: item.flags, options: options).first
      guard answer.error == nil else {
        #expect(pasted == nil, "\(item.flags): timm raises \(answer.error ?? "")")
        continue
      }
      let found = try #require(pasted, "\(item.flags)")
      let unit = found.stepsPerBatch == true ? item.updates : 1
      #expect((found.length ?? 0) / unit == answer.epochs, "\(item.flags)")
      let rates = try Plan(found.schedule, lr: found.lrs?[0] ?? 0, interval: .step, length: answer.lrs.count)
        .rates()
      let peak = answer.lrs.max() ?? 1
      #expect(
        zip(rates, answer.lrs).allSatisfy { abs($0 - $1) <= 1e-12 * peak },
        "\(item.flags): \(rates), not \(answer.lrs)")
      compared += 1
    }
    #expect(compared > 900, "only \(compared) of 1,000 could be compared")
  }

  private static func make(_ chance: inout ChanceNumbers) -> Case {
    let kind = chance.pick(["cosine", "tanh", "step", "multistep", "poly", "wsd", "rsqrt", "constant"])
    var flags = [
      "--sched \(kind)", "--epochs \(chance.next(6...30))", "--lr \(chance.pick(["0.1", "5e-4", "1"]))",
    ]
    if chance.happens(70) { flags.append("--warmup-epochs \(chance.next(0...5))") }
    if chance.happens(30) { flags.append("--warmup-lr \(chance.pick(["1e-6", "0.01", "0"]))") }
    if chance.happens(30) { flags.append("--min-lr \(chance.pick(["1e-5", "1e-4"]))") }
    if chance.happens(25) { flags.append("--cooldown-epochs \(chance.next(1...5))") }
    if chance.happens(30) { flags.append("--warmup-prefix") }
    if chance.happens(40) { flags.append("--decay-rate \(chance.pick(["0.5", "0.9", "1.0"]))") }
    if kind == "step" || ["wsd", "rsqrt"].contains(kind) && chance.happens(60) {
      flags.append(
        "--decay-epochs \(kind == "step" ? chance.pick(["2", "2.4", "5"]) : chance.pick(["2", "0.3", "0.25", "4"]))"
      )
    }
    if kind == "multistep" { flags.append("--decay-milestones 3 7 \(chance.next(8...20))") }
    if ["cosine", "tanh", "poly"].contains(kind) {
      if chance.happens(30) { flags.append("--lr-cycle-limit \(chance.next(1...3))") }
      if chance.happens(20) { flags.append("--lr-cycle-mul \(chance.pick(["2.0", "1.5"]))") }
      if chance.happens(20) { flags.append("--lr-cycle-decay 0.7") }
      if kind != "tanh", chance.happens(20) { flags.append("--lr-k-decay 0.8") }
    }
    if chance.happens(25) { flags.append("--sched-on-updates") }
    return Case(flags: flags.joined(separator: " "), updates: chance.next(2...6))
  }
}
