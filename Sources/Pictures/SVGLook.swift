import Canvas

/// The attributes of SVG elements that a style stands for.
struct SVGLook {
  private let foreground: String
  private let background: String?
  private let attributes: TextAttributes

  init(_ style: Style, _ theme: Theme) {
    let front = theme.color(style.foreground).rgb
    let back = style.background == .standard ? nil : theme.color(style.background).rgb
    let isReversed = style.attributes.contains(.reverse)
    foreground = (isReversed ? back ?? theme.background : front).hex
    background = (isReversed ? front : back)?.hex
    attributes = style.attributes
  }

  /// The rectangle behind a run; nothing on the picture's own background.
  func backing(_ run: StyleRun, _ y: Int) -> String {
    guard let background else { return "" }
    let cell = SVGWriter.cell
    return
      "<rect x=\"\(run.x * cell.width)\" y=\"\(y * cell.height)\" width=\"\(run.scalars.count * cell.width)\" "
      + "height=\"\(cell.height)\" fill=\"\(background)\"/>\n"
  }

  func shapes(_ path: String) -> String {
    path.isEmpty ? "" : "<path\(paint) d=\"\(path)\"/>\n"
  }

  func dots(_ path: String) -> String {
    guard !path.isEmpty else { return "" }
    let look = " stroke=\"\(foreground)\"" + opacity
    return "<path\(look) stroke-width=\"2.7\" stroke-linecap=\"round\" d=\"\(path)\"/>\n"
  }

  func text(_ piece: StyleRun, _ y: Int) -> String {
    let cell = SVGWriter.cell
    return
      "<text x=\"\(piece.x * cell.width)\" y=\"\(y * cell.height + 13)\" "
      + "textLength=\"\(piece.scalars.count * cell.width)\"\(paint)\(font)>\(Self.escaped(piece.text))</text>\n"
  }

  private var paint: String {
    " fill=\"\(foreground)\"" + opacity
  }

  private var opacity: String { attributes.contains(.dim) ? " opacity=\"0.6\"" : "" }

  private var font: String {
    (attributes.contains(.bold) ? " font-weight=\"bold\"" : "")
      + (attributes.contains(.underline) ? " text-decoration=\"underline\"" : "")
  }

  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
  }
}
