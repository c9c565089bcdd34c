/// A script with another scheduler in the place of one that it builds, as a unified diff: the call is exchanged where it
/// stands, with the script's own name of the optimizer, its way of naming classes, and its indentation.
public struct ScriptPatch {
  private let source: String
  let text: PythonTokens
  let call: PastedCall

  /// - Parameters:
  ///   - source: the script.
  ///   - pasted: a schedule that was read from it.
  /// - Throws: where the rates are set by hand, or the scheduler is built without a call of its name.
  public init(_ source: String, replacing pasted: PastedSchedule) throws(SpecError) {
    self.source = source
    let tokens = ScriptSource(source).tokens
    text = tokens
    guard let offset = pasted.offset, let call = PastedCall(in: tokens, at: offset) else {
      throw SpecError(
        "no call builds this schedule, so that none can be put in its place", line: pasted.line, column: 1,
        hint: "lrviz code --format pytorch writes the whole")
    }
    // What its second value is to be nobody can say.
    if call.name.lastPart.hasPrefix("create_scheduler") {
      throw tokens.error(
        "\(call.name.lastPart)() gives a scheduler and a number of epochs, so that no other call can stand in its place",
        at: offset, hint: "lrviz code --format pytorch writes the scheduler")
    }
    self.call = call
  }

  /// The diff that puts a schedule in the call's place.
  ///
  /// - Parameters:
  ///   - schedule: what is to be built instead.
  ///   - context: what surrounds it, by which other libraries' schedules become PyTorch's.
  ///   - name: the file, as `patch` is to find it.
  /// - Throws: for a schedule that cannot be written for PyTorch.
  public func diff(
    to schedule: Schedule, in context: CodeContext, name: String
  ) throws(SchedulerError) -> SourceCode {
    let equivalent = try PyTorchEquivalent(schedule, context)
    guard let own = equivalent.schedule else {
      throw SchedulerError(
        .value,
        "\(schedule.spec) has no equivalent in PyTorch that is a call; --format pytorch writes a table")
    }
    let names = PyTorchNames(optimizer: optimizer, prefix: prefix)
    let lines = PyTorchConstruction(equivalent, names: names).lines(prefix: "")
    var edits = imports(of: own).map {
      (line: $0.line, edit: UnifiedDiff.Edit(lines: $0.line..<$0.line, replacement: [$0.text]))
    }
    let replacement = replaced(by: lines)
    edits.append((replacement.lines.lowerBound, replacement))
    edits += members.map { (line: $0.lowerBound, edit: UnifiedDiff.Edit(lines: $0, replacement: [])) }
    edits.sort { $0.line < $1.line }
    return SourceCode(
      text: UnifiedDiff(source, edits.map(\.edit)).text(name: name), note: equivalent.note, schedule: own)
  }

  // MARK: The script's own words

  /// The optimizer as it is handed over.
  private var optimizer: String {
    let argument =
      call.arguments.first { $0.keyword == "optimizer" } ?? call.arguments.first { $0.keyword == nil }
    guard let argument else { return "optimizer" }
    // `get_scheduler("linear", optimizer, …)` names its kind first.
    let positional = call.arguments.filter { $0.keyword == nil }
    let isNamedFirst =
      argument.keyword == nil && call.name.lastPart == "get_scheduler" && positional.count > 1
    return text.excerpt(isNamedFirst ? positional[1].range : argument.range)
  }

  /// Whether the call is one of PyTorch's classes, so that others of its module go by the same prefix.
  private var isTorch: Bool { Catalog.entry(named: call.name.lastPart)?.library == .pytorch }

  private var prefix: String {
    if isTorch { return call.name.withoutLastPart.map { $0 + "." } ?? "" }
    return imports("torch") ? "torch.optim.lr_scheduler." : ""
  }

  /// Whether a module is imported under its own name.
  private func imports(_ module: String) -> Bool {
    text.lines.contains { line in
      let first = Int(line.first)
      guard text.tokens[first].isKeyword(.import), text.text(text.tokens[first + 1]) == module else {
        return false
      }
      return text.tokens[first + 2].kind == .end
    }
  }

  /// The place of a line that imports a name from a module.
  private func importLine(of name: String) -> Int? {
    text.lines.indices.first { index in
      let tokens = text.tokens(ofLine: index)
      guard text.tokens[tokens.lowerBound].isKeyword(.from) else { return false }
      return tokens.contains { text.tokens[$0].kind == .word && text.text(text.tokens[$0]) == name }
    }
  }

  // MARK: Edits

  /// Lines that make the names known which the new call needs.
  private func imports(of schedule: Schedule) -> [(line: Int, text: String)] {
    var needed: [String] = []
    if prefix.isEmpty {
      // A class of the old call's name is known already, wherever it comes from.
      let known = call.name.lastPart
      for member in schedule.withMembers where member.name != known && importLine(of: member.name) == nil {
        let line = "from \(member.entry.module) import \(member.name)"
        if !needed.contains(line) { needed.append(line) }
      }
    }
    for module in ["functools", "math"] where schedule.spec.contains(module + ".") && !imports(module) {
      needed.append("import " + module)
    }
    if needed.isEmpty { return [] }
    // Below the import of the old class, else above the statement.
    let statement = text.lineIndex(at: call.range.lowerBound)
    let old = importLine(of: call.name.lastPart).flatMap { $0 < statement ? $0 : nil }
    let place: Int
    let indentation: String
    if let old {
      let last = text.tokens(ofLine: old).last.map { Int(text.tokens[$0].start) } ?? 0
      place = text.line(of: last)
      indentation = margin(ofLine: text.line(of: Int(text.tokens[Int(text.lines[old].first)].start)) - 1)
    } else {
      place = text.line(of: Int(text.tokens[Int(text.lines[statement].first)].start)) - 1
      indentation = margin(ofLine: place)
    }
    return needed.sorted().map { (place, indentation + $0 + carriageReturn) }
  }

  /// The lines that the call stands in, with the new one in its place.
  private func replaced(by lines: [String]) -> UnifiedDiff.Edit {
    let (first, last) = (
      text.line(of: call.range.lowerBound) - 1, text.line(of: call.range.upperBound - 1) - 1
    )
    let before = bytes(from: start(ofLine: first), to: call.range.lowerBound)
    let after = bytes(from: call.range.upperBound, to: end(ofLine: last))
    let margin = continuation(of: margin(ofLine: first))
    let new = lines.enumerated().map { index, line in
      (index == 0 ? before : margin) + line + (index == lines.count - 1 ? after : carriageReturn)
    }
    return UnifiedDiff.Edit(lines: first..<last + 1, replacement: new)
  }

  private func bytes(from start: Int, to end: Int) -> String {
    String(decoding: source.utf8.dropFirst(start).prefix(max(0, end - start)), as: UTF8.self)
  }

  private func start(ofLine line: Int) -> Int { text.start(ofLine: line + 1) }

  /// Without the break.
  private func end(ofLine line: Int) -> Int {
    var end = start(ofLine: line)
    let bytes = text.source
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return end
  }

  /// What stands before a line's code: its indentation, and the prompt or the sign of a diff, which is blank to the reader.
  private func margin(ofLine line: Int) -> String {
    let start = start(ofLine: line)
    let rest = text.source[start..<end(ofLine: line)]
    let end = rest.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? rest.endIndex
    return bytes(from: start, to: end)
  }

  /// The margin of the lines that go on with a statement: the shell has other prompts for them.
  private func continuation(of margin: String) -> String {
    guard margin.hasPrefix("In ["), let colon = margin.firstIndex(of: ":") else {
      return margin.split(separator: ">>>", omittingEmptySubsequences: false).joined(separator: "...")
    }
    let prompt = margin[...colon]
    return String(repeating: " ", count: max(0, prompt.count - 4)) + "...:" + margin[prompt.endIndex...]
  }

  /// Where lines end in two bytes the new ones do too.
  private var carriageReturn: String {
    let end = end(ofLine: text.line(of: call.range.lowerBound) - 1)
    return end > 0 && text.source[end - 1] == UInt8(ascii: "\r") ? "\r" : ""
  }
}

extension PythonTokens {
  fileprivate func excerpt(_ range: Range<Int>) -> String { excerpt(range.lowerBound, range.upperBound) }
}
