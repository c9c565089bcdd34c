/// Reads what lies at a path, whatever wrote it.
package enum LogReader {
  package static func read(_ source: LogSource, options: ReadOptions = ReadOptions()) -> LogReading {
    var reading =
      switch source {
      case .file(let path): file(path, options)
      case .events(let root, let files): events(root, files, options)
      case .mlflowRun(let path): MLflowFiles.read(path)
      case .dvclive(let path): DVCLiveFiles.read(path, options)
      case .swanLabFolder(let path): SwanLabFiles.read(path)
      }
    reading.runs = reading.runs.flatMap { $0.parts() }
    for index in reading.runs.indices {
      reading.runs[index].settle()
      if reading.runs[index].path.isEmpty { reading.runs[index].path = source.path }
      if reading.runs[index].producer == nil {
        reading.runs[index].producer = Producer.guess(reading.runs[index], source.path)
      }
    }
    if reading.failure == nil, reading.runs.allSatisfy({ $0.series.isEmpty }) {
      reading.failure = nothing(reading)
    }
    return reading
  }

  private static func file(_ path: String, _ options: ReadOptions) -> LogReading {
    var feed = LogFeed(path == "-" ? LogContext() : LogContext(path: path), options: options)
    var beginning: Beginning?
    let problem = FileBytes.read(path) { bytes in
      if beginning == nil { beginning = path == "-" ? .log : Beginning(bytes) }
      guard beginning == .log else { return false }
      feed.take(bytes)
      return !feed.isHopeless
    }
    if let problem { return LogReading(path: path, failure: problem, isUnreadable: true) }
    switch beginning {
    case .store where FileBytes.kind(path) == .file: return SQLiteStores.read(path)
    case .pointer:
      return LogReading(
        path: path, failure: "is a Git LFS pointer: the log itself has not been fetched (git lfs pull)")
    case nil where path != "-":
      return LogReading(path: path, failure: "is empty: the run may not have begun")
    default: break
    }
    feed.finish()
    feed.run.path = path
    return LogReading(path: path, runs: [feed.run])
  }

  /// What a file begins with.
  private enum Beginning {
    case log, store, pointer

    init(_ bytes: Bytes) {
      let isPointer = bytes.starts(withText: "version https://git-lfs")
      self = bytes.starts(withText: "SQLite format 3") ? .store : isPointer ? .pointer : .log
    }
  }

  private static func events(_ root: String, _ files: [LogSource.Part], _ options: ReadOptions) -> LogReading
  {
    var run = LogRun()
    run.path = root
    for file in files {
      var feed = LogFeed(
        LogContext(fileName: PathName.last(file.path), prefix: file.prefix), options: options, run: run)
      run = LogRun()
      let problem = FileBytes.read(file.path) { bytes in
        feed.take(bytes)
        return true
      }
      feed.finish()
      run = feed.run
      if let problem { run.skipped.add("\(file.path): \(problem)") }
    }
    run.format = LogFormat.tensorBoard.name
    return LogReading(path: root, runs: [run])
  }

  private static func nothing(_ reading: LogReading) -> String {
    guard let run = reading.runs.first, !run.format.isEmpty else {
      return
        "is in no format that lrviz reads: looked for \(LogFormat.all.map(\.name).joined(separator: ", ")) and SQLite stores"
    }
    if !run.loneNames.isEmpty {
      let names = run.loneNames.prefix(4).map { "'\($0)'" }.joined(separator: ", ")
      return
        "holds no curve, but one value each of \(names)\(run.loneNames.count > 4 ? " and others" : "") (read as \(run.format))"
    }
    let skipped =
      run.skipped.first.map { "; \(run.skipped.count) places were skipped, the first at \($0)" } ?? ""
    return "holds no values (read as \(run.format))\(skipped)"
  }
}

/// Who wrote a log, where its shape says so.
package enum Producer {
  package static func guess(_ run: LogRun, _ path: String) -> String? {
    let name = PathName.last(path)
    let names = Set(run.series.map(\.name))
    func has(_ wanted: String...) -> Bool { wanted.allSatisfy(names.contains) }
    switch run.format {
    case "wandb": return "Weights & Biases"
    case "swanlab": return "SwanLab"
    case "csv":
      if names.contains(where: { $0.hasPrefix("lr/pg") })
        && names.contains(where: { $0.hasPrefix("metrics/") })
      {
        return "Ultralytics"
      }
      // Lightning has the epoch beside every step; others call their files so too.
      if name == "metrics.csv", has("epoch") || names.contains(where: { $0.hasPrefix("lr-") }) {
        return "Lightning CSVLogger"
      }
      if names.contains(where: { $0.hasPrefix("rollout/") || $0 == "time/fps" }) {
        return "Stable-Baselines3"
      }
      if has("time_this_iter_s") { return "Ray Tune" }
      if has("valid_loss"), name == "history.csv" { return "fastai" }
      if has("eval_loss", "eval_top1") { return "timm" }
      if has("loss", "val_loss"), run.axis == .epoch { return "Keras CSVLogger" }
      return nil
    case "json":
      if name == "trainer_state.json" { return "Hugging Face Trainer" }
      if names.contains(where: { $0.hasPrefix("batches/") }) { return "skorch" }
      if has("main/loss") { return "Chainer" }
      return nil
    case "jsonl":
      if has("total_loss", "data_time") { return "Detectron2" }
      if has("data_time", "loss") { return "MMEngine" }
      if has("percentage", "total_steps") { return "LLaMA-Factory" }
      if has("time_this_iter_s") { return "Ray Tune" }
      return nil
    default: return nil
    }
  }
}
