/// The rates of a run, written out: what is left where neither a schedule nor a formula has them.
struct RateTable {
  /// More would be no source code any more.
  static let mostSteps = 20_000

  /// `[group][step]`, as long as the run.
  let rates: [[Double]]

  init(_ comparison: RateComparison, _ context: CodeContext) throws(SchedulerError) {
    guard context.steps <= Self.mostSteps else {
      throw SchedulerError(
        .value,
        "a table of \(context.steps) rates is too long for source code, at most \(Self.mostSteps); "
          + "'lrviz print --format csv' writes them to a file")
    }
    rates = comparison.rates.map { Array($0.prefix(context.steps)) }
    guard rates.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw SchedulerError(.value, "some of the rates are not finite, which no table can say")
    }
  }

  var count: Int { rates.first?.count ?? 0 }

  /// The list of one group, six rates a line. Only the first line is not indented.
  static func lines(_ rates: [Double], prefix: String = "", suffix: String = "") -> [String] {
    let rows = stride(from: 0, to: rates.count, by: 6).map { start in
      "    "
        + rates[start..<min(start + 6, rates.count)].map { PythonNumber.repr($0) + "," }.joined(
          separator: " ")
    }
    return [prefix + "["] + rows + ["]" + suffix]
  }

  /// A list of the groups' lists.
  func lines(prefix: String) -> [String] {
    [prefix + "["] + rates.flatMap { Self.lines($0, suffix: ",").map { "    " + $0 } } + ["]"]
  }
}
