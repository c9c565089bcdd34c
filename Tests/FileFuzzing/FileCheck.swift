import JSON
import LRSchedulers
import LRVizCommands
import Lab
import Recipes
import SpecFuzzing

/// What has to hold for any bytes: they are refused, or what they gave can be written, read again and used.
package struct FileCheck {
  private let schedules: [Schedule]
  /// How many files were read as what they are, and not refused.
  package private(set) var read = 0

  package init() throws { schedules = try FileCorpus.specs.map { try Schedule(parsing: $0) } }

  /// - Parameter choice: any number; decides what the file is tried with.
  /// - Returns: what did not hold; nil if all is well.
  package mutating func failure(of bytes: [UInt8], as kind: FileKind, choice: Int) -> String? {
    switch kind {
    case .configuration: ofConfiguration(String(decoding: bytes, as: UTF8.self), choice)
    case .state: ofState(bytes, choice)
    case .session: ofSession(String(decoding: bytes, as: UTF8.self))
    case .json: ofJSON(bytes)
    }
  }

  private mutating func ofConfiguration(_ text: String, _ choice: Int) -> String? {
    var options = ScriptOptions()
    if choice % 8 >= 4 {
      options.samples = 52_000
      options.batchSize = 8
      options.epochs = 3
    }
    _ = Recipes.baseFiles(in: text)
    guard let found = try? Recipes.schedules(in: text, options: options) else { return nil }
    read += 1
    for one in found {
      if let failure = SpecCheck.failure(of: one.schedule.spec) { return failure }
    }
    return nil
  }

  private mutating func ofState(_ bytes: [UInt8], _ choice: Int) -> String? {
    guard let json = try? JSONValue(parsing: bytes), let state = StateDictionary(json: json) else {
      return nil
    }
    // Two of three go to the scheduler that they name.
    var schedule = schedules[choice % schedules.count]
    if choice % 3 > 0, case .string(let spec)? = state["lrviz"], let own = try? Schedule(parsing: spec) {
      schedule = own
    }
    guard var run = try? ScheduleRun(schedule, groups: FileCorpus.groups, loading: state)
    else { return nil }
    read += 1
    do {
      let saved = try run.stateDictionary()
      let again = try ScheduleRun(schedule, groups: run.groups, loading: saved)
      if again.groups.map(\.lr).description != run.groups.map(\.lr).description {
        return
          "the state of \(run.schedule.spec) is loaded with the rates \(run.groups), then with \(again.groups)"
      }
    } catch {
      return "the state of \(run.schedule.spec) is not read back: \(error)"
    }
    for _ in 0..<20 { guard (try? run.step(metric: 1)) != nil else { break } }
    return nil
  }

  private mutating func ofSession(_ text: String) -> String? {
    guard let state = try? SessionDocument(parsing: text, path: "x").state else { return nil }
    read += 1
    _ = Lab(state).frame
    let written = SessionDocument(state).text
    do {
      let again = try SessionDocument(parsing: written, path: "x")
      return again.text == written ? nil : "a session is written in two ways"
    } catch {
      return "a session is not read back: \(error.message)"
    }
  }

  private mutating func ofJSON(_ bytes: [UInt8]) -> String? {
    guard let value = try? JSONValue(parsing: bytes) else { return nil }
    read += 1
    let written = value.text(nonFinite: .python)
    guard let again = try? JSONValue(parsing: written) else {
      return "JSON is not read back: \(written.prefix(200))"
    }
    return again.text(nonFinite: .python) == written
      ? nil : "JSON is written in two ways: \(written.prefix(200))"
  }
}
