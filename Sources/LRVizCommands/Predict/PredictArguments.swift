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

  /// Optimizer steps of what `--epochs` counts.
  var stepsPerUnit: Int { planUnits.interval == .epoch ? max(1, units.stepsPerEpoch ?? 1) : 1 }

  /// The laws count optimizer steps, so schedules do too where nothing says otherwise.
  var planUnits: PlanUnits {
    PlanUnits(interval: units.givenInterval ?? .step, stepsPerEpoch: units.stepsPerEpoch)
  }

  /// What `--epochs` says, in optimizer steps.
  var givenSteps: Int? { epochs.map { $0.multipliedReportingOverflow(by: stepsPerUnit).partialValue } }

  /// The schedules of some SPECs.
  ///
  /// - Parameter peak: the rate they start from where neither they nor `--lr` says another.
  func schedules(_ specs: [String], peak: Double) throws(CommandError) -> [SpecSchedule] {
    guard !specs.isEmpty else { return [] }
    var arguments = try definitions.arguments(specs)
    arguments.givenLR = lr
    arguments.givenEpochs = epochs
    var items = try arguments.schedules(
      stepsPerEpoch: units.stepsPerEpoch, interval: planUnits.interval)
    for index in items.indices where lr == nil && !items[index].namesOptimizer { items[index].lrs = [peak] }
    return items
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
