import LRSchedulers
import Testing

@testable import Recipes

/// The optimizer that a configuration names, or that its framework has where none is named.
@Suite("Optimizers of configurations")
struct OptimizerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    /// The class with the arguments that count, as Python writes them.
    var expected: String
    var isImplied = false
    var line = 1

    var testDescription: String { text }
  }

  private static let cases = [
    Case(
      text:
        "learning_rate: 1e-4\nlr_scheduler_type: cosine\nmax_steps: 9\noptim: adamw_torch\nweight_decay: 0.1\nadam_beta2: 0.95",
      expected: "AdamW(betas=[0.9, 0.95], eps=1e-08, weight_decay=0.1)", line: 4),
    Case(
      text: "TrainingArguments(max_steps=9)",
      expected: "AdamW(betas=[0.9, 0.999], eps=1e-08, weight_decay=0.0)",
      isImplied: true),
    Case(
      text: "TrainingArguments(max_steps=9, optim='paged_adamw_8bit', adam_beta1=0.8)",
      expected: "AdamW(betas=[0.8, 0.999], eps=1e-08, weight_decay=0.0)"),
    Case(
      text: "TrainingArguments(max_steps=9, optim='sgd', optim_args='momentum=0.9, nesterov=true')",
      expected: "SGD(weight_decay=0.0, momentum=0.9, nesterov=True)"),
    Case(
      text: "--max_steps 9 --lr_scheduler_type linear --learning_rate 1 --optim lion_32bit",
      expected: "lion_32bit(betas=[0.9, 0.999], eps=1e-08, weight_decay=0.0)"),
    Case(
      text:
        "base_model: a\nmicro_batch_size: 1\nlearning_rate: 1\nlr_scheduler: cosine\noptimizer: adamw_bnb_8bit",
      expected: "AdamW(betas=[0.9, 0.999], eps=1e-08, weight_decay=0.0)", line: 5),
    Case(
      text: "--sched cosine --epochs 9 --lr 1 --opt adamw --weight-decay 0.05 --opt-betas 0.9 0.95",
      expected: "AdamW(betas=[0.9, 0.95], weight_decay=0.05)"),
    Case(
      text: "--sched cosine --epochs 9 --lr 1 --momentum 0.8",
      expected: "SGD(momentum=0.8, nesterov=True, weight_decay=2e-05)",
      isImplied: true),
    Case(
      text: "--sched cosine --epochs 9 --lr 1 --opt momentum",
      expected: "SGD(momentum=0.9, nesterov=False, weight_decay=2e-05)"),
    Case(
      text: "--sched cosine --epochs 9 --lr 1 --opt rmsprop",
      expected: "RMSprop(momentum=0.9, alpha=0.9, weight_decay=2e-05)"),
    Case(
      text: "--sched cosine --epochs 9 --lr 1 --opt lamb", expected: "lamb(momentum=0.9, weight_decay=2e-05)"),
    Case(
      text:
        "{\"optimizer\": {\"type\": \"Adam\", \"params\": {\"lr\": 1e-3, \"betas\": [0.8, 0.9]}}, \"scheduler\": {\"type\": \"WarmupLR\", \"params\": {}}}",
      expected: "AdamW(betas=[0.8, 0.9], weight_decay=0.0)"),
    Case(
      text:
        "{\"optimizer\": {\"type\": \"Adam\", \"params\": {\"lr\": 1e-3, \"weight_decay\": 0.1, \"adam_w_mode\": false}}, \"scheduler\": {\"type\": \"WarmupLR\", \"params\": {}}}",
      expected: "Adam(weight_decay=0.1)"),
    Case(
      text:
        "optim_wrapper = dict(optimizer=dict(type='SGD', nesterov=True, lr=0.02, momentum=0.9))\nparam_scheduler = dict(type='StepLR', step_size=3, end=9)\ntrain_cfg = dict(max_epochs=9)",
      expected: "SGD(nesterov=True, momentum=0.9)"),
    Case(
      text:
        "SOLVER:\n  BASE_LR: 0.1\n  MAX_ITER: 100\n  STEPS: [50]\n  NESTEROV: true\n  WEIGHT_DECAY: 0.0005",
      expected: "SGD(momentum=0.9, nesterov=True, weight_decay=0.0005)", line: 5),
    Case(
      text:
        "SOLVER:\n  BASE_LR: 0.1\n  MAX_ITER: 100\n  STEPS: [50]\n  OPTIMIZER: ADAMW\n  WEIGHT_DECAY: 0.05",
      expected: "AdamW(weight_decay=0.05)", line: 5),
    Case(
      text: "--lr 1 --train-iters 9 --lr-decay-style cosine --adam-beta2 0.95 --weight-decay 0.1",
      expected: "AdamW(betas=[0.9, 0.95], eps=1e-08, weight_decay=0.1)", isImplied: true),
    Case(
      text: "--lr 1 --train-iters 9 --lr-decay-style cosine --optimizer sgd",
      expected: "SGD(momentum=0.9, weight_decay=0.01)"),
    Case(
      text: "lr0=0.1, lrf=0.1, epochs=5, optimizer='SGD', batch=64",
      expected: "SGD(momentum=0.937, nesterov=True, weight_decay=0.0005)"),
    Case(
      text: "lr0=0.1, lrf=0.1, epochs=5, nc=80, batch=64",
      expected: "AdamW(betas=[0.9, 0.999], weight_decay=0.0005)",
      isImplied: true),
    Case(
      text: "--lr_scheduler.warmup_steps 5 --training.steps 9 --optimizer.name Adam --optimizer.lr 1e-3",
      expected: "Adam(betas=[0.9, 0.95], eps=1e-08, weight_decay=0.1)"),
    Case(
      text:
        "max_duration: 10ba\nscheduler: {name: cosine_with_warmup, t_warmup: 1ba}\noptimizer: {name: decoupled_adamw, lr: 1, betas: [0.9, 0.95]}",
      expected: "decoupled_adamw(betas=[0.9, 0.95])", line: 3),
    Case(
      text:
        "optimizer:\n  _component_: bitsandbytes.optim.PagedAdamW8bit\n  lr: 1e-4\n  weight_decay: 0.1\nepochs: 1",
      expected: "AdamW(weight_decay=0.1)"),
    Case(
      text:
        "train:\n  lr_warmup_steps: 5\n  max_steps: 20\noptimizer:\n  class_path: torch.optim.AdamW\n  init_args: {lr: 0.1, betas: [0.9, 0.95]}",
      expected: "AdamW(betas=[0.9, 0.95])", line: 6),
    Case(
      text: "--train.lr_warmup_steps 5 --train.max_steps 20 --optimizer SGD --optimizer.momentum 0.5",
      expected: "SGD(momentum=0.5)"),
    Case(
      text: "learning_rate = 1e-3\nmax_iters = 100\nlr_decay_iters = 100\nwarmup_iters = 5\nbeta2 = 0.99",
      expected: "AdamW(betas=[0.9, 0.99], weight_decay=0.1)", line: 5),
    Case(
      text: "learn.fit_one_cycle(3, 1e-3)",
      expected: "AdamW(betas=[0.9, 0.99], eps=1e-05, weight_decay=0.01)",
      isImplied: true),
    Case(
      text:
        "{\"optimizer\": torch.optim.AdamW(model.parameters(), lr=3e-4, weight_decay=0.2), \"lr_scheduler\": {\"scheduler\": StepLR(optimizer, 3), \"interval\": \"epoch\"}}",
      expected: "AdamW(lr=0.0003, weight_decay=0.2)"),
  ]

  @Test("The class and its arguments", arguments: cases)
  func optimizer(one: Case) throws {
    var options = ScriptOptions()
    (options.samples, options.stepsPerEpoch) = (1000, 20)
    let pasted = try #require(try Recipes.schedules(in: one.text, options: options).first)
    let optimizer = try #require(pasted.optimizer)
    let arguments = optimizer.arguments.map { "\($0.name.map { $0 + "=" } ?? "")\($0.value.python)" }
    #expect("\(optimizer.name)(\(arguments.joined(separator: ", ")))" == one.expected)
    #expect(optimizer.isImplied == one.isImplied)
    if !one.isImplied { #expect(optimizer.line == one.line) }
  }

  @Test("The rates are the same whatever the optimizer is")
  func rates() throws {
    let texts = [
      "", "\noptim: lion_8bit", "\noptim: adafactor", "\noptim: a_new_one", "\noptim: \"\\e[31mred\"",
    ]
    let schedules = try texts.map {
      try Recipes.schedules(
        in: "learning_rate: 1e-4\nlr_scheduler_type: cosine\nmax_steps: 9\nwarmup_steps: 2" + $0,
        options: ScriptOptions())
    }
    for found in schedules {
      #expect(found.map(\.schedule) == schedules[0].map(\.schedule) && found[0].lrs == [1e-4])
      #expect(found[0].optimizer?.name.utf8.allSatisfy { $0 > 0x20 } == true)
    }
  }

  @Test("A slip in the name is refused")
  func slip() {
    for text in [
      "TrainingArguments(max_steps=9, optim='adamw_torhc')",
      "max_steps: 9\nlr_scheduler_type: linear\noptim: adafacto",
    ] {
      let error = #expect(throws: SpecError.self) {
        try Recipes.schedules(in: text, options: ScriptOptions())
      }
      #expect(error?.description.contains("which is no optimizer of transformers; did you mean") == true)
    }
  }
}
