import LogFuzzing
import RunLogs
import Testing

/// What lines of text give: the points of their series.
@Suite("Lines of text")
struct TextLineTests {
  /// A line or more, and what is read of them, as `name: x=value …`.
  private func points(_ lines: String) -> [String] {
    let run = LogCheck.run(Array((lines + "\n").utf8), "text", cut: 1 << 20)
    return run.series.map { one in
      "\(one.name): " + one.points.map { "\($0[0])=\($0[1])" }.joined(separator: " ")
    }
  }

  @Test(
    "One line of each kind",
    arguments: [
      ("step 10: loss 2.1, lr 3e-4", ["loss: 10.0=2.1", "lr: 10.0=0.0003"]),
      ("Epoch 3, Train Loss: 0.5, Current LR: 1.00e-01", ["Train Loss: 3.0=0.5", "Current LR: 3.0=0.1"]),
      ("Epoch [1/5], Step [5/20], Loss: 0.27", ["Loss: 5.0=0.27", "epoch: 5.0=1.0"]),
      ("s:7 trl:10.9 lr:0.000015", ["trl: 7.0=10.9", "lr: 7.0=1.5e-05"]),
      (
        "step=10, skipped=1, lr=[4e-06, 2e-06], mom=[(0.9, 0.95), (0.9, 0.95)]",
        ["skipped: 10.0=1.0", "lr[0]: 10.0=4e-06", "lr[1]: 10.0=2e-06", "mom[0]: 10.0=0.9"]
      ),
      (
        "[x_..][epoch:  0, iter:   1,000, lr:(2.000e-04,)] [eta: 1 day, 4:29:20] l_pix: 5.0e-02",
        ["lr: 1000.0=0.0002", "epoch: 1000.0=0.0", "l_pix: 1000.0=0.05"]
      ),
      ("step 3 | loss 0.5 (0.7)", ["loss: 3.0=0.5", "loss (mean): 3.0=0.7"]),
      ("2026-03-01 10:00:00,123 - root - INFO - step 3 loss 0.5", ["loss: 3.0=0.5"]),
      ("[rank0]:[titan] 2026-03-01 10:00:00,123 - root - INFO - step: 3  loss:  0.5", ["loss: 3.0=0.5"]),
      ("\u{1B}[31mstep:  3\u{1B}[0m  \u{1B}[32mloss:  0.5\u{1B}[39m", ["loss: 3.0=0.5"]),
      ("validate step: 50  loss:  4.8", ["validate loss: 50.0=4.8"]),
      (" validation loss at iteration 40 | lm loss value: 6.3E+00 |", ["validation lm loss value: 40.0=6.3"]),
      ("Epoch 1: LR=1.2500000000000003e-06", ["LR: 1.0=1.2500000000000003e-06"]),
      (
        "{'loss': '0.6', 'learning_rate': 0.01, 'epoch': 0.25}",
        ["loss: 0.25=0.6", "learning_rate: 0.25=0.01"]
      ),
    ])
  func lines(line: String, expected: [String]) {
    let found = points(line)
    for one in expected { #expect(found.contains(one), "\(found)") }
  }

  @Test(
    "What is no point",
    arguments: [
      "Namespace(batch_size=64, epoch=3, lr=0.4, lr_decay=0.1)", "TrainConfig(step=1, learning_rate=0.0006)",
      "base_lr: 0.6\n  lr ..... 0.0003\n--learning_rate 9.65e-6", "{'lr': 0.01, 'batch_size': 12}",
      "[config] learn-rate: 0.0003", "rank 3 sample 0: The lr: 0.5 and the loss: 9 of a language model",
      "[2026-03-01 10:00:00] OVERFLOW! Attempted loss scale: 65536, reducing to 32768",
      "lr: 0.1\nmomentum: 0.9\nval_loss = 0.0\n", "2026-03-01 10:00:00 loaded 3 files in 0:00:12",
    ])
  func noPoints(text: String) {
    let found = points(text + "\nstep 1 loss 0.5\nstep 2 loss 0.4")
    #expect(found == ["loss: 1.0=0.5 2.0=0.4"], "\(found)")
  }

  @Test(
    "Names behind the values", arguments: ["avg loss", "avg"],
    ["", ", 91.5 hours left", ", -1.0 hours left"])
  func namesBehind(mean: String, end: String) {
    let blank = mean == "avg" ? "" : " "
    func line(_ step: Int) -> String {
      "\(blank)\(step): \(800 - step).5, 801.25 \(mean), 0.0000\(step) rate, 9.6 seconds, \(step * 64) images\(end)"
    }
    let found = points(
      "Learning Rate: 0.001, Momentum: 0.9, Decay: 0.0005\nResizing 608\n\(line(1))\nLoaded: 0.05 seconds\n\(line(2))"
    )
    #expect(
      found == [
        "loss: 1.0=799.5 2.0=798.5", "loss (mean): 1.0=801.25 2.0=801.25",
        "learning rate: 1.0=1e-05 2.0=2e-05", "images: 1.0=64.0 2.0=128.0",
      ])
  }

  @Test("Prose that begins with a number and a colon has no names behind its values")
  func noNamesBehind() {
    #expect(points("3: 700.1, 7 apples, 8, 9 pears\n4: 1, 2, 3, 4\n5: 1, 2 x, 3, 4 z").isEmpty)
  }

  @Test("Messages that name what they measure, and count in their metadata")
  func labeled() {
    func line(_ key: String, _ value: String, _ metadata: String) -> String {
      #":::MLLOG {"namespace": "", "time_ms": 16000, "event_type": "POINT_IN_TIME", "key": "\#(key)", "value": \#(value), "metadata": {"file": "a.py", "lineno": 7\#(metadata)}}"#
    }
    let found = points(
      [
        line("opt_base_learning_rate", "0.01", ""), line("run_start", "null", ""),
        line("train_loss", "6.5", #", "step_num": 10"#), line("learning_rate", "0.001", #", "step_num": 10"#),
        line("train_loss", "6.25", #", "step_num": 20"#), line("epoch_stop", "null", #", "epoch_num": 1"#),
        line("seed", "3", ""),
      ].joined(separator: "\n"))
    #expect(found == ["train_loss: 10.0=6.5 20.0=6.25", "learning_rate: 10.0=0.001"])
    #expect(points(#"step 3 {"value": 0.5, "loss": 2}"#).contains("loss: 3.0=2.0"))
  }

  @Test("A counter above its values")
  func blocks() {
    let found = points(
      "Epoch 0\nCurrent learning rate: 0.01\ntrain_loss -0.2\nEpoch 1\nCurrent learning rate: 0.009\ntrain_loss -0.3"
    )
    #expect(found == ["Current learning rate: 0.0=0.01 1.0=0.009", "train_loss: 0.0=-0.2 1.0=-0.3"])
  }

  @Test("An epoch and a count within it make one x")
  func withinEpoch() {
    let lines = (0..<2).flatMap { epoch in
      [0, 10, 20].map { "Epoch: [\(epoch)][\($0)/30]\tLoss 0.5 (0.6)\tLr: 0.1" }
    }
    #expect(
      points(lines.joined(separator: "\n")).contains(
        "Lr: 0.0=0.1 10.0=0.1 20.0=0.1 30.0=0.1 40.0=0.1 50.0=0.1"))
  }

  @Test("The batches of a validation are one point")
  func passes() {
    let found = points(
      "Train: 0 [0/50]  Loss: 0.9\nTest: [0/9]  Loss: 0.8 (0.8)\nTest: [9/9]  Loss: 0.6 (0.7)\nTrain: 1 [0/50]  Loss: 0.5"
    )
    #expect(found.contains("Test Loss: 0.0=0.6"))
    #expect(found.contains("Test Loss (mean): 0.0=0.7"))
  }

  @Test("Two processes are told apart, one is not named")
  func ranks() {
    #expect(
      points("[rank0]:step 1 loss 0.5\n[rank1]:step 1 loss 0.6") == [
        "rank0/loss: 1.0=0.5", "rank1/loss: 1.0=0.6",
      ])
    #expect(points("[rank3]:step 1 loss 0.5") == ["loss: 1.0=0.5"])
  }

  @Test("Lines without any counter count themselves")
  func uncounted() {
    let lines = (0..<4).map { "loss: 0.\(9 - $0)" }.joined(separator: "\n")
    #expect(points(lines) == ["loss: 0.0=0.9 1.0=0.8 2.0=0.7 3.0=0.6"])
  }
}
