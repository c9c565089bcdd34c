import ArgumentParser

/// The program: arguments in, exit status out.
package enum Program {
  /// Runs the command the arguments ask for, and says on stderr what went wrong.
  ///
  /// - Parameter arguments: without the program's own name.
  package static func run(_ words: [String]) -> Int32 {
    Interruption.exitQuietly()
    let arguments = words.map(CommandLineSpec.shielded)
    do {
      if let verb = Verbs.misspelt(arguments) { throw verb }
      // That verb says it itself.
      if arguments.first != "config" { Settings.file.problems.forEach { StandardError.say("note: \($0)") } }
      if let command = PlainCommands.command(arguments) {
        try command.run()
      } else {
        var command = try parse(arguments)
        try command.run()
      }
      return ExitStatus.done.rawValue
    } catch let error as CommandError {
      if !error.message.isEmpty { StandardError.say(error.message) }
      return error.status.rawValue
    } catch {
      return report(error)
    }
  }

  /// Parses with the verb's own parser when it is named first, which spares the parser building the whole tree. What that
  /// refuses goes through the tree, which knows the help and says errors with the right usage.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    let arguments = arguments.flatMap(Self.separated)
    if let name = arguments.first,
      let verb = LRViz.verbs.first(where: { $0.configuration.commandName == name }),
      let command = try? verb.parseAsRoot(Array(arguments.dropFirst())), type(of: command) == verb
    {
      return command
    }
    return try LRViz.parseAsRoot(arguments)
  }

  /// ArgumentParser drops the value of `--best=wsd:linear`, as `--best` may stand alone.
  private static func separated(_ argument: String) -> [String] {
    argument.hasPrefix("--best=") ? ["--best", String(argument.dropFirst("--best=".count))] : [argument]
  }

  /// Help and the version are no errors and go to stdout.
  private static func report(_ error: any Error) -> Int32 {
    let status = LRViz.exitCode(for: error).rawValue
    guard status == ExitStatus.done.rawValue else {
      StandardError.say(LRViz.message(for: error))
      return status
    }
    do { try tell(LRViz.fullMessage(for: error)) } catch {
      StandardError.say(error.message)
      return error.status.rawValue
    }
    return status
  }

  private static func tell(_ text: String) throws(CommandError) {
    var output = ByteSink.standardOutput()
    try output.write(text + "\n")
    try output.flush()
  }
}
