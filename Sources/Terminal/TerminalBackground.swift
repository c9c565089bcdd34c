import Canvas
import Glibc

/// What is known of the terminal's background without taking it over.
package enum TerminalBackground {
  /// What `COLORFGBG` says, which rxvt, Konsole and others set: `15;0`, `0;default;15`. nil where it says nothing.
  package static func isLight(_ variable: String) -> Bool? {
    guard variable.contains(";"),
      let number = variable.split(separator: ";" as Character).last.flatMap({ Int($0) }),
      (0...15).contains(number)
    else { return nil }
    // The dark half of the sixteen colors, without its white, and dark gray.
    return number == 7 || number > 8
  }

  package static var isLightByEnvironment: Bool? {
    getenv("COLORFGBG").flatMap { isLight(String(cString: $0)) }
  }

  /// Asks the terminal behind standard output, and takes its whole answer in, so that none is left for the shell.
  ///
  /// Asks only where that can disturb nobody: in the foreground, with nothing typed ahead.
  ///
  /// - Parameter timeout: every terminal answers the second question at once; over a network it takes its time.
  package static func ask(timeout: Duration) -> RGB? {
    guard let device = try? TerminalDevice() else { return nil }
    defer { close(device.descriptor) }
    guard tcgetpgrp(device.descriptor) == getpgrp(), !isReadable(device.descriptor, within: 0) else {
      return nil
    }
    device.enterRawMode()
    let isSent = TerminalAnswer.question.withUnsafeBytes { device.write($0, unless: -1) }
    let answer = isSent ? self.answer(device, until: .now + timeout) : (color: nil, isInterrupted: false)
    device.leaveRawMode()
    if answer.isInterrupted { raise(SIGINT) }
    return answer.color
  }

  private static func answer(
    _ device: TerminalDevice, until end: ContinuousClock.Instant
  ) -> (color: RGB?, isInterrupted: Bool) {
    var decoder = KeyDecoder()
    var color: RGB?
    var isInterrupted = false
    while ContinuousClock.now < end {
      let rest = ContinuousClock.now.duration(to: end).components
      let wait = Int32(rest.seconds * 1_000 + rest.attoseconds / 1_000_000_000_000_000) + 1
      guard isReadable(device.descriptor, within: wait) else { break }
      var bytes = [UInt8](repeating: 0, count: 256)
      let count = read(device.descriptor, &bytes, bytes.count)
      guard count > 0 else { break }
      let keys = decoder.decode(bytes[..<count])
      for case .background(let background) in decoder.answers { color = background }
      // In raw mode Ctrl-C is a key.
      isInterrupted = isInterrupted || keys.contains(.control("c"))
      if decoder.answers.contains(.attributes) { break }
    }
    return (color, isInterrupted)
  }

  private static func isReadable(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, milliseconds) > 0 && polled.revents & Int16(POLLIN) != 0
  }
}
