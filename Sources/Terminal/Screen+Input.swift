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
    return keys.map(TerminalEvent.key)
  }

  /// Takes what has come of an unfinished sequence.
  func flushKeys() -> [TerminalEvent] {
    keyEnd = nil
    return decoder.flush().map(TerminalEvent.key)
  }

  private var patience: Duration { decoder.isPasting ? Self.pastePatience : Self.escapePatience }
}
