/// Where the runs of a path come from.
package enum LogSource: Sendable, Equatable {
  /// A file, or `-`.
  case file(String)
  /// Event files of one run, each with the folder below the run's that it lies in.
  case events(root: String, files: [Part])
  /// A folder of an MLflow run, of DVCLive, or of SwanLab without a record file.
  case mlflowRun(String)
  case dvclive(String)
  case swanLabFolder(String)

  package struct Part: Sendable, Equatable {
    package var path: String
    package var prefix: String
  }

  package var path: String {
    switch self {
    case .file(let path), .mlflowRun(let path), .dvclive(let path), .swanLabFolder(let path): path
    case .events(let root, _): root
    }
  }
}

/// What came of reading a source.
package struct LogReading: Sendable {
  package var path: String
  package var runs: [LogRun] = []
  /// Why there are none, in words; nil where there are some.
  package var failure: String?
  /// Whether the system could not read it at all.
  package var isUnreadable = false
}
