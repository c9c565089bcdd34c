import LogFuzzing
import RunLogs
import TestSupport
import Testing

/// Tables whose columns or rows are not a name and a moment each.
@Suite("Kinds of tables")
struct TableKindTests {
  // MARK: One value a row

  @Test(
    "A column of words says what the value beside it is",
    arguments: ["metric", "key", "tag", "name", "variable"])
  func labels(label: String) {
    let table = """
      epoch,\(label),value
      1,train_loss,0.5
      1,val_loss,0.625
      2,train_loss,0.375
      2,val_loss,0.5
      """
    #expect(
      ReadLines.points(table, "csv") == [
        "train_loss": "1.0=0.5 2.0=0.375", "val_loss": "1.0=0.625 2.0=0.5",
      ])
  }

  @Test("MLflow's export of all runs")
  func labelsOfRuns() {
    let table = """
      run_id,key,value,step
      a1,loss,4,1
      a1,loss,3,2
      b2,loss,6,1
      b2,loss,5,2
      """
    let runs = LogCheck.runs(Array(table.utf8), "csv", cut: 1 << 20)
    #expect(runs.map(\.name) == ["a1", "b2"])
    #expect(runs.map { $0.series(named: "loss")?.points.map { $0[1] } } == [[4, 3], [6, 5]])
  }

  @Test("Values that no count stands beside are as their column is called")
  func settings() {
    #expect(ReadLines.points("key,value\nlr,0.5\nepochs,3\n", "csv") == ["value": "0.0=0.5 1.0=3.0"])
  }

  // MARK: Splits

  @Test(
    "A column says of which part of the data a row is", arguments: ["phase", "split", "mode", "Stage", "set"])
  func splits(column: String) {
    let table = """
      epoch,\(column),loss,acc
      1,train,0.5,0.25
      1,val,0.75,0.125
      2,train,0.375,0.5
      2,val,0.625,0.25
      2,test,0.875,0.0625
      """
    let run = ReadLines.run(table, "csv")
    let roles = RoleFinder.roles(of: run)
    func points(_ role: LogRole) -> [[Double]]? { roles[role].map { run.series[$0].points } }
    #expect(points(.trainLoss) == [[1, 0.5], [2, 0.375]])
    #expect(points(.valLoss) == [[1, 0.75], [2, 0.625]])
    #expect(points(.testLoss) == [[2, 0.875]])
    #expect(points(.trainAccuracy) == [[1, 0.25], [2, 0.5]])
    #expect(points(.valAccuracy) == [[1, 0.125], [2, 0.25]])
  }

  // MARK: Exports

  @Test(
    "What TensorBoard's download is of stands in the name of the file",
    arguments: [
      ("run-exp1-tag-train_loss.csv", "train_loss"), ("run-a-tag-b-tag-lr.csv", "lr"),
      ("val_loss.csv", "val_loss"),
    ])
  func tensorBoard(file: String, series: String) {
    let run = LogCheck.run(
      Array("Wall time,Step,Value\n1678974225.5,4,4.5\n1678974231.0,14,4.25\n".utf8), nil, cut: 7,
      fileName: file)
    #expect(run.series(named: series)?.points == [[4, 4.5], [14, 4.25]])
    #expect(RoleFinder.roles(of: run)[.time].map { run.series[$0].name } == "wall_time")
  }

  /// Quoted, as it is downloaded, and as other programs write it again.
  @Test("Weights & Biases' download has columns for each run", arguments: ["\"", ""])
  func weightsAndBiases(quote: String) {
    func row(_ cells: [String]) -> String { cells.map { quote + $0 + quote }.joined(separator: ",") + "\n" }
    let names = ["sun-1 - eval/loss", "my - run-2 - eval/loss", "sun-1 - _step"]
    let table =
      row(["Step"] + names.flatMap { [$0, $0 + "__MIN", $0 + "__MAX"] })
      + row(["10", "4", "4", "4", "", "", "", "10", "10", "10"])
      + row(["20", "3", "3", "3", "6", "6", "6", "20", "20", "20"])
    for cut in [1, 20, 1 << 20] {
      let runs = LogCheck.runs(Array(table.utf8), "csv", cut: cut)
      #expect(runs.map(\.name) == ["sun-1", "my - run-2"])
      #expect(runs.map { $0.series.map(\.name) } == [["eval/loss"], ["eval/loss"]])
      #expect(runs.map { $0.series[0].points } == [[[10, 4], [20, 3]], [[20, 6]]])
    }
  }

  @Test("Of more runs than are told apart the columns are left out, and counted")
  func manyRuns() {
    let names = (0..<300).map { "run \($0) - loss" }
    let header = (["Step"] + names.flatMap { [$0, $0 + "__MIN", $0 + "__MAX"] }).joined(separator: ",")
    let rows = (1...2).map { step in
      (["\(step)"] + names.flatMap { _ in ["4", "3", "5"] }).joined(separator: ",")
    }
    let table = Array(([header] + rows).joined(separator: "\n").utf8)
    let runs = LogCheck.runs(table, "csv", cut: 1 << 20)
    #expect(runs.count == 256)
    #expect(runs.allSatisfy { $0.series.map(\.points) == [[[1, 4], [2, 4]]] })
    #expect(runs[0].skipped.first?.contains("44 columns of more than 256 runs") ?? false)
  }

  // MARK: Rows of things

  @Test(
    "A row for each class, model or file is no moment of a training",
    arguments: [
      "class,accuracy\ncat,0.5\ndog,0.25\nfox,0.75\n",
      "Model,Split,Accuracy\nxgb,val,0.5\nxgb,test,0.25\nnet,val,0.75\nnet,test,0.5\n",
      ",file,loss\n0,a.png,0.5\n1,b.png,0.25\n2,c.png,0.75\n",
    ])
  func things(table: String) {
    let run = ReadLines.run(table, "csv")
    #expect(run.isOfThings)
    #expect(RoleFinder.roles(of: run).pairs.isEmpty)
    var wished = ReadOptions()
    wished.lossName = run.series.last?.name
    #expect(RoleFinder.roles(of: run, options: wished)[.trainLoss] == run.series.indices.last)
  }

  @Test(
    "Words that come again, times, numbered names and counts are of moments",
    arguments: [
      "date,loss\n2024-05-01 10:00:00,0.5\n2024-05-01 10:00:01,0.25\n2024-05-01 10:00:02,0.75\n",
      "file,loss\nepoch_1.pt,0.5\nepoch_2.pt,0.25\nepoch_3.pt,0.75\n",
      "note,loss\nwarm,0.5\nsteady,0.25\nsteady,0.75\n",
      "epoch,note,loss\n1,warm,0.5\n2,steady,0.25\n3,late,0.75\n",
      "note,loss\nwarm,0.5\nsteady,0.25\n,0.75\n",
      "note,loss\nwarm,0.5\nsteady,0.25\nlate,0.75\nlate,0.5\n",
    ])
  func moments(table: String) {
    let run = ReadLines.run(table, "csv")
    #expect(!run.isOfThings)
    #expect(RoleFinder.roles(of: run)[.trainLoss] != nil)
  }

  // MARK: Cells

  @Test("A sign of per cent is none of the number")
  func percent() {
    let points = ReadLines.points("epoch,acc,odd\n1,80.5%,%\n2,85 %,5%%\n3,90,\n", "csv")
    #expect(points == ["acc": "1.0=80.5 2.0=85.0 3.0=90.0"])
  }

  // MARK: Counts in the plural

  @Test("A number of steps that grows from row to row counts, and one that is said once or twice does not")
  func plurals() {
    let table = "episodes,mean reward,steps\n100,1.5,7\n200,2.5,19\n300,3.5,31\n"
    #expect(ReadLines.points(table, "csv")["mean reward"] == "7.0=1.5 19.0=2.5 31.0=3.5")
    let lines = "{\"epochs\": 10, \"width\": 64}\n{\"epochs\": 20, \"width\": 64}\n"
    #expect(ReadLines.points(lines, "jsonl").isEmpty)
    #expect(ReadLines.points("{\"epochs\": NaN, \"width\": 64}\n", "jsonl").isEmpty)
  }

  // MARK: Documents

  @Test("Lists within lists stand where those around them count")
  func nestedLists() {
    let points = ReadLines.points(
      """
      {"epochs": [3, 4], "loss": [0.5, 0.25], "tasks": {"qa": [1, 2], "more": {"nli": [3, 4]}, "short": {"x": [7]}}}
      """, "json")
    #expect(
      points == [
        "loss": "3.0=0.5 4.0=0.25", "tasks/qa": "3.0=1.0 4.0=2.0", "more/nli": "3.0=3.0 4.0=4.0",
        "short/x": "0.0=7.0",
      ])
  }

  @Test("A document of single values says which")
  func singleValues() throws {
    let scratch = try ScratchFolder()
    func reading(_ text: String) -> String? {
      scratch.write(text, to: "x.json")
      return LogReader.read(.file(scratch.file("x.json"))).failure
    }
    #expect(
      reading("{\n\"runtime\": 3.5, \"train_loss\": 0.5}")
        == "holds no curve, but one value each of 'runtime', 'train_loss' (read as json)")
    #expect(
      reading("{\"a\": {\"f1\": 0.5}, \"b\": 1, \"c\": 2, \"d\": 3, \"e\": 4}")
        == "holds no curve, but one value each of 'f1', 'b', 'c', 'd' and others (read as json)")
    #expect(reading("{\"a\": \"word\"}") == "holds no values (read as json)")
  }
}
