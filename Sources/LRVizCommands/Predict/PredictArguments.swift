import ArgumentParser
import Canvas
import LRSchedulers
import Predict

/// What `predict` is asked, as its options say it.
struct PredictArguments {
  var paths: [String]
  var plans: [String]
  var ran: [String]
  var warmup: Int?
  var warmupShape = Warmup.Shape.linear
  var skip: Int?
  var law = Law.mpl
  var band = 0.8
  var at: [Int]?
  var against: [String]
  var best: BestChoice?
  var lr: LearningRates?
  var epochs: Int?
  var definitions: DefinitionOptions
  var units: UnitArguments
  var log: LogArguments

  /// The laws count optimizer steps, so schedules do too where nothing says otherwise.
  private var planUnits: PlanUnits {
    PlanUnits(interval: units.givenInterval ?? .step, stepsPerEpoch: units.stepsPerEpoch)
  }

  /// What a step of a schedule is: a configuration says it itself.
  func planUnits(of item: SpecSchedule) -> PlanUnits {
    guard item.isConfiguration, let interval = item.ownInterval else { return planUnits }
    return PlanUnits(
      interval: interval, stepsPerEpoch: units.stepsPerEpoch ?? item.stepsPerEpoch)
  }

  /// What `--epochs` says, in optimizer steps.
  var givenSteps: Int? { epochs.map { planUnits.optimizerSteps(of: $0) } }

  /// The same for one schedule: nil where a configuration took the epochs for its own length.
  func givenSteps(of item: SpecSchedule) -> Int? { item.takesEpochs ? nil : givenSteps }

  /// How long a schedule says that it is, in optimizer steps; nil where it says nothing.
  func ownSteps(of item: SpecSchedule) -> Int? {
    let own = item.isConfiguration ? item.length ?? item.ownLength : item.ownLength
    return own.map { planUnits(of: item).optimizerSteps(of: $0) }
  }

  /// The schedules of some SPECs.
  ///
  /// - Parameter peak: the rate they start from where neither they nor `--lr` says another.
  func schedules(_ specs: [String], peak: Double) throws(CommandError) -> [SpecSchedule] {
    guard !specs.isEmpty else { return [] }
    var arguments = try definitions.arguments(specs)
    arguments.givenLR = lr
    arguments.givenEpochs = epochs
    arguments.counts = units.counts
    var items = try arguments.schedules(
      stepsPerEpoch: units.stepsPerEpoch, interval: planUnits.interval)
    for index in items.indices where lr == nil && !items[index].saysRates { items[index].lrs = [peak] }
    return items
  }
}

extension PlanUnits {
  /// A length of the schedule in optimizer steps.
  fileprivate func optimizerSteps(of count: Int) -> Int {
    count.multipliedReportingOverflow(by: interval == .epoch ? max(1, stepsPerEpoch ?? 1) : 1).partialValue
  }
}

/// `--best`: which decays are tried.
enum BestChoice: String, CaseIterable, ExpressibleByArgument {
  case wsd
  case squareRoot = "wsd:1-sqrt"
  case linear = "wsd:linear"
  case cosine = "wsd:cosine"

  var shapes: [DecayShape] {
    switch self {
    case .wsd: DecayShape.allCases
    case .squareRoot: [.squareRoot]
    case .linear: [.linear]
    case .cosine: [.cosine]
    }
  }
}

/// `--at`: steps with commas between, or a file of them.
enum StepList {
  static func parse(_ text: String) throws -> [Int] {
    if let steps = steps(text) { return steps }
    guard let contents = try? InputFile.text(text) else {
      throw ValidationError("expected steps such as 1000,2000, or a file of them")
    }
    guard let steps = steps(contents) else {
      throw ValidationError("expected whole numbers from 0 in '\(SafeText.escape(text))'")
    }
    return steps
  }

  /// Ascending, each once; nil where a word is no step.
  private static func steps(_ text: String) -> [Int]? {
    let words = text.split { $0 == "," || $0.isWhitespace }
    let steps = words.compactMap { Int($0) }.filter { $0 >= 0 }
    return steps.count == words.count && !steps.isEmpty ? Array(Set(steps)).sorted() : nil
  }
}

/// `--band`: a probability.
enum BandChoice {
  static func parse(_ text: String) throws -> Double {
    if let band = Double(text), band > 0, band < 1 { return band }
    throw ValidationError("expected a probability between 0 and 1, such as 0.8")
  }
}
