import LogFuzzing
import RunLogs
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Shapes of tables and of JSON, what is told of damage, and what stands around files.
@Suite("Formats")
struct FormatTests {
  private func run(_ text: String, _ name: String = "log", _ options: ReadOptions = ReadOptions()) -> LogRun {
    var feed = LogFeed(LogContext(fileName: name), options: options)
    Array(text.utf8).withUnsafeBufferPointer { feed.take($0) }
    feed.finish()
    var run = feed.run
    run.settle()
    return run
  }

  private func points(_ run: LogRun) -> [String: [[Double]]] {
    Dictionary(run.series.map { ($0.name, $0.points) }) { first, _ in first }
  }

  @Test(
    "Tables in every dress",
    arguments: [
      ("epoch,loss\n0,0.5\n1,0.4\n", "a.csv"), ("epoch;loss\n0;0,5\n1;0,4\n", "a.csv"),
      ("epoch\tloss\t\n0\t0.5\t\n1\t0.4\t\n", "log.txt"),
      ("\u{FEFF}epoch,loss\r\n0,0.5\r\n1,0.4\r\n", "a.csv"), ("\"epoch\",\"loss\"\n0,0.5\n1,0.4\n", "a.csv"),
      ("epoch,note,loss\n0,\"a,b\nc\",0.5\n1,\"x\"\"y\",0.4\n", "a.csv"),
      ("epoch,loss\n0,0.5\nepoch,loss\n1,0.4\n", "a.csv"),
      ("| epoch | loss |\n|---|---|\n| 0 | 0.5 |\nSaved best model\n| 1 | 0.4 |\n", "out.txt"),
      ("#  epoch  loss\n   0   0.5\n   1   0.4\n", "a.out"),
      ("   epoch,   loss\n   0,   0.5\n   1,   0.4\n", "results.csv"),
    ])
  func tables(text: String, name: String) {
    #expect(points(run(text, name))["loss"] == [[0, 0.5], [1, 0.4]], "\(text)")
  }

  @Test(
    "JSON in every shape",
    arguments: [
      "{\"epoch\": 0, \"loss\": 0.5}\n{\"epoch\": 1, \"loss\": 0.4}\n",
      "[{\"epoch\": 0, \"loss\": 0.5}, {\"epoch\": 1, \"loss\": 0.4}]",
      "{\"log_history\": [{\"epoch\": 0, \"loss\": 0.5}, {\"epoch\": 1, \"loss\": 0.4}]}",
      "{\"loss\": [0.5, 0.4], \"best\": 0.4}",
      "{\"loss\": {\"steps\": [0, 1], \"values\": [0.5, 0.4]}}",
      "{\"meta\": {\"n\": 1}, \"iterations\": [{\"loss\": [0.5], \"iteration\": 0}, {\"loss\": [0.4], \"iteration\": 1}]}",
      "{\"epoch\": \"0\", \"loss\": \"0.5\"}\n{\"epoch\": \"1\", \"loss\": \"0.4\"}\n",
    ])
  func json(text: String) {
    #expect(points(run(text, "x.json"))["loss"] == [[0, 0.5], [1, 0.4]], "\(text)")
  }

  @Test("Nested names are joined, statistics stand for what they are of, settings are left out")
  func nested() {
    let found = points(
      run(
        "{\"step\": 1, \"train\": {\"loss\": 0.5}, \"config\": {\"lr\": 0.1}}\n{\"step\": 2, \"train\": {\"loss\": 0.4}, \"config\": {\"lr\": 0.1}}\n"
      ))
    #expect(found == ["train/loss": [[1, 0.5], [2, 0.4]]])
    #expect(
      points(
        run(
          "{\"Progress/kimg\": {\"num\": 1, \"mean\": 4.0, \"std\": 0}, \"Loss/G\": {\"num\": 9, \"mean\": 0.5, \"std\": 1}}\n",
          "a.jsonl"))["Loss/G"] == [[4, 0.5]])
  }

  @Test("A line that is torn costs that line only")
  func torn() {
    let found = run(
      "{\"step\": 0, \"loss\": 0.5}\n{\"step\": 1, \"lo\n{\"step\": 2, \"loss\": 0.3}\n", "a.jsonl")
    #expect(points(found)["loss"] == [[0, 0.5], [2, 0.3]])
    #expect(found.skipped.count == 1)
  }

  @Test("Nested 100,000 deep, and a line of a megabyte")
  func hostile() {
    let deep = String(repeating: "[", count: 100_000)
    let lines = (0..<5).map { "{\"step\": \($0), \"loss\": 0.5}\n" }
    let found = run(lines.joined() + "{\"step\": 9, \"x\": " + deep + "\n" + lines.joined(), "a.jsonl")
    #expect(points(found)["loss"]?.count == 10)
    let long = run("step 1 loss 0.5\n" + String(repeating: "x", count: 1 << 20) + "\nstep 2 loss 0.4\n")
    #expect(points(long)["loss"] == [[1, 0.5], [2, 0.4]])
    #expect(long.skipped.count == 1)
  }

  @Test("More series than are kept are counted")
  func manySeries() {
    let names = (0..<(LogLimits.seriesCount + 50)).map { "\"k\($0)\": 1" }.joined(separator: ", ")
    let found = run("{\"step\": 1, \(names)}\n{\"step\": 2, \(names)}\n", "a.jsonl")
    #expect(found.series.count == LogLimits.seriesCount)
    #expect(found.skipped.count >= 50)
  }

  @Test("The x that is asked for")
  func askedX() {
    var options = ReadOptions()
    let csv = "step,epoch,loss,tokens\n10,1,0.5,100\n20,2,0.4,200\n"
    for (x, expected) in [
      (ReadOptions.X.axis(.epoch), [1.0, 2]), (.axis(.line), [0, 1]), (.named("tokens"), [100, 200]),
      (.axis(.step), [10, 20]),
    ] {
      options.x = x
      #expect(points(run(csv, "a.csv", options))["loss"]?.map { $0[0] } == expected)
    }
  }

  @Test("A store is read with the rows of its write-ahead log, and nothing is written beside it")
  func sqlite() throws {
    let folder = "\(PracticeLogs.folder)/trackio_live"
    let before = FileBytes.names(folder)
    let runs = LogReader.read(.file("\(folder)/live.db")).runs
    #expect(runs.first?.series(named: "loss")?.track.count == 60)
    #expect(FileBytes.names(folder) == before)
  }

  @Test("What a file's name says of the data holds for its columns, whose names stay as they are")
  func splitOfFile() {
    let valid = run("step,loss,lr\n1,0.5,0.1\n2,0.4,0.1\n", "valid.csv")
    #expect(RoleFinder.roles(of: valid)[.valLoss].map { valid.series[$0].name } == "loss")
    let train = run("step,loss,lr\n1,0.5,0.1\n2,0.4,0.1\n", "train.csv")
    #expect(RoleFinder.roles(of: train)[.trainLoss].map { train.series[$0].name } == "loss")
  }

  @Test("A file of no format is not read to its end")
  func hopeless() {
    var feed = LogFeed(LogContext(fileName: "x"))
    [UInt8](repeating: 0, count: 1 << 17).withUnsafeBufferPointer { feed.take($0) }
    #expect(feed.isHopeless)
  }

  @Test("What is no log is said in words")
  func noLogs() throws {
    let folder = try Scratch()
    try folder.write("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", to: "a.csv")
    try folder.write("", to: "b.csv")
    #expect(LogReader.read(.file(folder.path + "/a.csv")).failure?.contains("Git LFS") == true)
    #expect(LogReader.read(.file(folder.path + "/b.csv")).failure?.contains("empty") == true)
    #expect(LogReader.read(.file(folder.path + "/c.csv")).isUnreadable)
  }

  @Test("Of checkpoints that hold each other's history the last stands for all")
  func checkpoints() throws {
    let folder = try Scratch()
    for step in [100, 200] {
      try folder.write(
        "{\"log_history\": [{\"step\": \(step), \"loss\": 0.5}]}", to: "checkpoint-\(step)/trainer_state.json"
      )
    }
    #expect(LogSearch(folder.path).sources == [.file("\(folder.path)/checkpoint-200/trainer_state.json")])
  }

  @Test("Folders of event files: splits are one run, versions are several")
  func eventFolders() {
    #expect(LogSearch("\(PracticeLogs.folder)/keras_tb").sources.count == 1)
    #expect(LogSearch("\(PracticeLogs.folder)/tb_hparams").sources.count == 1)
    #expect(LogSearch(PracticeLogs.folder).sources.count > 60)
  }
}

/// A folder that is gone with the value.
final class Scratch {
  let path: String

  init() throws {
    var template = Array("/tmp/lrviz-logs-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer {
      $0.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    path = try #require(made)
  }

  deinit { _ = try? FileManagerLike.remove(path) }

  func write(_ text: String, to name: String) throws {
    let full = "\(path)/\(name)"
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o755)
    }
    let file = try #require(fopen(full, "w"))
    defer { fclose(file) }
    _ = text.utf8.withContiguousStorageIfAvailable { fwrite($0.baseAddress, 1, $0.count, file) }
  }
}

/// Removes what a scratch folder holds.
private enum FileManagerLike {
  static func remove(_ path: String) throws {
    for name in FileBytes.names(path) {
      let child = "\(path)/\(name)"
      if FileBytes.kind(child) == .folder { try remove(child) } else { unlink(child) }
    }
    rmdir(path)
  }
}
