import Foundation
import LRSchedulers
import Testing

/// Scripts in the shapes of people's training code, and what is to be made of each: `Paste/expected.json`, which was made by
/// running them with PyTorch, transformers, timm and diffusers.
@Suite struct PasteTests {
  @Test(arguments: PasteCase.all)
  func theRatesAreThoseOfTheScript(paste: PasteCase) throws {
    guard paste.expect == "rates" else { return }
    let found = try PastedSchedule.all(in: paste.text, options: paste.options(paste.defines))
    #expect(found.count == paste.schedulers.count)
    for (one, expected) in zip(found, paste.schedulers) { try expect(one, expected, paste) }
  }

  private func expect(_ found: PastedSchedule, _ expected: PasteCase.Scheduler, _ paste: PasteCase) throws {
    if !paste.isNotebook { #expect(found.line == expected.line) }
    let lrs = found.startingLRs(asked: paste.lrs, standard: [0.1])
    var run = try ScheduleRun(found.schedule, groups: lrs.map { ParameterGroup(lr: $0, momentum: 0.9) })
    // With `last_epoch` set back by one the first step changes nothing.
    let delay = found.changes.contains { $0.name == "last_epoch" && $0.value == .int(-1) } ? 1 : 0
    var rates: [[Double]] = []
    for index in 0..<paste.epochs {
      if index > delay { try run.step(metric: 1) }
      rates.append(run.groups.map(\.lr))
    }
    for (group, wanted) in expected.lrs.enumerated() {
      let top = wanted.map(\.magnitude).max() ?? 1
      for (index, value) in zip(expected.at, wanted) {
        let rate = rates[index][group]
        #expect((rate - value).magnitude <= 1e-9 * max(top, 1e-300), "rate \(index) is \(rate), not \(value)")
      }
    }
  }

  /// Without the values all names are asked for at once.
  @Test(arguments: PasteCase.all)
  func whatIsMissingIsNamed(paste: PasteCase) {
    if paste.expect == "rates" && paste.asks.isEmpty { return }
    let error = #expect(throws: SpecError.self) {
      try PastedSchedule.all(in: paste.text, options: paste.options([:]))
    }
    if paste.expect == "refused" {
      #expect(error?.missing.isEmpty == true)
      return
    }
    if paste.expect == "other function" {
      // Nothing but the function itself would help.
      #expect(error?.missing.allSatisfy { $0.usedFor == "scheduler" } == true)
      return
    }
    let named = Set(error?.missing.map(\.name) ?? [])
    let isAsked = ([paste.asks] + paste.others).contains { names in
      names.allSatisfy { spellings in spellings.contains { named.contains($0) } }
    }
    #expect(isAsked, "asked for \(named.sorted())")
  }
}

struct PasteCase: Sendable, CustomTestStringConvertible {
  struct Scheduler: Sendable {
    var line: Int
    var at: [Int]
    var lrs: [[Double]]
  }

  var id = ""
  var path = ""
  var expect = ""
  var asks: [[String]] = []
  var others: [[[String]]] = []
  var defines: [String: String] = [:]
  var epochs = 1
  var stepsPerEpoch: Int?
  var lrs: [Double]?
  var schedulers: [Scheduler] = []

  var testDescription: String { id }
  var isNotebook: Bool { path.hasSuffix(".ipynb") }

  static let folder = Bundle.module.resourceURL?.appendingPathComponent("Paste") ?? URL(fileURLWithPath: ".")

  static let all: [PasteCase] = {
    guard let data = try? Data(contentsOf: folder.appendingPathComponent("expected.json")),
      let file = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let cases = file["cases"] as? [[String: Any]]
    else { return [] }
    return cases.map(PasteCase.init)
  }()

  /// The Python in the file; of a notebook its cells, one below the other.
  var text: String {
    let data = (try? Data(contentsOf: Self.folder.appendingPathComponent(path))) ?? Data()
    guard isNotebook, let notebook = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      return String(decoding: data, as: UTF8.self)
    }
    let cells = notebook["cells"] as? [[String: Any]] ?? []
    return cells.filter { $0["cell_type"] as? String == "code" }
      .map { ($0["source"] as? [String] ?? []).joined() }.joined(separator: "\n")
  }

  func options(_ defines: [String: String]) -> ScriptOptions {
    var options = ScriptOptions()
    options.definitions = defines.map { ScriptOptions.Definition(name: $0.key, value: $0.value) }
    options.stepsPerEpoch = stepsPerEpoch
    options.lrs = lrs
    return options
  }

  private init(_ object: [String: Any]) {
    id = object["id"] as? String ?? ""
    path = object["path"] as? String ?? ""
    expect = object["expect"] as? String ?? ""
    asks = object["asks"] as? [[String]] ?? []
    others = object["asks_or"] as? [[[String]]] ?? []
    defines = object["defines"] as? [String: String] ?? [:]
    epochs = object["epochs"] as? Int ?? 1
    stepsPerEpoch = object["steps_per_epoch"] as? Int
    lrs = (object["lr"] as? String)?.split(separator: ",").compactMap { Double($0) }
    schedulers = (object["schedulers"] as? [[String: Any]] ?? []).map { scheduler in
      Scheduler(
        line: scheduler["line"] as? Int ?? 0, at: scheduler["at"] as? [Int] ?? [],
        lrs: scheduler["lrs"] as? [[Double]] ?? [])
    }
  }
}
