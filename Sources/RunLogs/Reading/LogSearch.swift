#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Finds the logs below a folder, within bounds.
package struct LogSearch: Sendable {
  package private(set) var sources: [LogSource] = []
  /// Which bound was met, in words.
  package private(set) var limit: String?
  /// Stores that are known and not read.
  package private(set) var unreadable: [String] = []
  /// Why.
  package static let aim = "is a store of Aim, whose values lie in RocksDB: lrviz does not read them"
  /// Every folder that was searched, for those who wait for more to come.
  package private(set) var folders: [String] = []
  private var entries = 0
  private var isCutBelow = false
  private var events: [(folder: String, file: String)] = []
  private let deadline: Double

  /// The sources of a path: itself, or what is found in the folder that it is.
  package init(_ path: String) {
    deadline = Self.now() + LogLimits.searchSeconds
    guard FileBytes.kind(path) == .folder else {
      sources =
        path.contains("tfevents")
        ? [.events(root: path, files: [.init(path: path, prefix: "")])] : [.file(path)]
      return
    }
    let root = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    visit(root, depth: 0)
    if isCutBelow, limit == nil {
      limit = "folders more than \(LogLimits.searchDepth) deep are left out"
    }
    gatherEvents(root)
    dropCheckpoints()
    sources.sort { $0.path < $1.path }
  }

  private mutating func visit(_ folder: String, depth: Int) {
    guard limit == nil else { return }
    guard depth <= LogLimits.searchDepth else {
      isCutBelow = true
      return
    }
    folders.append(folder)
    let names = FileBytes.names(folder)
    entries += names.count
    if entries > LogLimits.searchEntries {
      limit = "more than \(LogLimits.searchEntries) files: the rest is left out"
    }
    if Self.now() > deadline {
      limit = "the search took more than \(Int(LogLimits.searchSeconds)) s: the rest is left out"
    }
    if names.contains("run_metadata.sqlite"), names.contains("seqs") || names.contains("meta") {
      unreadable.append(folder)
      return
    }
    if let store = store(folder, names) {
      sources.append(store)
      return
    }
    let isSwanLab = names.contains { $0.hasSuffix(".swanlab") }
    let isWandb = names.contains { $0.hasSuffix(".wandb") }
    for name in names {
      let path = PathName.join(folder, name)
      if name.contains("tfevents") {
        events.append((folder, path))
      } else if Self.isCandidate(name) {
        if FileBytes.kind(path) == .file { sources.append(.file(path)) }
      } else if !name.hasPrefix(".") || name == ".aim", !(isSwanLab && name == "logs"),
        !(isWandb && (name == "files" || name == "logs")), !Self.ignored.contains(name),
        FileBytes.kind(path) == .folder, !isLink(path)
      {
        visit(path, depth: depth + 1)
      }
    }
  }

  private func isLink(_ path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
  }

  private func store(_ folder: String, _ names: [String]) -> LogSource? {
    if names.contains("metrics"), names.contains("meta.yaml"),
      FileBytes.kind(PathName.join(folder, "metrics")) == .folder
    {
      return .mlflowRun(folder)
    }
    if names.contains("plots"), FileBytes.kind(PathName.join(folder, "plots/metrics")) == .folder {
      return .dvclive(folder)
    }
    if names.contains("logs"), PathName.last(folder).hasPrefix("run-"),
      !names.contains(where: { $0.hasSuffix(".swanlab") }),
      FileBytes.kind(PathName.join(PathName.folder(folder), "runs.swanlab")) == .file
    {
      return .swanLabFolder(folder)
    }
    return nil
  }

  /// Whether a file of that name may be a log.
  static func isCandidate(_ name: String) -> Bool {
    let name = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    if ignoredFiles.contains(name) { return false }
    if name == "log" || name == "nohup.out" { return true }
    return [
      ".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".log", ".out", ".txt", ".wandb", ".swanlab", ".db",
      ".sqlite", ".sqlite3", ".err",
    ]
    .contains { name.hasSuffix($0) } && !name.hasPrefix("requirements") && name != "runs.swanlab"
  }

  /// Whether a file of that name may be a log or a part of one.
  package static func mayMatter(_ name: String) -> Bool {
    isCandidate(name) || name.contains("tfevents") || name == "meta.yaml"
  }

  private static let ignored: Set<String> = [
    "__pycache__", "node_modules", "site-packages", "venv", "wandb-cache", "artifacts", "media",
  ]
  private static let ignoredFiles: Set<String> = [
    "package.json", "config.json", "tokenizer.json", "tokenizer_config.json", "vocab.json",
    "special_tokens_map.json", "generation_config.json",
    "wandb-summary.json", "wandb-metadata.json", "args.json", "hparams.json", "params.json", "README.txt",
    "LICENSE.txt", "_summary.json",
    "run.json", "all_results.json", "train_results.json", "eval_results.json", "cout.txt", "debug.log",
    "debug-internal.log", "debug-core.log",
  ]

  // MARK: Event files

  /// A folder of event files is a run; folders below it are parts of it. Folders that only name a split, such as `train`
  /// and `validation`, make one run of the folder that holds them.
  private mutating func gatherEvents(_ root: String) {
    let folders = Set(events.map(\.folder))
    var files: [String: [LogSource.Part]] = [:]
    for (folder, file) in events {
      var home = folder
      var parent = folder
      while parent != root, parent.contains("/") {
        parent = PathName.folder(parent)
        if folders.contains(parent) { home = parent }
      }
      if home == folder || Split(word: PathName.last(home).lowercased()) != nil,
        Split(word: PathName.last(home).lowercased()) != nil, home != root
      {
        home = PathName.folder(home)
      }
      let prefix = folder == home ? "" : String(folder.dropFirst(home.count + 1))
      files[home, default: []].append(.init(path: file, prefix: prefix))
    }
    for (home, parts) in files {
      sources.append(.events(root: home, files: parts.sorted { ($0.prefix, $0.path) < ($1.prefix, $1.path) }))
    }
  }

  /// Each checkpoint holds a prefix of the next one's history: the last stands for all.
  private mutating func dropCheckpoints() {
    var best: [String: (path: String, step: Int)] = [:]
    for source in sources {
      guard case .file(let path) = source, PathName.last(path) == "trainer_state.json" else { continue }
      let (home, step) = Self.checkpoint(path)
      if step >= best[home]?.step ?? -1 { best[home] = (path, step) }
    }
    sources.removeAll { source in
      guard case .file(let path) = source, PathName.last(path) == "trainer_state.json" else { return false }
      return best[Self.checkpoint(path).home]?.path != path
    }
  }

  private static func checkpoint(_ path: String) -> (home: String, step: Int) {
    let folder = PathName.folder(path)
    let name = PathName.last(folder)
    guard name.hasPrefix("checkpoint-"), let step = Int(name.dropFirst(11)) else { return (folder, .max) }
    return (PathName.folder(folder), step)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
