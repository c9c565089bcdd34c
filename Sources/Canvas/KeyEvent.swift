/// One thing the user did: a key, a paste, a mouse click. What the terminal decodes and the lab's `update` reads.
package enum KeyEvent: Sendable, Hashable {
  /// A printable character, as typed (`H` is Shift-h).
  case character(Character)
  /// Control with a lower-case letter.
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case home, end, pageUp, pageDown
  /// F1 to F12, by number.
  case function(Int)
  /// A bracketed paste, whole, line breaks kept.
  case paste(String)
  /// The left button pressed on a cell.
  case click(Point)
  /// The same once more at once, at the same place.
  case doubleClick(Point)
  /// The mouse moved to a cell with the left button down.
  case drag(Point)
  /// The left button let go over a cell.
  case release(Point)
  /// The wheel over a cell: -1 up, 1 down.
  case wheel(Point, Int)
}

extension KeyEvent {
  /// Bytes of the longest paste that arrives whole: a script of some hundred thousand lines.
  package static let longestPaste = 1 << 22

  /// Whether it is a paste that was longer, of which this is the beginning.
  package var isCutPaste: Bool {
    if case .paste(let text) = self { text.utf8.count >= Self.longestPaste } else { false }
  }
}
