import LRSchedulers
import Testing

/// `functools.reduce` in the function of a schedule, and what an evaluation may cost.
@Suite struct RecurrenceTests {
  @Test func reduceIsPythons() throws {
    let lambda = try LambdaExpression(
      parsing: "lambda e: functools.reduce(lambda lr, i: lr * 0.5 if i % 3 == 0 else lr, range(e + 1), 1.0)")
    #expect(try (0..<8).map { try lambda($0) } == [0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125])
    let without = try LambdaExpression(parsing: "lambda e: functools.reduce(lambda a, b: a * 10 + b, [1, 2, e])")
    #expect(try without(7) == 127)
  }

  /// The value that is kept between calls makes no difference, in whatever order epochs come.
  @Test func theOrderOfEpochsChangesNothing() throws {
    let text =
      "lambda epoch: functools.reduce(lambda x, epoch: [x[0] * 0.9 + x[1], x[1] / 2 + epoch], range(epoch), [1.0, 0.5])[0]"
    let kept = try LambdaExpression(parsing: text)
    // With a larger range that is cut the value is found in the ordinary way.
    let plain = try LambdaExpression(
      parsing: text.replacing("range(epoch)", with: "range(epoch + 2)[:epoch]"))
    for epoch in [5, 0, 9, 9, 3, 40, 39, 41, 1] { #expect(try kept(epoch) == plain(epoch)) }
    #expect(try kept(-3) == 1)
  }

  @Test func copiesOfASchedulerGoTheirOwnWays() throws {
    let schedule = try Schedule(
      parsing: "LambdaLR(lambda e: functools.reduce(lambda lr, e: lr + e, range(e + 1), 0.0))")
    var first = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 1)])
    for _ in 0..<10 { try first.step() }
    var second = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 1)])
    try second.step()
    try first.step()
    #expect(second.groups[0].lr == 1)
    #expect(first.groups[0].lr == 66)
  }

  @Test(arguments: [
    ("lambda e: (e + -9223372036854775808) ** 1000 % 7", "integers too large"),
    ("lambda e: sum([(e + 2 ** 64) ** 400 % (i + 3) for i in range(1000)])", "integers too large"),
    ("lambda e: sum([sum(range(90000)) for i in range(9000)])", "more than 1000000 elements"),
    ("lambda e: functools.reduce(lambda a, b: a + sum(range(50000)), range(90000), 0)", "more than 1000000"),
  ])
  func costsAreBounded(text: String, message: String) throws {
    let lambda = try LambdaExpression(parsing: text)
    let error = #expect(throws: SchedulerError.self) { try lambda(3) }
    #expect(error?.message.contains(message) == true)
  }

  /// What stays within the bounds has CPython's value.
  @Test(arguments: [
    ("lambda e: (e + 1) ** 1000 % 7", 9, 4.0), ("lambda e: 3 ** 4000 % 1000003 / 1", 0, 400755.0),
    ("lambda e: 2 ** 5000 // 7 ** 1700 % 97", 0, 15.0),
  ])
  func largeIntegersKeepTheirMeaning(text: String, epoch: Int, value: Double) throws {
    #expect(try LambdaExpression(parsing: text)(epoch) == value)
  }

  @Test(arguments: [
    "lambda e: functools.reduce(lambda a: a, range(3), 0)", "lambda e: functools.reduce(e, range(3))",
    "lambda e: functools.reduce(lambda a, b: c, range(3))",
  ])
  func otherUsesAreRefused(text: String) {
    #expect(throws: SpecError.self) { try LambdaExpression(parsing: text) }
  }
}
