import LogFuzzing
import RunLogs
import Testing

/// Logs that hold a run as a whole rather than row by row, and tables that hold none.
@Suite("Whole runs and results")
struct WholeRunTests {
  private func roles(_ text: String, _ format: String?) -> [String] {
    let run = ReadLines.run(text, format)
    return RoleFinder.roles(of: run).pairs.map { "\($0.role.name)=\(run.series[$0.series].name)" }.sorted()
  }

  @Test("A dictionary of lists that a program prints at its end is its run") func lists() {
    let text = "Training done\n{'loss': [0.9, 0.7, 0.5], 'val_loss': [1.0, 0.8, 0.75], 'lr': [0.001, 0.001, 0.0005]}"
    #expect(ReadLines.points(text)["val_loss"] == "0.0=1.0 1.0=0.8 2.0=0.75")
    #expect(roles(text, "text") == ["lr=lr", "train_loss=loss", "val_loss=val_loss"])
    #expect(roles("losses:{'train': [1.35, 1.22], 'val': [1.3, 1.2]}", "text") == ["train_loss=losses/train", "val_loss=losses/val"])
    #expect(roles("history = {\"train_loss\": [3.1, 2.2], \"acc\": [0.1, 0.2]}", "text").contains("train_loss=train_loss"))
  }

  @Test("It is none where the log has counted already, and where it measures nothing") func noLists() {
    let rows = (1...3).map { "Epoch \($0)/3 - loss: 0.\(9 - $0)" }.joined(separator: "\n")
    #expect(ReadLines.points("\(rows)\n{'loss': [0.8, 0.7, 0.6], 'lr': [0.1, 0.1, 0.1]}").keys.sorted() == ["loss"])
    #expect(ReadLines.points("{'layers': [64, 64], 'dropout': [0.1, 0.2]}\n\(rows)").keys.sorted() == ["loss"])
  }

  @Test("Flower's histories: rounds below a heading, and lists of pairs") func flower() {
    let text = """
      INFO :      Run finished 3 round(s) in 57.53s
      INFO :      \tHistory (loss, distributed):
      INFO :      \t\tround 1: 2.35
      INFO :      \t\tround 2: 2.05
      INFO :      \tHistory (metrics, distributed, fit):
      INFO :      \t{'acc': [(1, 0.11), (2, 0.31)], 'loss': [(1, 2.3), (2, 2.1)]}
      """
    let found = ReadLines.points(text)
    #expect(found["loss, distributed"] == "1.0=2.35 2.0=2.05")
    #expect(found["metrics, distributed, fit/acc"] == "1.0=0.11 2.0=0.31" && found.count == 3)
    #expect(roles(text, "text").contains("val_loss=loss, distributed"))
    #expect(roles(text, "text").contains("train_loss=metrics, distributed, fit/loss"))
  }

  @Test("Objects one behind the other are rows, however their lines are broken", arguments: ["", "\n", ",\n", " "])
  func objects(between: String) {
    let text = (1...3).map { "{\n  \"step\": \($0),\n  \"loss\": 0.\($0),\n  \"lr\": 0.1\n}" }.joined(separator: between)
    #expect(ReadLines.points(text, "json")["loss"] == "1.0=0.1 2.0=0.2 3.0=0.3")
    #expect(roles(text, "json") == ["lr=lr", "train_loss=loss"])
  }

  @Test("Results that a trainer leaves are a row, and a configuration is none") func single() {
    #expect(ReadLines.points("{\"epoch\": 10.0, \"train_loss\": 0.4479, \"train_runtime\": 64358.1}", "json")["train_loss"] == "10.0=0.4479")
    #expect(ReadLines.points("{\"epochs\": 10, \"learning_rate\": 0.1, \"dropout\": 0.5}", "json").isEmpty)
    #expect(ReadLines.points("{\"model\": {\"layers\": 3}, \"loss\": 0.5, \"epoch\": 1}", "json").isEmpty)
  }

  @Test("Histories one behind the other are runs") func histories() {
    let text = (1...2).map { "{\"id\": 0, \"com\": \($0), \"val_loss\": [1.\($0), 1.6], \"train_loss\": [2.1, 1.\($0)]}" }.joined()
    let parts = ReadLines.run(text, "json").parts()
    #expect(parts.map(\.name) == ["id 0, com 1", "id 0, com 2"])
    #expect(parts.allSatisfy { $0.series.filter { !$0.points.isEmpty }.allSatisfy { $0.points.map { $0[0] } == [0, 1] } })
    #expect(ReadLines.run("{\"seed\": 3, \"loss\": [3, 2, 1]}", "json").parts().count == 1)
  }

  @Test("Lists within count as those beside them do") func nested() {
    let text = "{\"epochs\": [5, 6, 7], \"dev_loss\": [0.3, 0.4, 0.5], \"tasks\": {\"qa_loss\": [0.1, 0.2, 0.3], \"few\": [1, 2]}}"
    let found = ReadLines.points(text, "json")
    #expect(found["tasks/qa_loss"] == "5.0=0.1 6.0=0.2 7.0=0.3" && found["dev_loss"] == "5.0=0.3 6.0=0.4 7.0=0.5")
  }

  private func table(_ name: String, _ text: String) -> LogRun {
    var feed = LogFeed(LogContext(fileName: name), options: ReadOptions())
    Array(text.utf8).withUnsafeBufferPointer { feed.take($0) }
    feed.finish()
    return feed.run
  }

  @Test(
    "A curve downloaded from TensorBoard is called as its file says",
    arguments: [
      ("run-exp1-tag-train_loss.csv", "train_loss"), ("run-a-tag-b-tag-lr.csv", "lr"), ("val_loss.csv", "val_loss"),
      ("download.csv", "Value"),
    ])
  func download(file: String, name: String) {
    let run = table(file, "Wall time,Step,Value\n1678974225.3,4,4.46\n1678974231.0,14,4.22\n")
    #expect(run.series.map(\.name) == ["wall_time", name])
    #expect(run.series.last?.points.map { $0[0] } == [4, 14])
  }

  @Test(
    "A table whose rows are named is one of results",
    arguments: [
      "class,accuracy\nrust,0.95\nscab,0.91\nrot,0.47\n",
      "Model,Split,F1,Accuracy\nxgb,Validation,0.5,0.6\nens,Validation,0.5,0.6\nxgb,Test,0.4,0.5\n",
      "true class,total,accuracy\nAbra,3.0,0.66\nZubat,3.0,0.33\n",
    ])
  func results(text: String) {
    let run = ReadLines.run(text, "csv")
    #expect(run.series.allSatisfy { $0.points.isEmpty } && run.skipped.count > 0)
  }

  @Test(
    "One with a count, of words that come again, or of dates is a log",
    arguments: [
      "phase,loss\ntrain,0.5\nval,0.6\ntrain,0.4\n", "model,epoch,loss\na,1,0.5\nb,2,0.4\n",
      "time,loss\n2026-01-01 10:00:00,0.5\n2026-01-01 10:00:01,0.4\n", "loss,name\n0.5,a\n0.4,b\n",
    ])
  func logs(text: String) {
    #expect(ReadLines.run(text, "csv").series.contains { $0.name == "loss" && !$0.points.isEmpty })
  }

  @Test("The rates of a search's trials are no schedule") func trials() {
    #expect(roles("number,value,learning_rate,dropout\n0,1.07,0.0015,0.1\n1,1.06,0.0016,0.2\n", "csv").isEmpty)
    let json = "{\"all_trials\": [{\"number\": 0, \"value\": 0.6, \"params\": {\"learning_rate\": 0.2}}, {\"number\": 1, \"value\": 0.7, \"params\": {\"learning_rate\": 0.1}}]}"
    #expect(roles(json, "json").isEmpty)
    #expect(roles("step,value,lr\n0,1.07,0.0015\n1,1.06,0.0016\n", "csv") == ["lr=lr"])
  }
}
