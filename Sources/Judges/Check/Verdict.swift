/// What a check finds: that the logged rate follows the plan, or in which way it does not.
package enum Verdict: String, Sendable, CaseIterable {
  case match
  case tooFast = "too_fast"
  case tooSlow = "too_slow"
  case steppedPerBatch = "stepped_per_batch"
  case steppedPerEpoch = "stepped_per_epoch"
  case offByOne = "off_by_one"
  case warmupMissing = "warmup_missing"
  case firstLRZero = "first_lr_zero"
  case scaled
  case risesAgain = "rises_again"
  case endsEarly = "ends_early"
  case constant
  case scheduleRestarted = "schedule_restarted"
  case resumedWithOldLR = "resumed_with_old_lr"
  case plateauWrongMetric = "plateau_wrong_metric"
  case other
}

/// A number or a word that belongs to a verdict.
package enum Detail: Sendable, Equatable {
  case number(Double)
  case text(String)
}

/// A hypothesis that explains the logged rates, with what there is to say about it.
package struct Explanation: Sendable {
  package var verdict: Verdict
  /// Whole sentences.
  package var words: String
  /// In the order in which they are shown.
  package var details: [(name: String, value: Detail)]
  /// The line of code or configuration that likely mends it; nil where there is nothing to mend.
  package var remedy: String?
  /// How well it explains the rates.
  package var fit: Fit
  /// How the rows are taken to be labelled.
  var placement: Placement

  init(
    _ verdict: Verdict, _ words: String, _ fit: Fit, _ placement: Placement, remedy: String? = nil,
    details: [(String, Detail)] = []
  ) {
    self.verdict = verdict
    self.words = words
    self.fit = fit
    self.placement = placement
    self.remedy = remedy
    self.details = details.map { (name: $0.0, value: $0.1) }
  }
}

/// How well predicted rates explain logged ones.
package struct Fit: Sendable, Equatable {
  package internal(set) var count = 0
  /// Rows that lie further from the prediction than their digits allow.
  package internal(set) var misses = 0
  /// The largest deviation as a part of the plan's largest rate, and the index of its row.
  package internal(set) var worst = 0.0
  package internal(set) var worstIndex = 0
  /// The first row that is missed.
  package internal(set) var firstMiss: Int?

  package var isExact: Bool { misses == 0 }
}

/// Why nothing can be judged.
package struct JudgeError: Error, Sendable, Equatable {
  package var message: String
  /// Whether the log is to blame and not what the user asked for.
  package var isData: Bool

  init(_ message: String, isData: Bool = true) {
    self.message = message
    self.isData = isData
  }
}
