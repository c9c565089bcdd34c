/// Stores that are SQLite files: MLflow, Trackio, SwanLab's index, and tables of one's own.
enum SQLiteStores {
  static func read(_ path: String) -> LogReading {
    let database = SQLiteDatabase(path)
    let tables = database.tables()
    var runs: [LogRun]
    if tables.isSuperset(of: ["metrics", "runs", "experiments"]) {
      runs = MLflowDatabase.runs(database)
    } else if tables.contains("metrics"), database.columns(of: "metrics").contains("metrics") {
      runs = TrackioDatabase.runs(database)
    } else if tables.isSuperset(of: ["experiment", "tag"]) {
      runs = SwanLabFiles.runs(index: database, folder: PathName.folder(path))
    } else {
      runs = tables.sorted().compactMap { TableOfNumbers.run(database, $0) }
    }
    for index in runs.indices {
      runs[index].path = path
      if let problem = database.problem { runs[index].skipped.add(problem) }
    }
    if runs.isEmpty {
      let names = tables.sorted().prefix(6).joined(separator: ", ")
      let words =
        tables.isEmpty
        ? "is a SQLite file without tables"
        : "is a SQLite file without a run that lrviz knows: its tables are \(names)"
      return LogReading(path: path, failure: words)
    }
    return LogReading(path: path, runs: runs)
  }
}

/// MLflow's own database.
enum MLflowDatabase {
  static func runs(_ database: borrowing SQLiteDatabase) -> [LogRun] {
    var runs: [LogRun] = []
    database.rows(
      "SELECT run_uuid, name, status FROM runs WHERE lifecycle_stage IS NOT 'deleted' ORDER BY start_time, rowid"
    ) { row in
      guard runs.count < LogLimits.runCount else { return }
      var run = LogRun()
      run.id = row.text(0)
      run.name = row.isNull(1) || row.text(1).isEmpty ? run.id : row.text(1)
      run.format = "mlflow-sqlite"
      run.producer = "MLflow"
      run.status = status(row.text(2))
      runs.append(run)
    }
    for index in runs.indices {
      var run = runs[index]
      database.rows(
        "SELECT key, value, step, is_nan FROM metrics WHERE run_uuid = ? ORDER BY rowid", [run.id ?? ""]
      ) { row in
        guard let id = run.seriesID(row.text(0)) else { return }
        var value = row.int(3) != 0 ? .nan : row.double(1)
        if abs(value) == .greatestFiniteMagnitude { value = value < 0 ? -.infinity : .infinity }
        run.append(id, x: Double(row.int(2)), value, .step)
      }
      runs[index] = run
    }
    return runs
  }

  static func status(_ text: String) -> LogRun.Status {
    switch text {
    case "RUNNING", "SCHEDULED": .running
    case "FINISHED": .finished
    case "FAILED", "KILLED": .failed
    default: .unknown
    }
  }
}

/// Trackio's file of a project.
enum TrackioDatabase {
  static func runs(_ database: borrowing SQLiteDatabase) -> [LogRun] {
    let columns = database.columns(of: "metrics")
    let key = columns.contains("run_id") ? "run_id" : "run_name"
    var runs: [LogRun] = []
    var places: [String: Int] = [:]
    database.rows("SELECT \(key), run_name, step, metrics FROM metrics ORDER BY rowid") { row in
      let id = row.text(0)
      let place: Int
      if let known = places[id] {
        place = known
      } else {
        guard runs.count < LogLimits.runCount else { return }
        var run = LogRun()
        run.id = id
        run.name = row.text(1)
        run.format = "trackio"
        run.producer = "Trackio"
        runs.append(run)
        place = runs.count - 1
        places[id] = place
      }
      let members = row.bytes(3) { TextDictionary.members($0).members }
      for member in members {
        guard let series = runs[place].seriesID(member.name) else { continue }
        runs[place].append(series, x: Double(row.int(2)), member.value, .step)
      }
    }
    return runs
  }
}

/// Any table that counts and measures: its columns are those of a CSV file.
enum TableOfNumbers {
  static func run(_ database: borrowing SQLiteDatabase, _ table: String) -> LogRun? {
    let columns = database.columns(of: table)
    guard columns.contains(where: { CounterName.rank($0) != nil }),
      columns.contains(where: { LineName.isKnown($0) }),
      !table.contains("\"")
    else { return nil }
    var run = LogRun()
    run.name = table
    run.format = "sqlite"
    var sink = RowSink(options: ReadOptions())
    for column in columns { _ = sink.addColumn(column) }
    database.rows("SELECT * FROM \"\(table)\"") { row in
      for index in columns.indices where row.isNumber(Int32(index)) {
        sink.put(index, row.double(Int32(index)))
      }
      sink.commit(into: &run)
    }
    return run.series.isEmpty ? nil : run
  }
}
