import RunLogs
import Testing

/// What numbers of a line are called, where a name or a value is written in a way of its own.
@Suite("Numbers and their names")
struct NamedNumberTests {
  private func role(_ role: LogRole, _ lines: String) -> String? {
    let run = ReadLines.run(lines)
    return RoleFinder.roles(of: run)[role].map { run.series[$0].name }
  }

  private func rows(_ line: (Int) -> String) -> String { (1...3).map(line).joined(separator: "\n") }

  @Test(
    "A number within a name is part of it",
    arguments: [
      ("Total Loss on 3000 images: ", "Total Loss on 3000 images"),
      ("test loss on 500 samples = ", "test loss on 500 samples"),
      ("Avg reward last 100 episodes: ", "Avg reward last 100 episodes"),
      ("Accuracy of the network on the 10000 test images: ", "Accuracy of the network on the 10000 test images"),
      ("Mean reward (last 10 episodes): ", "Mean reward (last 10 episodes)"),
    ])
  func joined(text: String, name: String) {
    #expect(ReadLines.points(rows { "Epoch \($0) \(text)0.5\($0)" }) == [name: "1.0=0.51 2.0=0.52 3.0=0.53"])
    // Its percentage, and no count at all.
    #expect(ReadLines.points(rows { "\(text)5\($0) %" })[name] == "0.0=51.0 1.0=52.0 2.0=53.0")
  }

  @Test("Behind `after` a number counts") func after() {
    #expect(ReadLines.points(rows { "loss after \($0)00 batches: 0.\($0)" }) == ["loss": "100.0=0.1 200.0=0.2 300.0=0.3"])
    #expect(ReadLines.points("Epoch 1, loss 0.5 of 9\nEpoch 2, loss 0.4 of 9")["loss"] == "1.0=0.5 2.0=0.4")
    #expect(ReadLines.points("Epoch 1/9 - loss: 0.5\n72 in 194\nEpoch 2/9 - loss: 0.4\n144 in 321") == ["loss": "1.0=0.5 2.0=0.4"])
  }

  @Test(
    "A value in a call is the value",
    arguments: [
      "tensor(0.5%, device='cuda:0')", "tensor(0.5%, grad_fn=<NllLossBackward0>)", "np.float32(0.5%)",
      "array(0.5%, dtype=float32)", "tf.Tensor(0.5%, shape=(), dtype=float32)",
    ])
  func wrapped(value: String) {
    for sign in [" ", ": ", "="] {
      let found = ReadLines.points(
        rows { number in
          let value = value.replacing("%", with: "\(number)")
          return "epoch \(number) train_loss\(sign)\(value) val_loss\(sign)\(value)"
        })
      let points = "1.0=0.51 2.0=0.52 3.0=0.53"
      #expect(found == ["train_loss": points, "val_loss": points], "\(sign)\(value)")
    }
  }

  @Test(
    "A count may touch the word in front of it",
    arguments: ["[epoch#] ", "[ep#] ", "[E#] ", "ep# ", "[Epoch#] ", "epoch# "])
  func glued(head: String) {
    let found = ReadLines.points(rows { "\(head.replacing("#", with: "\($0)"))train_loss=0.5 maxp=0.2\($0) bps=231" })
    #expect(found["train_loss"] == "1.0=0.5 2.0=0.5 3.0=0.5" && found["maxp"] == "1.0=0.21 2.0=0.22 3.0=0.23")
    #expect(found["bps"] != nil)
  }

  @Test("A step within such an epoch begins again with it") func gluedSteps() {
    let rows = (1...3).map { epoch in (0...2).map { "[E\(epoch)] step 0\($0) loss \(epoch).\($0)" }.joined(separator: "\n") }
    let found = ReadLines.points(rows.joined(separator: "\nEpoch summary\n"))
    #expect(found["loss"]?.hasPrefix("0.0=1.0 1.0=1.1 2.0=1.2 3.0=2.0") == true)
    #expect(found["loss"]?.hasSuffix("8.0=3.2") == true)
  }

  @Test("A pair with a colon is an epoch and a count, and no time of day") func pair() {
    let lines = (1...2).map { scale in (1...2).map { "[\(scale) :    \($0)00] loss G : 1.\($0) loss D : 2.5" }.joined(separator: "\n") }
    #expect(ReadLines.points(lines.joined(separator: "\n"))["loss G"] == "100.0=1.1 200.0=1.2 300.0=1.1 400.0=1.2")
    #expect(ReadLines.points("[10:00] epoch 1 loss 0.5\n[10:01] epoch 2 loss 0.4")["loss"] == "1.0=0.5 2.0=0.4")
  }

  @Test(
    "A time in parts is one time",
    arguments: [("1m 40s", 100.0), ("2h 3m 4s", 7384), ("15m 1s", 901), ("1h5m", 3900), ("7m 2.5s", 422.5), ("3 min 5 s", 3)])
  func duration(text: String, seconds: Double) {
    let found = ReadLines.points(rows { "Epoch: 0\($0) | Epoch Time: \(text)\n\tTrain Loss: 0.\($0)" })
    if !text.contains("min") { #expect(found["Epoch Time"] == "1.0=\(seconds) 2.0=\(seconds) 3.0=\(seconds)") }
    #expect(found["Train Loss"] == "1.0=0.1 2.0=0.2 3.0=0.3")
  }

  @Test("Wide colons, commas and brackets are colons, commas and brackets") func wide() {
    let points = "1.0=0.51 2.0=0.52 3.0=0.53"
    #expect(ReadLines.points(rows { "epoch: \($0), loss：0.5\($0)，acc：0.7" })["loss"] == points)
    let lines = rows { "【训练】第\($0)轮，平均损失：0.5\($0)，当前准确率（％）：71.5" }
    #expect(ReadLines.points(lines).values.contains(points))
    let batches = rows { "当前Batch：\($0)0/90 | 当前epoch：0/50 | 当前损失值：9.\($0) | 当前准确率：0.\($0)%" }
    #expect(ReadLines.points(batches)["当前损失值"] == "10.0=9.1 20.0=9.2 30.0=9.3")
    #expect(role(.trainLoss, batches) == "当前损失值" && role(.trainAccuracy, batches) == "当前准确率")
  }

  @Test("What a sentence tells is read where the name is told behind `is`") func sentence() {
    let lines = rows { "epoch \($0): train acc: 51.\($0)%, loss: 1.\($0)\nThe result of ResNet18 with Adam is test acc: 42.\($0)%, loss: 0.\($0)" }
    let found = ReadLines.points(lines)
    #expect(found["test acc"] == "1.0=42.1 2.0=42.2 3.0=42.3" && found["test loss"] == "1.0=0.1 2.0=0.2 3.0=0.3")
    #expect(found["loss"] == "1.0=1.1 2.0=1.2 3.0=1.3")
    let saved = ReadLines.points(rows { "Train Epoch: \($0)/9 ...\n  total_loss: 2.\($0)\nSaving checkpoint: \($0)" })
    #expect(saved.keys.sorted() == ["total_loss"])
  }

  @Test("Caffe says which outputs are losses, whatever they are called") func caffe() {
    let lines = rows { "Iteration \($0)0 (2.9 iter/s, 6.7s/20 iters), loss = 0.\($0)\n    Train net output #0: cls_lost_mine = 0.2\($0) (* 1 = 0.2\($0) loss)" }
    #expect(ReadLines.points(lines)["cls_lost_mine"] == "10.0=0.21 20.0=0.22 30.0=0.23")
  }
}
