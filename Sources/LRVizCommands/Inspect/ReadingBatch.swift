import Engine
import RunLogs

/// Small logs that are read at once, by all cores; a large one is read by itself, as it is shared among them anyway.
struct ReadingBatch {
  private(set) var sources: [LogSource] = []
  private var bytes = 0

  private static let mostSources = 64
  private static let mostBytes = 1 << 20

  static func all(of sources: [LogSource]) -> [ReadingBatch] {
    var batches: [ReadingBatch] = []
    for source in sources {
      let bytes = bytes(source)
      if batches.last.map({ !$0.hasRoom(for: bytes) }) ?? true { batches.append(ReadingBatch()) }
      batches[batches.count - 1].sources.append(source)
      batches[batches.count - 1].bytes += bytes
    }
    return batches
  }

  func read(_ options: ReadOptions) -> [LogReading] {
    guard sources.count > 1 else { return sources.map { LogReader.read($0, options: options) } }
    return ParallelMap.map(sources.count) { [sources] in LogReader.read(sources[$0], options: options) }
  }

  private func hasRoom(for more: Int) -> Bool {
    sources.count < Self.mostSources && bytes + more <= Self.mostBytes
  }

  /// What a source may hold; more than a batch takes where that cannot be said.
  private static func bytes(_ source: LogSource) -> Int {
    switch source {
    case .file(let path): path == "-" ? mostBytes + 1 : FileBytes.size(path)
    case .events(_, let files): files.reduce(0) { $0 + FileBytes.size($1.path) }
    case .mlflowRun, .dvclive, .swanLabFolder: mostBytes / mostSources
    }
  }
}
