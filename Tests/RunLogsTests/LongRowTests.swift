import LogFuzzing
import RunLogs
import Testing

/// Rows and lines that are long enough for two threads, of shapes in which halves, blocks and their room could go wrong.
@Suite("Long rows of many shapes")
struct LongRowTests {
  private func check(_ text: String, _ format: String, points: Int) {
    let bytes = Array(text.utf8)
    #expect(bytes.count > 140_000)
    let careful = LogCheck.run(bytes, format, cut: bytes.count + 1, readsQuickly: false)
    #expect(careful.pointCount >= points)
    for cut in [bytes.count + 1, 139_000] {
      #expect(LogCheck.run(bytes, format, cut: cut).isLike(careful), "cuts of \(cut)")
    }
  }

  @Test(
    "Counts of every kind",
    arguments: [
      "epoch,step,loss", "epoch,global_step,loss", "epoch,loss,acc", "a,b,loss", "index,loss,acc",
      "loss,iteration,epoch", "steps,loss,epochs", "step,step,loss", "loss,loss,step",
    ])
  func counts(header: String) {
    // Counts that go on, that start over with each epoch, and epochs that are no whole numbers.
    let tables: [(Int) -> String] = [
      { "\($0 / 1000),\($0),\($0 % 91)" }, { "\($0 / 1000),\($0 % 1000),\($0 % 91)" },
      { "\(Double($0) / 1000),\($0),\($0 % 91)" }, { "\($0 % 7),\($0),\($0 % 5000)" },
    ]
    let table = tables[header.utf8.count % tables.count]
    check(header + "\n" + (0..<16_000).map { table($0) + "\n" }.joined(), "csv", points: 15_000)
  }

  @Test("Sparse rows of a few shapes and of more than can be told apart", arguments: [3, 9, 70])
  func sparse(columns: Int) {
    var random = LogMutator(seed: UInt64(columns))
    var text = "step," + (0..<columns).map { "m\($0)" }.joined(separator: ",") + "\n"
    for step in 0..<(200_000 / columns / 2) {
      let isFull = columns < 9 || step % 3 == 0
      let cells = (0..<columns).map { _ in
        isFull || random.next(below: 3) == 0 ? "\(random.next(below: 99))" : ""
      }
      text += "\(step),\(cells.joined(separator: ","))\n"
    }
    check(text, "csv", points: 1_000)
  }

  @Test("Shorter rows than room was made for")
  func dense() {
    check("step,a,b\n" + (0..<40_000).map { "\($0 % 10),1,2\n" }.joined(), "csv", points: 80_000)
    check((0..<90_000).map { "\($0 % 10)\n" }.joined(), "csv", points: 90_000)
    check(
      (0..<6_000).map { "{\"s\":\($0),\"v\":[1,2,3,4,5,6,7,8,9,1,2,3,4,5]}\n" }.joined(), "jsonl",
      points: 80_000)
  }

  @Test(
    "One row in the first half that takes more care, and what stands behind it",
    arguments: [0, 1])
  func kept(turn: Int) {
    // Each odd row has another place than the one before it.
    func place(_ index: Int) -> Int { [50, 2_000, 5_000][(index + turn) % 3] }
    for (index, odd) in [
      "7,nan,1", "", "step,loss,lr", "step,other,lr", "lr,loss,step", "1,\"2\",3", "0,1,2",
    ].enumerated() {
      var rows = (0..<12_000).map { "\($0),0.\($0),1e-3" }
      rows.insert(odd, at: place(index))
      check("step,loss,lr\n" + rows.joined(separator: "\n"), "csv", points: 23_000)
    }
    let records = [
      #"{"step": 7, "loss": NaN}"#, #"{"new": 1}"#, "{", #"{"mode": "val", "step": 1, "loss": 2}"#,
    ]
    for (index, odd) in records.enumerated() {
      var lines = (0..<6_000).map { #"{"step": \#($0), "loss": 0.\#($0)}"# }
      lines.insert(odd, at: place(index))
      check(lines.joined(separator: "\n"), "jsonl", points: 6_000)
    }
    for (index, odd) in ["step 3 loss nan", "", "val loss 0.5", "step 0 loss 3 lr 1"].enumerated() {
      var lines = (0..<7_000).map { "step \($0) loss 0.\($0) lr 1e-3" }
      lines.insert(odd, at: place(index))
      check(lines.joined(separator: "\n"), "text", points: 14_000)
    }
  }

  @Test("Rows of several runs, and validations that count their own batches")
  func severalRuns() {
    check(
      "run,step,loss\n" + (0..<20_000).map { "\($0 / 7_000),\($0 % 7_000),\($0 % 91)\n" }.joined(), "csv",
      points: 19_000)
    let lines = (0..<5_000).map { number -> String in
      let epoch = number / 500 + 1
      return number % 100 == 99
        ? #"{"mode": "val", "epoch": \#(epoch), "iter": \#(number % 7), "mAP": 0.\#(number)}"#
        : #"{"mode": "train", "epoch": \#(epoch), "iter": \#(number % 500), "lr": 0.1, "loss": 0.\#(number)}"#
    }
    check(lines.joined(separator: "\n"), "jsonl", points: 9_000)
  }

  @Test("The same name twice in a line, and lines that say their epoch")
  func text() {
    check(
      (0..<9_000).map { "step \($0) loss 0.\($0) loss 1.\($0)" }.joined(separator: "\n"), "text",
      points: 9_000)
    check(
      (0..<9_000).map { "epoch \($0 / 300 + 1) step \($0) loss 0.\($0)" }.joined(separator: "\n"), "text",
      points: 18_000)
  }
}
