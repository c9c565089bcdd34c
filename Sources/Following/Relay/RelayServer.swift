import RunLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Follows logs for an lrviz on another machine, and sends it what they hold: points instead of text, only those that it
/// lacks, packed. Nothing is written here. It ends when nobody reads any more.
package final class RelayServer {
  private let request: RelayRequest
  private let output: Int32
  private let ends: (read: Int32, write: Int32)
  private let follower: Follower
  private let deflater = Deflater()
  private var runs: [FollowedID: RelayedSender] = [:]
  private var free: [Int]
  private var next: Int
  private var parts: [String: Int] = [:]
  private var hasEnded = false

  /// So many bytes of frames are packed at once.
  private static let piece = 1 << 18

  /// - Parameter output: where everything is written to; a reader that is slow is waited for.
  /// - Returns: nil where there is no pipe to wait at.
  package init?(_ request: RelayRequest, output: Int32) {
    var pair: [Int32] = [-1, -1]
    guard pipe(&pair) == 0 else { return nil }
    let (reader, writer) = (pair[0], pair[1])
    for end in pair {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    ends = (reader, writer)
    self.request = request
    self.output = output
    free = Array(request.known.indices)
    next = request.known.count
    let place = Self.place(request.path)
    let path = PathPattern.isOne(place) ? FollowedPath.pattern(place) : .local(place)
    follower = Follower([path], options: request.options) {
      _ = [UInt8(0)].withUnsafeBufferPointer { write(writer, $0.baseAddress, 1) }
    }
  }

  deinit {
    follower.stop()
    // The follower's thread may still wake this: its end of the pipe stays open, as the program ends now.
    close(ends.read)
  }

  /// A path as a shell would have it: none is the home folder, and so is what begins with `~/`.
  private static func place(_ path: String) -> String {
    let home = getenv("HOME").map { String(cString: $0) } ?? "."
    if path.isEmpty || path == "~" { return home }
    return path.hasPrefix("~/") ? PathName.join(home, String(path.dropFirst(2))) : path
  }

  package func run() {
    send(RelayProtocol.hello)
    follower.start()
    while !hasEnded {
      let news = follower.take()
      if news.isEmpty {
        if !wait() { send([RelayFrame(kind: .heartbeat, content: [])]) }
      }
      for one in news where !hasEnded { tell(one) }
    }
  }

  /// - Returns: whether there is news; else nothing has been said for long.
  private func wait() -> Bool {
    var polled = [
      pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0),
      // Without events it only says that nobody reads any more.
      pollfd(fd: output, events: 0, revents: 0),
    ]
    let count = poll(&polled, 2, Int32(RelayProtocol.heartbeat * 1_000))
    if polled[1].revents != 0 { hasEnded = true }
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(ends.read, &bytes, 16) > 0 {}
    return count != 0
  }

  // MARK: News

  private func tell(_ news: FollowNews) {
    switch news {
    case .run(let run):
      var frames: [RelayFrame] = []
      var bytes = 0
      guard let sender = sender(of: run, &frames) else { return }
      sender.update(run) { frame in
        frames.append(frame)
        bytes += frame.content.count
        if bytes > Self.piece {
          send(frames)
          (frames, bytes) = ([], 0)
        }
      }
      send(frames)
    case .settled: send([RelayFrame(kind: .settled, content: [])])
    case .remark(let text):
      var writer = PackWriter()
      writer.put(text) { $0.put($1) }
      send([RelayFrame(kind: .remark, content: writer.bytes)])
    // Only those who gather logs drop any.
    case .dropped: break
    }
  }

  /// - Returns: nil where there are more runs than the other side takes.
  private func sender(of run: FollowedRun, _ frames: inout [RelayFrame]) -> RelayedSender? {
    if let sender = runs[run.id] { return sender }
    let path = run.run.path
    let ordinal = parts[path, default: 0]
    parts[path] = ordinal + 1
    let part = run.run.id ?? "\(ordinal)"
    let known = free.firstIndex { request.known[$0].path == path && request.known[$0].part == part }
    guard known != nil || next < RelayProtocol.mostRuns else { return nil }
    let number = known.map { free.remove(at: $0) } ?? next
    if known == nil { next += 1 }
    let sender = RelayedSender(number, known: known == nil ? nil : request.known[number])
    runs[run.id] = sender
    var writer = PackWriter()
    writer.put(number)
    writer.put(path)
    writer.put(part)
    frames.append(RelayFrame(kind: .run, content: writer.bytes))
    return sender
  }

  // MARK: Sending

  private func send(_ frames: [RelayFrame]) {
    guard !frames.isEmpty else { return }
    var writer = PackWriter()
    for frame in frames { frame.pack(&writer) }
    send(deflater.flushed(writer.bytes))
  }

  private func send(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count, !hasEnded {
        let count = write(output, bytes.baseAddress.map { $0 + start }, bytes.count - start)
        if count > 0 {
          start += count
        } else if count < 0, errno == EAGAIN {
          var polled = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
          _ = poll(&polled, 1, -1)
        } else if count == 0 || errno != EINTR {
          hasEnded = true
        }
      }
    }
  }
}
