import ArgumentParser
import Testing

@testable import LRVizCommands

/// `plot` and `lab` read plain command lines without ArgumentParser; it must never show.
@Suite("Plain command lines")
struct PlainLineTests {
  static let plots = [
    ["StepLR(10)"], ["StepLR(10)", "CosineAnnealingLR(T_max=50)"], [], ["help"], ["a b"], ["=x"], ["x=y"],
    ["--epochs", "1000", "StepLR(10)"], ["StepLR(10)", "--epochs=7"], ["--epochs", "7", "--epochs", "8"],
    ["--lr", "0.1,0.2"], ["--lr=1e-3"], ["--optimizer", "SGD(momentum=0.9)"],
    ["--optimizer=SGD(momentum=0.9)"],
    ["--size", "40x9", "--glyphs", "ascii", "--color=never", "--log-lr", "s"], ["--log-lr", "--log-lr"],
    ["--metrics", "lambda e: 1 / (e + 1)", "--output", "x.svg"], ["--output=a=b"],
    ["--theme", "light", "--width", "640", "--height=480"], ["--no-log-lr"], ["--log-lr", "--no-log-lr"],
  ]

  static let labs = [
    [], ["StepLR(10)", "--speed", "max"], ["--speed=0.5"], ["--snapshot", "x.svg", "--size", "80x24"],
    ["--workload", "mock", "--seed", "18446744073709551615", "--batch-size", "8", "--interval", "step"],
    ["--log-loss", "--log-lr", "--glyphs=block", "--color", "always"], ["--workload", "nope"],
  ]

  /// What is wrong, asked for, or rare is left to ArgumentParser.
  static let others = [
    ["-h"], ["--help"], ["--version"], ["--nope"], ["--"], ["x", "--", "y"], ["-"], [""], ["--epochs"],
    ["--epochs", "0"], ["--epochs="], ["--epochs", "-1"], ["--lr", "-1"], ["--lr", ""], ["--log-lr=1"],
    ["--log-lr=false"], ["--size", "9"], ["--glyphs", "emoji"], ["--epoch", "3"], ["--EPOCHS", "3"],
    ["-epochs", "3"], ["---epochs", "3"], ["--optimizer", "--lr", "3"], ["--color", "-x"],
    ["--set", "3:lr=1"],
    ["--generate-completion-script", "bash"], ["--experimental-dump-help"], ["--metrics", "-"],
  ]

  @Test("of plot are read as ArgumentParser reads them", arguments: plots)
  func plot(_ line: [String]) throws {
    let plain = try #require(PlotArguments(plain: line[...]))
    #expect(String(reflecting: plain) == String(reflecting: try PlotCommand.parse(line).arguments))
  }

  @Test("of lab are read as ArgumentParser reads them", arguments: labs)
  func lab(_ line: [String]) throws {
    let plain = try #require(LabArguments(plain: line[...]))
    #expect(String(reflecting: plain) == String(reflecting: try LabCommand.parse(line).arguments))
  }

  @Test("Anything else is left to ArgumentParser", arguments: others)
  func notPlain(_ line: [String]) {
    #expect(PlotArguments(plain: line[...]) == nil)
    #expect(LabArguments(plain: line[...]) == nil)
    #expect(PlotArguments(plain: (["StepLR(10)"] + line)[...]) == nil)
  }

  /// Whatever is plain is read the same.
  @Test("No word is read differently behind an option, a flag or a word")
  func pairs() throws {
    let words = Set((Self.plots + Self.labs + Self.others).joined()).sorted()
    for line in ["--optimizer", "--epochs", "--log-lr", "x"].flatMap({ first in words.map { [first, $0] } }) {
      guard let plain = PlotArguments(plain: line[...]) else { continue }
      let parsed = try? PlotCommand.parse(line).arguments
      #expect(parsed.map { String(reflecting: $0) } == String(reflecting: plain), "\(line)")
    }
  }

  @Test("know every option that the help of plot and lab lists, apart from the rare ones")
  func complete() {
    for (help, verb) in [(PlotCommand.helpMessage(), "plot"), (LabCommand.helpMessage(), "lab")] {
      let names = help.split { $0 == " " || "/()".contains($0) || $0.isNewline }.filter { $0.hasPrefix("--") }
      for name in Set(names)
      where !Self.rare.contains(name) && !name.hasPrefix("--lr,") {
        let isKnown = values.contains { value in
          let line = ["\(verb)", String(name)] + value
          return PlainCommands.command(line) != nil
        }
        #expect(isKnown, "\(verb) \(name)")
      }
    }
  }

  /// Options that are left to ArgumentParser.
  private static let rare: Set<Substring> = [
    "--last",
    "--help", "--version", "--set", "--define", "--define-file", "--pick", "--library", "--ask", "--explain",
    "--samples", "--batch-size", "--global-batch", "--devices", "--accumulation", "--drop-last",
  ]

  /// Something for every option.
  private let values = [[], ["1"], ["40x9"], ["ascii"], ["never"], ["epoch"], ["csv"], ["light"], ["640"]]

  @Test("Verbs are told from specs")
  func verbs() {
    #expect(PlainCommands.command([]) is LabArguments)
    #expect(PlainCommands.command(["lab"]) is LabArguments)
    #expect(PlainCommands.command(["StepLR(10)"]) is LabArguments)
    #expect(PlainCommands.command(["plot", "StepLR(10)"]) is PlotArguments)
    for other in ["print", "train", "list", "help", "--help", "StepLR", ""] {
      #expect(PlainCommands.command([other]) == nil)
    }
  }
}
