import Canvas
import Terminal
import Training

/// The defaults of options, which the user's file may change. What decides how a run comes out (rate, optimizer, workload,
/// seed) is not among them: a command line means the same to everybody.
struct Settings: Sendable {
  var theme = Setting(.theme, ThemeChoice.auto)
  var glyphs = Setting(.glyphs, GlyphChoice.auto)
  var color = Setting(.color, ColorMode.auto)
  var speed = Setting(.speed, Pace.epochsPerSecond(10))
  var epochs = Setting(.epochs, 100)
  var logLR = Setting<Switch>(OptionDeclaration(.logLR), nil)
  var logLoss = Setting(OptionDeclaration(.logLoss), Switch.off)
  var size = Setting<Size>(.size, nil)
  var width = Setting<Int>(.pictureWidth, nil)
  var height = Setting<Int>(.pictureHeight, nil)

  /// What the user's file says, read once.
  static let file = SettingsFile(path: SettingsFile.usualPath)
  static var current: Settings { file.settings }

  static let names = [
    "theme", "glyphs", "color", "speed", "epochs", "log-lr", "log-loss", "size", "width", "height",
  ]

  /// - Returns: whether there is a setting of this name.
  /// - Throws: what was expected instead of the text.
  mutating func set(_ name: String, _ text: String, from source: SettingSource) throws -> Bool {
    switch name {
    case theme.option.name: try theme.set(text: text, from: source)
    case glyphs.option.name: try glyphs.set(text: text, from: source)
    case color.option.name: try color.set(text: text, from: source)
    case speed.option.name: try speed.set(text: text, from: source)
    case epochs.option.name: try epochs.set(text: text, from: source)
    case logLR.option.name: try logLR.set(text: text, from: source)
    case logLoss.option.name: try logLoss.set(text: text, from: source)
    case size.option.name: try size.set(text: text, from: source)
    case width.option.name: try width.set(text: text, from: source)
    case height.option.name: try height.set(text: text, from: source)
    default: return false
    }
    return true
  }

  /// Each with its value, as the file spells it, in the order of `names`; nil where the place decides.
  var lines: [(name: String, value: String?, source: SettingSource)] {
    [
      line(theme) { $0.rawValue }, line(glyphs) { $0.rawValue }, line(color) { $0.rawValue },
      line(speed) { $0.description }, line(epochs) { String($0) }, line(logLR) { $0.rawValue },
      line(logLoss) { $0.rawValue }, line(size) { "\($0.width)x\($0.height)" }, line(width) { String($0) },
      line(height) { String($0) },
    ]
  }

  private func line<Value>(
    _ setting: Setting<Value>, _ text: (Value) -> String
  ) -> (name: String, value: String?, source: SettingSource) {
    (setting.option.name, setting.value.map(text), setting.source)
  }
}
