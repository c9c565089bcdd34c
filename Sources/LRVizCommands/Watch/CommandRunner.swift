import Following

#if canImport(Glibc)
  import Glibc
#endif

/// Runs a program for alerts: without a shell, with nothing on its standard streams, and without waiting for it.
struct CommandRunner {
  /// So many at once; more alerts than these wait, and more than wait are dropped.
  private static let most = 8
  private static let mostWaiting = 64
  private static let lookAgain = 1.0

  private let words: [String]
  private var children: [pid_t] = []
  private var waiting: [[String: String]] = []
  private var problems: [String] = []

  /// - Parameter words: the program, looked for in `PATH`, and its arguments; none for no program.
  init(_ words: [String]) {
    self.words = words
  }

  /// When to see whether programs have ended; nil while none runs.
  var nextLook: Double? { children.isEmpty ? nil : WallClock.now + Self.lookAgain }

  mutating func takeProblems() -> [String] {
    defer { problems = [] }
    return problems
  }

  mutating func run(_ values: [String: String]) {
    guard !words.isEmpty else { return }
    if waiting.count < Self.mostWaiting {
      waiting.append(values)
    } else {
      problems.append("more alerts than '\(words[0])' can be run for: one is dropped")
    }
    startWaiting()
  }

  /// Takes note of the programs that have ended, and starts those that wait.
  mutating func reap() {
    children.removeAll { child in
      var status: Int32 = 0
      return waitpid(child, &status, WNOHANG) != 0
    }
    startWaiting()
  }

  private mutating func startWaiting() {
    while children.count < Self.most, !waiting.isEmpty { start(waiting.removeFirst()) }
  }

  private mutating func start(_ values: [String: String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for stream: Int32 in [1, 2] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    var argv = words.map { strdup($0) } + [nil]
    var envp = Self.environment(values).map { strdup($0) } + [nil]
    defer { for text in argv + envp { free(text) } }
    var child: pid_t = 0
    let failure = ChildAttributes.with { posix_spawnp(&child, words[0], &actions, $0, &argv, &envp) }
    if failure == 0 {
      children.append(child)
    } else {
      problems.append("'\(words[0])' cannot be run: \(String(cString: strerror(failure)))")
    }
  }

  /// The environment of this program with the values in the place of variables of their names.
  private static func environment(_ values: [String: String]) -> [String] {
    var lines: [String] = []
    var place = environ
    while let text = place.pointee {
      let line = String(cString: text)
      let name = line.prefix { $0 != "=" }
      if values[String(name)] == nil { lines.append(line) }
      place += 1
    }
    return lines + values.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
  }
}

/// A command line cut into words, at blanks; quotes keep blanks, and a backslash the character behind it. Nothing else of
/// a shell's means anything.
enum CommandLineWords {
  static func split(_ line: String) throws(CommandError) -> [String] {
    var (words, word, quote) = ([String](), String?.none, Character?.none)
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        (quote, word) = (character, word ?? "")
      } else if character.isWhitespace {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else { throw .usage("--on-alert '\(line)': a quote never ends") }
    if let word { words.append(word) }
    guard let first = words.first, !first.isEmpty else {
      throw .usage("--on-alert '\(line)': expected a program and its arguments")
    }
    return words
  }
}
