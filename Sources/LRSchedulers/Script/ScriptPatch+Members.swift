/// Schedulers that were built for the one that goes.
extension ScriptPatch {
  /// The lines of statements that build what only the call uses: `warmup = LinearLR(…)`. To be built is enough for a scheduler
  /// to set the optimizer's rates, so that they cannot stay.
  var members: [Range<Int>] {
    let names = Set(call.arguments.flatMap { words(in: $0.range) })
    if names.isEmpty { return [] }
    var uses: [String: Int] = [:]
    for token in text.tokens where token.kind == .word {
      let word = text.text(token)
      if names.contains(word) { uses[word, default: 0] += 1 }
    }
    return text.lines.indices.compactMap { line in
      guard let name = schedulerBuilt(inLine: line), names.contains(name), uses[name] == 2, !isAlone(line)
      else { return nil }
      return lines(ofLine: line)
    }
  }

  private func words(in range: Range<Int>) -> [String] {
    text.tokens.lazy.filter { $0.kind == .word && range.contains(Int($0.start)) }.map(text.text)
  }

  /// The name that a line gives a scheduler, where it does nothing else.
  private func schedulerBuilt(inLine line: Int) -> String? {
    let tokens = text.tokens[text.tokens(ofLine: line)]
    guard let first = tokens.first, first.kind == .word, first.code == 0,
      tokens.dropFirst().first?.isSymbol(UInt8(ascii: "=")) == true
    else { return nil }
    let callee = tokens.dropFirst(2).prefix { $0.kind == .word || $0.isSymbol(UInt8(ascii: ".")) }
    let last = tokens.last { $0.kind != .end }
    guard let name = callee.last, ScriptLibraries.schedulerNames.contains(text.text(name)),
      last?.isSymbol(UInt8(ascii: ")")) == true,
      !tokens.contains(where: { $0.isSymbol(UInt8(ascii: ";")) })
    else { return nil }
    return text.text(first)
  }

  /// Whether it is all that stands in its block.
  private func isAlone(_ line: Int) -> Bool {
    let parent = Int(text.lines[line].parent)
    guard parent >= 0 else { return false }
    return Int(text.lines[parent].blockEnd) - parent == 2
  }

  /// The lines of the text that a logical line takes, counted from 0.
  private func lines(ofLine line: Int) -> Range<Int>? {
    let tokens = text.tokens[text.tokens(ofLine: line)]
    guard let first = tokens.first, let last = tokens.last(where: { $0.kind != .end }) else { return nil }
    return text.line(of: Int(first.start)) - 1..<text.line(of: Int(last.end) - 1)
  }
}
