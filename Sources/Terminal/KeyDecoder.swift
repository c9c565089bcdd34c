import Canvas

/// Turns the bytes of a terminal into keys. A value without clock or descriptor: bytes in, events out.
///
/// It reads what xterm and its many kin send (ECMA-48 sequences, SGR mouse reports, bracketed paste), both forms
/// of the cursor keys, and the spellings of rxvt and the Linux console. A sequence it does not know is swallowed
/// whole. Escape is also how sequences begin: when `isPending`, wait a moment and call `flush()`.
/// Escape followed by a plain character is those two keys, as scripts and quick fingers mean it; a modifier other than
/// Shift is ignored.
package struct KeyDecoder {
  enum State: Equatable {
    case ground
    case escape
    /// After `ESC [`: parameters and intermediates so far.
    case control([UInt8])
    /// After `ESC O`.
    case single
    /// After `ESC [ [`, the Linux console's function keys: one more byte.
    case console
    /// After `ESC [ M`, the old mouse report: three more bytes.
    case mouse([UInt8])
    /// Answers of the terminal (OSC, DCS, APC…), up to BEL or ST.
    case string(afterEscape: Bool)
    case utf8([UInt8], missing: Int)
    case paste
  }

  var state = State.ground
  var events: [KeyEvent] = []
  var pasted: [UInt8] = []

  /// Longer pastes are cut, which ``KeyEvent/isCutPaste`` tells.
  package static let pasteLimit = KeyEvent.longestPaste
  private static let parameterLimit = 64

  package init() {}

  /// Whether the bytes so far may be the start of something longer.
  package var isPending: Bool { state != .ground }

  var isPasting: Bool { state == .paste }

  package mutating func decode(_ bytes: some Sequence<UInt8>) -> [KeyEvent] {
    for byte in bytes { accept(byte) }
    defer { events.removeAll() }
    return events
  }

  /// Nothing more came in time: a lone escape is the Escape key, a paste without end is what came of it, anything
  /// else incomplete is dropped.
  package mutating func flush() -> [KeyEvent] {
    switch state {
    case .escape: events.append(.escape)
    case .single: events += [.escape, .character("O")]
    case .control([]): events += [.escape, .character("[")]
    case .paste: endPaste()
    default: break
    }
    state = .ground
    defer { events.removeAll() }
    return events
  }

  private mutating func accept(_ byte: UInt8) {
    switch state {
    case .ground: acceptGround(byte)
    case .escape: acceptEscape(byte)
    case .control(let parameters): acceptControl(byte, parameters)
    case .single: acceptSingle(byte)
    case .console: acceptConsole(byte)
    case .mouse(let report): acceptMouse(report + [byte])
    case .string(let afterEscape): acceptString(byte, afterEscape)
    case .utf8(let bytes, let missing): acceptUTF8(byte, bytes, missing)
    case .paste: acceptPaste(byte)
    }
  }

  mutating func acceptGround(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case 0x0A, 0x0D: events.append(.enter)
    case 0x09: events.append(.tab)
    case 0x08, 0x7F: events.append(.backspace)
    case 0x01...0x1A: events.append(.control(Character(Unicode.Scalar(byte + 0x60))))
    case 0x20...0x7E: events.append(.character(Character(Unicode.Scalar(byte))))
    case 0xC2...0xDF: state = .utf8([byte], missing: 1)
    case 0xE0...0xEF: state = .utf8([byte], missing: 2)
    case 0xF0...0xF4: state = .utf8([byte], missing: 3)
    default: break
    }
  }

  private mutating func acceptEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["): state = .control([])
    case UInt8(ascii: "O"): state = .single
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
      state = .string(afterEscape: false)
    default:
      events.append(.escape)
      state = .ground
      acceptGround(byte)
    }
  }

  private mutating func acceptControl(_ byte: UInt8, _ parameters: [UInt8]) {
    switch byte {
    case UInt8(ascii: "[") where parameters.isEmpty: state = .console
    case UInt8(ascii: "M") where parameters.isEmpty: state = .mouse([])
    case 0x20...0x3F:
      state = .control(parameters.count < Self.parameterLimit ? parameters + [byte] : parameters)
    case 0x40...0x7E:
      state = .ground
      finish(ControlSequence(parameters, final: byte))
    default:
      state = .ground
      acceptGround(byte)
    }
  }

  private mutating func acceptSingle(_ byte: UInt8) {
    state = .ground
    if byte < 0x20 { return acceptGround(byte) }
    finish(ControlSequence([], final: byte))
  }

  /// `A` to `E` are F1 to F5.
  private mutating func acceptConsole(_ byte: UInt8) {
    state = .ground
    let first = UInt8(ascii: "A")
    if (first...UInt8(ascii: "E")).contains(byte) { events.append(.function(Int(byte - first) + 1)) }
  }

  private mutating func acceptString(_ byte: UInt8, _ afterEscape: Bool) {
    let isEnd = byte == 0x07 || (afterEscape && byte == UInt8(ascii: "\\"))
    state = isEnd ? .ground : .string(afterEscape: byte == 0x1B)
  }

  private mutating func acceptUTF8(_ byte: UInt8, _ bytes: [UInt8], _ missing: Int) {
    guard byte & 0xC0 == 0x80 else {
      state = .ground
      return acceptGround(byte)
    }
    state = missing == 1 ? .ground : .utf8(bytes + [byte], missing: missing - 1)
    guard missing == 1, let text = String(validating: bytes + [byte], as: UTF8.self) else { return }
    events += text.filter { $0.unicodeScalars.allSatisfy { $0.value >= 0xA0 } }.map(KeyEvent.character)
  }
}
