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
  package func color(_ role: ColorRole) -> ThemeColor { colors[Int(role.rawValue)] }

  /// How a role is shown as a background.
  package func backing(_ role: ColorRole) -> ThemeColor {
    role == .standard ? (isPainted ? ground : .terminals(ground.rgb)) : color(role)
  }

  /// The same on a background of its own, or on that of the terminal.
  package func painted(_ isPainted: Bool) -> Theme {
    Theme(self, isPainted: isPainted)
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
    colors = ColorRole.allCases.map { role in
      let color = role == .standard ? .terminals(ink.rgb) : color(role)
      return isPainted ? color.completed(with: ink) : color
    }
  }

  private init(_ theme: Theme, isPainted: Bool) {
    self = Theme(name: theme.name, ground: theme.ground, ink: theme.ink, isPainted: isPainted) { role in
      theme.colors[Int(role.rawValue)]
    }
  }
}

extension Theme: Equatable {
  package static func == (a: Theme, b: Theme) -> Bool { a.name == b.name && a.isPainted == b.isPainted }
}

/// 24-bit sRGB.
package struct RGB: Sendable, Hashable {
  package let red: UInt8
  package let green: UInt8
  package let blue: UInt8

  package init(_ hex: UInt32) {
    red = UInt8(truncatingIfNeeded: hex >> 16)
    green = UInt8(truncatingIfNeeded: hex >> 8)
    blue = UInt8(truncatingIfNeeded: hex)
  }

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// So much of the way to another color, 0 to 1.
  package func mixed(with other: RGB, _ share: Double) -> RGB {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8(max(0, min(255, (Double(a) + (Double(b) - Double(a)) * share).rounded())))
    }
    return RGB(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }

  /// `#rrggbb`
  package var hex: String {
    let digits = String(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue), radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }
}

/// One colour for every kind of terminal.
package struct ThemeColor: Sendable, Hashable {
  package let rgb: RGB
  /// Index into xterm's 256 colours; nil is the terminal's own.
  package let ansi256: UInt8?
  /// Index into the eight basic colours; nil is the terminal's own.
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
