import RunLogs
import Testing

/// More kinds of lines that published logs have, each found in several.
@Suite("More lines in the wild")
struct MoreWildLineTests {
  /// The series that play the roles of a rate, a loss of the training and one of the validation.
  private func roles(_ lines: String, _ format: String? = "text") -> [String?] {
    let run = ReadLines.run(lines, format)
    let roles = RoleFinder.roles(of: run)
    return [roles[.lr(group: 0)], roles[.trainLoss], roles[.valLoss]].map { $0.map { run.series[$0].name } }
  }

  @Test("A count that is glued to its name, but in no name of a file")
  func glued() {
    let found = ReadLines.points("TEST in epoch0, loss = 2.2\nTEST in epoch1, loss = 2.1")
    #expect(found["test loss"] == "0.0=2.2 1.0=2.1")
    #expect(
      ReadLines.points("Epoch1 Time:9.5s Loss:5.5\nEpoch2 Time:9.4s Loss:2.5")["Loss"] == "1.0=5.5 2.0=2.5")
    let text =
      "step 1 loss 0.5\nsaved runs/epoch7/net-epoch8.pt epoch9.pt my_epoch10 loss 0.4\nstep 2 loss 0.3"
    #expect(ReadLines.points(text)["loss"] == "1.0=0.5 2.0=0.3")
  }

  @Test(
    "Counts of epochs and batches",
    arguments: [
      ("[0.1%] batch_index=64 loss=0.9\n[0.2%] batch_index=128 loss=0.8", "64.0=0.9 128.0=0.8"),
      (
        "0-epoch (4/100): loss 0.9\n0-epoch (9/100): loss 0.8\n1-epoch (4/100): loss 0.7",
        "4.0=0.9 9.0=0.8 104.0=0.7"
      ),
      (
        "-----Iteration: 1000-----\nloss: 0.9\n-----Iteration: 2000-----\nloss: 0.8", "1000.0=0.9 2000.0=0.8"
      ),
      ("[Training][batch:256][input:128]\n[epoch:1/9] [loss:0.9]\n[epoch:2/9] [loss:0.8]", "1.0=0.9 2.0=0.8"),
    ])
  func counters(lines: String, expected: String) { #expect(ReadLines.points(lines)["loss"] == expected) }

  @Test("A part of the data and a number begin a line that measures")
  func rounds() {
    let found = ReadLines.points(
      (0...1).map {
        "Train \($0), loss: 0.\(9 - $0), train acc: 0.5\nTest \($0), loss: 0.\(7 - $0), test acc: 0.4\n"
      }
      .joined())
    #expect(found["train loss"] == "0.0=0.9 1.0=0.8" && found["Test loss"] == "0.0=0.7 1.0=0.6")
    #expect(ReadLines.points("Train 5994, Val 5794\nstep 1 loss 0.5")["loss"] == "1.0=0.5")
  }

  @Test("A measure's name behind its value")
  func behind() {
    let lines = (0...1).map { "Epoch \($0) @ 10:2\($0) PM : 0.9\($0) C.E. Loss, 94.2\($0)% Accuracy" }
    let found = ReadLines.points(lines.joined(separator: "\n"))
    #expect(found["C.E. Loss"] == "0.0=0.9 1.0=0.91" && found["Accuracy"] == "0.0=94.2 1.0=94.21")
    let speed = "Speed: 0.8ms preprocess, 14.1ms inference, 0.2ms loss, 0.1ms postprocess per image"
    #expect(ReadLines.points("epoch 1 box_loss 0.5\n\(speed)\nepoch 2 box_loss 0.4\n\(speed)")["loss"] == nil)
    #expect(
      ReadLines.points("step 1 loss 0.5 accuracy 0.9\nstep 2 loss 0.4 accuracy 0.8")["loss"]
        == "1.0=0.5 2.0=0.4")
  }

  @Test("A table whose columns stand in groups between bars")
  func groups() {
    let text = """
                                 |------------ VALID -------------|----------- TRAIN -------------|-----Best-----|------------|
      lr       iter     epoch    | loss   top-1  top-2            | loss   top-1  top-2           |    Current   | time       |
      -----------------------------------------------------------------------------------------------------------------------
      0.0001   0.0    0.0        | 0.468  80.713  97.297          | 0.808  73.364  90.875         |    80.713    |  0 hr 28 min
      0.00009  1.0    1.0        | 0.365  85.420  98.584          | 0.644  77.322  94.063         |    85.420    |  0 hr 55 min
      """
    let found = ReadLines.points(text)
    #expect(found["lr"] == "0.0=0.0001 1.0=9e-05")
    #expect(found["VALID loss"] == "0.0=0.468 1.0=0.365" && found["TRAIN loss"] == "0.0=0.808 1.0=0.644")
    #expect(found["TRAIN top-2"] == "0.0=90.875 1.0=94.063")
  }

  @Test("A detector's results without a header")
  func headless() {
    let rows = (0...2).map {
      "     \($0)/299     7.37G    0.0681   0.66\($0)   0.01544    0.74\($0)        53       640 0.00086   0.0917  0.00017 2.6e-05    0.105\($0)   0.0832   0.0155"
    }
    let run = ReadLines.run(rows.joined(separator: "\n"))
    #expect(run.series(named: "train/total_loss")?.points == [[0, 0.74], [1, 0.741], [2, 0.742]])
    #expect(roles(rows.joined(separator: "\n")) == [nil, "train/total_loss", "val/box_loss"])
  }

  @Test("A document of settings in front of a log")
  func settingsFirst() {
    let config =
      "{\n  \"start_step\": 0,\n  \"num_epochs\": 20,\n  \"Model\": {\n    \"learning_rate\": 1e-05\n  }\n}\n"
    let log = (1...4).map { "step: \($0)00, time: 1.5\n\tcurrent lr: 0.000\($0)\n\tloss: 3.\($0)\n" }.joined()
    #expect(roles(config + log, nil) == ["current lr", "loss", nil])
    // A document behind which little comes is one.
    #expect(roles("{\n\"loss\": [3, 2, 1]\n}\nDone.\n", nil)[1] == "loss")
    #expect(
      roles("[\u{1B}[37mnoon\u{1B}[0m] Epoch 0: loss 5.3\n[\u{1B}[37mone\u{1B}[0m] Epoch 1: loss 5.2", nil)[1]
        == "loss")
  }

  @Test("A dictionary behind the word that says what its members are")
  func named() {
    let lines = (1...12).map { "Losses {'parser': \($0).5, 'tagger': 2.5}" }.joined(separator: "\n")
    #expect(roles(lines)[1] == "Losses/parser")
  }

  @Test("Processes as icefall writes them, behind the place in the source")
  func shares() {
    let lines = (0...1).flatMap { batch in
      (0...1).map {
        "2023-09-12 18:12:1\(batch),581 INFO [train.py:888] (\($0)/2) Epoch 1, batch \(batch)0, loss=3.\($0), lr: 0.0\($0 + 1)"
      }
    }
    let found = ReadLines.points(lines.joined(separator: "\n"))
    #expect(found["rank0/loss"] == "0.0=3.0 10.0=3.0" && found["rank1/loss"] == "0.0=3.1 10.0=3.1")
    #expect(
      ReadLines.points("(1/5) loss: 0.5 step 3")["loss"] != nil
        || ReadLines.points("(1/5) step 3 loss: 0.5")["rank1/loss"] != nil
    )
  }

  @Test("Below a heading of a split a count that starts over is that loop's; its last batch counts")
  func headed() {
    let evaluation = "Evaluation:\n" + (1...30).map { "\tstep \($0)0:loss: 4.\($0)\n" }.joined()
    let text = (1...3).map { "step: \($0)00, time: 1\n\tloss: 3.\($0)\n" + ($0 == 3 ? "" : evaluation) }
      .joined()
    let found = ReadLines.points(text)
    #expect(found["loss"] == "100.0=3.1 200.0=3.2 300.0=3.3")
    #expect(found["evaluation loss"]?.hasPrefix("100.0=4.") == true)
  }

  @Test("What came by itself before the first count ends with it: a net's sizes, then its losses")
  func sizesFirst() {
    let sizes = (1...14).map { "Memory required for data: \($0)000" }.joined(separator: "\n")
    let log = (0...2).map {
      "\nIteration \($0)00, loss = 0.\(9 - $0)\n    Train net output #0: accuracy = 0.\($0)"
    }.joined()
    let found = ReadLines.points(sizes + log)
    #expect(
      found["loss"] == "0.0=0.9 100.0=0.8 200.0=0.7" && found["accuracy"] == "0.0=0.0 100.0=0.1 200.0=0.2")
  }

  @Test(
    "Notes and configurations count nothing",
    arguments: [
      "Training 1 --> lr = 0.0001, weight decay = 0.001, batch size = 4\nTraining 2 --> lr = 0.01, weight decay = 0.01, batch size = 4",
      "epoch_num : 500\nlearning_rate : 0.001\nepoch_num : 500\nlearning_rate : 0.001",
      "SMOOTH_L1_BETA: 0.1\nother\nSMOOTH_L1_BETA: 0.0", "usp loss: 1.1\nnothing else",
      "CS1 Regression:\nMean squared error: [4184.5, 0.92]",
    ])
  func notes(text: String) { #expect(ReadLines.run(text).series.allSatisfy { $0.track.isEmpty }) }

  @Test("Names that play a role, and names that do not")
  func names() {
    func table(_ header: String, _ row: String) -> [String?] { roles("\(header)\n\(row)\n\(row)", "csv") }
    #expect(table("epoch,train_obj,valid_obj", "0,0.5,0.6") == [nil, "train_obj", "valid_obj"])
    #expect(
      table("epoch,total", "0,1.5") == [nil, "total", nil] && table("epoch,total", "0,15") == [nil, nil, nil])
    #expect(table("epoch,total,box_loss", "0,1.5,1.1") == [nil, "box_loss", nil])
    #expect(table("epoch,lr_multiplier,loss", "0,1.0,0.5") == [nil, "loss", nil])
    #expect(table("epoch,loss,v_loss,recons,v_recons", "0,1.5,1.6,1.1,1.2") == [nil, "loss", "v_loss"])
    #expect(table("epoch,Loss1,Loss2", "0,1.5,1.6") == [nil, "Loss1", nil])
    #expect(table("epoch,policy_loss,v_loss", "0,1.5,1.6")[2] == nil)
    #expect(
      roles(
        "epoch 1 lr 0.1\ntraining set : loss 0.3\nevl set : loss 0.2\nepoch 2 lr 0.1\nevl set : loss 0.1")[2]
        == "evl loss")
  }

  @Test("A bare `train` beside a loss is one where it is as large")
  func bare() {
    func log(_ train: [Double]) -> String {
      train.enumerated().map { index, value in
        "[eval] iter \(index)00: train \(value) val \(value)\n[train] iter \(index)10: loss \(9.0 / Double(index + 1))"
      }.joined(separator: "\n")
    }
    #expect(roles(log([9.5, 4.6, 3.1])) == [nil, "loss", "val"])
    #expect(roles(log([0.1, 0.5, 0.7]))[2] == nil, "accuracies")
  }

  @Test("A line that sums up an epoch of the training does not stand for its batches")
  func sums() {
    let lines = (1...3).map { epoch in
      (1...4).map { "Epoch: [\(epoch)], step: [\($0)], lr: 0.1, batch_loss: 0.\($0)\n" }.joined()
        + "** ** Epoch [\(epoch)] done! Training loss: 0.2 ** **\n"
    }
    #expect(roles(lines.joined())[1] == "batch_loss")
  }
}
