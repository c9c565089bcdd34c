import Foundation

/// The command line as ArgumentParser tells it to tools: `lrviz --experimental-dump-help`.
struct CommandLineDump: Decodable {
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let abstract: String
    let discussion: String?
    let arguments: [Argument]?
    var subcommands: [Command]?
    /// Whether help lists it.
    let shouldDisplay: Bool?
  }

  struct Argument: Decodable {
    let kind: String
    let valueName: String?
    let abstract: String?
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let defaultValue: String?
  }

  struct Name: Decodable {
    let kind: String
    let name: String

    var text: String { (kind == "short" ? "-" : "--") + name }
  }

  /// Asks the program; what it does not list itself is left out.
  static func read() throws -> Command {
    let outcome = try Program.run(["--experimental-dump-help"])
    var command = try JSONDecoder().decode(CommandLineDump.self, from: Data(outcome.output.utf8)).command
    command.subcommands?.removeAll { $0.shouldDisplay == false }
    return command
  }
}
