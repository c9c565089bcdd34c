import CFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A SQLite file opened to be read and nothing else: never locked for long, checkpointed or written beside.
///
/// Opening a file in WAL mode would make SQLite write an index beside it; so such a file is opened as one that never
/// changes, and where rows wait in its `-wal`, a copy of both is read.
struct SQLiteDatabase: ~Copyable {
  private var handle: OpaquePointer?
  private var copyFolder: String?
  private(set) var problem: String?

  init(_ path: String) {
    let wal = path + "-wal"
    var place = path
    if FileBytes.size(wal) > 32 {
      copyFolder = Self.copy(path, wal)
      if let copyFolder {
        place = PathName.join(copyFolder, "store.db")
      } else {
        problem = "the rows in \(PathName.last(wal)) could not be read"
      }
    }
    let isWAL = FileBytes.head(path, count: 20).dropFirst(18).first == 2
    let mode = copyFolder != nil ? "mode=rw" : isWAL ? "mode=ro&immutable=1" : "mode=ro"
    if !open(place, mode) { _ = open(place, "mode=ro&immutable=1") }
  }

  deinit {
    sqlite3_close_v2(handle)
    if let copyFolder {
      for name in ["store.db", "store.db-wal", "store.db-shm"] { unlink(PathName.join(copyFolder, name)) }
      rmdir(copyFolder)
    }
  }

  private mutating func open(_ path: String, _ mode: String) -> Bool {
    var encoded = ""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "%": encoded += "%25"
      case "?": encoded += "%3f"
      case "#": encoded += "%23"
      default: encoded.unicodeScalars.append(scalar)
      }
    }
    sqlite3_close_v2(handle)
    handle = nil
    let flags = SQLITE_OPEN_URI | (mode == "mode=rw" ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY)
    guard sqlite3_open_v2("file:\(encoded)?\(mode)", &handle, flags, nil) == SQLITE_OK else { return false }
    sqlite3_busy_timeout(handle, 200)
    return !tables().isEmpty
  }

  /// The file and its `-wal` in a folder of their own.
  private static func copy(_ path: String, _ wal: String) -> String? {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/lrviz-XXXXXX".utf8CString)
    guard template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } != nil }) else {
      return nil
    }
    let folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    // The log first: rows that are moved from it meanwhile are in the file then.
    guard copyFile(wal, PathName.join(folder, "store.db-wal")),
      copyFile(path, PathName.join(folder, "store.db"))
    else { return nil }
    return folder
  }

  private static func copyFile(_ from: String, _ to: String) -> Bool {
    let file = Glibc.open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    var isWritten = true
    let problem = FileBytes.read(from) { bytes in
      var start = 0
      while start < bytes.count {
        let count = write(file, bytes.baseAddress.map { $0 + start }, bytes.count - start)
        guard count > 0 else {
          isWritten = false
          return false
        }
        start += count
      }
      return true
    }
    return problem == nil && isWritten
  }

  func tables() -> Set<String> {
    var names: Set<String> = []
    rows("SELECT name FROM sqlite_master WHERE type = 'table'") { names.insert($0.text(0)) }
    return names
  }

  func columns(of table: String) -> [String] {
    var names: [String] = []
    rows("SELECT name FROM pragma_table_info('\(table.replacingQuotes)')") { names.append($0.text(0)) }
    return names
  }

  /// Calls `body` with each row.
  func rows(_ query: String, _ arguments: [String] = [], _ body: (SQLiteRow) -> Void) {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK, let statement else { return }
    defer { sqlite3_finalize(statement) }
    for (index, argument) in arguments.enumerated() {
      _ = lrviz_bind_text(statement, Int32(index + 1), argument)
    }
    while sqlite3_step(statement) == SQLITE_ROW { body(SQLiteRow(statement: statement)) }
  }
}

/// The row that a statement stands on.
struct SQLiteRow {
  let statement: OpaquePointer

  func text(_ column: Int32) -> String { bytes(column) { $0.text } }
  func double(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }
  func int(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
  func isNumber(_ column: Int32) -> Bool {
    let type = sqlite3_column_type(statement, column)
    return type == SQLITE_INTEGER || type == SQLITE_FLOAT
  }

  /// The bytes of a text or blob.
  func bytes<Result>(_ column: Int32, _ body: (Bytes) -> Result) -> Result {
    let blob = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return body(Bytes(start: blob?.assumingMemoryBound(to: UInt8.self), count: blob == nil ? 0 : count))
  }
}

extension String {
  fileprivate var replacingQuotes: String {
    split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}
