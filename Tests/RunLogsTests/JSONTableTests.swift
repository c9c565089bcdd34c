import LogFuzzing
import RunLogs
import Testing

/// Tables and messages in JSON.
@Suite("Tables in JSON")
struct JSONTableTests {
  // MARK: Lines

  @Test(
    "A value goes to what its own line calls it, also where lines are read quickly", arguments: [false, true])
  func names(inTurn: Bool) {
    func line(_ name: String, _ step: Int) -> String {
      "{\"metric\": \"\(name)\", \"step\": \(step), \"value\": \(name == "lr" ? 0.5 : 2.5)}\n"
    }
    let names = ["loss", "lr"]
    let lines =
      inTurn
      ? (1...60).flatMap { step in names.map { line($0, step) } }
      : names.flatMap { name in (1...60).map { line(name, $0) } }
    let bytes = Array(lines.joined().utf8)
    for (cut, isQuick) in [(1 << 20, true), (1 << 20, false), (50, true)] {
      let run = LogCheck.run(bytes, "jsonl", cut: cut, readsQuickly: isQuick)
      #expect(run.series.map(\.name) == names)
      #expect(run.series(named: "loss")?.points == (1...60).map { [Double($0), 2.5] })
      #expect(run.series(named: "lr")?.points == (1...60).map { [Double($0), 0.5] })
    }
  }

  @Test(
    "What counts within a part or a container counts the rows",
    arguments: ["data", "metrics", "val", "Train"])
  func countsWithin(container: String) {
    let lines =
      "{\"event\": \"x\", \"\(container)\": {\"loss\": 0.5, \"step\": 10}}\n{\"event\": \"x\", \"\(container)\": {\"loss\": 0.25, \"step\": 20}}\n"
    #expect(ReadLines.points(lines, "jsonl") == ["\(container)/loss": "10.0=0.5 20.0=0.25"])
  }

  // MARK: Documents

  @Test("Records of parts count for themselves")
  func parts() {
    let text = """
      {"train": [{"epoch": 1, "loss": 4}, {"epoch": 2, "loss": 3}], "val": [{"epoch": 1, "loss": 6}, {"epoch": 2, "loss": 5}]}
      """
    #expect(
      ReadLines.points(text, "json") == ["train/loss": "1.0=4.0 2.0=3.0", "val/loss": "1.0=6.0 2.0=5.0"])
  }

  @Test("Columns whose values stand under the numbers of their rows, as pandas writes them")
  func numberedValues() {
    let list = "{\"loss\": {\"0\": 4, \"1\": 3}, \"acc\": {\"0\": 0.5, \"1\": 0.75}}"
    #expect(ReadLines.points(list, "json") == ["loss": "0.0=4.0 1.0=3.0", "acc": "0.0=0.5 1.0=0.75"])
    let counted = "{\"epoch\": {\"0\": 5, \"1\": 6}, \"val_loss\": {\"0\": 4, \"1\": 3}}"
    #expect(ReadLines.points(counted, "json") == ["val_loss": "5.0=4.0 6.0=3.0"])
    #expect(
      ReadLines.points("{\"run\": {\"loss\": {\"100\": 4, \"200\": 3}}}", "json") == [
        "loss": "100.0=4.0 200.0=3.0"
      ])
    #expect(
      ReadLines.points("{\"f1\": {\"0\": 0.5, \"1\": 0.75}}", "json").isEmpty,
      "numbers of classes are no rows of a run")
    #expect(ReadLines.points("{\"0\": 0.5, \"1\": 0.75}", "json").isEmpty)
  }

  @Test("Rows whose columns were named before")
  func namedRows() {
    let text =
      "{\"columns\": [\"epoch\", \"loss\", \"note\"], \"index\": [0, 1], \"data\": [[3, 0.5, 7], [4, 0.25, 8]]}"
    #expect(ReadLines.points(text, "json") == ["loss": "3.0=0.5 4.0=0.25", "note": "3.0=7.0 4.0=8.0"])
  }

  @Test("Records under the names of what they count", arguments: ["epoch_", "Epoch ", "epoch", "epoch-"])
  func countedNames(name: String) {
    let text =
      "{\"\(name)1\": {\"train_loss\": 0.5}, \"\(name)2\": {\"train_loss\": 0.25}, \"\(name)10\": {\"train_loss\": 0.125}}"
    let run = ReadLines.run(text, "json")
    #expect(run.series(named: "train_loss")?.points == [[1, 0.5], [2, 0.25], [10, 0.125]])
    #expect(run.axis == .epoch)
  }

  // MARK: Messages

  @Test("Lines of text within lines of JSON", arguments: ["message", "msg", "log", "text"])
  func messages(name: String) {
    func line(_ text: String) -> String {
      "{\"time\": \"2024-01-01T00:00:01Z\", \"level\": \"INFO\", \"\(name)\": \"\(text)\"}"
    }
    let lines = [
      line("start"), line("step 10 loss 0.5 lr 0.25"), "{\"\(name)\": ",
      line("step 20 loss 0.25 lr 0.125\\\\n"),
    ]
    let run = ReadLines.run(lines.joined(separator: "\n"), nil)
    #expect(run.format == "messages")
    #expect(run.series(named: "loss")?.points == [[10, 0.5], [20, 0.25]])
    #expect(run.skipped.count == 1)
  }

  @Test("Rows that have a message beside their values are rows")
  func rowsWithMessages() {
    let lines =
      "{\"msg\": \"epoch 7\", \"step\": 1, \"loss\": 0.5}\n{\"msg\": \"epoch 8\", \"step\": 2, \"loss\": 0.25}\n"
    #expect(ReadLines.points(lines, nil) == ["loss": "1.0=0.5 2.0=0.25"])
  }
}
