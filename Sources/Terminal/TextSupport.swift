import CSystem

/// What the locale lets be written to a terminal.
package struct TextSupport: Sendable, Equatable {
  /// Whether more than ASCII can be shown.
  package let isUTF8: Bool
  /// Why only ASCII is, as a sentence; nil if it is not so.
  package let reasonForASCII: String?

  /// Adopts the environment's locale.
  ///
  /// A UTF-8 locale that is not installed, as ssh passes one on to a small server, counts as UTF-8: the terminal at the
  /// other end shows it.
  ///
  /// - Parameter isForced: whether UTF-8 was asked for, whatever the locale is.
  package static func adopt(isForced: Bool = false) -> TextSupport {
    let locale = cs_adopt_locale(isForced)
    if locale == Int32(CS_LOCALE_UTF8) { return TextSupport(isUTF8: true, reasonForASCII: nil) }
    let isMissing = isForced || locale == Int32(CS_LOCALE_MISSING)
    return TextSupport(isUTF8: false, reasonForASCII: reason(isMissing: isMissing))
  }

  /// - Parameter isMissing: whether UTF-8 was asked for, by the locale or otherwise.
  private static func reason(isMissing: Bool) -> String {
    let name = cs_locale_name().map { String(cString: $0) }
    if isMissing {
      return "ASCII only: no UTF-8 locale is installed" + (name.map { ", neither \($0) nor C.UTF-8" } ?? "")
    }
    guard let name, let variable = cs_locale_variable() else {
      return "ASCII only: no locale is set; try LC_ALL=C.UTF-8, or --glyphs braille"
    }
    return
      "ASCII only: \(String(cString: variable))=\(name) is not UTF-8; try LC_ALL=C.UTF-8, or --glyphs braille"
  }
}
