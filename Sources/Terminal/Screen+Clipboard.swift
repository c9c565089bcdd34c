import Canvas

extension Screen {
  /// Asks the terminal to put `text` into the clipboard (OSC 52): the user's own, also over ssh.
  /// Whether it does cannot be known: some terminals refuse.
  /// - Returns: false if the text is too long to be sent.
  @discardableResult
  package func copyToClipboard(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard isOpen, bytes.count <= Clipboard.limit else { return false }
    let message = Array("\u{1B}]52;c;".utf8) + Base64.encode(bytes) + [0x07]
    return message.withUnsafeBytes { device.write($0, unless: signals) }
  }
}

/// RFC 4648, section 4: what OSC 52 carries text in.
package enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  package static func encode(_ bytes: [UInt8]) -> [UInt8] {
    stride(from: 0, to: bytes.count, by: 3).flatMap { encodeGroup(bytes[$0..<min($0 + 3, bytes.count)]) }
  }

  /// Up to three bytes as four characters.
  private static func encodeGroup(_ group: ArraySlice<UInt8>) -> [UInt8] {
    let padded = Array(group) + Array(repeating: 0, count: 3 - group.count)
    let bits = padded.reduce(0) { $0 << 8 | Int($1) }
    let characters = [18, 12, 6, 0].map { digits[bits >> $0 & 63] }
    return characters.prefix(group.count + 1) + Array(repeating: UInt8(ascii: "="), count: 3 - group.count)
  }
}
