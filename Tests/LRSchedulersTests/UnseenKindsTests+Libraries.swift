import LRSchedulers
import Testing

/// What libraries' functions and classes are, and what only has their names.
extension UnseenKindsTests {
  /// NumPy's interpolation is an expression of its first argument, the same to the last bit.
  @Test func interpolationIsAFunctionOfItsPlace() throws {
    let text = """
      import numpy as np
      opt = torch.optim.SGD(net.parameters(), lr=0.2)
      rule = lambda t: np.interp([t], [0, 4, 15], [0.25, 1, 0])[0]
      scheduler = torch.optim.lr_scheduler.LambdaLR(opt, rule)
      """
    let pasted = try #require(try found(text).first)
    let expected = (0..<18).map { index -> Double in
      let t = Double(index)
      return 0.2 * (t < 4 ? (1 - 0.25) / 4 * t + 0.25 : t < 15 ? (0.0 - 1) / 11 * (t - 4) + 1 : 0)
    }
    #expect(try rates(pasted, 18) == expected)
    #expect(missing(text.replacing("4, 15", with: "warm, 15")).map(\.name) == ["warm"])
  }

  /// `param_groups[0].update(lr=rate)` sets the rate as an assignment does.
  @Test func groupsAreUpdated() throws {
    let text = """
      for epoch in range(5):
          optimizer.param_groups[0].update(lr=0.5 / (1 + epoch))
          train(epoch)
      """
    let pasted = try #require(try found(text).first)
    #expect(try rates(pasted, 3) == [0.5, 0.25, 0.5 / 3])
  }

  /// The classes of pytorch_transformers are functions today.
  @Test(arguments: [
    ("WarmupLinearSchedule(optimizer, warmup_steps=3, t_total=30)", "get_linear_schedule_with_warmup"),
    ("WarmupCosineSchedule(optimizer, 3, 30)", "get_cosine_schedule_with_warmup"),
    ("WarmupConstantSchedule(optimizer, warmup_steps=3)", "get_constant_schedule_with_warmup"),
  ])
  func schedulesOfPytorchTransformers(call: String, name: String) throws {
    let class_ = call.prefix { $0 != "(" }
    let text = """
      from pytorch_transformers import AdamW, \(class_)
      optimizer = AdamW(params, lr=1e-3)
      scheduler = \(call)
      """
    let pasted = try #require(try found(text).first)
    #expect(pasted.schedule.name == name)
    #expect(try rates(pasted, 4)[2] == 1e-3 * 2 / 3)
  }

  /// Keras 2 knew from a metric's name what is better.
  @Test(arguments: [("val_acc", "max"), ("val_dice", "min")])
  func plateausOfKeras2HaveTheirMode(metric: String, mode: String) throws {
    let text = """
      from keras.callbacks import ReduceLROnPlateau
      reducer = ReduceLROnPlateau(monitor="\(metric)", factor=0.3, patience=5)
      model.fit(x, y, callbacks=[reducer])
      """
    let pasted = try #require(try found(text).first)
    #expect(pasted.schedule.value(of: "mode") == .string(mode))
    #expect(pasted.notes.contains { $0.contains("Keras 3") })
  }

  /// A class that only has the name of one that few use is somebody's own.
  @Test func argumentsTellOwnClassesOfCommonNames() throws {
    let text = """
      scheduler = get_cosine_schedule_with_warmup(optimizer, num_warmup_steps=3, num_training_steps=30)
      weight_scheduler = LinearScheduler(initial_value=a, target_value=b, start=10, end=20)
      """
    #expect(try found(text).map(\.schedule.name) == ["get_cosine_schedule_with_warmup"])
    let own = missing("scheduler = ReduceLROnPlateauScheduler(configs, optimizer)")
    #expect(own.map(\.name) == ["ReduceLROnPlateauScheduler"])
  }

  /// A library by the name that everybody gives it is that library, whoever hands it on; alpha may be a part of a name.
  @Test func librariesAreHandedOn() throws {
    let text = """
      from .backend import tf
      rate = tf.keras.optimizers.schedules.InverseTimeDecay(0.1, 100, 0.5)
      """
    #expect(try found(text).map(\.schedule.name) == ["InverseTimeDecay"])
    let fold =
      "from models import AlphaFoldLRScheduler\nscheduler = AlphaFoldLRScheduler(optimizer, last_epoch=-1)\n"
    #expect(missing(fold).map(\.name) == ["AlphaFoldLRScheduler"])
  }

  /// A dataclass that a function is annotated with has its defaults.
  @Test func settingsOfDataclassesAreTaken() throws {
    let text = """
      @dataclass
      class Config:
          turns: int = int(1e3)
          lr: float = 3e-4
      @pyrallis.wrap()
      def train(config: Config):
          optimizer = torch.optim.Adam(net.parameters(), lr=config.lr)
          scheduler = CosineAnnealingLR(optimizer, config.turns)
      """
    let pasted = try #require(try found(text).first)
    #expect(pasted.schedule == CosineAnnealingLR(tMax: 1000).schedule)
    #expect(pasted.startingLRs(asked: nil, standard: [1]) == [3e-4])
  }

  /// The graph's step is a variable or placeholder of its name too, and what is computed of it a schedule.
  @Test(arguments: [
    ("tf.Variable(1.0, trainable=False, name='global_step')", [0.011, 0.012, 0.013]),
    ("tf.Variable(0, name='global_step')", [0.01, 0.011, 0.012]),
    ("tf.placeholder(tf.float32, name='step')", [0.01, 0.011, 0.012]),
  ])
  func stepsOfGraphs(step: String, expected: [Double]) throws {
    let text = """
      count = \(step)
      learning_rate = tf.cond(pred=count < 1000, true_fn=lambda: tf.scalar_mul(0.001, 10 + count), false_fn=lambda: 0.1)
      train_op = tf.train.MomentumOptimizer(learning_rate, 0.9).minimize(loss)
      """
    let pasted = try #require(try found(text).first)
    for (rate, wanted) in zip(try rates(pasted, 3), expected) { #expect(abs(rate - wanted) < 1e-15) }
    #expect(missing(text.replacing("1000", with: "args.warm")).map(\.name) == ["args.warm"])
  }

  /// A function that stands elsewhere is asked for with what it is given, where that goes by the step; a name of a part is its own.
  @Test func functionsElsewhereAreAskedForWithTheirArguments() throws {
    let text =
      "def learning_rate_decay(step, first, last, count):\n    return 1.0 * log_lerp(step / count, first, last)\n"
    #expect(Set(missing(text).map(\.name)) == ["log_lerp", "count", "first", "last"])
    let given = [
      "log_lerp": "lambda t, a, b: a * (1 - t) + b * t", "count": "4", "first": "0.5", "last": "0.1",
    ]
    #expect(
      try rates(try #require(try found(text, given).first), 3) == [
        0.5, 0.5 * 0.75 + 0.1 * 0.25, 0.5 * 0.5 + 0.1 * 0.5,
      ])
    let part = "train = everything[5000:]\nrule = StepLR(optimizer, 20 * len(train) // 32)\n"
    #expect(missing(part).map(\.name) == ["len(train)"])
    let least =
      "def lr_lambda(step):\n    return np.min([np.power(step + 1, -0.5), (step + 1) * warmup ** -1.5])\n"
    #expect(missing(least).map(\.name) == ["warmup"])
    let run =
      "n = int(wandb.config['epochs'] * len(train_loader))\nget_linear_schedule_with_warmup(optimizer, 3, n)\n"
    #expect(missing(run).map(\.name).contains("wandb.config[\"epochs\"]"))
  }

  /// What no schedule depends on takes no more than its share of the steps.
  @Test(arguments: [
    "def deep(level):\n    for sign in [1, -1]:\n        deep(level + 1)\ndeep(0)\n",
    "for a in range(500):\n    for b in range(500):\n        value = other(a, b)\n",
    "def go():\n    n = 0\n    while n < 100000:\n        n += 1\n        show(n)\nfor turn in range(3):\n    go()\n",
  ])
  func longDetoursLeaveTheRestToBeRead(detour: String) throws {
    let text = detour + "scheduler = StepLR(optimizer, 7)\n" + detour
    #expect(try found(text).map(\.schedule) == [StepLR(stepSize: 7).schedule])
  }
}
