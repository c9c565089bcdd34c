import RunLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Logs on another machine, by the system's OpenSSH: read by lrviz where it is there too, else with what every Unix has. When
/// the connection breaks it is made again, and goes on where it was: nothing is read twice, and nothing is lost.
final class RemoteSource: FollowedSource {
  let path: String
  private let host: String
  private let place: String
  private let program: String
  private var options: ReadOptions
  private var process: RemoteProcess?
  private let plain: PlainFiles
  private let relayed: RelayedRuns
  private var speaker = Speaker.unknown
  /// What has come before it was clear who speaks.
  private var opening: [UInt8] = []
  private var trust = RelayTrust()
  /// What stands for the logs that are still to be found.
  private let whole: LogIntake
  private var retry = Retry()

  /// Who speaks on the other side.
  private enum Speaker { case unknown, shell, lrviz }

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
    self.options = options
    path = "\(host):\(place)"
    whole = LogIntake(path: path, ids: ids, isFound: false, options: options)
    let names = RemoteIDs(ids, spare: whole.runs.first?.id)
    plain = PlainFiles(host: host, ids: ids, names: names, options: options)
    relayed = RelayedRuns(host: host, names: names, options: options)
  }

  var places: [String] { [] }
  var descriptor: Int32? { process?.output }
  var remark: String? { relayed.remark }
  var runs: [FollowedRun] {
    relayed.isEmpty && plain.isEmpty ? whole.runs : relayed.runs + plain.runs
  }

  func reread(_ options: ReadOptions) -> Bool {
    self.options = options
    plain.reread(options)
    relayed.reread(options)
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
    plain.rest(glance.time, &outcome)
    if process == nil { outcome.nextLook = min(outcome.nextLook ?? .infinity, retry.next) }
    return outcome
  }

  /// Ends the connection, as a network does that goes away.
  func breakConnection() { process?.end() }

  // MARK: The connection

  private func connect(_ time: Double, _ outcome: inout LookOutcome) {
    (speaker, opening) = (.unknown, [])
    plain.begin()
    relayed.begin()
    trust.begin(at: time)
    do {
      process = try RemoteProcess(program, host: host, script: script)
    } catch {
      fail(error.words, time, &outcome)
    }
  }

  /// Who has begun to send files goes on with them; else lrviz is asked first.
  private var script: String {
    let asksRelay = trust.isGiven && plain.isEmpty
    let request = asksRelay ? RelayRequest(path: place, options: options, known: relayed.known) : nil
    return RemoteScript.text(place, plain.known, relay: request)
  }

  private func fail(_ reason: String, _ time: Double, _ outcome: inout LookOutcome) {
    process = nil
    retry.failed(at: time)
    let condition = FollowedRun.Condition.unreadable("\(host): \(reason)")
    for set in [whole.set, plain.set, relayed.set] { outcome.hasNews = set(condition) || outcome.hasNews }
  }

  private func read(_ glance: Glance, _ outcome: inout LookOutcome) {
    var taken = 0
    defer { outcome.bytes = taken }
    while taken < glance.budget, let process {
      let count = Self.read(process.output, glance.buffer)
      if count < 0 {
        if errno == EAGAIN || errno == EINTR { return }
        return fail(String(cString: strerror(errno)), glance.time, &outcome)
      }
      if count == 0 {
        trust.ended(with: process.status(), hasSpoken: speaker == .lrviz, at: glance.time)
        return fail(process.lastWords(), glance.time, &outcome)
      }
      taken += count
      take(Bytes(rebasing: glance.buffer[..<count]), glance.time, &outcome)
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

  // MARK: What is said

  private func take(_ bytes: Bytes, _ time: Double, _ outcome: inout LookOutcome) {
    switch speaker {
    case .shell: takeFiles(bytes, time, &outcome)
    case .lrviz: takeRuns(bytes, time, &outcome)
    case .unknown:
      opening.append(contentsOf: bytes)
      let hello = RelayProtocol.hello
      if opening.count < hello.count, hello.starts(with: opening) { return }
      let isRelay = opening.starts(with: hello)
      speaker = isRelay ? .lrviz : .shell
      // What lrviz has sent so far is read anew from its files, under the same names.
      if !isRelay { relayed.removeAll() }
      let rest = Array(opening.dropFirst(isRelay ? hello.count : 0))
      opening = []
      rest.withUnsafeBufferPointer { take($0, time, &outcome) }
    }
  }

  private func takeFiles(_ bytes: Bytes, _ time: Double, _ outcome: inout LookOutcome) {
    let news = plain.take(bytes, time)
    outcome.hasNews = outcome.hasNews || news.hasNews
    if let failure = news.failure {
      // It may have been another program of that name.
      trust.ended(with: RemoteScript.relayFailed, hasSpoken: false, at: time)
      return fail(failure, time, &outcome)
    }
    retry.succeeded()
    if news.isNothing {
      let reason = RemoteScript.isPattern(place) ? "nothing matches" : "no such file or folder"
      outcome.hasNews = whole.set(.unreadable("\(path): \(reason)")) || outcome.hasNews
    }
  }

  private func takeRuns(_ bytes: Bytes, _ time: Double, _ outcome: inout LookOutcome) {
    do throws(PackingError) {
      outcome.hasNews = try relayed.take(bytes) || outcome.hasNews
      retry.succeeded()
      if relayed.isEmpty {
        let condition = relayed.remark.map { FollowedRun.Condition.unreadable("\(host): \($0)") }
        outcome.hasNews = whole.set(condition ?? .waiting) || outcome.hasNews
      }
    } catch {
      trust.ended(with: RemoteScript.relayFailed, hasSpoken: true, at: time)
      fail("the lrviz there says what this one does not understand", time, &outcome)
    }
  }
}
