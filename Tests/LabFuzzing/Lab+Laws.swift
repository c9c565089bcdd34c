import Canvas
import Lab

extension Lab {
  /// What has to hold after every event, and does not; nil if all is well.
  func whatDoesNotHold(isASCII: Bool) -> String? {
    guard !panes.isEmpty else { return "no pane is left" }
    guard panes.indices.contains(focus) else { return "the focus is on pane \(focus) of \(panes.count)" }
    let frame = frame
    guard frame.size == size else { return "a frame of \(frame.size) on a screen of \(size)" }
    if let scalar = frame.cells.lazy.map(\.scalar).first(where: { !Self.isShowable($0, isASCII) }) {
      return "U+\(String(scalar.value, radix: 16)) is on the screen"
    }
    return nil
  }

  private static func isShowable(_ scalar: Unicode.Scalar, _ isASCII: Bool) -> Bool {
    if isASCII { return 0x20..<0x7F ~= scalar.value }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .privateUse: return false
    default: return true
    }
  }
}
