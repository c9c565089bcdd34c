import TestSupport
import Testing

@testable import LRSchedulers

/// What a lambda gives made flat, against the walk of its tree.
@Suite struct NumericProgramTests {
  private static let arguments = [
    0, 1, 2, 3, 7, 10, 99, 2_160, 1_000_000, -1, -5, 1 << 53, (1 << 53) + 1, .max, .min,
  ]

  @Test(arguments: [
    "lambda s: s / 2159 if s < 2160 else 0.1 + 0.45 * (1 + math.cos(math.pi * (s - 2160) / 21840))",
    "lambda e: min(1, (e + 1) / 5) * 0.95 ** e", "lambda e: 0.1 ** (e // 30)",
    "lambda e: max(0.0, float(10 - e) / float(max(1, 10)))", "lambda e: 1 if e < 5 else not e % 2",
    "lambda e: 0 < e <= 10 and e / 10 or math.exp(-e)", "lambda e: round(e / 3) + int(e / 7) - abs(-e)",
    "lambda e: math.sqrt(e) if e >= 0 else -math.log(1 - e)", "lambda e: pow(2, -e) + 3 ** 2",
  ])
  func flatSchedules(_ source: String) throws {
    let lambda = try LambdaExpression(parsing: source)
    let program = try #require(NumericProgram(lambda.body, parameter: lambda.parameter))
    for argument in Self.arguments[..<8] { #expect(program.value(at: argument) != nil, "at \(argument)") }
    for argument in Self.arguments { try expectSame(lambda, program, argument) }
  }

  @Test(arguments: [
    "lambda e: [0.1, 0.2][e]", "lambda e: 1 if e in (3, 4) else 0", "lambda e: 'a' * e",
    "lambda e: sum(x for x in range(e))", "lambda e: {0: 1}[e]", "lambda e: e & 3",
    "lambda e: (e < (e < 3) < 4)",
  ])
  func whatIsMoreThanNumbersStaysATree(_ source: String) throws {
    let lambda = try LambdaExpression(parsing: source)
    #expect(NumericProgram(lambda.body, parameter: lambda.parameter) == nil)
  }

  /// However long a chain is, evaluating it takes no more of the stack than the tree is high.
  @Test func longChainsStayTrees() throws {
    for text in [
      "lambda e: " + String(repeating: "e <= ", count: 10_000) + "9",
      "lambda e: max(" + String(repeating: "e, ", count: 10_000) + "9)",
    ] { #expect(try LambdaExpression(parsing: text)(3) == (text.contains("max") ? 9 : 1)) }
  }

  /// Where Python raises, or ints leave 64 bits, the evaluator has the word.
  @Test(arguments: [
    "lambda e: 1 / e", "lambda e: 1 // e", "lambda e: 1.5 % e", "lambda e: math.log(e)", "lambda e: e ** -1",
    "lambda e: (-1.5) ** 0.5 + e", "lambda e: 2 ** (64 + e)", "lambda e: math.exp(1000 + e)",
    "lambda e: int(1e300) + e", "lambda e: 9007199254740993 / (e + 2)",
    "lambda e: 9007199254740993 < 9007199254740992.0 + e",
  ])
  func theRestIsLeftToTheEvaluator(_ source: String) throws {
    let lambda = try LambdaExpression(parsing: source)
    let program = try #require(NumericProgram(lambda.body, parameter: lambda.parameter))
    #expect(program.value(at: 0) == nil)
    for argument in Self.arguments { try expectSame(lambda, program, argument) }
  }

  @Test(arguments: 0..<40)
  func randomExpressions(_ seed: UInt64) throws {
    var noise = Noise(state: seed)
    for _ in 0..<100 {
      let lambda = try LambdaExpression(parsing: "lambda e: " + Self.expression(4, &noise))
      let program = try #require(NumericProgram(lambda.body, parameter: "e"))
      for argument in Self.arguments { try expectSame(lambda, program, argument) }
    }
  }

  /// The same type and the same bits, or nothing.
  private func expectSame(_ lambda: LambdaExpression, _ program: NumericProgram, _ argument: Int) throws {
    guard let flat = program.value(at: argument) else { return }
    let walked = try PythonEvaluator(variables: [(lambda.parameter, .int(argument))]).value(of: lambda.body)
    if case .double(let a) = flat, case .double(let b) = walked {
      #expect(a.bitPattern == b.bitPattern || a.isNaN && b.isNaN, "\(lambda) at \(argument)")
    } else {
      #expect(flat == walked && flat.pythonType == walked.pythonType, "\(lambda) at \(argument)")
    }
  }

  private static func expression(_ depth: Int, _ noise: inout Noise) -> String {
    if depth == 0 || Int.random(in: 0..<8, using: &noise) == 0 {
      return noise.pick([
        "e", "e", "0", "1", "3", "-2", "0.5", "1e3", "2.0", "True", "math.pi", "-0.0", "1e308",
        "4611686018427387904",
      ])
    }
    let a = expression(depth - 1, &noise)
    let b = expression(depth - 1, &noise)
    switch Int.random(in: 0..<8, using: &noise) {
    case 0..<3:
      let op = noise.pick(["+", "-", "*", "/", "//", "%", "**", "and", "or"])
      return "(\(a) \(op) \(b))"
    case 3: return "(\(a) \(noise.pick(["<", "<=", ">", ">=", "==", "!="])) \(b))"
    case 4: return "(\(a) if \(b) else e)"
    case 5: return "\(noise.pick(["min", "max"]))(\(a), \(b), e)"
    case 6: return "(\(noise.pick(["-", "not "]))\(a))"
    default:
      let function = noise.pick([
        "math.cos", "math.sin", "math.tanh", "math.exp", "math.sqrt", "math.log", "math.log2", "math.log10",
        "math.floor", "math.ceil", "int", "float", "abs", "round", "bool",
      ])
      return "\(function)(\(a))"
    }
  }
}

extension Noise {
  fileprivate mutating func pick(_ texts: [String]) -> String { texts[index(in: 0...texts.count - 1)] }
}
