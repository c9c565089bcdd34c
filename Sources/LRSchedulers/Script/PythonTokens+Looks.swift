/// What lines of a script look like, token by token.
extension PythonTokens {
  private func isWord(_ index: Int, among words: [StaticString]) -> Bool {
    tokens.indices.contains(index) && words.contains { isWord(tokens[index], $0) }
  }

  private func isSymbol(_ index: Int, _ code: UInt8) -> Bool {
    tokens.indices.contains(index) && tokens[index].isSymbol(code)
  }

  // MARK: Texts

  private static let textMethods: [StaticString] = [
    "lower", "upper", "casefold", "strip", "startswith", "endswith",
  ]

  /// Whether lines treat a name as a text: `name == "sgd"`, `name in ("sgd", "adam")`, `name.lower()`.
  func treats(_ name: String, asTextIn lines: Range<Int>) -> Bool {
    lines.contains { line in
      line < self.lines.count
        && tokens(ofLine: line).contains { index in
          tokens[index].kind == .word && text(tokens[index]) == name
            && !isSymbol(index - 1, UInt8(ascii: ".")) && isTreatedAsText(index)
        }
    }
  }

  private func isTreatedAsText(_ index: Int) -> Bool {
    if isSymbol(index + 1, UInt8(ascii: ".")) { return isWord(index + 2, among: Self.textMethods) }
    if isEquality(index + 1) { return isString(index + 2) }
    if isEquality(index - 1) { return isString(index - 2) }
    guard tokens.indices.contains(index + 1), tokens[index + 1].isKeyword(.in) else { return false }
    let isOpened = "([{".utf8.contains { isSymbol(index + 2, $0) }
    return isString(isOpened ? index + 3 : index + 2)
  }

  private func isEquality(_ index: Int) -> Bool {
    isSymbol(index, PythonSymbol.equal) || isSymbol(index, PythonSymbol.notEqual)
  }

  private func isString(_ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .string
  }

  /// How often a word stands in the text, attributes too.
  func count(ofWord word: String) -> Int { tokens.count { $0.kind == .word && text($0) == word } }

  /// Whether lines name something that is no attribute.
  func mentions(_ name: String, in lines: Range<Int>) -> Bool {
    lines.contains { line in
      line < self.lines.count
        && tokens(ofLine: line).contains { index in
          tokens[index].kind == .word && text(tokens[index]) == name
            && !isSymbol(index - 1, UInt8(ascii: "."))
        }
    }
  }

  /// The call that begins with a dotted name at an offset, up to the bracket that closes it: `find()` of `find().epochs`; nil where none does.
  func callAlone(at offset: Int) -> String? {
    guard !lines.isEmpty else { return nil }
    var rest = tokens(ofLine: lineIndex(at: offset)).drop { Int(tokens[$0].start) < offset }
    guard let first = rest.first, Int(tokens[first].start) == offset, tokens[first].kind == .word else {
      return nil
    }
    rest = rest.drop { tokens[$0].kind == .word || tokens[$0].isSymbol(UInt8(ascii: ".")) }
    guard let open = rest.first, tokens[open].isSymbol(UInt8(ascii: "(")) else { return nil }
    var depth = 0
    for index in rest where tokens[index].kind == .symbol {
      if "([{".utf8.contains(tokens[index].code) { depth += 1 }
      if ")]}".utf8.contains(tokens[index].code) { depth -= 1 }
      if depth == 0 { return excerpt(offset, Int(tokens[index].end)) }
    }
    return nil
  }

  /// Whether an item is taken somewhere: `options["gamma"]`, whatever its quotes are.
  func takesItem(_ item: String) -> Bool {
    let wanted = item.utf8.map { $0 == UInt8(ascii: "\"") ? UInt8(ascii: "'") : $0 }
    guard let first = wanted.first, source.count >= wanted.count else { return false }
    return tokens.contains { token in
      let start = Int(token.start)
      guard token.kind == .word, start + wanted.count <= source.count, source[start] == first else {
        return false
      }
      return wanted.indices.allSatisfy { index in
        let byte = source[start + index]
        return wanted[index] == byte || byte == UInt8(ascii: "\"") && wanted[index] == UInt8(ascii: "'")
      }
    }
  }

  /// Whether lines define a function.
  func defines(_ lines: Range<Int>) -> Bool {
    lines.contains { $0 < self.lines.count && tokens[Int(self.lines[$0].first)].isKeyword(.def) }
  }

  // MARK: Keras

  private static let kerasCallbacks: [StaticString] = [
    "EarlyStopping", "ModelCheckpoint", "TensorBoard", "CSVLogger",
  ]

  /// Whether callbacks of Keras are made somewhere.
  var makesKerasCallbacks: Bool {
    tokens.indices.contains { isSymbol($0 + 1, UInt8(ascii: "(")) && isWord($0, among: Self.kerasCallbacks) }
  }

  private static let rateNames: [StaticString] = ["lr", "learning_rate"]

  private static let kerasCalls: [StaticString] = ["set_value", "get_value", "assign", "numpy", "read_value"]

  /// Whether a call sets or reads the rate of an optimizer of Keras somewhere.
  var namesKerasRates: Bool {
    tokens.indices.contains { isSymbol($0 + 1, UInt8(ascii: "(")) && isWord($0, among: Self.kerasCalls) }
  }

  /// Whether a word is that of `K.set_value(model.optimizer.lr, rate)` or `optimizer.learning_rate.assign(rate)`.
  func setsKerasRate(at index: Int) -> Bool {
    // `self.model.optimizer.lr = rate`
    if isSymbol(index + 1, UInt8(ascii: "=")), isWord(index, among: Self.rateNames),
      isSymbol(index - 1, UInt8(ascii: ".")), isWord(index - 2, among: ["optimizer"]),
      isSymbol(index - 3, UInt8(ascii: ".")), isWord(index - 4, among: ["model"])
    {
      return true
    }
    guard isSymbol(index + 1, UInt8(ascii: "(")) else { return false }
    if isWord(tokens[index], "assign") {
      return isWord(index - 2, among: Self.rateNames) || isAssignedRate(index + 2)
    }
    guard isWord(tokens[index], "set_value") else { return false }
    var next = index + 2
    while tokens.indices.contains(next), tokens[next].kind == .word {
      if isSymbol(next + 1, UInt8(ascii: ",")) { return isWord(next, among: Self.rateNames) }
      guard isSymbol(next + 1, UInt8(ascii: ".")) else { return false }
      next += 2
    }
    return false
  }

  /// Whether it is the rate that `tf.assign(self.lr, rate)` sets.
  private func isAssignedRate(_ index: Int) -> Bool {
    var next = index
    while isSymbol(next + 1, UInt8(ascii: ".")) { next += 2 }
    guard tokens.indices.contains(next), tokens[next].kind == .word else { return false }
    return isSymbol(next + 1, UInt8(ascii: ",")) && ScriptInterpreter.namesRate(text(tokens[next]))
  }

  // MARK: Rates that are returned

  private static let returnedNames: [StaticString] = [
    "lr", "learning_rate", "new_lr", "cur_lr", "current_lr", "lr_t", "step_lr", "epoch_lr", "base_lr",
  ]

  /// Whether a `return` in lines gives what is called a rate: `return lr`, `return jnp.asarray(lr)`.
  func returnsRate(_ lines: Range<Int>) -> Bool {
    lines.contains { line in
      guard line < self.lines.count, tokens[Int(self.lines[line].first)].isKeyword(.return) else {
        return false
      }
      return tokens(ofLine: line).contains { index in
        isWord(index, among: Self.returnedNames) && !isSymbol(index - 1, UInt8(ascii: "."))
          && !isSymbol(index + 1, UInt8(ascii: "("))
      }
    }
  }
}
