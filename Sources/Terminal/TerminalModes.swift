import CNcurses

/// The bytes that take the terminal over and give it back, beside the alternate screen, which ncurses enters.
struct TerminalModes {
  /// Sent before the first frame.
  let enter: [UInt8]
  /// Whether the terminal is asked for its background.
  let asks: Bool
  /// Puts everything back, whatever was going on: sent by close, by suspend and by the crash handler.
  let leave: [UInt8]
  /// Around each frame: synchronized output (DEC private mode 2026), so that no half frame is ever seen.
  let frameHead: [UInt8]
  let frameTail: [UInt8]

  /// Asks terminfo about the terminal; only after `cn_renderer_open`.
  ///
  /// - Parameter asks: whether the first frame asks for the background. The answer comes when it comes, as a
  ///   `TerminalEvent`: nobody waits for it.
  init(asks: Bool) {
    let isECMA48 = Self.capability("cup").starts(with: [0x1B, UInt8(ascii: "[")])
    // A terminal that follows ECMA-48 skips private modes it does not know, so they need no round trip to ask.
    let modes = isECMA48 ? Self.privateModes : []
    self.asks = asks && isECMA48
    enter = Self.capability("civis") + Self.sequence(modes, "h")
    frameHead = Self.sequence(isECMA48 ? ["2026"] : [], "h")
    frameTail = Self.sequence(isECMA48 ? ["2026"] : [], "l")
    leave = frameTail + Self.sequence(modes.reversed(), "l") + Self.leaveCapabilities
  }

  /// Clicks, wheel, and moves with a button down (1002) with readable coordinates (1006); bracketed paste (2004).
  private static let privateModes = ["1002", "1006", "2004"]

  private static func sequence(_ modes: [String], _ final: String) -> [UInt8] {
    modes.flatMap { Array("\u{1B}[?\($0)\(final)".utf8) }
  }

  /// Colours and character set back, cursor shown, at the bottom for terminals without an alternate screen.
  private static var leaveCapabilities: [UInt8] {
    let lines = max(1, cn_capability_number("lines"))
    return ["rmacs", "sgr0", "op"].flatMap { capability($0) }
      + capability("cup", lines - 1, 0) + capability("el") + capability("rmcup") + capability("cnorm")
  }

  private static func capability(_ name: String, _ first: Int32 = 0, _ second: Int32 = 0) -> [UInt8] {
    var buffer = [CChar](repeating: 0, count: 128)
    let count = cn_capability(name, first, second, &buffer, buffer.count)
    return buffer.prefix(count).map { UInt8(bitPattern: $0) }
  }
}
