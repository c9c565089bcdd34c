/// The `--color` option.
package enum ColorMode: String, Sendable, CaseIterable {
  /// Colours unless `NO_COLOR` is set to something (no-color.org) or the terminal has none.
  case auto
  /// Colours where the terminal has them, whatever `NO_COLOR` says.
  case always
  /// Bold, underline and reverse only.
  case never
}
