import Engine
import LRSchedulers
import Predict

/// What goes into a prediction: the runs with their rates, and the schedules that are asked for.
struct PredictionSource {
  /// A schedule whose loss is asked for.
  struct Wish {
    let spec: String
    let rates: [Double]
    /// Where the rest begins, of a run that goes on.
    var first: Int?
    var against: PredictedLog?
  }

  private let arguments: PredictArguments
  private let logs: [PredictedLog]
  /// What really ran, for each log; empty where the logs say it.
  private var ran: [PlannedSchedule] = []
  private(set) var records: [RunRecord] = []

  init(_ arguments: PredictArguments, _ logs: [PredictedLog]) throws(CommandError) {
    (self.arguments, self.logs) = (arguments, logs)
    ran = try whatRan()
    for (index, log) in logs.enumerated() { records.append(try record(log, index)) }
  }

  private func whatRan() throws(CommandError) -> [PlannedSchedule] {
    guard !arguments.ran.isEmpty else { return [] }
    let peaks = logs.map { $0.rates?.peak ?? 0 }
    let items = try arguments.schedules(arguments.ran, peak: 1)
    guard items.count == 1 || items.count == logs.count else {
      throw .usage(
        "--ran has \(items.count) schedules for \(logs.count) logs: give one for all, or one a log")
    }
    var wanted: [(item: SpecSchedule, length: Int)] = []
    for (index, log) in logs.enumerated() {
      var item = items[items.count == 1 ? 0 : index]
      if arguments.lr == nil, !item.saysRates {
        let peak = peaks[index] > 0 ? peaks[index] : peaks.max() ?? 0
        guard peak > 0 else {
          throw .usage(
            "--ran: '\(log.path)' has no learning rate, so --lr must say where the schedule starts from")
        }
        item.lrs = [peak]
      }
      let seen = (log.rows.steps.last ?? 0) + 1
      let own = arguments.givenSteps(of: item) ?? arguments.ownSteps(of: item) ?? 0
      wanted.append((item, max(seen, own)))
    }
    return try planned(wanted)
  }

  /// The rates of some schedules, made on all cores.
  private func planned(_ wanted: [(item: SpecSchedule, length: Int)]) throws(CommandError)
    -> [PlannedSchedule]
  {
    for (item, length) in wanted { try check(length, of: item.schedule.spec) }
    let units = wanted.map { arguments.planUnits(of: $0.item) }
    let results = ParallelMap.map(wanted.count) { index -> Result<PlannedSchedule, CommandError> in
      do throws(CommandError) {
        return .success(
          try PlannedSchedule(wanted[index].item, length: wanted[index].length, units: units[index]))
      } catch { return .failure(error) }
    }
    var all: [PlannedSchedule] = []
    for result in results { all.append(try result.get()) }
    return all
  }

  private func record(_ log: PredictedLog, _ index: Int) throws(CommandError) -> RunRecord {
    let rates: RunRecord.Rates
    if ran.indices.contains(index) {
      if let contradiction = ran[index].contradiction(in: log) { StandardError.say("note: \(contradiction)") }
      rates = .planned(ran[index].rates)
    } else {
      guard let logged = log.rates, !logged.knots.isEmpty else {
        throw CommandError(
          "'\(log.path)' holds no learning rate; --lr-name says what it is called, --ran SPEC what really ran",
          .unreadableData)
      }
      rates = .logged(logged)
    }
    var record = RunRecord(rows: log.rows, rates: rates)
    record.first = arguments.skip
    (record.isTrainingLoss, record.epochs) = (log.isTrainingLoss, log.epochs)
    record.warmup = arguments.warmup.map { Warmup(steps: $0, shape: arguments.warmupShape, source: .option) }
    return record
  }

  // MARK: What is asked for

  /// The plans, or where there are none the rest of what ran.
  func wishes(_ study: Study) throws(CommandError) -> [Wish] {
    let items = try arguments.schedules(arguments.plans, peak: study.unit)
    if items.isEmpty { return arguments.best == nil ? try rests() : [] }
    let against = try againstLogs(items.count)
    var wanted: [(item: SpecSchedule, length: Int)] = []
    for (index, item) in items.enumerated() {
      wanted.append((item, length(of: item, against.isEmpty ? nil : against[index])))
    }
    return try planned(wanted).enumerated().map { index, plan in
      Wish(spec: plan.spec, rates: plan.rates, against: against.isEmpty ? nil : against[index])
    }
  }

  /// Optimizer steps: what `--epochs` says, else the log that it is held against, else the schedule, else the longest run.
  private func length(of item: SpecSchedule, _ against: PredictedLog?) -> Int {
    if let steps = arguments.givenSteps(of: item) { return steps }
    if let last = against?.rows.steps.last { return last + 1 }
    let asked = (arguments.at?.last ?? -1) + 1
    if let own = arguments.ownSteps(of: item) { return max(own, asked) }
    if asked > 0 { return asked }
    let longest = logs.compactMap { $0.rows.steps.last }.max() ?? 0
    StandardError.say(
      "note: \(item.schedule.spec) is taken for as long as the longest run, \(longest + 1) steps; --epochs says it"
    )
    return longest + 1
  }

  private func rests() throws(CommandError) -> [Wish] {
    guard !ran.isEmpty else {
      throw .usage(
        "nothing is asked for: give --plan SPEC, --best, or --ran SPEC, whose rest is then foretold")
    }
    let rests = zip(logs, ran).compactMap { log, ran -> Wish? in
      let next = (log.rows.steps.last ?? 0) + 1
      guard next < ran.rates.count else { return nil }
      return Wish(spec: ran.spec, rates: ran.rates, first: next)
    }
    if rests.isEmpty {
      throw .usage(
        "the logs go to the end of what ran, so that nothing is left; --epochs says how long it is, --plan SPEC asks for another"
      )
    }
    return rests
  }

  private func againstLogs(_ plans: Int) throws(CommandError) -> [PredictedLog] {
    guard !arguments.against.isEmpty else { return [] }
    guard arguments.against.count == plans else {
      throw .usage("--against names \(arguments.against.count) logs for \(plans) plans: give one a plan")
    }
    var all: [PredictedLog] = []
    for path in arguments.against {
      guard let log = try PredictedLogs.read([path], arguments.log, arguments.units.stepsPerEpoch).first
      else {
        throw CommandError("'\(path)' holds no loss", .unreadableData)
      }
      all.append(log)
    }
    return all
  }

  private func check(_ length: Int, of spec: String) throws(CommandError) {
    guard length <= PreparedRun.mostSteps else {
      throw CommandError(
        "\(spec) has \(length) steps; at most \(PreparedRun.mostSteps) can be followed: --epochs N",
        .unreadableData)
    }
    guard length >= 2 else { throw .usage("\(spec): expected at least 2 steps, got \(length)") }
  }
}

/// The logs of some paths.
enum PredictedLogs {
  static func read(_ paths: [String], _ arguments: LogArguments, _ stepsPerEpoch: Int?) throws(CommandError)
    -> [PredictedLog]
  {
    var logs: [PredictedLog] = []
    let outcome = try LogPaths.read(paths, arguments) { (log) throws(CommandError) in
      logs.append(try PredictedLog(log, arguments, stepsPerEpoch: stepsPerEpoch))
    }
    if let failure = outcome.failures.first { throw CommandError(failure, outcome.status) }
    for note in logs.flatMap(\.notes) { StandardError.say("note: \(note)") }
    return logs
  }
}
