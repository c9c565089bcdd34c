import Testing

@testable import LRVizCommands

/// Words on the command line of `watch`.
@Suite struct WatchWordsTests {
  static let commands: [(String, [String])] = [
    ("notify", ["notify"]), ("  a   b ", ["a", "b"]), ("say 'it is' \"a b\"", ["say", "it is", "a b"]),
    ("a\\ b c", ["a b", "c"]), ("a '' b", ["a", "", "b"]), ("x'y'z", ["xyz"]), ("'a\\b'", ["a\\b"]),
    ("a $HOME `x` ; rm", ["a", "$HOME", "`x`", ";", "rm"]),
  ]

  @Test(arguments: commands) func commandsAreCutAtBlanks(line: String, words: [String]) throws {
    #expect(try CommandLineWords.split(line) == words)
  }

  @Test(arguments: ["", "   ", "'a", "a\\", "\"", "'' x"]) func whatIsNoCommandIsRefused(line: String) {
    #expect(throws: CommandError.self) { try CommandLineWords.split(line) }
  }

  static let remotes: [(String, String?, String)] = [
    ("host:run.csv", "host", "run.csv"), ("me@host:/a/b", "me@host", "/a/b"), ("host:", "host", ""),
    ("a.b-c:~/x y", "a.b-c", "~/x y"), ("/tmp:x", nil, ""), ("./a:b", nil, ""), (":x", nil, ""),
    ("-oProxyCommand=x:y", nil, ""), ("a b:c", nil, ""), ("run.csv", nil, ""), ("h$(x):y", nil, ""),
  ]

  @Test(arguments: remotes) func pathsOfOtherMachines(text: String, host: String?, path: String) {
    let remote = RemotePath(text)
    #expect(remote?.host == host)
    if host != nil { #expect(remote?.path == path) }
  }
}
