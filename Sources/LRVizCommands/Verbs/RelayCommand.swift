import ArgumentParser
import Following

#if canImport(Glibc)
  import Glibc
#endif

/// What `lrviz watch host:PATH` runs on the other machine. Nobody types it, so no list has it.
struct RelayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relay",
    abstract: "Reads logs for an lrviz on another machine, which asks on standard input.",
    shouldDisplay: false)

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp("What both must speak: \(RelayProtocol.version).", valueName: "N"))
  var version: Int?

  func run() throws {
    guard let version else {
      throw CommandError.usage(
        "'relay' is what 'lrviz watch host:PATH' runs on the other machine; did you mean 'replay'?")
    }
    guard version == RelayProtocol.version else {
      throw CommandError.usage("--protocol \(version): this lrviz speaks \(RelayProtocol.version)")
    }
    guard let request = RelayRequest(try InputFile.text("-").utf8) else {
      throw CommandError.usage("what came on standard input is no request of 'lrviz watch host:PATH'")
    }
    guard let server = RelayServer(request, output: STDOUT_FILENO) else {
      throw CommandError("no pipe: \(String(cString: strerror(errno)))", .inputOutput)
    }
    // Who no longer reads is seen by the write that fails.
    signal(SIGPIPE, SIG_IGN)
    server.run()
  }
}
