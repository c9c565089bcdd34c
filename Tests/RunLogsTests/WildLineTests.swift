import RunLogs
import Testing

/// Kinds of lines that published logs have and that a reader takes for something else.
@Suite("Lines in the wild")
struct WildLineTests {
  @Test(
    "How much there will be is no place in the run",
    arguments: [
      "epochs=10, batch=8, lr=0.0001", "Batch=16 | Workers=10 | LR=5e-05",
      "Train Batches:[250],Val Batches:[242], lr: 0.1",
      "{'lr': 0.025, 'epochs': 300, 'mode': 'train', 'gpu': 0}",
      "INFO:root:{'model': 'a', 'data': 'b', 'opt': 'sgd', 'lr': 3e-05}",
      "Dataset: bird, Train:[5994], Val:[5794]",
      "Train: 5994, Val: 5794",
    ])
  func settings(line: String) {
    #expect(ReadLines.points(line + "\nstep 1 loss 0.5\nstep 2 loss 0.4") == ["loss": "1.0=0.5 2.0=0.4"])
  }

  @Test("The same names count where something is measured")
  func plurals() {
    #expect(ReadLines.points("steps: 10 loss: 0.5\nsteps: 20 loss: 0.4")["loss"] == "10.0=0.5 20.0=0.4")
    #expect(
      ReadLines.points("[metric][batch=3]: lr: 0.1\n[metric][batch=4]: lr: 0.2")["lr"] == "3.0=0.1 4.0=0.2")
    #expect(
      ReadLines.points("{'epochs': 1, 'loss': 0.5}\n{'epochs': 2, 'loss': 0.4}")["loss"] == "1.0=0.5 2.0=0.4")
  }

  @Test("A value of an epoch is one series, whether steps were counted before or not")
  func summaries() {
    let found = ReadLines.points(
      "Start epoch 0 ===,lr=0.1\nEpoch: [0][0/2] Loss 0.5\nEpoch: [0][1/2] Loss 0.4\nStart epoch 1 ===,lr=0.05"
    )
    #expect(found["lr"] == "0.0=0.1 2.0=0.05")
  }

  @Test("A rate that a log without counts says once is a setting")
  func onlyOnce() {
    #expect(ReadLines.run("lr: 0.1\nmodel: resnet\n").series.isEmpty)
    #expect(ReadLines.points("lr: 0.1\nloss: 0.5\nloss: 0.4") == ["loss": "0.0=0.5 1.0=0.4"])
    #expect(ReadLines.points("lr: 0.1\nlr: 0.2")["lr"] == "0.0=0.1 1.0=0.2")
  }

  @Test("Echoed source is no log")
  func source() {
    let text = """
      import os, sys
      from dataclasses import dataclass
      lr = 0.1
      @dataclass
      class Args:
          lr : float = 0.008
          val_loss_every : int = 125 # every how many steps? step: 4, loss: 0.5
      val_loss = 0.0
      for step in range(10):
          val_loss = 0.0
      ====================
      step:0/10 val_loss:10.8 train_time:5ms
      step:5/10 val_loss:9.5 train_time:50ms
      """
    #expect(ReadLines.points(text)["val_loss"] == "0.0=10.8 5.0=9.5")
    #expect(ReadLines.points(text)["lr"] == nil)
    // Without a rule the first line that counts and measures ends it.
    #expect(ReadLines.points("import os\nlr = 0.1\nstep 1 loss 0.5 lr 0.2")["lr"] == "1.0=0.2")
    // A sentence is no source.
    #expect(ReadLines.points("import error in module a\nlr: 0.3\nlr: 0.2")["lr"] == "0.0=0.3 1.0=0.2")
  }

  @Test(
    "Counters as people write them",
    arguments: [
      ("current step: 1th step\nloss:0.5\ncurrent step: 2th step\nloss:0.4", "1.0=0.5 2.0=0.4"),
      ("epoch=0 i=0/3 loss=0.9\nepoch=0 i=2/3 loss=0.8\nepoch=1 i=0/3 loss=0.7", "0.0=0.9 2.0=0.8 3.0=0.7"),
      (
        "Epoch 1, n_batch 300, loss 0.9\nEpoch 1, n_batch 600, loss 0.8\nEpoch 2, n_batch 300, loss 0.7",
        "300.0=0.9 600.0=0.8 900.0=0.7"
      ),
      (
        "iteration:1 step:1/3, loss:0.9\niteration:1 step:3/3, loss:0.8\niteration:2 step:1/3, loss:0.7",
        "1.0=0.9 3.0=0.8 4.0=0.7"
      ),
      ("epoch:0 || iter:0 || loss:0.9\nepoch:0 || iter:9 || loss:0.8", "0.0=0.9 9.0=0.8"),
    ])
  func counters(lines: String, expected: String) { #expect(ReadLines.points(lines)["loss"] == expected) }

  @Test("Dashes and arrows in front of a name decorate it")
  func arrows() {
    for mark in ["->>", "-> ", "--> ", "- ", "----- ", "* ", "> "] {
      #expect(
        ReadLines.points("iter:5 loss:0.5\n\(mark)lr:0.1").contains { $0.key.hasSuffix("lr") }, "\(mark)")
    }
    #expect(ReadLines.points("step 1 loss 0.5\n--lr 0.1")["lr"] == nil)
    #expect(ReadLines.points("step 1 loss -0.5")["loss"] == "1.0=-0.5")
  }

  @Test("A run that goes on keeps the places of its epochs")
  func resumed() {
    let lines = [(7, 0), (7, 10), (7, 20), (8, 0), (8, 10)].map {
      "Epoch: [\($0)/9] Iter:[\($1)/30], loss: 0.5"
    }
    #expect(
      ReadLines.points(lines.joined(separator: "\n"))["loss"]
        == "180.0=0.5 190.0=0.5 200.0=0.5 210.0=0.5 220.0=0.5")
    // A count over all stays what it is.
    let global = [(7, 3_500), (7, 3_600), (8, 4_000)].map { "epoch \($0) step \($1)/10000 loss 0.5" }
    #expect(ReadLines.points(global.joined(separator: "\n"))["loss"] == "3500.0=0.5 3600.0=0.5 4000.0=0.5")
  }

  @Test("A run that starts over in the same log has no steps below 0")
  func startsOver() {
    let lines = [(4, 0), (4, 10), (5, 0), (0, 0), (0, 10), (1, 0)].map {
      "Epoch[\($0)] Batch [\($1)]\tloss=0.5"
    }
    #expect(
      ReadLines.run(lines.joined(separator: "\n")).series(named: "loss")?.points.allSatisfy { $0[0] >= 0 }
        == true)
  }

  @Test("Bars of whole epochs whose lengths differ by one go on")
  func bars() {
    let lines = [(0, 185), (1, 186), (2, 186)].map {
      "Epoch \($0), training loss 0.\(9 - $0): 100%|█████| \($1)/\($1) [00:01<00:00, 9.0it/s]"
    }
    let xs =
      ReadLines.run(lines.joined(separator: "\n")).series(named: "training loss")?.points.map { $0[0] } ?? []
    #expect(xs.count == 3 && xs == xs.sorted() && Set(xs).count == 3)
  }

  @Test("Other lines within a validation do not cut it into many")
  func passes() {
    let found = ReadLines.points(
      """
      Epoch: [0][9/10]  Loss 0.9 (0.9)
      Test: [0/3]  Loss 0.8 (0.8)
      cos_sim_loss  0.3 (0.3)
      Test: [1/3]  Loss 0.7 (0.7)
      cos_sim_loss  0.2 (0.2)
      Test: [2/3]  Loss 0.6 (0.6)
      Epoch: [1][9/10]  Loss 0.5 (0.5)
      """)
    #expect(found["Test Loss"] == "9.0=0.6")
  }

  @Test("What a line evaluates, the lines below are of")
  func evaluated() {
    let block =
      "evaluate:dev\naccuracy:  7.9%; precision:  0.1%\nevaluate:test\naccuracy:  6.8%; precision:  0.2%\n"
    let found = ReadLines.points(block + block)
    #expect(found["dev accuracy"] == "0.0=7.9 1.0=7.9" && found["test accuracy"] == "0.0=6.8 1.0=6.8")
  }

  @Test("A detector's table: its columns have the names above it, its rows end in a bar")
  func detector() {
    let found = ReadLines.points(
      """
           Epoch   gpu_mem       box       obj       cls     total    labels  img_size
            0/99    0.216G   0.01105  0.003042         0    0.0141         3       640: 100%|████| 54/54 [00:24<00:00]
           Epoch   gpu_mem       box       obj       cls     total    labels  img_size
            1/99     3.33G   0.01095  0.003039         0   0.01399         1       640: 100%|████| 54/54 [00:24<00:00]
      """)
    #expect(found["box"] == "0.0=0.01105 1.0=0.01095" && found["total"] == "0.0=0.0141 1.0=0.01399")
  }

  @Test("Launchers' labels name processes; srun's stay as they are")
  func labels() {
    #expect(
      ReadLines.points("0: step 1 loss 0.5\n1: step 1 loss 0.6\n0: step 2 loss 0.4\n1: step 2 loss 0.3") == [
        "0: loss": "1.0=0.5 2.0=0.4", "1: loss": "1.0=0.6 2.0=0.3",
      ])
    #expect(
      ReadLines.points("[1,0]<stdout>:step 1 loss 0.5\n[1,1]<stderr>:step 1 loss 0.6") == [
        "rank0/loss": "1.0=0.5", "rank1/loss": "1.0=0.6",
      ])
    #expect(ReadLines.points("[1,0]<stderr>:Epoch[2] Batch[100] Loss[6.9]")["Loss"] == "100.0=6.9")
    // The rates of another process are no parameter groups.
    let found = ReadLines.run("0: step 1 lr 0.5\n1: step 1 lr 0.5\n0: step 2 lr 0.4\n1: step 2 lr 0.4")
    #expect(RoleFinder.roles(of: found).lrGroups.map { found.series[$0].name } == ["0: lr"])
  }

  @Test("Evaluations under other names than the training's")
  func evaluations() {
    let estimator = ReadLines.points(
      "INFO:tensorflow:loss = 2.3, step = 100 (1.2 sec)\nINFO:tensorflow:Saving dict for global step 100: accuracy = 0.5, global_step = 100, loss = 1.2"
    )
    #expect(estimator["loss"] == "100.0=2.3" && estimator["eval loss"] == "100.0=1.2")
    let fairseq = ReadLines.points(
      "| epoch 001:  10 / 20 loss=9.1, num_updates=10, lr=0.1\n| epoch 001 | valid on 'valid' subset | loss 7.1 | ppl 70 | num_updates 20"
    )
    #expect(fairseq["loss"] == "10.0=9.1" && fairseq["valid loss"] == "20.0=7.1")
    let mmdetection = ReadLines.points(
      "Epoch [1][50/100]\tlr: 0.1, loss: 1.9\nEpoch(val) [1][500]\tloss: 1.5")
    #expect(mmdetection["val loss"] == "50.0=1.5")
  }

  @Test("A name that comes twice in a line is told apart by the bracket it stands in")
  func grouped() {
    let found = ReadLines.points(
      "Epoch 1, batch 50, loss[loss=0.5, over 10.00 frames], tot_loss[loss=0.6, over 20.00 frames.], lr: 4.99e-03\n"
        + "Epoch 1, batch 60, loss[loss=0.4, over 10.00 frames], tot_loss[loss=0.5, over 20.00 frames.], lr: 4.98e-03"
    )
    #expect(found["loss"] == "50.0=0.5 60.0=0.4" && found["tot_loss/loss"] == "50.0=0.6 60.0=0.5")
  }

  @Test("Lines of a block that begin with the part of the data")
  func parts() {
    let found = ReadLines.points(
      (1...2).map { "Epoch \($0)\n  train: loss 0.9 acc 0.5\n  val:   loss 0.8 acc 0.6\n" }.joined())
    #expect(found["loss"] == "1.0=0.9 2.0=0.9" && found["val loss"] == "1.0=0.8 2.0=0.8")
  }

  @Test("A rate that names its scheduler")
  func scheduled() {
    let line = "[Train][Epoch 1/120][Iter: 0/312]lr(LinearWarmup): 0.00100, CELoss: 6.9, loss: 6.9"
    let found = ReadLines.run(line + "\n" + line)
    #expect(RoleFinder.roles(of: found)[.lr(group: 0)].map { found.series[$0].name } == "lr(LinearWarmup)")
  }
}
