import Tracks

/// What a check found.
package struct CheckReport: Sendable {
  package var verdict: Verdict
  /// Whole sentences, the largest deviation and its place among them.
  package var explanation: String
  /// As a part of the plan's largest rate.
  package var maxRelativeDeviation: Double
  /// The x of the largest deviation.
  package var at: Double
  package var details: [(name: String, value: Detail)]
  package var remedy: String?
  /// What else there is to know: how rows are labelled, what was assumed.
  package var notes: [String] = []
  /// Other explanations that account for every row as well, in words.
  package var others: [(verdict: Verdict, words: String)] = []
  /// The parameter group that it is about, counted from 0.
  package var group = 0
  /// What the plan was taken to start from, where nobody says it.
  package var start: AssumedStart?
  /// What x counts.
  package var xName: String
  package var logged = Track()
  /// The plan's rates at the rows' x.
  package var planned = Track()

  package var isMatch: Bool { verdict == .match }
}

/// What a check needs to know beside the log and the plan.
package struct CheckOptions: Sendable {
  /// Steps of an epoch; nil where the user does not say it.
  package var stepsPerEpoch: Int?
  /// The plan's length in units of its interval; nil where the user does not say it.
  package var length: Int?
  /// Of logs with more rows so many are compared; nil: all, however long that takes.
  package var mostRows: Int?
  /// Whether nobody says what the plan starts from, so that the log's rates do.
  package var assumesStart = false
  /// Of a log of several starts only these rows of each group; nil: all.
  package var rows: Range<Int>?

  package init(
    stepsPerEpoch: Int? = nil, length: Int? = nil, mostRows: Int? = nil, assumesStart: Bool = false
  ) {
    self.stepsPerEpoch = stepsPerEpoch
    self.length = length
    self.mostRows = mostRows
    self.assumesStart = assumesStart
  }
}
