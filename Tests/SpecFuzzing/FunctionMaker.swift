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
    switch number(0...18) {
    case 0, 1, 2, 3, 4:
      let value = expression(depth: 3)
      return [blank + target() + " = " + value]
    case 10...18: return further(blank)
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

  /// What functions of schedules are written with less often.
  private mutating func further(_ blank: String) -> [String] {
    let inner = blank + "    "
    switch number(0...13) {
    case 0:
      let subject = expression(depth: 1, inParentheses: true) + " % 3"
      let values = (0..<3).map { _ in expression(depth: 2) }
      let name = target()
      return [
        blank + "match \(subject):", inner + "case 0:", inner + "    \(name) = \(values[0])",
        inner + "case 1 | 5:", inner + "    \(name) = \(values[1])", inner + "case _:",
        inner + "    \(name) = \(values[2])",
      ]
    case 1:
      let value = expression(depth: 2)
      return [
        blank + "if e < -\(number(1...5)):", inner + "raise ValueError(f\"no epoch {e} of {e + 1}\")",
        blank + target() + " = " + value,
      ]
    case 2:
      let (first, second) = (expression(depth: 2), expression(depth: 2))
      let name = target()
      return [
        blank + "try:", inner + "\(name) = \(number(1...9))", inner + "if \(number(0...1)) > 0:",
        inner + "    raise ValueError(\"\(name)\")", inner + "\(name) = \(first)",
        blank + "except ValueError:", inner + "\(name) = \(second)",
      ]
    case 3: return nested(blank)
    case 4:
      // A closure sees what a name is when it is called.
      let body = expression(depth: 1)
      let (argument, factor) = (expression(depth: 1), number(1...4))
      return [
        blank + "h = lambda x, *, k=2: x * k + (\(body))",
        blank + target() + " = h(\(argument), k=\(factor))",
      ]
    case 5:
      let list = (0..<4).map { _ in expression(depth: 1) }.joined(separator: ", ")
      let part = one(of: [
        "v[1:][0]", "v[:3][-1]", "v[::-1][0]", "v[-2]", "max(v[1:3])", "len(v[1:])", "min(v)",
      ])
      return [blank + "v = [\(list)]", blank + target() + " = " + part]
    case 6:
      names.append("k")
      let element = expression(depth: 2)
      names.removeLast()
      let made = "[\(element) for k in range(\(number(1...5))) if k % 2 == \(number(0...1))]"
      return [blank + target() + " = max(\(made) + [\(number(0...9))])"]
    case 7: return counted(blank)
    case 8: return left(blank)
    case 9:
      let (a, b) = (expression(depth: 2), expression(depth: 2))
      let (first, second) = (target(), target())
      return [blank + "\(first), \(second) = \(a), \(b)"]
    case 10:
      let value = expression(depth: 1)
      let items = (0..<3).map { "\($0): \(number(0...9))" }.joined(separator: ", ")
      return [blank + target() + " = {\(items)}.get(e, \(value))"]
    case 11:
      let value = expression(depth: 1)
      let start = number(0...9)
      let name = target()
      return [
        blank + "\(name) = \(start)", blank + "for i, m in enumerate([2, 5, 9]):", inner + "if e >= m:",
        inner + "    \(name) = i + \(value)",
      ]
    case 12:
      let (value, other) = (expression(depth: 2), expression(depth: 2))
      let name = target()
      return [
        blank + "if e in (1, 3, 7):", inner + "\(name) = \(value)", blank + "elif not 2 < e <= 9:",
        inner + "\(name) = \(other)", blank + "else:", inner + "\(name) = e & 3 | 4",
      ]
    default:
      let values = (0..<3).map { _ in expression(depth: 0) }.joined(separator: ", ")
      return [
        blank + "w = []", blank + "for m in [\(values)]:", inner + "w.append(m)",
        blank + target() + " = w[\(one(of: ["0", "1", "-1"]))]",
      ]
    }
  }

  /// A function within the function, with a parameter that has a default.
  private mutating func nested(_ blank: String) -> [String] {
    let outer = names
    names += ["x", "y"]
    let condition = condition(depth: 1)
    let (first, second) = (expression(depth: 2), expression(depth: 1))
    names = outer
    let (argument, standard) = (expression(depth: 1), number(0...9))
    return [
      blank + "def g(x, y=\(standard)):", blank + "    if \(condition):", blank + "        return \(first)",
      blank + "    return \(second)", blank + target() + " = g(\(argument))",
    ]
  }

  /// `while` with an `else`, whose turns are known.
  private mutating func counted(_ blank: String) -> [String] {
    let name = target()
    names.append("j")
    let value = expression(depth: 1)
    names.removeLast()
    let other = expression(depth: 1)
    return [
      blank + "j = 0", blank + "\(name) = 0", blank + "while j < \(number(1...4)):", blank + "    j += 1",
      blank + "    \(name) = \(value)", blank + "else:", blank + "    \(name) = \(name) - (\(other))",
    ]
  }

  /// A loop that is left, or goes on, by a condition of the epoch, and its `else`.
  private mutating func left(_ blank: String) -> [String] {
    let name = target()
    let (start, value, other) = (number(0...9), expression(depth: 1), expression(depth: 1))
    let way = one(of: ["break", "break", "continue"])
    var lines = [
      blank + "\(name) = \(start)", blank + "for i in range(\(number(1...4))):",
      blank + "    if e \(one(of: ["<", ">", "=="])) i + \(number(0...5)):", blank + "        \(way)",
      blank + "    \(name) = i + (\(value))",
    ]
    if number(0...1) == 0 { lines += [blank + "else:", blank + "    \(name) = \(other)"] }
    return lines
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
