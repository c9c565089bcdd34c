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
    return TextSupport(isUTF8: false, reasonForASCII: reason(isMissing: locale == Int32(CS_LOCALE_MISSING)))
  }

  private static func reason(isMissing: Bool) -> String {
    guard let variable = cs_locale_variable(), let name = cs_locale_name() else {
      return "ASCII only: no locale is set; try LC_ALL=C.UTF-8, or --glyphs braille"
    }
    let setting = String(cString: variable) + "=" + String(cString: name)
    return isMissing
      ? "ASCII only: \(setting) is not installed, nor is C.UTF-8"
      : "ASCII only: \(setting) is not UTF-8; try LC_ALL=C.UTF-8, or --glyphs braille"
  }
}
