/// What a script is about, by its words.
extension PythonTokens {
  /// The index of the line in which a byte stands.
  func lineIndex(at offset: Int) -> Int {
    var (low, high) = (0, lines.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if Int(tokens[Int(lines[middle].first)].start) <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  var hasOnlyImports: Bool {
    lines.allSatisfy { line in
      let token = tokens[Int(line.first)]
      return token.isKeyword(.import) || token.isKeyword(.from)
    }
  }

  /// The call that stands at an offset, else what stands there up to a comma, a colon or a closing bracket.
  func expression(at offset: Int) -> String {
    if let call = call(at: offset) { return call }
    var (position, depth) = (offset, 0)
    while position < source.count, position - offset < 200 {
      let byte = source[position]
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
      if depth < 0 || (depth == 0 && ",:\n".utf8.contains(byte)) { break }
      position += 1
    }
    return excerpt(offset, position)
  }

  /// The call that begins at an offset, without what stands behind it: `find()` of `find()["epoch"]`.
  func plainCall(at offset: Int) -> String {
    var (position, depth) = (offset, 0)
    while position < source.count, position - offset < 200 {
      let byte = source[position]
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
      position += 1
      let next = position < source.count ? source[position] : 0
      if depth <= 0, byte == UInt8(ascii: ")"), next != UInt8(ascii: "."), next != UInt8(ascii: "(") { break }
    }
    return excerpt(offset, position)
  }

  /// `names.of["what"].is(called)` without what is done with its value; nil where no such call stands there.
  private func call(at offset: Int) -> String? {
    var (position, depth, last) = (offset, 0, UInt8(ascii: " "))
    guard position < source.count, source[position].isWordStart else { return nil }
    while position < source.count, position - offset < 200 {
      let byte = source[position]
      if depth == 0, !(byte.isWordStart || byte.isDigit || ".([".utf8.contains(byte)) { break }
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
      (position, last) = (position + 1, byte)
    }
    return depth == 0 && last == UInt8(ascii: ")") ? excerpt(offset, position) : nil
  }

  func tokens(ofLine line: Int) -> Range<Int> {
    let first = Int(lines[line].first)
    let end = line + 1 < lines.count ? Int(lines[line + 1].first) : tokens.count
    return first..<end
  }

  /// Whether the words of a token are these letters.
  func isWord(_ token: PythonToken, _ word: StaticString) -> Bool {
    let length = Int(token.end - token.start)
    guard token.kind == .word, length == word.utf8CodeUnitCount else { return false }
    for index in 0..<length where source[Int(token.start) + index] != word.utf8Start[index] { return false }
    return true
  }

  /// Whether a word contains some letters.
  private func contains(_ token: PythonToken, _ part: StaticString) -> Bool {
    let (length, width) = (Int(token.end - token.start), part.utf8CodeUnitCount)
    guard token.kind == .word, length >= width else { return false }
    for start in 0...(length - width) {
      var index = 0
      while index < width {
        let byte = source[Int(token.start) + start + index]
        guard byte == part.utf8Start[index] || byte | 0x20 == part.utf8Start[index] else { break }
        index += 1
      }
      if index == width { return true }
    }
    return false
  }

  func words(in lines: Range<Int>) -> ScriptInterpreter.Words {
    var words = ScriptInterpreter.Words()
    for line in lines where line < self.lines.count && !(words.learns && words.setsRates) {
      for index in tokens(ofLine: line) where tokens[index].kind == .word {
        let token = tokens[index]
        let setsKerasRate = setsKerasRate(at: index)
        if contains(token, "param_group") || setsKerasRate { words.setsRates = true }
        let isCall = tokens[index + 1].isSymbol(UInt8(ascii: "("))
        if isWord(token, "backward") || isWord(token, "zero_grad")
          || isWord(token, "step") && isOfOptimizer(index)
        {
          words.learns = true
        }
        if isWord(token, "step") && isCall && index > 0 && tokens[index - 1].isSymbol(UInt8(ascii: "."))
          || isWord(token, "backward") || isWord(token, "zero_grad") || contains(token, "param_group")
          || setsKerasRate
          || (isCall && (contains(token, "adjust") || contains(token, "train") || contains(token, "set_l")))
        {
          words.trains = true
        }
      }
    }
    return words
  }

  /// Whether it is a method of what is called an optimizer: `optimizer.step`, `self.opt.step`.
  private func isOfOptimizer(_ index: Int) -> Bool {
    guard index > 1, tokens[index - 1].isSymbol(UInt8(ascii: ".")) else { return false }
    return contains(tokens[index - 2], "optim") || isWord(tokens[index - 2], "opt")
  }

  /// Whether lines build a scheduler, or mention one.
  func mentionsScheduler(in lines: Range<Int>) -> Bool {
    lines.contains { $0 < self.lines.count && mentionsScheduler($0) }
  }

  /// Whether a line calls what looks like a scheduler, or gives one a value.
  func mentionsScheduler(_ line: Int) -> Bool {
    for index in tokens(ofLine: line) where tokens[index].kind == .word {
      let token = tokens[index]
      let next = tokens[index + 1]
      if next.isSymbol(UInt8(ascii: "(")), ScriptLibraries.looksLikeScheduler(text(token)) { return true }
      if next.isSymbol(UInt8(ascii: "=")), ScriptLibraries.holdsScheduler(text(token)) { return true }
    }
    return false
  }

  /// The names of what is called somewhere, and not only defined.
  var calledNames: CalledNames { calledNames(among: tokens.indices.dropLast()) }

  /// The names of what lines call.
  func calledNames(in lines: Range<Int>) -> CalledNames {
    guard let first = lines.first, first < self.lines.count else { return CalledNames() }
    let last = min(lines.upperBound, self.lines.count) - 1
    return calledNames(among: tokens(ofLine: first).lowerBound..<tokens(ofLine: last).upperBound - 1)
  }

  private func calledNames(among range: Range<Int>) -> CalledNames {
    var names = CalledNames()
    for index in range where tokens[index + 1].isSymbol(UInt8(ascii: "(")) {
      guard tokens[index].kind == .word, index == 0 || !tokens[index - 1].isKeyword(.def) else { continue }
      guard index > 1, tokens[index - 1].isSymbol(UInt8(ascii: ".")) else {
        names.functions.insert(text(tokens[index]))
        continue
      }
      // `self.net.train()` is no call of a method of the text's own.
      let isOwn = index < 3 || !tokens[index - 3].isSymbol(UInt8(ascii: "."))
      if isOwn { names.methods.insert(text(tokens[index])) }
    }
    return names
  }

  /// The functions that lines define which set the rates of parameter groups.
  var rateSetters: Set<String> {
    var names: Set<String> = []
    for (index, line) in lines.enumerated() where tokens[Int(line.first)].isKeyword(.def) {
      if words(in: index + 1..<Int(line.blockEnd)).setsRates {
        names.insert(text(tokens[Int(line.first) + 1]))
      }
    }
    return names
  }

  /// Whether lines call one of some functions.
  func calls(_ names: Set<String>, in lines: Range<Int>) -> Bool {
    if names.isEmpty { return false }
    for line in lines where line < self.lines.count {
      for index in tokens(ofLine: line)
      where tokens[index].kind == .word && tokens[index + 1].isSymbol(UInt8(ascii: "(")) {
        if names.contains(text(tokens[index])) { return true }
      }
    }
    return false
  }

  /// Whether a function calls one of some others.
  func calls(_ names: Set<String>, in function: ScriptFunction) -> Bool {
    guard case .suite(.lines(let range)) = function.body else { return false }
    return calls(names, in: range)
  }

  /// Whether the lines of a function's body yield something, and not those of a function within it.
  func yields(_ lines: Range<Int>) -> Bool {
    var line = lines.lowerBound
    while line < min(lines.upperBound, self.lines.count) {
      let tokens = tokens(ofLine: line)
      if self.tokens[tokens.lowerBound].isKeyword(.def) {
        line = max(line + 1, Int(self.lines[line].blockEnd))
        continue
      }
      if tokens.contains(where: { self.tokens[$0].isKeyword(.yield) }) { return true }
      line += 1
    }
    return false
  }

  /// Whether lines may build a scheduler or set rates.
  func concernsRates(_ lines: Range<Int>) -> Bool {
    for line in lines where line < self.lines.count {
      for index in tokens(ofLine: line) where tokens[index].kind == .word {
        let token = tokens[index]
        if contains(token, "sched") || contains(token, "param_group") || contains(token, "annealing") {
          return true
        }
        let length = Int(token.end - token.start)
        if length > 2, source[Int(token.end) - 1] == UInt8(ascii: "R"),
          source[Int(token.end) - 2] == UInt8(ascii: "L")
        {
          return true
        }
        if contains(token, "plateau") || contains(token, "warmup_") || setsKerasRate(at: index) {
          return true
        }
        // Those of TensorFlow: `exponential_decay(…)`, `piecewise_constant(…)`
        if tokens[index + 1].isSymbol(UInt8(ascii: "(")),
          contains(token, "_decay") || isWord(token, "piecewise_constant")
        {
          return true
        }
      }
    }
    return false
  }
}

/// What a text calls, by the names.
struct CalledNames {
  /// Without anything before them.
  var functions: Set<String> = []
  /// Of objects that have a name without a dot: `self.train()`, `solver.train()`.
  var methods: Set<String> = []

  /// Whether a function of the text is called, as far as its name says.
  func holds(_ function: ScriptFunction) -> Bool {
    functions.contains(function.name) || function.type != nil && methods.contains(function.name)
  }
}
