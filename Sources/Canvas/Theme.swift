/// What the roles look like: pure data, read by the terminal and by the writers of SVG and coloured text.
package struct Theme: Sendable {
  package let name: String
  /// Used by SVG, where `standard` has to be some colour.
  package let background: RGB
  private let colors: [ThemeColor]

  /// How a role is shown as a foreground.
  package func color(_ role: ColorRole) -> ThemeColor { colors[Int(role.rawValue)] }

  private init(name: String, background: RGB, _ color: (ColorRole) -> ThemeColor) {
    self.name = name
    self.background = background
    colors = ColorRole.allCases.map(color)
  }
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

  init(_ hex: UInt32, _ ansi256: UInt8?, _ ansi8: UInt8?) {
    rgb = RGB(hex)
    self.ansi256 = ansi256
    self.ansi8 = ansi8
  }
}

extension Theme {
  /// The palette of Okabe and Ito (2008), told apart under the common kinds of colour blindness; its black becomes
  /// grey, which is seen on either background.
  package static let dark = Theme(name: "dark", background: RGB(0x14171C)) { role in
    switch role {
    case .standard: ThemeColor(0xD5D9E0, nil, nil)
    case .muted: ThemeColor(0x7C8493, 245, nil)
    case .accent: ThemeColor(0xF0E442, 227, 3)
    case .lr, .series1: ThemeColor(0x56B4E9, 74, 6)
    case .trainLoss, .series2: ThemeColor(0xE69F00, 178, 3)
    case .valLoss, .series3: ThemeColor(0x2FBF96, 36, 2)
    case .momentum, .series4: ThemeColor(0xCC79A7, 175, 5)
    case .event, .bad, .series6: ThemeColor(0xEE7733, 208, 1)
    case .good: ThemeColor(0x2FBF96, 36, 2)
    case .warning, .series5: ThemeColor(0xF0E442, 227, 3)
    case .series7: ThemeColor(0x4C9BE0, 32, 4)
    case .series8: ThemeColor(0xB0B6C0, 250, nil)
    }
  }

  package static let light = Theme(name: "light", background: RGB(0xFFFFFF)) { role in
    switch role {
    case .standard: ThemeColor(0x1F2328, nil, nil)
    case .muted: ThemeColor(0x6E7781, 243, nil)
    case .accent: ThemeColor(0x0B5CAD, 25, 4)
    case .lr, .series1: ThemeColor(0x0072B2, 25, 4)
    case .trainLoss, .series2: ThemeColor(0xB87F00, 136, 3)
    case .valLoss, .series3: ThemeColor(0x007F5F, 29, 2)
    case .momentum, .series4: ThemeColor(0xB0568A, 132, 5)
    case .event, .bad, .series6: ThemeColor(0xC44E00, 166, 1)
    case .good: ThemeColor(0x007F5F, 29, 2)
    case .warning, .series5: ThemeColor(0x8A7A00, 100, 3)
    case .series7: ThemeColor(0x3A8FC4, 32, 6)
    case .series8: ThemeColor(0x4B5563, 240, nil)
    }
  }
}
