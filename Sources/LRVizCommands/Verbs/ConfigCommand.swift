import ArgumentParser
import Canvas
import Terminal
import Training

#if canImport(Glibc)
  import Glibc
#endif

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "The settings in force, and where each comes from.",
    discussion: """
      Settings are the defaults of options, kept in $XDG_CONFIG_HOME/lrviz/config (~/.config/lrviz/config) as lines \
      of the form key = value; # begins a comment. lrviz never writes the file; what this command prints can be one.
      """)

  @Option(.theme) var theme: ThemeChoice?
  @Option(.glyphs) var glyphs: GlyphChoice?
  @Option(.color) var color: ColorMode?
  @Option(.speed) var speed: Pace?
  @Option(.epochs) var epochs: Int?
  @Flag(.logLR) var logLR: Bool?
  @Flag(.logLoss) var logLoss: Bool?
  @Option(.size) var size: Size?
  @Option(.pictureWidth) var width: Int?
  @Option(.pictureHeight) var height: Int?

  func run() throws {
    let file = Settings.file
    guard file.problems.isEmpty else { throw CommandError.usage(file.problems.joined(separator: "\n")) }
    var output = ByteSink.standardOutput()
    try output.write(SettingsText(inForce(file.settings), file).text)
    try output.flush()
  }

  /// Options over the environment over the file.
  private func inForce(_ settings: Settings) -> Settings {
    var settings = settings
    settings.adoptEnvironment()
    settings.theme.set(option: theme)
    settings.glyphs.set(option: glyphs)
    settings.color.set(option: color)
    settings.speed.set(option: speed)
    settings.epochs.set(option: epochs)
    settings.logLR.set(option: logLR.map(Switch.init))
    settings.logLoss.set(option: logLoss.map(Switch.init))
    settings.size.set(option: size)
    settings.width.set(option: width)
    settings.height.set(option: height)
    return settings
  }
}

extension Settings {
  /// What variables say where `auto` leaves it to them.
  fileprivate mutating func adoptEnvironment() {
    if color.value == .auto, !ColorMode.auto.wantsColors { color.set(.never, from: .environment("NO_COLOR")) }
    if theme.value == .auto, let isLight = TerminalBackground.isLightByEnvironment {
      theme.set(isLight ? .light : .dark, from: .environment("COLORFGBG"))
    }
  }
}

/// Settings as text that is a file of settings itself: what the place decides stands in comments.
private struct SettingsText {
  let text: String

  init(_ settings: Settings, _ file: SettingsFile) {
    let lines = settings.lines.map { line in
      let assignment = line.value.map { "\(line.name) = \($0)" } ?? "# \(line.name) ="
      return (assignment, Self.source(line.source, isSet: line.value != nil, file))
    }
    let width = lines.map(\.0.count).max() ?? 0
    text = ([Self.head(file)] + lines.map { "\($0.padded(to: width))  # \($1)" }).map { $0 + "\n" }.joined()
  }

  private static func head(_ file: SettingsFile) -> String {
    guard let path = file.path else { return "# no file: neither XDG_CONFIG_HOME nor HOME is set" }
    return "# \(SafeText.escape(path))" + (file.isThere ? "" : ": there is none, so these are the defaults")
  }

  private static func source(_ source: SettingSource, isSet: Bool, _ file: SettingsFile) -> String {
    switch source {
    case .standard: isSet ? "default" : "default: what fits"
    case .file(let line): SafeText.escape("\(file.path ?? ""):\(line)")
    case .environment(let name): name
    case .option: "option"
    }
  }
}
