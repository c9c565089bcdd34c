import Canvas

/// The theme in force, and what is known of the terminal it is shown on: a theme that is made for another background
/// paints its own.
package struct ThemeCycle: Sendable, Equatable {
  package private(set) var theme: Theme
  /// The theme that suits the terminal's background.
  private var terminals: Theme
  /// Whether the theme is the terminal's, until somebody chooses one.
  private var follows: Bool

  /// - Parameters:
  ///   - chosen: nil follows the terminal.
  ///   - terminals: the theme that suits the terminal's background; nil if nobody knows. Whoever chooses a theme knows
  ///     their terminal, until it says otherwise.
  package init(chosen: Theme? = nil, terminals: Theme? = nil) {
    let suitable = [Theme.dark, .light].first { $0.name == chosen?.name }
    self.terminals = terminals ?? suitable ?? .dark
    follows = chosen == nil
    theme = .dark
    show(chosen ?? self.terminals)
  }

  /// The terminal has said which theme suits it.
  mutating func meet(_ theme: Theme) {
    terminals = theme
    show(follows ? theme : self.theme)
  }

  mutating func next() {
    follows = false
    let index = Theme.all.firstIndex { $0.name == theme.name } ?? 0
    show(Theme.all[(index + 1) % Theme.all.count])
  }

  private mutating func show(_ theme: Theme) { self.theme = theme.painted(theme.name != terminals.name) }
}

extension DisplaySettings {
  package var theme: Theme { themes.theme }
}
