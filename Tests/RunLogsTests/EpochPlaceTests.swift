import RunLogs
import Testing

/// Where rows of a log stand, whose lines count within epochs in ways of their own.
@Suite("Places within epochs")
struct EpochPlaceTests {
  @Test("What is told of an epoch before its first row stands where it begins") func beginnings() {
    let epochs = (1...3).map { epoch in
      "Starting epoch \(epoch) / 3\nLearning Rate for this epoch: 0.0\(epoch)\n"
        + (1...4).map { "Epoch [\(epoch)/3], Iter [\($0 * 20)/80] Loss: 1.\($0)" }.joined(separator: "\n")
    }
    #expect(
      ReadLines.points(epochs.joined(separator: "\n"))["Learning Rate for this epoch"] == "0.0=0.01 80.0=0.02 160.0=0.03")
    let others = (1...3).map { epoch in
      "Now training epoch \(epoch). LR=0.0000\(epoch)\n"
        + [0, 100].map { "Epoch[00\(epoch)/003], Step[0\($0)/0196], Avg Loss: 0.5" }.joined(separator: "\n")
    }
    #expect(ReadLines.points(others.joined(separator: "\n"))["LR"] == "0.0=1e-05 196.0=2e-05 392.0=3e-05")
  }

  @Test("What sums up an epoch stays at its last row") func summaries() {
    let epochs = (1...2).map { epoch in
      (1...4).map { "Epoch [\(epoch)/3], Iter [\($0 * 20)/80] Loss: 1.\($0)" }.joined(separator: "\n")
        + "\nEpoch \(epoch) done, val_loss: 0.\(epoch)"
    }
    #expect(ReadLines.points(epochs.joined(separator: "\n"))["val_loss"] == "80.0=0.1 160.0=0.2")
  }

  @Test("Rows at every so many of all iterations tell how long epochs are") func running() {
    // Epochs of 180, a row at each hundredth of all.
    let rows = (1...10).map { (number: Int) -> String in
      let (epoch, within) = ((number * 100 - 1) / 180 + 1, (number * 100 - 1) % 180 + 1)
      return "(epoch: \(epoch), iters: \(within), time: 1.29, data: 0.04) D_A: 0.1 loss_G: 1.\(number)"
    }
    let found = ReadLines.points(rows.joined(separator: "\n"))["loss_G"]?.split(separator: " ")
    #expect(found?.map { $0.prefix { $0 != "=" } } == (1...10).map { "\($0 * 100).0" }.map { $0[...] })
    // Rows at the same places of each epoch say no such thing.
    let even = (1...3).map { epoch in [10, 20].map { "epoch: \(epoch), iter: \($0), loss: 0.5" }.joined(separator: "\n") }
    #expect(ReadLines.points(even.joined(separator: "\n"))["loss"] == "10.0=0.5 20.0=0.5 30.0=0.5 40.0=0.5 50.0=0.5 60.0=0.5")
  }

  @Test("A count of all batches goes on where an epoch's was said to be complete") func complete() {
    let rows = (0...2).map { epoch in
      "Epoch \(epoch + 1)/3 starting...\n"
        + (1...4).map { "Batch \(epoch * 40 + $0 * 10)/120 | Loss: 0.\(9 - $0)" }.joined(separator: "\n")
        + "\nEpoch \(epoch + 1) complete | Avg Loss: 0.7\(epoch) | Batches: 40/40"
    }
    let found = ReadLines.points(rows.joined(separator: "\n"))
    #expect(found["Loss"]?.split(separator: " ").count == 12 && found["Loss"]?.hasSuffix("120.0=0.5") == true)
    #expect(found["Avg Loss"] == "40.0=0.7 80.0=0.71 120.0=0.72" && found["validation Loss"] == nil)
  }

  @Test("The epoch in front of a bar is its own, whatever lines in between say") func bars() {
    let rows = (1...4).map { epoch in
      (0...2).map { "[fold_0] 00\(epoch)/010:  50%|###   | \($0)/3 [00:06<00:18,  6.26s/it, loss=1.\(epoch)\($0)]" }
        .joined(separator: "\n") + (epoch == 2 ? "\n  Epoch 2 — mean Dice: 0.12" : "")
    }
    let found = ReadLines.points(rows.joined(separator: "\n"))
    #expect(found["loss"]?.split(separator: " ").map { $0.prefix { $0 != "=" } } == (0..<12).map { "\($0).0"[...] })
  }

  @Test("The mean of an epoch on a line of its own is kept beside the values of its steps") func means() {
    let rows = (1...2).map { epoch in
      [100, 200].map { "Epoch: [\(epoch)][\($0)/340]\tTrain Loss 0.\(epoch)" }.joined(separator: "\n")
        + "\ntrain_loss: 0.45\(epoch)\nvalid_loss: 0.69\(epoch)"
    }
    let found = ReadLines.points(rows.joined(separator: "\n"))
    #expect(found["train_loss (epoch)"] == "200.0=0.451 540.0=0.452" && found["valid_loss"] == "200.0=0.691 540.0=0.692")
    #expect(found["Train Loss"]?.split(separator: " ").count == 4)
  }

  @Test("The name of a model in front of the epoch tells runs apart, where the epochs begin again") func models() {
    let rows = ["LSTM_e1", "LSTM_e3", "TF_e2"].map { name in
      (1...3).map { "\(name) Epoch \($0): Loss = 3.\($0)" }.joined(separator: "\n")
    }
    #expect(ReadLines.run(rows.joined(separator: "\n")).parts().map(\.name) == ["LSTM_e1", "LSTM_e3", "TF_e2"])
    let one = (1...3).map { "GAN_a Epoch \($0): Loss = 3.\($0)\nGAN_b Epoch \($0): val_loss = 2.\($0)" }
    #expect(ReadLines.run(one.joined(separator: "\n")).parts().count == 1)
  }

  @Test("Words in the bracket that a line begins with say the part of the data") func tags() {
    let rows = (1...2).map { "[Train] Epoch 00\($0): loss = 0.5\($0)\n[Diff-Val(Test-Normal)] Epoch 00\($0) (Deterministic): loss = 0.6\($0)" }
    let run = ReadLines.run(rows.joined(separator: "\n"))
    let roles = RoleFinder.roles(of: run)
    #expect(roles[.valLoss].map { run.series[$0].points.map { $0[1] } } == [0.61, 0.62])
    #expect(roles[.trainLoss].map { run.series[$0].points.map { $0[1] } } == [0.51, 0.52])
  }

  @Test("An accuracy that is told once, behind the curve, is none of the training") func final() {
    let rows = (1...3).map { "Epoch \($0)/3 | Loss: 0.69\($0)" } + ["Accuracy : 0.748332", "Precision: 0.72"]
    let run = ReadLines.run(rows.joined(separator: "\n"))
    #expect(RoleFinder.roles(of: run)[.trainAccuracy] == nil && RoleFinder.roles(of: run)[.trainLoss] != nil)
  }
}
