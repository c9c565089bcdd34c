/// What the roles look like: pure data, read by the terminal and by the writers of pictures and colored text.
package struct Theme: Sendable {
  package let name: String
  /// Of pictures, and of terminals where it is painted.
  package let ground: ThemeColor
  /// Whether the background is drawn too, and the standard color with it: where the terminal has another one than the
  /// theme is made for.
  package let isPainted: Bool
  private let colors: [ThemeColor]
  /// `standard` where it is painted.
  private let ink: ThemeColor

  package var background: RGB { ground.rgb }

  /// What an ink looks like on the background.
  package func rgb(_ ink: Ink) -> RGB {
    guard let role = ink.role else { return background }
    return ink.strength >= 1 ? color(role).rgb : background.mixed(with: color(role).rgb, ink.strength)
  }

  /// How a role is shown as a foreground.
  package func color(_ role: ColorRole) -> ThemeColor {
    let color = colors[Int(role.rawValue)]
    return isPainted ? color.completed(with: ink) : color
  }

  /// How a role is shown as a background.
  package func backing(_ role: ColorRole) -> ThemeColor {
    role == .standard ? (isPainted ? ground : .terminals(ground.rgb)) : color(role)
  }

  /// The same on a background of its own, or on that of the terminal.
  package func painted(_ isPainted: Bool) -> Theme {
    Theme(name: name, ground: ground, ink: ink, isPainted: isPainted) { colors[Int($0.rawValue)] }
  }

  /// - Parameters:
  ///   - ground, ink: background and standard color, as they are painted.
  ///   - isPainted: for a theme that is made for no terminal's own background.
  init(
    name: String, ground: ThemeColor, ink: ThemeColor, isPainted: Bool = false,
    _ color: (ColorRole) -> ThemeColor
  ) {
    self.name = name
    self.ground = ground
    self.ink = ink
    self.isPainted = isPainted
    colors = ColorRole.allCases.map(color)
  }
}

extension Theme: Equatable {
  package static func == (a: Theme, b: Theme) -> Bool { a.name == b.name && a.isPainted == b.isPainted }
}

/// One color for every kind of terminal.
package struct ThemeColor: Sendable, Hashable {
  package let rgb: RGB
  /// Index into xterm's 256 colors; nil is the terminal's own.
  package let ansi256: UInt8?
  /// Index into the eight basic colors; nil is the terminal's own.
  package let ansi8: UInt8?

  /// What a terminal shows by itself; in pictures it is `rgb`.
  static func terminals(_ rgb: RGB) -> ThemeColor { ThemeColor(rgb, nil, nil) }

  /// With the numbers of another color where it has none of its own.
  func completed(with other: ThemeColor) -> ThemeColor {
    ThemeColor(rgb, ansi256 ?? other.ansi256, ansi8 ?? other.ansi8)
  }

  private init(_ rgb: RGB, _ ansi256: UInt8?, _ ansi8: UInt8?) {
    self.rgb = rgb
    self.ansi256 = ansi256
    self.ansi8 = ansi8
  }

  init(_ hex: UInt32, _ ansi256: UInt8?, _ ansi8: UInt8?) {
    self.init(RGB(hex), ansi256, ansi8)
  }
}
