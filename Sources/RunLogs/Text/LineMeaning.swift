/// What a line of text says: where the run stands, and values by name.
struct LineMeaning {
  struct Field {
    var name: String
    var value: Double
    var power: Int8
    /// Whether its name is one that logs use.
    var isKnown: Bool
    /// The number of the line that it is, and its entry in the stream's list of names; -1 where that is not known.
    var item = -1
    var slot = -1
  }

  var step: Double?
  var iteration: Double?
  var total: Double?
  var epoch: Double?
  /// Of how many epochs, where it says so.
  var epochTotal: Double?
  /// Which numbers of the line the counters are; nil where none is.
  var stepItem: Int?
  var iterationItem: Int?
  var epochItem: Int?
  var fields: [Field] = []
  /// The word for the part of the data, where it is not the training's: `Test`, `valid`; as the line has it.
  var split = ""
  /// Whether the first value stands at the beginning of the message.
  var isPure = false
  /// Whether only a word or two stand in front of it, such as the name of a file.
  var isTagged = false
  /// Whether its numbers mean what those of no other line do, so that it serves as no template.
  var isUnlikeOthers = false
  /// Whether the line begins with a star, as the results of a validation do.
  var isStarred = false
  /// Whether rules stand around it: `----- Iteration: 1000 -----`.
  var isDecorated = false
  /// Whether words behind a count of steps say what it numbers: `Step 1: Loading data`, `[Step 2/4] Training`.
  var isNumberedProse = false
  /// Whether it says what was asked for rather than what came of it.
  var isSetting = false
  /// Whether the count stands by itself, as in `Test: [5/10]`, and so is one of the validation's batches.
  var isBatchOfSplit = false
  /// Whether a `train` stands in a field of its own, so that the line is not one of the training's steps.
  var isSummary = false

  /// Whether the count is a bar's, which shows the values of the step before.
  var isBar = false
  /// Whether the line was drawn over: of several at one x the last counts.
  var isRedrawn = false

  /// Whether a colon stands behind some name, as where values are told, and not only `=`, as where they are set.
  var hasColon = false
  /// Of a line without numbers that heads what follows: `Test Error:`.
  var heading: String?
  /// Whether such a line says that a loop over that part of the data begins: `Eval begin...`
  var beginsLoop = false

  /// A word in front of the counter that is no measure, such as the name of a model: `LSTM_small Epoch 3: loss 0.5`.
  var label = ""

  /// When the line was written, where it says so.
  var stamp: LineStamp?

  /// Whether it says a rate.
  var hasRate: Bool { fields.contains { RateName.rank(RoleName($0.name)) != nil } }

  /// Whether it says a rate beside other settings and measures nothing: `lr = 0.01, weight decay = 0.1`.
  var setsRate: Bool {
    fields.count > 1 && hasRate
      && !fields.contains { LineName.isMeasured($0.name) }
  }

  var hasCounter: Bool { step != nil || iteration != nil || epoch != nil }
}

/// Where a line says that the run stands.
struct LineCount {
  var step: Double?
  var iteration: Double?
  var total: Double?
  var epoch: Double?
  /// See `LineMeaning`.
  var epochTotal: Double?
  let isBar: Bool
  let isRedrawn: Bool

  init(_ meaning: LineMeaning) {
    (step, iteration, total, epoch) = (meaning.step, meaning.iteration, meaning.total, meaning.epoch)
    (epochTotal, isBar, isRedrawn) = (meaning.epochTotal, meaning.isBar, meaning.isRedrawn)
  }

  /// Of a row.
  init(step: Double?, epoch: Double?) {
    (self.step, self.epoch) = (step, epoch)
    (epochTotal, isBar, isRedrawn) = (nil, false, false)
  }
}
