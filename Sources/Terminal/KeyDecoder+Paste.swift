import Canvas

extension KeyDecoder {
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  mutating func acceptPaste(_ byte: UInt8) {
    pasted.append(byte)
    guard byte == UInt8(ascii: "~"), pasted.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) else {
      return trimPaste()
    }
    pasted.removeLast(Self.pasteEnd.count)
    endPaste()
  }

  /// Beyond the limit only the last bytes are kept up to date, to find the end.
  private mutating func trimPaste() {
    let excess = Self.pasteLimit + Self.pasteEnd.count
    if pasted.count > excess { pasted.remove(at: Self.pasteLimit) }
  }

  /// Terminals send line breaks as CR; editors and the spec parser mean LF.
  mutating func endPaste() {
    let text = String(decoding: pasted.prefix(Self.pasteLimit), as: UTF8.self)
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\r" || $0 == "\n" || $0 == "\r\n" }
    events.append(.paste(lines.joined(separator: "\n")))
    pasted = []
    state = .ground
  }
}
