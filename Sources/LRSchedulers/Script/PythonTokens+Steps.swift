/// Where a script steps what it has built, as far as its lines show that.
extension PythonTokens {
  /// Whether what goes by a name is stepped with every batch, going by the loops around its calls of `step`, as those of
  /// `self.scheduler.step()` in another method than the one that builds it; nil where no line says so, or they say both.
  func stepsWithBatches(_ name: String) -> Bool? {
    let name = name.lastPart
    var found: Set<Bool> = []
    for index in tokens.indices.dropLast(3)
    where tokens[index].kind == .word && tokens[index + 1].isSymbol(UInt8(ascii: "."))
      && isWord(tokens[index + 2], "step") && tokens[index + 3].isSymbol(UInt8(ascii: "("))
      && text(tokens[index]) == name
    {
      if let isBatch = isInLoopOverBatches(lineIndex(at: Int(tokens[index].start))) { found.insert(isBatch) }
    }
    return found.count == 1 ? found.first : nil
  }

  /// Functions that call each other are followed so far.
  private static let maximumCallers = 3

  /// Whether the innermost loop around a line goes over batches, or that around the calls of its function; nil where there is none.
  private func isInLoopOverBatches(_ line: Int, depth: Int = 0) -> Bool? {
    var next = Int(lines[line].parent)
    while next >= 0 {
      let first = tokens[Int(lines[next].first)]
      if first.isKeyword(.def) { return isCalledWithBatches(text(tokens[Int(lines[next].first) + 1]), depth) }
      if first.isKeyword(.for) { return goesOverBatches(next) }
      next = Int(lines[next].parent)
    }
    return nil
  }

  private func isCalledWithBatches(_ function: String, _ depth: Int) -> Bool? {
    if depth >= Self.maximumCallers { return nil }
    var found: Set<Bool> = []
    for index in tokens.indices.dropLast().dropFirst()
    where tokens[index].kind == .word && tokens[index + 1].isSymbol(UInt8(ascii: "("))
      && !tokens[index - 1].isKeyword(.def) && text(tokens[index]) == function
    {
      let line = lineIndex(at: Int(tokens[index].start))
      if let isBatch = isInLoopOverBatches(line, depth: depth + 1) { found.insert(isBatch) }
    }
    return found.count == 1 ? found.first : nil
  }

  /// Whether the header of a loop names a loader, or batches; one that counts epochs does not.
  private func goesOverBatches(_ header: Int) -> Bool {
    let words = tokens(ofLine: header).filter { tokens[$0].kind == .word }.map {
      text(tokens[$0]).lowercased()
    }
    if words.contains(where: { $0.holds("epoch") }) { return false }
    return words.contains { PythonCall.isLoader($0[...]) || $0.holds("batch") }
  }

  /// Where the expression begins in which a dot stands at an offset: the bracket of `names["a"].get(key)`, and what is before it.
  func beginning(ofWhatHasDotAt offset: Int) -> Int {
    guard !lines.isEmpty,
      var index = tokens(ofLine: lineIndex(at: offset)).first(where: { tokens[$0].start == offset }),
      tokens[index].isSymbol(UInt8(ascii: "."))
    else { return offset }
    let first = Int(lines[lineIndex(at: offset)].first)
    while index > first {
      index = operand(endingAt: index - 1, from: first)
      guard index > first, tokens[index - 1].isSymbol(UInt8(ascii: ".")) else { break }
      index -= 1
    }
    return Int(tokens[index].start)
  }

  /// Where a name, with what it is called with and its subscripts, begins that ends with a token.
  private func operand(endingAt last: Int, from first: Int) -> Int {
    var index = last
    while index >= first, ")]".utf8.contains(where: { tokens[index].isSymbol($0) }) {
      var depth = 0
      while index >= first {
        if ")]}".utf8.contains(where: { tokens[index].isSymbol($0) }) { depth += 1 }
        if "([{".utf8.contains(where: { tokens[index].isSymbol($0) }) { depth -= 1 }
        if depth == 0 { break }
        index -= 1
      }
      guard index > first,
        tokens[index - 1].kind == .word || ")]".utf8.contains(where: { tokens[index - 1].isSymbol($0) })
      else { return max(index, first) }
      index -= 1
    }
    return max(index, first)
  }
}
