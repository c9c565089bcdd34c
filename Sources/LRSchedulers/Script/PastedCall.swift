/// A call as it stands in a text, for putting another one in its place.
struct PastedCall {
  /// As it is written, dots and all.
  var name: String
  /// Its bytes, from the name to the closing bracket.
  var range: Range<Int>
  /// The bytes of the arguments, and the keywords in front of them.
  var arguments: [(keyword: String?, range: Range<Int>)]

  /// nil where no call of a name begins at the offset.
  init?(in text: PythonTokens, at offset: Int) {
    guard var index = text.tokens.firstIndex(where: { Int($0.start) == offset && $0.kind == .word }) else {
      return nil
    }
    var name = text.text(text.tokens[index])
    while index + 2 < text.tokens.count, text.tokens[index + 1].isSymbol(UInt8(ascii: ".")),
      text.tokens[index + 2].kind == .word
    {
      name += "." + text.text(text.tokens[index + 2])
      index += 2
    }
    guard index + 1 < text.tokens.count, text.tokens[index + 1].isSymbol(UInt8(ascii: "(")) else { return nil }
    self.name = name
    arguments = []
    range = offset..<offset
    guard let end = readArguments(text, from: index + 2) else { return nil }
    range = offset..<end
  }

  /// Up to the closing bracket, behind which it gives the offset.
  private mutating func readArguments(_ text: PythonTokens, from first: Int) -> Int? {
    var (depth, start) = (0, first)
    var index = first
    while index < text.tokens.count, text.tokens[index].kind != .end {
      let token = text.tokens[index]
      if token.kind == .symbol {
        if "([{".utf8.contains(token.code) { depth += 1 }
        if ")]}".utf8.contains(token.code) {
          if depth == 0 {
            add(text, start..<index)
            return Int(token.end)
          }
          depth -= 1
        }
        if depth == 0, token.code == UInt8(ascii: ",") {
          add(text, start..<index)
          start = index + 1
        }
      }
      index += 1
    }
    return nil
  }

  private mutating func add(_ text: PythonTokens, _ tokens: Range<Int>) {
    guard let first = tokens.first, let last = tokens.last else { return }
    let isKeyword =
      tokens.count > 2 && text.tokens[first].kind == .word
      && text.tokens[first + 1].isSymbol(UInt8(ascii: "="))
    let value = isKeyword ? first + 2 : first
    arguments.append(
      (
        isKeyword ? text.text(text.tokens[first]) : nil,
        Int(text.tokens[value].start)..<Int(text.tokens[last].end)
      ))
  }
}
