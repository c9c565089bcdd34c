import LRSchedulers

/// What a shell script may configure: the commands that it runs, and the files that it writes for them.
struct ShellParts {
  private let document: ConfigurationText
  private let shell: ShellWords

  init(_ document: ConfigurationText) {
    self.document = document
    var given: [String: String] = [:]
    for definition in document.options.definitions { given[definition.name] = definition.value }
    shell = ShellWords(document.text, given: given)
  }

  var all: [ConfigurationPart] {
    let run = commands
    return (run.isEmpty ? strings : run) + documents
  }

  /// Commands that only write what they are given. What is shown before it is run is no second run.
  private static let writers: Set<String> = ["echo", "printf"]

  private var commands: [ConfigurationPart] {
    zip(shell.commands, shell.environments).compactMap { command, environment in
      guard let first = command.first, !Self.writers.contains(first.text) else { return nil }
      return part(of: command, environment)
    }
  }

  /// The flags that a script only puts together, for others to run: `export ARGS="--lr 1e-4 …"`.
  private var strings: [ConfigurationPart] {
    let flags = shell.variables.values.filter { words in
      words.count > 1 && words.contains { $0.text.hasPrefix("--") }
    }
    return flags.sorted { $0[0].line < $1[0].line }.compactMap { part(of: $0, [:]) }
  }

  private func part(of command: [ShellWords.Word], _ environment: [String: String]) -> ConfigurationPart? {
    let line = CommandLine(ShellRedirections.removed(from: command))
    guard !line.entries.isEmpty else { return nil }
    var part = ConfigurationPart(line, line: command.first?.line ?? 1)
    part.environment = environment
    return part
  }

  private var documents: [ConfigurationPart] {
    shell.documents.flatMap { file -> [ConfigurationPart] in
      let inner = ConfigurationText(text: file.text, options: document.options)
      guard let form = inner.form, form == .yaml || form == .json || form == .toml,
        let parts = try? inner.parts(as: form)
      else { return [] }
      return parts.map { part in
        var part = part
        part.entries = part.entries.map { entry in
          ScriptSetting.Entry(entry.key, entry.setting.relined { $0 + file.line - 1 })
        }
        part.line = file.line
        return part
      }
    }
  }
}
