import RunLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Logs on another machine, by the system's OpenSSH. When the connection breaks it is made again, and goes on at the byte
/// where it was: nothing is read twice, and nothing is lost.
final class RemoteSource: FollowedSource {
  let path: String
  private let host: String
  private let place: String
  private let program: String
  private let ids: FollowedIDs
  private var options: ReadOptions
  private var process: RemoteProcess?
  private var messages = RemoteMessages()
  private var files: [RemoteFile] = []
  /// What stands for the logs that are still to be found.
  private let whole: LogIntake
  private var retry = Retry()

  /// A file there, and how far it has come here.
  private final class RemoteFile {
    let intake: LogIntake
    var known: RemoteScript.Known

    init(_ known: RemoteScript.Known, _ intake: LogIntake) {
      self.known = known
      self.intake = intake
    }
  }

  /// When to try again: after a second, then twice as long each time, at most a minute.
  private struct Retry {
    var next = 0.0
    private var pause = 1.0

    mutating func failed(at time: Double) {
      next = time + pause
      pause = min(60, 2 * pause)
    }

    mutating func succeeded() { pause = 1 }
  }

  /// - Parameter program: what is run for `ssh`.
  init(host: String, place: String, ids: FollowedIDs, options: ReadOptions, program: String = "ssh") {
    self.program = program
    self.host = host
    self.place = place
    self.ids = ids
    self.options = options
    path = "\(host):\(place)"
    whole = LogIntake(path: path, ids: ids, isFound: false, options: options)
  }

  var places: [String] { [] }
  var descriptor: Int32? { process?.output }
  var runs: [FollowedRun] { files.isEmpty ? whole.runs : files.flatMap(\.intake.runs) }

  func reread(_ options: ReadOptions) -> Bool {
    self.options = options
    for file in files {
      file.intake.begin(options)
      file.known.offset = 0
    }
    process = nil
    retry.next = 0
    return true
  }

  func look(_ glance: Glance) -> LookOutcome {
    var outcome = LookOutcome()
    if process == nil {
      guard glance.time >= retry.next else {
        outcome.nextLook = retry.next
        return outcome
      }
      connect(glance.time, &outcome)
    }
    read(glance, &outcome)
    for file in files { file.intake.rest(glance.time, &outcome) }
    if process == nil { outcome.nextLook = min(outcome.nextLook ?? .infinity, retry.next) }
    return outcome
  }

  /// Ends the connection, as a network does that goes away.
  func breakConnection() { process?.end() }

  private func connect(_ time: Double, _ outcome: inout LookOutcome) {
    messages = RemoteMessages()
    do {
      process = try RemoteProcess(program, host: host, script: RemoteScript.text(place, files.map(\.known)))
    } catch {
      fail(error.words, time, &outcome)
    }
  }

  private func fail(_ reason: String, _ time: Double, _ outcome: inout LookOutcome) {
    process = nil
    retry.failed(at: time)
    let condition = FollowedRun.Condition.unreadable("\(host): \(reason)")
    outcome.hasNews = whole.set(condition) || outcome.hasNews
    for file in files { outcome.hasNews = file.intake.set(condition) || outcome.hasNews }
  }

  private func read(_ glance: Glance, _ outcome: inout LookOutcome) {
    var taken = 0
    while taken < glance.budget, let process {
      let count = Self.read(process.output, glance.buffer)
      if count < 0 {
        if errno == EAGAIN || errno == EINTR { return }
        return fail(String(cString: strerror(errno)), glance.time, &outcome)
      }
      if count == 0 { return fail(process.lastWords(), glance.time, &outcome) }
      taken += count
      for message in messages.take(glance.buffer[..<count]) { take(message, glance.time, &outcome) }
    }
    outcome.hasMore = taken >= glance.budget
  }

  private static func read(_ file: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    #if canImport(Glibc)
      Glibc.read(file, buffer.baseAddress, buffer.count)
    #else
      Musl.read(file, buffer.baseAddress, buffer.count)
    #endif
  }

  // MARK: Messages

  private func take(_ message: RemoteMessages.Message, _ time: Double, _ outcome: inout LookOutcome) {
    retry.succeeded()
    switch message {
    case .turn: return
    case .nothing:
      outcome.hasNews = whole.set(.unreadable("\(path): no such file or folder")) || outcome.hasNews
    case .garbage(let words): fail("the other side says '\(words.prefix(60))'", time, &outcome)
    case .file(let number, let name): add(number, name, &outcome)
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

  private func change(_ number: Int, _ body: (RemoteFile) -> Void) {
    if files.indices.contains(number - 1) { body(files[number - 1]) }
  }

  private func add(_ number: Int, _ name: String, _ outcome: inout LookOutcome) {
    // Those that are known are named again after a break, in their order.
    guard number == files.count + 1 else { return }
    let isFound = name != place
    let intake = LogIntake(path: "\(host):\(name)", ids: ids, isFound: isFound, options: options)
    files.append(RemoteFile(RemoteScript.Known(path: name, inode: "", offset: 0), intake))
    outcome.hasNews = true
  }

  private func take(
    _ bytes: [UInt8], _ offset: Int, _ number: Int, _ time: Double, _ outcome: inout LookOutcome
  ) {
    change(number) { file in
      guard offset == file.known.offset else {
        return fail("byte \(offset) came where \(file.known.offset) was due", time, &outcome)
      }
      bytes.withUnsafeBufferPointer {
        file.intake.take($0, remaining: bytes.count < RemoteScript.piece ? 0 : .max / 2)
      }
      file.known.offset += bytes.count
      outcome.hasNews = file.intake.note(time: time, written: WallClock.now) || outcome.hasNews
    }
  }
}
