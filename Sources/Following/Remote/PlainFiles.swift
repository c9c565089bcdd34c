import RunLogs

/// Files of another machine as ``RemoteScript`` sends them: with what every Unix has.
final class PlainFiles {
  private let host: String
  private let ids: FollowedIDs
  private let names: RemoteIDs
  private var options: ReadOptions
  private var messages = RemoteMessages()
  private var files: [File] = []

  /// A file there, and how far it has come here.
  private final class File {
    let intake: LogIntake
    var known: RemoteScript.Known

    init(_ known: RemoteScript.Known, _ intake: LogIntake) {
      self.known = known
      self.intake = intake
    }
  }

  /// What came of some messages.
  struct Outcome {
    var hasNews = false
    /// Whether the other side says that nothing is there.
    var isNothing = false
    /// Why the connection has to be made again.
    var failure: String?
  }

  init(host: String, ids: FollowedIDs, names: RemoteIDs, options: ReadOptions) {
    (self.host, self.options) = (host, options)
    (self.ids, self.names) = (ids, names)
  }

  var runs: [FollowedRun] { files.flatMap(\.intake.runs) }
  var isEmpty: Bool { files.isEmpty }
  var known: [RemoteScript.Known] { files.map(\.known) }

  /// A connection has been made.
  func begin() { messages = RemoteMessages() }

  func reread(_ options: ReadOptions) {
    self.options = options
    for file in files {
      file.intake.begin(options)
      file.known.offset = 0
    }
  }

  /// - Returns: whether that is new.
  func set(_ condition: FollowedRun.Condition) -> Bool {
    files.reduce(false) { $1.intake.set(condition) || $0 }
  }

  /// Does what is due when nothing comes for a while.
  func rest(_ time: Double, _ outcome: inout LookOutcome) {
    for file in files { file.intake.rest(time, &outcome) }
  }

  func take(_ bytes: some Sequence<UInt8>, _ time: Double) -> Outcome {
    var outcome = Outcome()
    for message in messages.take(bytes) where outcome.failure == nil { take(message, time, &outcome) }
    return outcome
  }

  // MARK: Messages

  private func take(_ message: RemoteMessages.Message, _ time: Double, _ outcome: inout Outcome) {
    switch message {
    case .turn: return
    case .nothing: outcome.isNothing = true
    case .garbage(let words): outcome.failure = "the other side says '\(words.prefix(60))'"
    case .file(let number, let name, let isFound): add(number, name, isFound, &outcome)
    case .inode(let number, let inode): change(number) { $0.known.inode = inode }
    case .gone(let number):
      change(number) { outcome.hasNews = $0.intake.set(.vanished) || outcome.hasNews }
    case .restart(let number):
      change(number) { file in
        file.intake.restart(isContinued: true)
        file.known.offset = 0
      }
    case .data(let number, let offset, let bytes): take(bytes, offset, number, time, &outcome)
    }
  }

  private func change(_ number: Int, _ body: (File) -> Void) {
    if files.indices.contains(number - 1) { body(files[number - 1]) }
  }

  private func add(_ number: Int, _ name: String, _ isFound: Bool, _ outcome: inout Outcome) {
    // Those that are known are named again after a break, in their order.
    guard number == files.count + 1 else { return }
    let intake = LogIntake(
      path: "\(host):\(name)", id: names.id(name, isShown: !isFound), ids: ids, isFound: isFound,
      options: options, reader: .unixTools)
    files.append(File(RemoteScript.Known(path: name, inode: "", offset: 0), intake))
    outcome.hasNews = true
  }

  private func take(
    _ bytes: [UInt8], _ offset: Int, _ number: Int, _ time: Double, _ outcome: inout Outcome
  ) {
    change(number) { file in
      guard offset == file.known.offset else {
        outcome.failure = "byte \(offset) came where \(file.known.offset) was due"
        return
      }
      bytes.withUnsafeBufferPointer {
        file.intake.take($0, remaining: bytes.count < RemoteScript.piece ? 0 : .max / 2)
      }
      file.known.offset += bytes.count
      outcome.hasNews = file.intake.note(time: time, written: WallClock.now) || outcome.hasNews
    }
  }
}
