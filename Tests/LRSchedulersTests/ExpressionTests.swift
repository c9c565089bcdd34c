import LRSchedulers
import Testing

@Suite struct ExpressionTests {
  @Test func expressionsMeanWhatPythonSaysTheyMean() {
    for row in expressionVectors {
      let found = outcome(of: row.source, epoch: row.epoch)
      #expect(agrees(found, row.outcome), "\(row.source) at \(row.epoch): \(found), not \(row.outcome)")
    }
  }

  @Test func printedLambdasReadBackTheSame() throws {
    for row in expressionVectors {
      guard let lambda = try? LambdaExpression(parsing: "lambda epoch: " + row.source) else { continue }
      let again = try LambdaExpression(parsing: lambda.description)
      #expect(again.description == lambda.description)
      #expect(outcome(of: again, epoch: row.epoch) == outcome(of: lambda, epoch: row.epoch), "\(lambda)")
    }
  }

  @Test(arguments: [
    (
      "lambda epoch: decay ** epoch",
      "name 'decay' is not defined; write its value, or a line 'decay = …' above", 15
    ),
    ("lambda epoch: cos(epoch)", "unknown function 'cos'; did you mean 'math.cos'?", 15),
    ("lambda epoch: 1 +", "expected a value, but got the end", 18),
    ("lambda a, b: 1", "a lambda of a schedule takes one parameter", 9),
    ("lambda epoch: math.sin(1, 2)", "math.sin() takes exactly one argument (2 given)", 15),
    ("0.95", "expected 'lambda epoch: …'", 1),
    (
      "lambda epoch: __import__('os')",
      "unknown function '__import__'; nothing is executed here: write the value", 15
    ),
    ("lambda epoch: 010", "leading zeros in decimal integer literals are not permitted", 15),
  ])
  func errorsHaveTheirPlace(source: String, message: String, column: Int) {
    let error = #expect(throws: SpecError.self) { try LambdaExpression(parsing: source) }
    #expect(error?.description == message)
    #expect(error?.column == column)
  }

  private func outcome(of source: String, epoch: Int) -> String {
    do { return outcome(of: try LambdaExpression(parsing: "lambda epoch: " + source), epoch: epoch) } catch {
      return "SpecError: \(error)"
    }
  }

  private func outcome(of lambda: LambdaExpression, epoch: Int) -> String {
    do { return try lambda.value(.int(epoch)).source } catch { return "\(error.kind.rawValue): \(error)" }
  }

  /// Messages name methods of CPython that have no counterpart here; where both fail, the type has to be the same.
  private func agrees(_ found: String, _ expected: String) -> Bool {
    if found == expected { return true }
    guard let colon = expected.firstIndex(of: ":") else { return false }
    let type = expected[..<colon]
    return type == "TypeError" && (found.hasPrefix(type) || found.hasPrefix("SpecError"))
  }
}
