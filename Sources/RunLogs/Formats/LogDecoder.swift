import JSON

/// Reads one format. Bytes come in any cuts; what cannot be read is counted, never thrown.
package protocol LogDecoder: Sendable {
  init(options: ReadOptions, context: LogContext)

  /// Takes all of `bytes`, keeping what is not complete until more comes.
  mutating func decode(_ bytes: Bytes, into run: inout LogRun)

  /// Nothing more will come.
  mutating func finish(into run: inout LogRun)

  /// Nothing more will come for a while: gives back memory that only helps to read fast.
  mutating func release()
}

extension LogDecoder {
  package mutating func release() {}
}

extension JSONScanner {
  /// Within the bounds of `LogLimits`.
  static var forLogs: JSONScanner {
    JSONScanner(depthLimit: LogLimits.nesting, stringLimit: LogLimits.stringBytes)
  }
}

/// What stands around a log rather than in it.
package struct LogContext: Sendable, Equatable {
  /// The name of the file, without its folder.
  package var fileName: String
  /// The name of the folder that it lies in.
  package var folderName: String
  /// What the folder says of the split, such as `validation`.
  package var prefix: String

  package init(fileName: String = "", folderName: String = "", prefix: String = "") {
    self.fileName = fileName
    self.folderName = folderName
    self.prefix = prefix
  }

  /// Of a file by itself.
  package init(path: String) {
    self.init(fileName: PathName.last(path), folderName: PathName.last(PathName.folder(path)))
  }
}

/// The beginning of a file, by which its format is found.
package struct LogSample {
  package var fileName: String
  package var bytes: Bytes
  /// Whether the file is no longer than this.
  package var isWhole: Bool
}

package enum Confidence: Int, Comparable, Sendable {
  case none, possible, likely, certain

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
