import LRSchedulers
import Testing

/// A row of `equivalences.json`: a schedule and the one of another library that gives the same rates.
struct Equivalence: Decodable {
  struct Side: Decodable {
    let family: String
    let spec: String
  }

  let id: String
  let a: Side
  let b: Side?
  let closest: Side?
  let lr: Double
  let steps: Int
  let metrics: [GoldenNumber]?
  let lrs: [Double]
}

struct EquivalenceTable: Decodable {
  let pairs: [Equivalence]
  let no_exact_equivalent: [Equivalence]
}

/// Code in another library's words gives the same rates when it is read again.
@Suite struct EquivalenceTests {
  @Test func everyPairIsFoundAndGivesTheSameRates() throws {
    let pairs = try GoldenFile.load("equivalences.json", as: EquivalenceTable.self).pairs
    try #require(pairs.count >= GoldenFile.least(40))
    for row in pairs {
      let target = try #require(row.b?.family)
      expectSame(try rates(of: row, in: target), row.lrs, row.id)
    }
  }

  @Test func withoutAnEquivalentTheCodeSaysSoAndWhy() throws {
    let rows = try GoldenFile.load("equivalences.json", as: EquivalenceTable.self).no_exact_equivalent
    for row in rows {
      let target = try #require(row.closest?.family)
      if target == "torch" {
        // A LambdaLR or a table says what no ready-made scheduler can.
        if let found = try? rates(of: row, in: target) { expectSame(found, row.lrs, row.id) }
      } else {
        let note = try #require(try export(row, to: target).note)
        #expect(note.wholeMatch(of: /.* has no exact equivalent of .*: .+/) != nil, "\(row.id): \(note)")
      }
    }
  }

  @Test func pytorchCodeOfEveryFamilyGivesTheSameRates() throws {
    for row in try GoldenFile.load("families.json", as: FamilyTable.self).cases {
      let side = Equivalence.Side(family: row.family, spec: row.spec)
      let pair = Equivalence(
        id: row.id, a: side, b: nil, closest: nil, lr: row.lr, steps: row.steps, metrics: row.metrics,
        lrs: row.lrs)
      // NaN metrics and restarts missed by rounding have no equal in PyTorch.
      if row.id.contains("restart-missed") || row.id.contains(".nan") {
        continue
      }
      do { expectSame(try rates(of: pair, in: "torch"), row.lrs, row.id) } catch {
        Issue.record("\(row.id): \(error)")
      }
    }
  }

  @Test(arguments: [CodeFormat.transformers, .timm, .optax, .keras])
  func aLibraryWritesItsOwn(format: CodeFormat) throws {
    let own = Catalog.entries.filter { $0.library.rawValue.lowercased() == format.rawValue }
    try #require(own.count >= 5)
    for entry in own {
      let schedule = Schedule(default: entry)
      #expect(
        try Schedule(parsing: ExportedStatement(schedule.code(for: format).text).text) == schedule)
    }
  }

  private func export(_ row: Equivalence, to family: String) throws -> SourceCode {
    let format = try #require(CodeFormat(rawValue: family == "torch" ? "pytorch" : family))
    let context = CodeContext(lrs: [row.lr], epochs: row.steps)
    return try Schedule(parsing: row.a.spec).code(for: format, in: context)
  }

  private func rates(of row: Equivalence, in family: String) throws -> [Double] {
    try FamilyTests.rates(
      ExportedStatement(export(row, to: family).text).text, lr: row.lr, steps: row.steps,
      metrics: row.metrics?.map(\.value))
  }

  private func expectSame(_ found: [Double], _ expected: [Double], _ id: String) {
    let peak = expected.map(\.magnitude).max() ?? 0
    let wrong = zip(found, expected).enumerated().first { _, pair in
      let limit = max(1e-9 * max(pair.0.magnitude, pair.1.magnitude), 1e-12 * peak)
      return !((pair.0 - pair.1).magnitude <= limit)
    }
    #expect(found.count == expected.count && wrong == nil, "\(id): \(String(describing: wrong))")
  }
}

/// The statement of exported code that makes the schedule.
struct ExportedStatement {
  struct Missing: Error {}

  let text: String

  init(_ code: String) throws {
    let names = ["scheduler = ", "schedule = ", "callback = "]
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.firstIndex(where: { line in names.contains { line.hasPrefix($0) } }) else {
      throw Missing()
    }
    // It goes on as long as lines are indented, and to the bracket that closes it.
    let rest = lines[(first + 1)...].prefix { $0.hasPrefix("    ") || $0 == ")" }
    text = lines[first] + (lines[first].hasSuffix("(") ? "\n" + rest.joined(separator: "\n") : "")
  }
}
