import Canvas

extension VirtualTerminal {
  enum ParserState {
    case ground
    case escape
    case charset(UInt8)
    case control([UInt8])
    case string([UInt8], afterEscape: Bool)
    case utf8([UInt8], missing: Int)
  }

  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { accept(byte) }
  }

  private mutating func accept(_ byte: UInt8) {
    switch state {
    case .ground: acceptGround(byte)
    case .escape: acceptEscape(byte)
    case .charset(let slot): designate(slot, byte)
    case .control(let parameters): acceptControl(byte, parameters)
    case .string(let text, let afterEscape): acceptString(byte, text, afterEscape)
    case .utf8(let bytes, let missing): acceptUTF8(byte, bytes, missing)
    }
  }

  private mutating func acceptGround(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case 0x08: move(toX: cursor.x - 1)
    case 0x09: move(toX: (cursor.x / 8 + 1) * 8)
    case 0x0A, 0x0B, 0x0C: lineFeed()
    case 0x0D: move(toX: 0)
    case 0x00...0x1F, 0x7F: break
    case 0x20...0x7E: print(Unicode.Scalar(byte))
    case 0xC0...0xDF: state = .utf8([byte], missing: 1)
    case 0xE0...0xEF: state = .utf8([byte], missing: 2)
    case 0xF0...0xF7: state = .utf8([byte], missing: 3)
    default: unknown.append("byte \(byte)")
    }
  }

  private mutating func acceptEscape(_ byte: UInt8) {
    state = .ground
    switch Character(Unicode.Scalar(byte)) {
    case "[": state = .control([])
    case "]", "P", "_", "^": state = .string([byte], afterEscape: false)
    case "(", ")": state = .charset(byte)
    case "7": savedCursor = cursor
    case "8": cursor = savedCursor
    case "=": modes.keypadIsApplication = true
    case ">": modes.keypadIsApplication = false
    case "M": reverseLineFeed()
    case "\\": break
    default: unknown.append("ESC \(byte)")
    }
  }

  private mutating func designate(_ slot: UInt8, _ byte: UInt8) {
    state = .ground
    if slot == UInt8(ascii: "(") { modes.usesLineDrawing = byte == UInt8(ascii: "0") }
  }

  private mutating func acceptControl(_ byte: UInt8, _ parameters: [UInt8]) {
    switch byte {
    case 0x1B: state = .escape
    case 0x20...0x3F: state = .control(parameters + [byte])
    default:
      state = .ground
      perform(String(decoding: parameters, as: UTF8.self), Character(Unicode.Scalar(byte)))
    }
  }

  private mutating func acceptString(_ byte: UInt8, _ text: [UInt8], _ afterEscape: Bool) {
    let isPaletteReset = text == [UInt8(ascii: "]")] && byte == UInt8(ascii: "R")  // the Linux console's
    let isEnd = isPaletteReset || byte == 0x07 || (afterEscape && byte == UInt8(ascii: "\\"))
    state = isEnd ? .ground : .string(text + [byte], afterEscape: byte == 0x1B)
    let message = String(decoding: text, as: UTF8.self)
    if isEnd, message.hasPrefix("]52;c;") { modes.clipboard.append(String(message.dropFirst(6))) }
  }

  private mutating func acceptUTF8(_ byte: UInt8, _ bytes: [UInt8], _ missing: Int) {
    guard missing == 1 else {
      state = .utf8(bytes + [byte], missing: missing - 1)
      return
    }
    state = .ground
    for scalar in String(decoding: bytes + [byte], as: UTF8.self).unicodeScalars { print(scalar) }
  }
}
