import LRSchedulers
import Testing

/// NumPy's arrays, whose elements are rates.
@Suite struct ScriptArrayTests {
  private func schedule(_ lines: String, _ definitions: [String: String] = [:]) throws -> [PastedSchedule] {
    var options = ScriptOptions()
    options.definitions = definitions.map { .init(name: $0.key, value: $0.value) }
    let text = "import numpy as np\n\(lines)\nscheduler = LambdaLR(optimizer, lambda i: values[i])"
    return try PastedSchedule.all(in: text, options: options)
  }

  /// The elements, which a schedule takes one after the other.
  private func elements(_ lines: String, _ count: Int) throws -> [Double] {
    let one = try #require(try schedule(lines).first)
    var run = try ScheduleRun(one.schedule, groups: [ParameterGroup(lr: 1)])
    return try (0..<count).map { index in
      if index > 0 { _ = try run.step(metric: nil) }
      return run.groups[0].lr
    }
  }

  /// As NumPy 2.4 gives them.
  private static let cases: [(lines: String, expected: [Double])] = [
    ("values = np.linspace(0, 0.6, 4)", [0, 0.19999999999999998, 0.39999999999999997, 0.6]),
    ("values = np.linspace(1, 2, 4, endpoint=False)", [1, 1.25, 1.5, 1.75]),
    ("values = np.arange(4)", [0, 1, 2, 3]), ("values = np.arange(2, 10, 3)", [2, 5, 8]),
    ("values = np.arange(1.0, 0.0, -0.25)", [1, 0.75, 0.5, 0.25]),
    ("values = np.logspace(0, -2, 3)", [1, 0.1, 0.01]),
    ("values = np.full(3, 0.5)", [0.5, 0.5, 0.5]), ("values = np.full((3,), 7)", [7, 7, 7]),
    ("values = 2 * np.array([1, 2, 3]) + 1", [3, 5, 7]), ("values = np.array([1, 2]) * 2", [2, 4]),
    ("values = 1 / (1 + np.arange(3))", [1, 0.5, 1.0 / 3]),
    ("values = 0.5 ** np.arange(4)", [1, 0.5, 0.25, 0.125]),
    ("values = 0.5 ** (np.arange(6) // 2)", [1, 1, 0.5, 0.5, 0.25, 0.25]),
    ("values = -np.arange(3)", [0, -1, -2]),
    ("values = np.concatenate((np.ones(2), np.arange(3) * 10))", [1, 1, 0, 10, 20]),
    ("values = np.concatenate([np.array([]), np.arange(2)])", [0, 1]),
    ("values = np.append(np.arange(2), 9)", [0, 1, 9]),
    ("values = np.concatenate((np.ones(2), np.arange(3))) + np.arange(5)", [1, 2, 2, 4, 6]),
    ("values = np.arange(8)[2:5]", [2, 3, 4]), ("values = np.arange(8)[::-2]", [7, 5, 3, 1]),
    ("values = np.concatenate((np.arange(3), np.ones(3)))[2:5]", [2, 1, 1]),
    ("values = np.flip(np.arange(3))", [2, 1, 0]),
    ("values = np.repeat([0.1, 0.2], 2)", [0.1, 0.1, 0.2, 0.2]),
    ("values = np.tile(np.arange(2), 2)", [0, 1, 0, 1]), ("values = np.cumsum([1, 2, 3])", [1, 3, 6]),
    ("values = np.cumprod(np.full(3, 0.5))", [0.5, 0.25, 0.125]),
    ("values = np.minimum(np.arange(4) / 2, 1.0)", [0, 0.5, 1, 1]),
    ("values = np.clip(np.arange(4), 1, 2)", [1, 1, 2, 2]),
    ("values = np.where(np.arange(4) < 2, 5, np.arange(4))", [5, 5, 2, 3]),
    ("values = np.sqrt(np.arange(3) * 4.5)", [0, 2.1213203435596424, 3]),
    ("values = np.zeros(4)\nvalues[1] = 7\nvalues[-1] = 8", [0, 7, 0, 8]),
    ("values = np.ones(5)\nvalues[1:3] = np.array([7, 8])\nvalues[4:] = 9", [1, 7, 8, 1, 9]),
    ("rates = [0.0] * 4\nrates[1] = 2.0\nvalues = np.array(rates, dtype=np.float32) * 2", [0, 4, 0, 0]),
    ("values = [0.1 * x for x in np.arange(3)]", [0, 0.1, 0.2]),
  ]

  @Test(arguments: cases.indices) func elementsAreNumPys(index: Int) throws {
    let (lines, expected) = Self.cases[index]
    #expect(try elements(lines, expected.count) == expected)
  }

  /// The commonest use, at a length that nobody would write out.
  @Test func aWarmUpAndACosineArePutTogether() throws {
    let lines = """
      warm, total, base, final = 2_000, 500_000, 0.5, 0.001
      iters = np.arange(total - warm)
      decay = final + 0.5 * (base - final) * (1 + np.cos(np.pi * iters / len(iters)))
      values = np.concatenate((np.linspace(0, base, warm), decay))
      assert len(values) == total
      """
    let one = try #require(try schedule(lines).first)
    let plan = { (index: Int) throws -> Double in
      var run = try ScheduleRun(one.schedule, groups: [ParameterGroup(lr: 1)])
      for _ in 0..<index { _ = try run.step(metric: nil) }
      return run.groups[0].lr
    }
    #expect(try plan(0) == 0 && plan(1_999) == 0.5 && plan(2_000) == 0.5)
    #expect(try abs(plan(2_001) - 0.5) < 1e-6 && plan(2_001) < 0.5)
  }

  /// Behind its end there is no element, and before its beginning those of the end.
  @Test func placesBeyondTheEndAreErrors() throws {
    #expect(throws: (any Error).self) { try elements("values = np.arange(3)", 4) }
    #expect(throws: (any Error).self) {
      try elements("values = np.concatenate((np.ones(2), np.linspace(0, 1, 2)))", 5)
    }
    let text = "values = np.arange(3)\nscheduler = LambdaLR(optimizer, lambda i: values[i - 2])"
    let one = try #require(try PastedSchedule.all(in: text).first)
    var run = try ScheduleRun(one.schedule, groups: [ParameterGroup(lr: 1)])
    #expect(run.groups[0].lr == 1)
    _ = try run.step(metric: nil)
    #expect(run.groups[0].lr == 2)
    _ = try run.step(metric: nil)
    #expect(run.groups[0].lr == 0)
  }

  /// What their lengths depend on is asked for by name, and as a number.
  @Test func lengthsThatAreOpenAreAskedFor() throws {
    let lines =
      "values = np.concatenate((np.linspace(0, 1, args.warm), 1 - np.arange(args.rest) / args.rest))"
    let error = #expect(throws: SpecError.self) { try schedule(lines) }
    #expect(error?.missing.map(\.name) == ["args.warm", "args.rest"])
    #expect(error?.missing.map(\.guess) == [nil, nil])
    #expect(try schedule(lines, ["args.warm": "3", "args.rest": "4"]).count == 1)
  }

  /// Arrays of other lengths cannot be computed with, as NumPy says.
  @Test func lengthsThatDoNotFitAreRefused() {
    let error = #expect(throws: SpecError.self) { try schedule("values = np.arange(3) + np.ones(4)") }
    #expect(error?.message.contains("broadcast") == true)
  }

  /// A class that keeps its rates in one, and a loop that takes them from one.
  @Test func ratesAreTakenOutOfArrays() throws {
    let type = """
      class Scheduler(object):
          def __init__(self, optimizer, warm, rest, top):
              self.optimizer = optimizer
              self.values = np.concatenate((np.linspace(0, top, warm), top * 0.5 ** np.arange(rest)))
              self.iter = 0
          def step(self):
              for group in self.optimizer.param_groups:
                  group["lr"] = self.values[self.iter]
              self.iter += 1
      """
    let loop = """
      values = np.concatenate((np.linspace(0, 0.2, 3), 0.2 * 0.5 ** np.arange(9)))
      for step in range(12):
          for group in optimizer.param_groups:
              group["lr"] = values[step]
          optimizer.step()
      """
    var options = ScriptOptions()
    options.definitions = [("warm", "3"), ("rest", "9"), ("top", "0.2")].map { .init(name: $0, value: $1) }
    for text in [type, loop] {
      let one = try #require(try PastedSchedule.all(in: text, options: options).first)
      var run = try ScheduleRun(
        one.schedule, groups: one.startingLRs(asked: nil, standard: [0.1]).map { ParameterGroup(lr: $0) })
      var found: [Double] = []
      for index in 0..<6 {
        if index > 0 { _ = try run.step(metric: nil) }
        found.append(run.groups[0].lr)
      }
      #expect(found == [0, 0.1, 0.2, 0.2, 0.1, 0.05])
    }
  }

  /// Whether the end is among them changes every element.
  @Test func anOpenEndpointIsAskedFor() {
    let text = "values = np.linspace(1, 2, 4, endpoint=args.closed)\nLambdaLR(optimizer, lambda i: values[i])"
    #expect(PastedRates.missing(text) == ["args.closed"])
  }

  /// What would not fit anywhere is refused in few steps.
  @Test(arguments: [
    "values = np.arange(10 ** 12)", "values = np.tile(np.arange(10 ** 6), 10 ** 6)",
    "values = np.zeros(10 ** 5)\nfor i in range(5000):\n    values[2 * i] = i",
    "values = np.ones(3)\nfor i in range(200):\n    values = np.concatenate((values, values))",
    "values = np.arange(3)\nfor i in range(5000):\n    values = values + values",
  ])
  func hugeArraysAreBounded(lines: String) {
    _ = try? schedule(lines)
  }
}
