import Canvas
import Glibc

extension Screen {
  /// How long the rest of a sequence may take before an escape is the Escape key: a terminal sends a
  /// sequence in one piece, and no finger follows Escape with `[` so soon.
  private static let escapePatience = Duration.milliseconds(25)
  /// How long a paste may pause before it is taken to have lost its end.
  private static let pastePatience = Duration.seconds(2)

  /// Reads what the terminal has sent.
  func takeInput() -> [TerminalEvent] {
    var readError: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      count = read(device.descriptor, buffer.baseAddress, buffer.count)
      readError = count < 0 ? errno : 0
      count = max(0, count)
    }
    if bytes.isEmpty { return readError == EAGAIN || readError == EINTR ? [] : [.hangup] }
    let keys = decoder.decode(bytes)
    keyEnd = decoder.isPending ? .now + patience : nil
    return takeAnswers() + keys.map { .key(clicks.counted($0)) }
  }

  /// The colors the terminal has told.
  private func takeAnswers() -> [TerminalEvent] {
    defer { decoder.answers = [] }
    if decoder.answers.contains(.attributes) { asked = nil }
    return decoder.answers.compactMap { answer in
      guard case .background(let color) = answer else { return nil }
      return .background(color)
    }
  }

  /// What asks the terminal for its background, once.
  func question() -> [UInt8] {
    guard modes.asks, !hasAsked else { return [] }
    (hasAsked, asked) = (true, .now)
    return TerminalAnswer.question
  }

  /// Takes in an answer that is still under way, which else the shell would take for keys. Who has not answered for a
  /// second never will.
  func awaitAnswer() {
    guard let asked, asked.duration(to: .now) < .seconds(1) else { return }
    let end = ContinuousClock.now + .milliseconds(60)
    while self.asked != nil, ContinuousClock.now < end {
      var polled = pollfd(fd: device.descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 20) >= 0, polled.revents & Int16(POLLHUP | POLLERR) == 0 else { return }
      if polled.revents & Int16(POLLIN) != 0 { _ = takeInput() }
    }
  }

  /// Takes what has come of an unfinished sequence.
  func flushKeys() -> [TerminalEvent] {
    keyEnd = nil
    return decoder.flush().map(TerminalEvent.key)
  }

  private var patience: Duration { decoder.isPasting ? Self.pastePatience : Self.escapePatience }
}
