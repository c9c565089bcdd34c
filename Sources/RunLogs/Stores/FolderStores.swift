import JSON

/// MLflow's folder of a run: a file a metric, a line a value: `milliseconds value step`.
enum MLflowFiles {
  static func read(_ folder: String) -> LogReading {
    var run = LogRun()
    run.path = folder
    run.format = "mlflow"
    run.producer = "MLflow"
    for line in FileBytes.text(PathName.join(folder, "meta.yaml")).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimming() }
      guard parts.count == 2 else { continue }
      switch parts[0] {
      case "run_name": run.name = parts[1]
      case "run_id": run.id = parts[1]
      case "status":
        run.status =
          ["1": .running, "3": .finished, "4": .failed, "5": .failed][parts[1]]
          ?? MLflowDatabase.status(parts[1])
      default: break
      }
    }
    metrics(PathName.join(folder, "metrics"), "", &run, depth: 0)
    return LogReading(path: folder, runs: [run])
  }

  private static func metrics(_ folder: String, _ prefix: String, _ run: inout LogRun, depth: Int) {
    for name in FileBytes.names(folder) {
      let path = PathName.join(folder, name)
      switch FileBytes.kind(path) {
      case .folder:
        if depth < LogLimits.searchDepth { metrics(path, prefix + name + "/", &run, depth: depth + 1) }
      case .file: metric(path, prefix + name, &run)
      default: break
      }
    }
  }

  private static func metric(_ path: String, _ name: String, _ run: inout LogRun) {
    guard let id = run.seriesID(name) else { return }
    var lines = LineBuffer(limit: 1 << 12)
    func take(_ line: Bytes, _ isCut: Bool, _ number: Int) {
      let words = line.split(separator: 0x20, omittingEmptySubsequences: true)
      guard !isCut, words.count >= 2,
        let value = DecimalNumber.whole(line, in: words[1].startIndex..<words[1].endIndex)
      else {
        if !line.isEmpty { run.skipped.add("\(name), line \(number): not 'time value step'") }
        return
      }
      let step =
        words.count > 2 ? DecimalNumber.whole(line, in: words[2].startIndex..<words[2].endIndex)?.value : nil
      run.append(id, x: step ?? Double(run.series[id].track.count), value.value, .step)
    }
    _ = FileBytes.read(path) { bytes in
      lines.take(bytes, take)
      return true
    }
    lines.finish(take)
  }
}

/// DVCLive's folder: a table a metric, whose name is its path below `plots/metrics`.
enum DVCLiveFiles {
  static func read(_ folder: String, _ options: ReadOptions) -> LogReading {
    var run = LogRun()
    run.path = folder
    visit(PathName.join(folder, "plots/metrics"), "", &run, options, depth: 0)
    run.format = "dvclive"
    run.producer = "DVCLive"
    return LogReading(path: folder, runs: [run])
  }

  private static func visit(
    _ folder: String, _ prefix: String, _ run: inout LogRun, _ options: ReadOptions, depth: Int
  ) {
    for name in FileBytes.names(folder) {
      let path = PathName.join(folder, name)
      if FileBytes.kind(path) == .folder {
        if depth < LogLimits.searchDepth { visit(path, prefix + name + "/", &run, options, depth: depth + 1) }
      } else if name.hasSuffix(".tsv") {
        metric(path, prefix + name.dropLast(4), &run, options)
      }
    }
  }

  private static func metric(_ path: String, _ name: String, _ run: inout LogRun, _ options: ReadOptions) {
    var options = options
    options.format = LogFormat.separated.name
    var feed = LogFeed(LogContext(fileName: ""), options: options)
    _ = FileBytes.read(path) { bytes in
      feed.take(bytes)
      return true
    }
    feed.finish()
    run.merge(feed.run, renaming: { column in column == "timestamp" ? nil : name })
  }
}

/// SwanLab's folders, where the dashboard keeps a file of JSON lines a key.
enum SwanLabFiles {
  static func read(_ folder: String) -> LogReading {
    let database = SQLiteDatabase(PathName.join(PathName.folder(folder), "runs.swanlab"))
    let runs = runs(index: database, folder: PathName.folder(folder)).filter { $0.path == folder }
    if runs.isEmpty {
      return LogReading(path: folder, failure: "is a SwanLab folder of which runs.swanlab knows nothing")
    }
    return LogReading(path: folder, runs: runs)
  }

  static func runs(index database: borrowing SQLiteDatabase, folder: String) -> [LogRun] {
    var runs: [LogRun] = []
    var keys: [Int64] = []
    database.rows("SELECT id, run_id, name FROM experiment ORDER BY id") { row in
      var run = LogRun()
      run.id = row.text(1)
      run.name = row.text(2)
      run.path = PathName.join(folder, row.text(1))
      run.format = "swanlab-local"
      run.producer = "SwanLab"
      runs.append(run)
      keys.append(row.int(0))
    }
    for index in runs.indices.prefix(LogLimits.runCount) {
      var run = runs[index]
      database.rows(
        "SELECT name, folder FROM tag WHERE experiment_id = ? AND type IS NOT 'image' ORDER BY id",
        ["\(keys[index])"]
      ) { row in
        values(PathName.join(run.path, "logs/\(row.text(1))"), row.text(0), &run)
      }
      runs[index] = run
    }
    return runs
  }

  private static func values(_ folder: String, _ name: String, _ run: inout LogRun) {
    let files = FileBytes.names(folder).filter { $0.hasSuffix(".log") }
      .sorted { (Int($0.dropLast(4)) ?? 0) < (Int($1.dropLast(4)) ?? 0) }
    for file in files {
      var options = ReadOptions()
      options.format = LogFormat.jsonLines.name
      var feed = LogFeed(LogContext(fileName: file), options: options)
      _ = FileBytes.read(PathName.join(folder, file)) { bytes in
        feed.take(bytes)
        return true
      }
      feed.finish()
      run.merge(feed.run, renaming: { $0 == "data" ? name : nil })
    }
  }
}

extension LogRun {
  /// Appends the series of another run under other names; nil leaves one out.
  mutating func merge(_ other: LogRun, renaming: (String) -> String?) {
    for one in other.series {
      guard let name = renaming(one.name), let id = seriesID(name) else { continue }
      for index in 0..<one.track.count {
        append(
          id, x: one.track.x(at: index), one.track[index],
          power: one.digits.power(at: index).map { Int8(clamping: $0) } ?? PrintedDigits.exact, .step)
      }
    }
    skipped.merge(other.skipped)
  }
}

extension Substring {
  fileprivate func trimming() -> String {
    var text = self
    while let first = text.first, " '\"\t\r".contains(first) { text.removeFirst() }
    while let last = text.last, " '\"\t\r".contains(last) { text.removeLast() }
    return String(text)
  }
}
