import LogFuzzing
import RunLogs
import Testing

/// Several runs in one text, table or document are runs where the file tells them apart.
@Suite("Several runs in one file")
struct SeveralRunsTests {
  /// Name and loss of each run, in any cuts the same.
  private func runs(_ text: String, _ format: String?, series name: String = "loss") -> [String] {
    let bytes = Array(text.utf8)
    func read(_ cut: Int, quickly: Bool = true) -> [String] {
      LogCheck.runs(bytes, format, cut: cut, readsQuickly: quickly).map { run in
        let points = run.series(named: name)?.points.map { "\(Int($0[0]))=\(Int($0[1]))" } ?? []
        return "\(run.name ?? "-") \(points.joined(separator: " "))"
      }
    }
    let whole = read(1 << 20)
    for cut in [1, 7, 100] { #expect(read(cut) == whole, "cuts of \(cut)") }
    #expect(read(1 << 20, quickly: false) == whole, "with care")
    return whole
  }

  // MARK: Columns and members

  @Test("A column of numbers or words tells runs apart", arguments: [",", ";", "\t"])
  func table(separator: String) {
    func table(_ rows: [[String]]) -> String {
      rows.map { $0.joined(separator: separator) }.joined(separator: "\n") + "\n"
    }
    let seeds =
      [["seed", "epoch", "loss"]]
      + (1...2).flatMap { seed in (0...2).map { ["\(seed)", "\($0)", "\(5 - $0)"] } }
    #expect(runs(table(seeds), "csv") == ["seed 1 0=5 1=4 2=3", "seed 2 0=5 1=4 2=3"])
    let words =
      [["step", "run_name", "loss"]]
      + (0...2).flatMap { step in ["a", "b"].map { ["\(step)", $0, "\(step)"] } }
    #expect(runs(table(words), "csv") == ["a 0=0 1=1 2=2", "b 0=0 1=1 2=2"], "rows of two runs in turn")
    let both = [
      ["model", "fold", "epoch", "loss"], ["net", "1", "0", "3"], ["net", "2", "0", "4"],
      ["old", "1", "0", "5"],
    ]
    #expect(runs(table(both), "csv") == ["fold 1: net 0=3", "fold 2: net 0=4", "fold 1: old 0=5"])
  }

  @Test("What is always the same tells nothing apart, and a column that counts no runs is a series")
  func oneRun() {
    #expect(runs("seed,epoch,loss\n7,0,3\n7,1,2\n", "csv") == ["- 0=3 1=2"])
    #expect(runs("seed,epoch,loss\n7,0,3\n7,1,2\n", "csv", series: "seed") == ["- 0=7 1=7"])
    #expect(
      runs("fold,loss\n1,3\n2,4\n3,5\n", "csv") == ["- 0=3 1=4 2=5"], "one row a fold is a table of results")
  }

  @Test("Members of JSON lines")
  func lines() {
    let rows = (0...2).flatMap { epoch in
      ["adam", "sgd"].map { "{\"run_id\": \"\($0)\", \"epoch\": \(epoch), \"loss\": \(9 - epoch)}\n" }
    }
    #expect(runs(rows.joined(), "jsonl") == ["adam 0=9 1=8 2=7", "sgd 0=9 1=8 2=7"])
    let panes = (0...2).flatMap { epoch in
      [1, 2].map { "{\"pane\": \($0), \"spec\": \"StepLR(\($0))\", \"epoch\": \(epoch), \"loss\": \($0)}\n" }
    }
    #expect(
      runs(panes.joined(), "jsonl") == ["pane 1: StepLR(1) 0=1 1=1 2=1", "pane 2: StepLR(2) 0=2 1=2 2=2"])
    let constant = (0...2).map { "{\"run_id\": \"x\", \"step\": \($0), \"loss\": \($0)}\n" }.joined()
    #expect(runs(constant, "jsonl") == ["- 0=0 1=1 2=2"])
  }

  @Test("No table makes more runs than there may be")
  func bound() {
    let rows = (1...400).map { "\($0),1,5\n" }.joined()
    #expect(LogCheck.runs(Array("run,epoch,loss\n\(rows)".utf8), "csv", cut: 1 << 20).count == 256)
  }

  // MARK: Documents

  @Test(
    "Elements and members of a document",
    arguments: [
      "[{\"seed\": 1, \"loss\": [5, 4, 3]}, {\"seed\": 2, \"loss\": [8, 7, 6]}]",
      "[{\"loss\": [5, 4, 3], \"seed\": 1}, {\"loss\": [8, 7, 6], \"seed\": 2}]",
      "{\"runs\": [{\"name\": \"seed 1\", \"history\": {\"epoch\": [0, 1, 2], \"loss\": [5, 4, 3]}}, "
        + "{\"name\": \"seed 2\", \"history\": {\"epoch\": [0, 1, 2], \"loss\": [8, 7, 6]}}]}",
      "{\"seed 1\": {\"loss\": [5, 4, 3], \"val_loss\": [6, 6, 6]}, \"seed 2\": {\"loss\": [8, 7, 6], \"val_loss\": [9, 9, 9]}}",
      "{\"seed 1\": {\"history\": {\"loss\": [5, 4, 3]}}, \"seed 2\": {\"history\": {\"loss\": [8, 7, 6]}}}",
      "{\"seed 1\": [{\"epoch\": 0, \"loss\": 5}, {\"epoch\": 1, \"loss\": 4}, {\"epoch\": 2, \"loss\": 3}], "
        + "\"seed 2\": [{\"epoch\": 0, \"loss\": 8}, {\"epoch\": 1, \"loss\": 7}, {\"epoch\": 2, \"loss\": 6}]}",
      "[{\"name\": \"seed 1\", \"log\": [{\"epoch\": 0, \"loss\": 5}, {\"epoch\": 1, \"loss\": 4}, {\"epoch\": 2, \"loss\": 3}]}, "
        + "{\"name\": \"seed 2\", \"log\": [{\"epoch\": 0, \"loss\": 8}, {\"epoch\": 1, \"loss\": 7}, {\"epoch\": 2, \"loss\": 6}]}]",
    ])
  func document(text: String) {
    #expect(runs(text, "json") == ["seed 1 0=5 1=4 2=3", "seed 2 0=8 1=7 2=6"])
  }

  @Test(
    "Parts of one run stay one",
    arguments: [
      "{\"train\": {\"loss\": [5, 4, 3]}, \"val\": {\"loss\": [8, 7, 6]}}",
      "{\"generator\": {\"loss\": [5, 4, 3]}, \"discriminator\": {\"loss\": [8, 7, 6]}}",
      "{\"loss\": {\"steps\": [0, 1], \"values\": [5, 4]}, \"acc\": {\"steps\": [0, 1], \"values\": [1, 2]}}",
      "{\"loss\": [5, 4, 3], \"val_loss\": [8, 7, 6]}", "{\"resnet\": {\"loss\": [5, 4, 3]}}",
      "[{\"epoch\": 1, \"loss\": 5, \"lr\": [1, 1, 1]}, {\"epoch\": 2, \"loss\": 4, \"lr\": [1, 1, 1]}]",
      "{\"log_history\": [{\"step\": 1, \"loss\": 5}], \"other\": [{\"step\": 1, \"size\": 5}]}",
    ])
  func parts(text: String) {
    #expect(LogCheck.runs(Array(text.utf8), "json", cut: 1 << 20).count == 1)
  }

  // MARK: Text

  private func training(_ epochs: Int, of total: String = "", from loss: Int = 9) -> String {
    (1...epochs).map { "Epoch \($0)\(total) loss: \(loss - $0)\n" }.joined()
  }

  @Test("A script that trains several times: complete runs, one after another")
  func complete() {
    let one = training(3, of: "/3")
    #expect(runs(one + one + one, "text") == (1...3).map { "run \($0) 1=8 2=7 3=6" })
    let quiet = one.replacing("loss", with: "acc")
    #expect(runs(quiet + quiet + quiet, "text").count == 3, "without a loss, which settles at the end")
    let zero = (0...2).map { "Epoch [\($0)/3] loss: \(9 - $0)\n" }.joined()
    #expect(runs(zero + zero, "text").count == 2, "epochs from 0")
    #expect(
      runs(training(2, of: "/3") + one, "text") == ["- 1=8 2=7 1=8 2=7 3=6"],
      "one that broke off was tried again")
    #expect(runs(one + training(5, of: "/5"), "text").count == 1, "a second phase")
  }

  /// Three epochs of three, in which the loss falls from one value to another.
  private func phase(_ losses: [Int], isBlock: Bool) -> String {
    losses.enumerated().map { index, loss in
      "Epoch \(index + 1)/\(losses.count)"
        + (isBlock ? "\n\ntrain loss: \(loss)\n" : ", train loss: \(loss)\n")
    }.joined()
  }

  @Test(
    "Behind the last epoch a loss that goes on is a phase, one that begins anew a run",
    arguments: [false, true])
  func phases(isBlock: Bool) {
    let first = phase([90, 40, 20], isBlock: isBlock)
    func count(_ losses: [Int]) -> Int {
      runs(first + phase(losses, isBlock: isBlock), "text", series: "train loss").count
    }
    #expect(count([22, 15, 12]) == 1, "goes on where it was")
    #expect(count([19, 15, 12]) == 1, "and below")
    #expect(count([37, 15, 12]) == 1, "loses a little of what was won")
    #expect(count([95, 41, 19]) == 2 && count([60, 30, 10]) == 2, "begins anew")
    let again = runs(first + phase([21, 15, 12], isBlock: isBlock) + first, "text", series: "train loss")
    #expect(again == ["run 1 1=90 2=40 3=20 1=21 2=15 3=12", "run 2 1=90 2=40 3=20"])
  }

  @Test("A log without a loss, and lines that keep it waiting")
  func undecided() {
    let accuracies = (1...3).map { "Epoch \($0)/3 acc: \($0)\n" }.joined()
    #expect(runs(accuracies + accuracies, "text", series: "acc").count == 2)
    let talk = (1...100).map { "Epoch 1/3 size: \($0)\n" }.joined()
    #expect(runs(training(3, of: "/3") + talk + training(3, of: "/3"), "text").count == 2)
  }

  @Test(
    "Lines that announce a phase of the same run",
    arguments: [
      "Stage 2", "===== Phase 2: all layers =====", "Fine-tuning", "Start finetuning...",
      "Unfreezing the backbone",
      "Resuming from checkpoint", "[INFO] second stage",
    ])
  func announcedPhases(line: String) {
    let one = training(3, of: "/3")
    #expect(runs("\(one)\(line)\n\(one)", "text").count == 1)
    #expect(runs("\(line)\n\(one)\(line)\n\(one)", "text").count == 2, "the same each time tells nothing")
    #expect(runs("\(one)\(line)\nFold 2\n\(one)", "text").count == 2, "a run's name is surer")
  }

  @Test(
    "Lines that announce a run",
    arguments: [
      ("Fold 1", "Fold 2"), ("===== Fold 1/5 =====", "===== Fold 2/5 ====="),
      ("--- Run 1 ---", "--- Run 2 ---"),
      ("Training with StepLR", "Training with ExponentialLR"), ("seed: 1", "seed: 2"),
      ("lr = 0.1", "lr = 0.01"),
      ("[INFO] Starting run #1", "[INFO] Starting run #2"), ("Model: ResNet18", "Model: VGG"),
      ("Trial 1:", "Trial 2:"),
    ])
  func announced(first: String, second: String) {
    let found = runs("\(first)\n\(training(3))\(second)\n\(training(2))", "text")
    #expect(found.count == 2 && found[0].hasSuffix("1=8 2=7 3=6") && found[1].hasSuffix("1=8 2=7"))
    let names = LogCheck.runs(
      Array("\(first)\n\(training(3))\(second)\n\(training(2))".utf8), "text", cut: 1 << 20
    ).map { $0.name ?? "" }
    #expect(
      zip(names, [first, second]).allSatisfy { !$0.isEmpty && $1.contains($0) },
      "they are called what the lines say: \(names)")
    let again = runs("\(first)\n\(training(3))\(first)\n\(training(2))", "text")
    #expect(again.count == 1, "the same once more is the same run")
  }

  @Test("Numbers in the lines themselves, also in turn")
  func numbered() {
    let rows = (1...2).flatMap { epoch in (1...2).map { "[Fold \($0)] Epoch \(epoch) loss: \($0)\n" } }
    #expect(runs(rows.joined(), "text") == ["Fold 1 1=1 2=1", "Fold 2 1=2 2=2"])
    let fields = (1...2).flatMap { seed in (1...3).map { "seed=\(seed) step=\($0) loss=\($0)\n" } }
    #expect(runs(fields.joined(), "text") == ["seed 1 1=1 2=2 3=3", "seed 2 1=1 2=2 3=3"])
  }

  @Test("Dictionaries: the trainer says that it is done")
  func dictionaries() {
    let run = (1...3).map { "{'loss': \($0), 'epoch': \($0)}\n" }.joined()
    let end = "{'train_runtime': 5.0, 'train_loss': 2, 'epoch': 3}\n"
    #expect(runs(run + end + run + end, "text") == ["run 1 1=1 2=2 3=3", "run 2 1=1 2=2 3=3"])
    #expect(runs(run + run + end, "text") == ["- 1=1 2=2 3=3 1=1 2=2 3=3"])
  }

  @Test("Loops within an epoch are no runs")
  func loops() {
    let text = (1...3).map { epoch in
      "Epoch \(epoch)/3\n" + (1...2).map { "step \($0)/2 loss: 5\n" }.joined() + "val loss: 4\n"
    }
    #expect(runs(text.joined(), "text").count == 1)
    let bars = (1...3).map { _ in "step 1/2 loss: 5\nstep 2/2 loss: 5\n" }
    #expect(runs(bars.joined(), "text").count == 1)
  }
}
