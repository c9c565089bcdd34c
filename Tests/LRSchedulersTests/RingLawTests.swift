import Foundation
import LRSchedulers
import Testing

/// What holds for every scheduler of the second ring.
@Suite struct RingLawTests {
  static let entries = Catalog.entries.filter { SourceLibrary.firstRing.contains($0.library) == false }

  /// A metric that falls, and then goes up and down.
  private func metric(_ epoch: Int) -> Double { 1 / Double(1 + min(epoch, 4)) + 0.01 * Double(epoch % 3) }

  private var groups: [ParameterGroup] {
    [0.1, 1].map { ParameterGroup(lr: $0, momentum: 0.9, beta2: 0.999) }
  }

  @Test("There are schedulers of all libraries") func count() { #expect(Self.entries.count >= 110) }

  @Test("A written run goes on where it was, and a state too", arguments: entries)
  func written(entry: CatalogEntry) throws {
    let schedule = Schedule(default: entry)
    var run = try ScheduleRun(schedule, groups: groups)
    for epoch in 0..<40 {
      var read = try JSONDecoder().decode(ScheduleRun.self, from: JSONEncoder().encode(run))
      let resumed = try ScheduleRun(schedule, groups: groups, loading: run.stateDictionary())
      #expect(
        read.groups == run.groups && read.schedule == run.schedule
          && resumed.groups.map(\.lr) == run.groups.map(\.lr))
      let changes = try run.step(metric: metric(epoch))
      #expect(try read.step(metric: metric(epoch)) == changes && read.groups == run.groups)
    }
  }

  @Test("Copies go their own way, and rates ahead are what the steps give", arguments: entries)
  func copies(entry: CatalogEntry) throws {
    var run = try ScheduleRun(Schedule(default: entry), groups: groups)
    for epoch in 0..<25 {
      var copy = run
      let ahead = try run.lrs(stepsAhead: 3)
      for step in 0..<3 { try copy.step(metric: metric(step)) }
      if let ahead { #expect(ahead == copy.groups.map(\.lr), "\(entry.name) at \(epoch)") }
      try run.step(metric: metric(epoch))
      #expect(run.lastEpoch == epoch + 1)
    }
  }

  @Test("Its own library's code reads back as the same schedule", arguments: entries)
  func ownCode(entry: CatalogEntry) throws {
    let schedule = Schedule(default: entry)
    let format = try #require(CodeFormat(rawValue: entry.library.key))
    let code = try schedule.code(for: format).text
    // Everything that the training decides comes from outside again.
    var options = ScriptOptions()
    options.library = entry.library
    for part in [schedule] {
      for parameter in part.entry.parameters where parameter.isOutside && parameter.kind != .schedules {
        guard let value = part.value(of: parameter.name), value != .null, value != parameter.default else {
          continue
        }
        options.definitions.append(.init(name: parameter.name, value: value.python))
      }
    }
    if entry.name == "mmengine.param_scheduler" {
      #expect(code.contains("LinearLR(optimizer, start_factor=0.001, end=10, by_epoch=False),"))
      return
    }
    guard entry.name != "ultralytics.train" else {
      #expect(code == "model.train(optimizer='SGD')\n")
      return
    }
    let all = try PastedSchedule.all(in: code, options: options)
    #expect(all.map(\.schedule) == [schedule], "\(code)")
  }

  @Test(
    "Its own library's code imports all classes that it calls, those in dictionaries too", arguments: entries)
  func imports(entry: CatalogEntry) throws {
    let format = try #require(CodeFormat(rawValue: entry.library.key))
    let lines = try Schedule(default: entry).code(for: format).text.split(separator: "\n")
    let imported = lines.filter { $0.hasPrefix("from ") }.joined(separator: " ")
    for line in lines where !line.hasPrefix("from ") && !line.hasPrefix("#") {
      for match in line.matches(of: /(?:^|[^.\w])([A-Z]\w+)[(.]/) {
        #expect(imported.contains(match.1), "\(line)")
      }
    }
  }

  @Test("PyTorch's code has its rates, or says why there is none", arguments: entries)
  func torchCode(entry: CatalogEntry) throws {
    let schedule = Schedule(default: entry)
    do {
      let code = try schedule.code(for: .pytorch)
      #expect(code.note?.isEmpty == false && code.text.contains("scheduler = "), "\(entry.name)")
    } catch { #expect(error.message.contains("follows a metric"), "\(entry.name): \(error)") }
  }

  @Test("Quirks are sentences", arguments: entries)
  func sentences(entry: CatalogEntry) {
    for text in [entry.summary] + entry.quirks { #expect(text.hasSuffix(".") && !text.contains("  ")) }
  }
}

extension SourceLibrary {
  /// Those that schedules are translated to.
  static let firstRing: Set<SourceLibrary> = [.pytorch, .transformers, .timm, .optax, .keras, .own]
}
