/// Makes functions of an epoch in the Python that schedules may use: assignments, branches, loops, and arithmetic of ints
/// and floats. Equal seeds make equal functions.
package struct FunctionMaker {
  private var random: SplitMix
  private var names: [String] = []

  package init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// The source of `def f(e)`.
  package mutating func next() -> String {
    names = ["e"]
    var lines = ["def f(e):"]
    for _ in 0..<number(1...4) { lines += statement(indentation: 1) }
    // Whatever was computed counts: what nobody uses may fail in Python, and is not looked at here.
    lines.append(
      "    return "
        + (names.dropFirst() + [expression(depth: 3, inParentheses: true)]).joined(separator: " - "))
    return lines.joined(separator: "\n")
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + random.below(range.count)
  }

  private mutating func one(of choices: [String]) -> String { random.element(of: choices) }

  // MARK: Statements

  private mutating func statement(indentation: Int) -> [String] {
    let blank = String(repeating: "    ", count: indentation)
    switch number(0...9) {
    case 0, 1, 2, 3, 4:
      let value = expression(depth: 3)
      return [blank + target() + " = " + value]
    case 5:
      // Only what has a value can be changed.
      let value = expression(depth: 2)
      return [blank + one(of: names) + one(of: [" += ", " -= ", " *= "]) + value]
    case 6, 7:
      let condition = condition(depth: 2)
      let name = target()
      let (first, second) = (expression(depth: 2), expression(depth: 2))
      return [
        blank + "if \(condition):", blank + "    \(name) = \(first)", blank + "else:",
        blank + "    \(name) = \(second)",
      ]
    case 8:
      let condition = condition(depth: 2)
      return [blank + "if \(condition):", blank + "    return " + expression(depth: 2)]
    default:
      let start = expression(depth: 1)
      let total = target()
      let turns = number(1...5)
      names.append("i")
      let term = expression(depth: 2)
      names.removeLast()
      return [
        blank + "\(total) = \(start)", blank + "for i in range(\(turns)):",
        blank + "    \(total) = \(total) \(one(of: ["+", "-", "*"])) \(term)",
      ]
    }
  }

  private mutating func target() -> String {
    let name = one(of: ["a", "b", "c"])
    if !names.contains(name) { names.append(name) }
    return name
  }

  // MARK: Expressions

  private mutating func condition(depth: Int) -> String {
    switch number(0...5) {
    case 0: return "not " + expression(depth: depth - 1, inParentheses: true)
    case 1:
      return expression(depth: depth - 1) + one(of: [" and ", " or "]) + expression(depth: depth - 1)
    case 2: return "0 < " + expression(depth: depth - 1, inParentheses: true) + " <= " + literal
    default:
      let op = one(of: [" < ", " <= ", " > ", " >= ", " == ", " != "])
      return expression(depth: depth - 1, inParentheses: true) + op
        + expression(depth: depth - 1, inParentheses: true)
    }
  }

  private var literal: String {
    mutating get {
      switch number(0...7) {
      case 0: return one(of: ["0.1", "1e-3", "2.5", "0.95", "1e300", "3.0"])
      case 1: return one(of: ["9223372036854775807", "10000000000000000000000", "4611686018427387904"])
      case 2: return "-\(number(1...9))"
      default: return String(number(0...12))
      }
    }
  }

  private mutating func expression(depth: Int, inParentheses: Bool = false) -> String {
    if depth <= 0 { return number(0...2) == 0 ? literal : one(of: names) }
    let text = compound(depth: depth)
    return inParentheses ? "(" + text + ")" : text
  }

  private mutating func compound(depth: Int) -> String {
    let inner = depth - 1
    switch number(0...15) {
    case 0...6:
      let op = one(of: [" + ", " - ", " * ", " * ", " / ", " // ", " % "])
      return expression(depth: inner, inParentheses: true) + op
        + expression(depth: inner, inParentheses: true)
    case 7: return expression(depth: inner, inParentheses: true) + " ** " + String(number(0...4))
    case 8:
      let name = one(of: [
        "abs", "int", "float", "math.floor", "math.ceil", "math.cos", "math.sqrt", "math.exp",
      ])
      return name + "(" + expression(depth: inner) + ")"
    case 9:
      return one(of: ["min", "max"]) + "(" + expression(depth: inner) + ", " + expression(depth: inner) + ")"
    case 10:
      return "(" + expression(depth: inner) + " if " + condition(depth: inner) + " else "
        + expression(depth: inner)
        + ")"
    case 11: return "-" + expression(depth: inner, inParentheses: true)
    case 12:
      let list = (0..<3).map { _ in expression(depth: 0) }.joined(separator: ", ")
      return "[" + list + "][" + one(of: names) + " % 3]"
    case 13:
      // Of ints: how floats are added has changed with Python 3.12.
      return "sum([k ** \(number(1...3)) - \(number(0...9)) for k in range(\(number(1...6)))])"
    case 14: return "round(" + expression(depth: inner) + ", " + String(number(0...4)) + ")"
    default: return expression(depth: 0)
    }
  }
}
