import LRSchedulers

/// What is said where scripts leave names open: all of them at once, and the command to run.
struct MissingReport {
  private let open: [(text: SpecText, error: SpecError)]
  private let specs: [String]

  init(_ open: [(SpecText, SpecError)], specs: [String]) {
    self.open = open.map { (text: $0.0, error: $0.1) }
    self.specs = specs
  }

  var error: CommandError {
    var error = CommandError.usage(text)
    error.missing = names
    return error
  }

  private var names: [MissingName] {
    var names: [MissingName] = []
    for (_, error) in open {
      for name in error.missing where !names.contains(where: { $0.name == name.name }) { names.append(name) }
    }
    return names
  }

  private var text: String {
    let count = names.count
    let what = names.contains { $0.lines.isEmpty } ? "configuration" : "script"
    var lines = [count == 1 ? "the \(what) leaves a name open:" : "the \(what) leaves \(count) names open:"]
    let width = names.map { $0.name.count }.max() ?? 0
    for (text, error) in open {
      for name in error.missing { lines.append("  " + line(name, in: text, width: width)) }
    }
    lines.append("give their values, as in")
    lines.append("  " + command)
    return lines.joined(separator: "\n")
  }

  private func line(_ name: MissingName, in text: SpecText, width: Int) -> String {
    let padding = String(repeating: " ", count: max(0, width - name.name.count))
    var places = name.lines.prefix(4).map(text.place).joined(separator: ", ")
    if name.lines.count > 4 { places += ", …" }
    let file = open.count > 1 ? text.file.map { $0 + ", " } ?? "" : ""
    if name.usedFor == "scheduler" {
      let named = name.guess?.className.map { "perhaps \($0), or another class" } ?? "a class"
      return
        "\(name.name)\(padding)  \(file)\(places), a scheduler that is not in the text: \(named) that takes the same arguments, or a SPEC such as \(example(name))"
    }
    let purpose = name.usedFor.isEmpty ? "" : ", for \(name.usedFor)"
    let others =
      name.alternatives.isEmpty ? "" : ", or " + name.alternatives.map(\.python).joined(separator: ", ")
    let guess = name.guess.map { " (perhaps \($0.python)\(others))" } ?? ""
    // What stands outside of a configuration is in no line of it.
    let what = places.isEmpty ? "for \(name.usedFor)" : places + purpose
    return "\(name.name)\(padding)  \(file)\(what)\(guess)"
  }

  private func example(_ name: MissingName) -> String {
    if case .schedule(let schedule)? = name.guess { return schedule.spec }
    return "StepLR(step_size=30)"
  }

  private var command: String {
    let files = open.map { $0.text.file ?? "…" }
    let given = names.map { name in
      let isScheduler = name.usedFor == "scheduler"
      let value = (isScheduler ? name.guess?.className : nil) ?? name.guess?.python ?? "…"
      return name.option.map { "\($0) \(value)" } ?? "--define " + Self.quoted("\(name.name)=\(value)")
    }
    let loaders =
      names.contains { $0.name.hasPrefix("len(") && $0.name.lowercased().contains("load") }
      ? [" (or --steps-per-epoch K for the length of a loader)"] : []
    return "lrviz print " + (files.map(Self.quoted) + given).joined(separator: " ") + loaders.joined()
  }

  /// As a shell takes it; what is put in for the dots follows.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte > 0x7F || byte == 0x5F || "0123456789-./=:,".utf8.contains(byte)
        || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    }
    return isPlain
      ? text
      : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

extension ParameterValue {
  /// The name of a class that is a guess.
  fileprivate var className: String? { if case .string(let name) = self { name } else { nil } }
}
