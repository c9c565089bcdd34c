import LogFuzzing
import RunLogs
import Testing

/// Kinds of lines that a set of unseen logs had, each read otherwise before.
@Suite("Lines of unseen logs")
struct UnseenLineTests {
  private func role(_ role: LogRole, _ lines: String, _ format: String? = "text") -> String? {
    let run = ReadLines.run(lines, format)
    return RoleFinder.roles(of: run)[role].map { run.series[$0].name }
  }

  @Test(
    "What a program does step by step is no count of the run",
    arguments: [
      "Step 1: Loading data", "Step 2: Training", "[Step 1/4] Preparing the model", "Round 1: warming up",
      "Processing batch 3: test", "Rank 0 loads the model (batch 1)...", "Round 1",
      "Subset: 15000, Batch: 8, Save every: 100", "Starting training from batch 9 (epoch 0)...",
      "=== Step 2: Training ===",
    ])
  func prose(line: String) {
    let lines = (1...4).map { "Epoch \($0)/9 - loss: 0.\(9 - $0)" }.joined(separator: "\n")
    #expect(ReadLines.points("\(line)\n\(lines)") == ["loss": "1.0=0.8 2.0=0.7 3.0=0.6 4.0=0.5"])
    #expect(ReadLines.run("\(line)\n\(lines)").axis == .epoch)
  }

  @Test("A count of steps above its values counts, as before")
  func blocks() {
    let lines = (1...4).map { "Iteration \($0): collecting\nmean reward: \($0)" }.joined(separator: "\n")
    #expect(ReadLines.points(lines)["mean reward"] == "1.0=1.0 2.0=2.0 3.0=3.0 4.0=4.0")
    #expect(ReadLines.points("Step 1\nloss: 0.5\nStep 2\nloss: 0.4")["loss"] == "1.0=0.5 2.0=0.4")
    #expect(
      ReadLines.points("Epoch 0, Batch: 8, loss: 0.5\nEpoch 0, Batch: 16, loss: 0.4")["loss"]
        == "8.0=0.5 16.0=0.4")
  }

  private static let bar = "[==============================]"

  @Test("Keras' evaluation behind the last epoch is of the test, and no row of the training")
  func evaluation() {
    let rows = (1...2).map {
      "Epoch \($0)/2\n60/60 \(Self.bar) - 2s 7ms/step - loss: 0.\(7 - $0) - val_loss: 0.\(8 - $0)"
    }.joined(separator: "\n")
    let found = ReadLines.points("\(rows)\n12/12 \(Self.bar) - 0s 3ms/step - loss: 0.5500 - accuracy: 0.8")
    #expect(found["loss"] == "1.0=0.6 2.0=0.5" && found["test loss"] == "2.0=0.55")
    #expect(found["test accuracy"] == "2.0=0.8" && found["accuracy"] == nil)
    // A bar that is drawn full twice is the same batch.
    let twice =
      "Epoch 1/1\n60/60 \(Self.bar) - ETA: 0s - loss: 0.6\n60/60 \(Self.bar) - 2s 7ms/step - loss: 0.5"
    #expect(ReadLines.points(twice) == ["loss": "1.0=0.5"])
  }

  @Test("A count within the name makes no name of its own")
  func counted() {
    let found = ReadLines.points(
      (1...3).map { "Epoch: [\($0)][9/10]\tTrain Loss 0.\($0)\nEpoch-\($0) lr: 0.00\($0)" }.joined(
        separator: "\n"))
    #expect(found["lr"] == "9.0=0.001 19.0=0.002 29.0=0.003")
    #expect(ReadLines.points("epoch_3 val loss: 0.5\nepoch_4 val loss: 0.4")["val loss"] == "3.0=0.5 4.0=0.4")
    #expect(
      ReadLines.points("step 1 conv-3 norm: 0.5\nstep 2 conv-3 norm: 0.4")["conv-3 norm"] == "1.0=0.5 2.0=0.4"
    )
  }

  @Test("A bracket is a mean only of what stands in front of it, and no other number in the line is one")
  func brackets() {
    let found = ReadLines.points(
      (0...1).map {
        "2018-03-09 00:20:3\($0).1: step \($0)0, loss = 4.6\($0) (51\($0).0 examples/sec; 0.2 sec/batch)"
      }.joined(separator: "\n"))
    #expect(found["loss"] == "0.0=4.6 10.0=4.61" && found["loss (mean)"] == nil)
    #expect(
      ReadLines.points("step 1 loss 0.5 (0.7)\nstep 2 loss 0.4 (0.6)")["loss (mean)"] == "1.0=0.7 2.0=0.6")
  }

  @Test(
    "What is no measure of the run",
    arguments: [
      "Metric val_loss improved by 0.046 >= min_delta = 0.0.",
      "Set the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.",
      (1...14).map { "I 10:00:\($0 + 10) data/optimizers/replicate.cc:32] Running" }.joined(separator: "\n"),
      "  sgd_momentum=0.0,\n  sgd_momentum=0.0,", "\"layer_norm_eps\": 1e-12,\n\"layer_norm_eps\": 1e-12,",
    ])
  func noise(line: String) { #expect(ReadLines.points(line) == [:]) }

  @Test("What is left of the time is no series")
  func timeLeft() {
    #expect(ReadLines.points("step 1 loss 0.5 eta 3s\nstep 2 loss 0.4 eta 2s").keys.sorted() == ["loss"])
    #expect(
      ReadLines.points("step 1 loss 0.5 eta: 0.3\nstep 2 loss 0.4 eta: 0.2")["eta"] == "1.0=0.3 2.0=0.2")
  }

  @Test("The best of five is another measure than the best")
  func top() {
    let found = ReadLines.points(
      (1...2).map { "Epoch: \($0)/5,top 1 acc: 0.\($0)\nEpoch: \($0)/5,top 5 acc: 0.\($0 + 5)" }.joined(
        separator: "\n"))
    #expect(found["top 1 acc"] == "1.0=0.1 2.0=0.2" && found["top 5 acc"] == "1.0=0.6 2.0=0.7")
    let meter = "Epoch [1][10/20]\ttop 1-acc 90.0 (82.7)\nEpoch [1][20/20]\ttop 1-acc 91.0 (83.7)"
    #expect(ReadLines.points(meter)["top 1-acc (mean)"] == "10.0=82.7 20.0=83.7")
    #expect(ReadLines.points("top 3 layers\nstep 1 loss 0.5\nstep 2 loss 0.4")["loss"] == "1.0=0.5 2.0=0.4")
  }

  @Test(
    "A star behind the epoch says that a line sums up the validation, and a word there which part it is of")
  func splits() {
    let lines = (0...1).map {
      "Train: [\($0)/2][9/10] loss 0.\(9 - $0) (0.5)\n[Epoch:\($0)] * Acc@1 79.\($0) Acc@5 93.8"
    }.joined(separator: "\n")
    #expect(role(.valAccuracy, lines) == "* Acc@1" && role(.trainAccuracy, lines) == nil)
    let parts = ReadLines.points("Epoch 0 Train, mae:19.04\nEpoch 0 Val, mae: 18.35\nEpoch 1 Train, mae:9.04")
    #expect(parts["mae"] == "0.0=19.04 1.0=9.04" && parts["Val mae"] == "0.0=18.35")
  }

  @Test("Names in single quotes, and of other scripts")
  func names() {
    let quoted = ReadLines.points("epoch: [0/9], iter: 10, 'lr': 0.1, 'loss': 480.9, time: 1.3")
    #expect(quoted["lr"] == "10.0=0.1" && quoted["loss"] == "10.0=480.9")
    let lines = (1...2).map { "轮次 \($0)/9 | 训练损失: 0.\($0) | 验证损失: 0.\($0 + 2) | 学习率: 0.00\($0)" }
    let text = lines.joined(separator: "\n")
    #expect(role(.trainLoss, text) == "训练损失" && role(.valLoss, text) == "验证损失")
    #expect(ReadLines.points(text)["学习率"] == "1.0=0.001 2.0=0.002")
  }

  @Test("A count behind a slash is a name of its own")
  func slashes() {
    let found = ReadLines.points(
      "epoch=0/micro_step=1/global_step=4, loss=0.5\nepoch=1/micro_step=1/global_step=9, loss=0.4")
    #expect(found["loss"] == "4.0=0.5 9.0=0.4")
  }

  @Test("The total beside its parts is the loss; a norm called L1 is none beside one")
  func losses() {
    let parts = (1...2).map {
      "[Epoch 1/9][Iter \($0)/9][Loss: obj 8.6 || cls 5.3 || total 48.\($0) || size 640]"
    }
    #expect(role(.trainLoss, parts.joined(separator: "\n")) == "total")
    let norms = #"[{"train_mu_L1": 1.6, "train_L_vae": 3.5}, {"train_mu_L1": 0.6, "train_L_vae": 1.5}]"#
    #expect(role(.trainLoss, norms, "json") == "train_L_vae")
  }

  /// Found by the fuzzer: lines that are read quickly say how long the training's loop is, too.
  @Test(
    "A loop of another length than the training's is the validation's, however its lines were read",
    arguments: [20.0, 30])
  func lengths(total: Double) {
    let lines = [
      "Epoch [3/5], Step [3/4], Loss: 0.5", "Epoch [3/5], Step [15/20], Loss: 0.4",
      "Epoch [3/5], Step [20/20], Loss: 0.3",
      "Validation after epoch [4/5], Step [5/\(Int(total))], Loss: 0.2",
    ]
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let quick = LogCheck.run(bytes, "text", cut: 1 << 20)
    let slow = LogCheck.run(bytes, "text", cut: 1 << 20, readsQuickly: false)
    #expect(quick.series.map(\.points) == slow.series.map(\.points))
  }

  @Test("Holes of zeros in a text are passed over", arguments: [0, 3])
  func holes(before: Int) {
    let lines = (0..<6).map { "step \($0) loss 0.\($0)\n" }
    let bytes =
      Array(lines[..<before].joined().utf8) + [UInt8](repeating: 0, count: 5_000)
      + Array(lines[before...].joined().utf8)
    let run = LogCheck.run(bytes, nil, cut: 1 << 20)
    #expect(run.format == "text" && run.series.first?.points.count == 6)
  }

  @Test("The comment that a monitor of Gym begins with is no header", arguments: ["#{", "# {"])
  func monitor(opening: String) {
    let text = opening + "\"t_start\": 15.5, \"env_id\": null}\nr,l,t\n-13.5,242,26.5\n-12.1,368,31.7"
    #expect(
      ReadLines.points(text, nil)["t"] == "0.0=26.5 1.0=31.7" && ReadLines.run(text, nil).series.count == 3)
  }
}
