import CFormats
import TestSupport
import Testing

@testable import RunLogs

/// Stores that are SQLite files, and folders beside them.
@Suite("Stores")
struct StoreTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// Makes a SQLite file.
  private func make(_ name: String, _ statements: String) throws -> String {
    var handle: OpaquePointer?
    let path = scratch.file(name)
    #expect(sqlite3_open(path, &handle) == SQLITE_OK)
    defer { sqlite3_close(handle) }
    try #require(sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK, "\(statements)")
    return path
  }

  private func points(_ run: LogRun, _ name: String) -> [[Double]]? {
    run.series(named: name).map { one in (0..<one.track.count).map { [one.track.x(at: $0), one.track[$0]] } }
  }

  @Test("A table with a counter and losses is a run of its own, whatever else is in the file")
  func tables() throws {
    let path = try make(
      "own.db",
      """
      CREATE TABLE people (id INTEGER, name TEXT);
      INSERT INTO people VALUES (1, 'a');
      CREATE TABLE first (step INTEGER, lr REAL, train_loss REAL, note TEXT);
      INSERT INTO first VALUES (1, 0.1, 2.5, 'x'), (2, 0.05, NULL, NULL), (3, 0.025, 1.5, '7');
      CREATE TABLE second (epoch INTEGER, val_loss REAL);
      INSERT INTO second VALUES (0, 3), (1, 2);
      """)
    let reading = LogReader.read(.file(path))
    #expect(reading.failure == nil && reading.runs.map(\.name) == ["first", "second"])
    #expect(reading.runs.allSatisfy { $0.format == "sqlite" && $0.path == path })
    let first = try #require(reading.runs.first)
    #expect(points(first, "lr") == [[1, 0.1], [2, 0.05], [3, 0.025]])
    #expect(points(first, "train_loss") == [[1, 2.5], [3, 1.5]])
    #expect(points(try #require(reading.runs.last), "val_loss") == [[0, 3], [1, 2]])
  }

  @Test("A file without a run says what tables it has")
  func noRun() throws {
    let empty = LogReader.read(.file(try make("empty.db", "PRAGMA user_version = 1;")))
    #expect(empty.runs.isEmpty && empty.failure == "is a SQLite file without tables")
    let others = "CREATE TABLE a (x); CREATE TABLE step (lr); CREATE TABLE b (step INTEGER, name TEXT);"
    let reading = LogReader.read(.file(try make("others.db", others)))
    #expect(reading.runs.isEmpty)
    #expect(
      reading.failure
        == "is a SQLite file without a run that lrviz knows: its tables are a, b, step")
  }

  /// SwanLab's dashboard keeps an index of runs and keys, and a file of a thousand points a key.
  private func swanLab() throws -> String {
    scratch.folder("swanlog")
    let index = try make(
      "swanlog/runs.swanlab",
      """
      CREATE TABLE experiment (id INTEGER, run_id TEXT, name TEXT);
      INSERT INTO experiment VALUES (1, 'run-a', 'first'), (2, 'run-b', 'second');
      CREATE TABLE tag (id INTEGER, experiment_id INTEGER, name TEXT, folder TEXT, type TEXT);
      INSERT INTO tag VALUES (1, 1, 'train/loss', '1', 'default'), (2, 1, 'sample', '2', 'image'),
        (3, 1, 'lr', '3', NULL), (4, 2, 'loss', '1', 'default');
      """)
    func row(_ index: Int, _ value: Double) -> String {
      #"{"index": \#(index), "data": \#(value), "create_time": "x"}"# + "\n"
    }
    let first = "swanlog/run-a/logs"
    scratch.write(row(1000, 0.5), to: "\(first)/1/2000.log")
    scratch.write(row(1, 2) + row(2, 1), to: "\(first)/1/1000.log")
    scratch.write(row(9, 9), to: "\(first)/1/_summary.json")
    scratch.write(row(1, 7), to: "\(first)/2/1000.log")
    scratch.write(row(1, 0.1) + "{broken\n" + row(3, 0.01), to: "\(first)/3/1000.log")
    scratch.write(row(1, 4), to: "swanlog/run-b/logs/1/1000.log")
    return index
  }

  @Test("SwanLab's index gives its runs, their keys in the order of the files, and no pictures")
  func swanLabIndex() throws {
    let runs = LogReader.read(.file(try swanLab())).runs
    #expect(runs.map(\.name) == ["first", "second"] && runs.map(\.id) == ["run-a", "run-b"])
    #expect(runs.allSatisfy { $0.format == "swanlab-local" && $0.producer == "SwanLab" })
    #expect(points(runs[0], "train/loss") == [[1, 2], [2, 1], [1000, 0.5]])
    #expect(points(runs[0], "lr") == [[1, 0.1], [3, 0.01]] && runs[0].series(named: "sample") == nil)
    #expect(points(runs[1], "loss") == [[1, 4]])
  }

  @Test("The folder of one SwanLab run is read by the index beside it")
  func swanLabFolder() throws {
    _ = try swanLab()
    let reading = LogReader.read(.swanLabFolder(scratch.file("swanlog/run-b")))
    #expect(reading.runs.map(\.name) == ["second"])
    scratch.folder("swanlog/run-c")
    let unknown = LogReader.read(.swanLabFolder(scratch.file("swanlog/run-c")))
    #expect(unknown.runs.isEmpty)
    #expect(unknown.failure == "is a SwanLab folder of which runs.swanlab knows nothing")
  }
}
