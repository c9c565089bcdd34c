import Glibc
import Testing

@testable import LRVizCommands

@Suite("Settings") struct SettingsTests {
  /// Everything a file may hold.
  private static let text = """
    # what I like
    theme = light
      glyphs=block   # my font
    color = never
    speed = max
    epochs = 30

    log-lr = yes
    log-loss = off
    size = 90x20
    width=1000
    """

  @Test func filesAreRead() throws {
    let file = SettingsFile(Self.text, name: "config")
    #expect(file.problems == [])
    #expect(
      file.settings.lines.map { "\($0.name) \($0.value ?? "-")" } == [
        "theme light", "glyphs block", "color never", "speed max", "epochs 30", "log-lr on", "log-loss off",
        "size 90x20", "width 1000", "height -",
      ])
    #expect(file.settings.glyphs.source == .file(line: 3) && file.settings.height.source == .standard)
    #expect(file.settings.lines.map(\.name) == Settings.names)
  }

  @Test(arguments: [
    ("thme = dark", "c:1: unknown setting 'thme'; did you mean 'theme'?"),
    ("\n\nTheme = dark", "c:3: unknown setting 'Theme'; did you mean 'theme'?"),
    ("zzzzzz = 1", "c:1: unknown setting 'zzzzzz'; expected one of theme, glyphs, "),
    ("theme = blue", "c:1: theme = blue: expected one of auto, dark, light, contrast"),
    ("epochs = 0", "c:1: epochs = 0: expected a whole number from 1 to 10000000"),
    ("speed = fast", "c:1: speed = fast: expected epochs a second"),
    ("log-lr = maybe", "c:1: log-lr = maybe: expected one of on, off"),
    ("size = 3", "c:1: size = 3: expected COLSxROWS"),
    ("width = 7", "c:1: width = 7: expected a whole number of pixels from 100 to 8000"),
    ("theme", "c:1: expected key = value, got 'theme'"),
    ("theme =", "c:1: expected key = value, got 'theme'"),
    ("= dark", "c:1: expected key = value, got '= dark'"),
    ("\u{1B}[2J = 1", "c:1: unknown setting '␛[2J'"),
  ])
  func whatIsWrongIsSaidWithItsPlace(_ text: String, _ problem: String) {
    let file = SettingsFile(text, name: "c")
    #expect(file.problems.count == 1 && file.problems[0].hasPrefix(problem), "\(file.problems)")
    #expect(file.settings.lines.map(\.value) == Settings().lines.map(\.value))
  }

  @Test func laterLinesWinAndGoodOnesCountBesideBadOnes() {
    let file = SettingsFile("epochs = 3\nepochs = 4\nnope = 1\nspeed = 2\r\n", name: "c")
    #expect(file.settings.epochs.value == 4 && file.settings.epochs.source == .file(line: 2))
    #expect(file.problems.count == 1 && file.settings.speed.source == .file(line: 4))
  }

  // MARK: The program

  /// A folder of settings, which goes when its test ends.
  private final class Home {
    let path: String
    var file: String { path + "/lrviz/config" }

    /// - Parameter text: of the file; nil has none.
    init(_ text: String?) throws {
      var template = Array("/tmp/lrviz-settings-XXXXXX".utf8CString)
      path = try #require(mkdtemp(&template).map { String(cString: $0) })
      #expect(mkdir(path + "/lrviz", 0o700) == 0)
      guard let text else { return }
      let stream = try #require(fopen(file, "w"))
      fputs(text, stream)
      fclose(stream)
    }

    deinit {
      remove(file)
      rmdir(path + "/lrviz")
      rmdir(path)
    }

    func run(_ arguments: [String], _ more: [String: String] = [:]) throws -> Program.Outcome {
      let environment = Program.environment.merging(more) { $1 }.merging(["XDG_CONFIG_HOME": path]) { $1 }
      return try Program.run(arguments, environment: environment)
    }
  }

  @Test func configSaysWhereSettingsComeFrom() throws {
    let home = try Home("theme = auto\nepochs = 7\n")
    let path = home.file
    let outcome = try home.run(
      ["config", "--speed", "3", "--no-log-lr"], ["NO_COLOR": "1", "COLORFGBG": "0;15"])
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(
      outcome.output == """
        # \(path)
        theme = light   # COLORFGBG
        glyphs = auto   # default
        color = never   # NO_COLOR
        speed = 3.0     # option
        epochs = 7      # \(path):2
        log-lr = off    # option
        log-loss = off  # default
        # size =        # default: what fits
        # width =       # default: what fits
        # height =      # default: what fits

        """)
    // What it prints is a file of settings itself.
    let again = SettingsFile(outcome.output, name: "c")
    #expect(again.problems == [] && again.settings.epochs.value == 7 && again.settings.size.value == nil)
  }

  @Test func withoutAFileTheDefaultsHold() throws {
    let outcome = try Home(nil).run(["config"])
    #expect(
      outcome.status == 0
        && outcome.output.contains("lrviz/config: there is none, so these are the defaults\n"))
    let homeless = try Program.run(["config"])
    #expect(homeless.output.hasPrefix("# no file: neither XDG_CONFIG_HOME nor HOME is set\n"))
  }

  @Test func configRefusesWhatIsWrongAndOtherCommandsNoteIt() throws {
    let home = try Home("epochs = many\nspeeed = 3\n")
    let outcome = try home.run(["config"])
    #expect(outcome.status == 64 && outcome.output == "")
    #expect(outcome.errors.contains("config:1: epochs = many: expected a whole number"))
    #expect(outcome.errors.contains("config:2: unknown setting 'speeed'; did you mean 'speed'?"))
    let print = try home.run(["print", "ExponentialLR(0.9)", "--format", "csv"])
    #expect(print.status == 0 && print.output.split(separator: "\n").count == 101)
    #expect(
      print.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("lrviz: note: ") }
        && !print.errors.isEmpty)
  }

  @Test func defaultsComeFromTheFileAndOptionsWin() throws {
    let home = try Home("epochs = 5\nlog-lr = on\nglyphs = ascii\nsize = 50x12\ntheme = dark")
    func lines(_ arguments: String...) throws -> [Substring] {
      try home.run(arguments).output.split(separator: "\n", omittingEmptySubsequences: false)
    }
    #expect(try lines("print", "ExponentialLR(0.9)", "--format", "csv").count == 7)
    #expect(try lines("print", "ExponentialLR(0.9)", "--format", "csv", "--epochs", "2").count == 4)
    let plot = try lines("plot", "ExponentialLR(0.5)")
    #expect(
      plot.count == 13 && plot.joined().utf8.allSatisfy { $0 < 128 } && plot.contains { $0.contains("0.01") })
    #expect(try !lines("plot", "ExponentialLR(0.5)", "--no-log-lr").contains { $0.contains("0.01") })
    #expect(try lines("plot", "ExponentialLR(0.5)", "--size", "60x20").count == 21)
  }

  /// A file that is none, or none of settings.
  @Test func otherThingsInItsPlaceAreSaid() throws {
    let home = try Home(nil)
    #expect(mkdir(home.file, 0o700) == 0)
    let outcome = try home.run(["config"])
    #expect(outcome.status == 64 && outcome.errors.contains("/lrviz/config: expected a file"))
    #expect(try home.run(["list", "StepLR"]).status == 0)
  }
}
