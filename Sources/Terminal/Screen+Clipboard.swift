extension Screen {
  /// Terminals stop reading at about 100,000 characters of Base64.
  private static let clipboardLimit = 74_000

  /// Asks the terminal to put `text` into the clipboard (OSC 52): the user's own, also over ssh.
  /// Whether it does cannot be known: some terminals refuse.
  /// - Returns: false if the text is too long to be sent.
  @discardableResult
  package func copyToClipboard(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard isOpen, bytes.count <= Self.clipboardLimit else { return false }
    let message = Array("\u{1B}]52;c;".utf8) + Base64.encode(bytes) + [0x07]
    return message.withUnsafeBytes { device.write($0, unless: signals) }
  }
}
