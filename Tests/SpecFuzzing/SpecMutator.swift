/// Makes texts that are nearly specs out of real ones: cut, doubled, spliced, with other numbers and stray bytes.
package struct SpecMutator {
  private let corpus: [[UInt8]]
  private var random: SplitMix
  private static let longest = 4_000

  /// Pieces of the language, and what has no place in it.
  private static let fragments: [[UInt8]] = [
    "StepLR", "MultiStepLR(", "CosineAnnealingLR(", "SequentialLR([", "ChainedScheduler([", "LambdaLR(", "(",
    ")", "[",
    "]", "{", "}", ",", "=", "==", ":", ";", "\n", "\r\n", "\t", "#", "\\", "\\\n", ".", " ", "'", "\"",
    "'''", "step_size=",
    "gamma=", "T_max=", "milestones=", "last_epoch=", "optimizer, ", "lambda e: ", "lambda epoch: epoch",
    " if ",
    " else ", " and ", " or ", "not ", "+", "-", "*", "**", "/", "//", "%", "<", ">=", "!=", "x", "x = ",
    "x\n",
    "x = [x, x]\n", "a.b = ", "return ", "import y\n", "for e in y:\n    ", "def f(x): return ",
    "def f(x, y=1):\n    ", "if x: return 1\n",
    "f(", "x += 1\n", " **= ", "a, b = ", "len(", "len(loader)", "steps_per_epoch = ", ">>> ", "... ", "[0]",
    ".c",
    "(1)", "math.pi",
    "math.exp(", "min(", "max(", "round(", "int(", "float('inf')", "float('nan')", "dict(a=1)", "{1: 0.5}",
    "None", "True",
    "False", "\u{0}", "é", "🙂", "\u{7F}", "@", "$", "`", "f'{x}'", "0x", "1_", "1e", "[0.1] * 10**9",
    "'a' * 10**9",
  ].map { Array($0.utf8) }

  private static let numbers: [[UInt8]] = [
    "0", "-0.0", "1", "-1", "2", "3", "10", "1e-5", "0.5", "-0.5", "1e308", "1e309", "-1e309", "5e-324",
    "1e16", "2**31",
    "2**53", "2**63", "-2**63", "2**64", "10**18", "10**400", "9**9**9", "2**10**9", "1/0", "0.1+0.2",
    "9223372036854775807",
    "-9223372036854775808", "99999999999999999999999", "1e9", "1000000000",
  ].map { Array($0.utf8) }

  package init(_ corpus: [String], seed: UInt64) {
    self.corpus = corpus.map { Array($0.utf8) }
    random = SplitMix(seed: seed)
  }

  package mutating func next() -> String {
    var text = random.element(of: corpus)
    for _ in 0..<random.below(5) { mutate(&text) }
    return String(decoding: text.prefix(Self.longest), as: UTF8.self)
  }

  private mutating func mutate(_ text: inout [UInt8]) {
    let piece = range(in: text, atMost: 20)
    switch random.below(12) {
    case 9: mutateLine(in: &text)
    case 10: swapWords(in: &text)
    case 11: indent(&text)
    case 0: text.removeSubrange(piece)
    case 1: text.insert(contentsOf: text[piece], at: piece.upperBound)
    case 2: text.replaceSubrange(piece, with: random.element(of: Self.fragments))
    case 3: text.insert(contentsOf: random.element(of: Self.fragments), at: piece.lowerBound)
    case 4, 5: replaceNumber(in: &text)
    case 6: text.insert(UInt8(random.below(256)), at: piece.lowerBound)
    case 7: splice(&text)
    default:
      let times = random.below(200)
      text.insert(contentsOf: repeatElement(text[piece], count: times).joined(), at: piece.upperBound)
    }
    if text.count > Self.longest { text.removeSubrange(Self.longest...) }
  }

  private mutating func range(in text: [UInt8], atMost length: Int) -> Range<Int> {
    let start = random.below(text.count + 1)
    return start..<min(text.count, start + random.below(length))
  }

  /// The digits found from a place on make way for a number that is awkward.
  private mutating func replaceNumber(in text: inout [UInt8]) {
    let isDigit = { (byte: UInt8) in
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: ".")
    }
    guard let start = text[random.below(text.count + 1)...].firstIndex(where: isDigit) else { return }
    let end = text[start...].firstIndex { !isDigit($0) } ?? text.endIndex
    text.replaceSubrange(start..<end, with: random.element(of: Self.numbers))
  }

  // MARK: Lines and words

  /// A line is gone, stands twice, or stands elsewhere.
  private mutating func mutateLine(in text: inout [UInt8]) {
    let line = line(of: text)
    let copy = Array(text[line])
    if random.below(3) > 0 { text.removeSubrange(line) }
    guard random.below(3) > 0 else { return }
    text.insert(contentsOf: copy, at: self.line(of: text).lowerBound)
  }

  /// A line with its block, or a part of it, moves in or out.
  private mutating func indent(_ text: inout [UInt8]) {
    let start = line(of: text).lowerBound
    if random.below(2) == 0 {
      text.insert(contentsOf: repeatElement(0x20, count: 4), at: start)
    } else if text.dropFirst(start).prefix(4).elementsEqual(repeatElement(0x20, count: 4)) {
      text.removeSubrange(start..<start + 4)
    }
  }

  /// One word in the place of another one: nearly always Python still.
  private mutating func swapWords(in text: inout [UInt8]) {
    let (first, second) = (word(of: text), word(of: text))
    let word = Array(text[second])
    text.replaceSubrange(first, with: word)
  }

  private mutating func line(of text: [UInt8]) -> Range<Int> {
    let place = random.below(text.count + 1)
    let start = text[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let end = text[place...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.count
    return start..<end
  }

  private mutating func word(of text: [UInt8]) -> Range<Int> {
    let isLetter = { (byte: UInt8) in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte == UInt8(ascii: "_")
    }
    let place = random.below(text.count + 1)
    let start = text[place...].firstIndex(where: isLetter) ?? text.count
    return start..<(text[start...].firstIndex { !isLetter($0) } ?? text.count)
  }

  /// Half of this, half of another; or one statement after the other.
  private mutating func splice(_ text: inout [UInt8]) {
    let other = random.element(of: corpus)
    if random.below(2) == 0 {
      text = text.prefix(random.below(text.count + 1)) + other.suffix(random.below(other.count + 1))
    } else {
      text += Array("\n".utf8) + other
    }
  }
}
