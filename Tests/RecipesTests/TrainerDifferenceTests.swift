import Foundation
import LRSchedulers
import TestSupport
import Testing

@testable import Recipes

/// A thousand arguments by chance, through transformers' own Trainer and through the recipe.
///
/// `LRVIZ_PYTHON` names a Python that has transformers and torch.
@Suite struct TrainerDifferenceTests {
  struct Case: Encodable {
    var call: String
    var samples: Int
  }

  struct Answer: Decodable {
    var steps: Int
    var lrs: [Double]
    var error: String?
  }

  private static let script = """
    import logging, math, os, tempfile, warnings
    os.environ["TRANSFORMERS_VERBOSITY"] = "error"
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    import torch
    from transformers import Trainer, TrainingArguments

    class Loader:
        def __init__(self, samples, size, drops):
            self.dataset = range(samples)
            self.count = samples // size if drops else math.ceil(samples / size)
        def __len__(self):
            return self.count

    class Bare(Trainer):
        def __init__(self, args, optimizer):
            self.args, self.optimizer, self.lr_scheduler = args, optimizer, None
        def get_total_train_batch_size(self, args):
            return args.per_device_train_batch_size * args.gradient_accumulation_steps
        def get_sp_size(self):
            return 1
        def num_examples(self, loader):
            return len(loader.dataset)

    folder = tempfile.mkdtemp()
    answers = []
    for case in input:
        try:
            args = eval(case["call"], {"TrainingArguments": lambda **k: TrainingArguments(
                output_dir=folder, use_cpu=True, report_to="none", **k)})
            optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=args.learning_rate)
            trainer = Bare(args, optimizer)
            loader = Loader(case["samples"], args.per_device_train_batch_size, args.dataloader_drop_last)
            steps = trainer.set_initial_training_values(args, loader)[-1]
            scheduler = trainer.create_scheduler(steps, optimizer)
            lrs = []
            for index in range(min(steps, 60)):
                lrs.append(float(optimizer.param_groups[0]["lr"]))
                if index + 1 == steps:
                    break
                optimizer.step()
                scheduler.step()
            answers.append({"steps": steps, "lrs": lrs})
        except Exception as error:
            answers.append({"steps": 0, "lrs": [], "error": repr(error)})
    print(json.dumps(answers))
    """

  @Test(
    .enabled(
      if: Python.canImport("torch", "transformers"),
      "SKIPPED: needs transformers and torch; LRVIZ_PYTHON names a Python"))
  func stepsAndRatesAreTheTrainers() throws {
    var chance = ChanceNumbers(seed: 12)
    let cases = (0..<1000).map { _ in Self.make(&chance) }
    let answers: [Answer] = try Python.run(Self.script, cases)
    var compared = 0
    for (item, answer) in zip(cases, answers) {
      var options = ScriptOptions()
      options.samples = item.samples
      let pasted = try? Recipes.schedules(in: item.call, options: options).first
      guard answer.error == nil else {
        #expect(pasted == nil, "\(item.call): transformers raises \(answer.error ?? "")")
        continue
      }
      let found = try #require(pasted, "\(item.call), \(item.samples) samples")
      #expect(found.length == answer.steps, "\(item.call), \(item.samples) samples")
      let rates = try Plan(found.schedule, lr: found.lrs?[0] ?? 0, interval: .step, length: answer.lrs.count)
        .rates()
      let peak = answer.lrs.max() ?? 1
      #expect(
        zip(rates, answer.lrs).allSatisfy { abs($0 - $1) <= 1e-12 * peak },
        "\(item.call): \(rates), not \(answer.lrs)")
      compared += 1
    }
    #expect(compared > 900, "only \(compared) of 1,000 could be compared")
  }

  private static func make(_ chance: inout ChanceNumbers) -> Case {
    let type = chance.pick(TrainerSchedule.types.filter { !TrainerSchedule.followsMetric($0) })
    var keys = [
      "learning_rate=\(chance.pick(["5e-5", "1e-3", "0.1", "3e-4"]))", "lr_scheduler_type='\(type)'",
    ]
    let length = chance.next(4...80)
    if chance.happens(40) { keys.append("max_steps=\(length)") }
    if chance.happens(60) {
      keys.append("num_train_epochs=\(chance.pick(["1", "2", "3", "0.5", "1.5", "2.7", "3.0"]))")
    }
    if chance.happens(60) { keys.append("per_device_train_batch_size=\(chance.next(1...16))") }
    if chance.happens(40) { keys.append("gradient_accumulation_steps=\(chance.next(1...7))") }
    if chance.happens(20) { keys.append("dataloader_drop_last=True") }
    if chance.happens(75) {
      keys.append(
        "warmup_steps=\(chance.pick(["0", "1", "3", "7", "1.0", "2.9", "0.05", "0.07", "0.1", "0.3", "0.333", "0.99"]))"
      )
    }
    switch type {
    case "cosine_with_min_lr", "cosine_warmup_with_min_lr":
      keys.append(
        "lr_scheduler_kwargs={\(chance.pick(["'min_lr': 1e-6", "'min_lr_rate': 0.1", "'min_lr_rate': 0.25, 'num_cycles': 1.5"]))}"
      )
    case "warmup_stable_decay":
      keys.append(
        "lr_scheduler_kwargs={'num_decay_steps': \(chance.next(1...9)), 'decay_type': '\(chance.pick(["linear", "cosine", "1-sqrt"]))'}"
      )
    case "polynomial" where chance.happens(50):
      keys.append("lr_scheduler_kwargs={'power': 2.0, 'lr_end': 1e-6}")
    case "cosine" where chance.happens(30): keys.append("lr_scheduler_kwargs={'num_cycles': 1.0}")
    case "cosine_with_restarts" where chance.happens(60):
      keys.append("lr_scheduler_kwargs={'num_cycles': \(chance.next(1...4))}")
    default: break
    }
    return Case(call: "TrainingArguments(\(keys.joined(separator: ", ")))", samples: chance.next(20...400))
  }
}
