/// What terminals take for the clipboard (OSC 52).
package enum Clipboard {
  /// Bytes of the longest text: terminals stop reading at about 100,000 characters of Base64.
  package static let limit = 74_000
}
