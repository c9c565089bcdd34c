import LRSchedulers
import Lab
import Training

/// A schedule of a SPEC, and what it starts from: the optimizer and the rates of the text, unless options win.
struct SpecSchedule {
  var schedule: Schedule
  /// The optimizer's rates, one for each parameter group.
  var lrs: [Double]
  /// The groups' momenta, or beta1; nil where there is none.
  var momenta: [Double?]
  /// The optimizer, if it is one that can be trained with; nil where none is named.
  var optimizer: OptimizerConfiguration?
  /// What the optimizer is called in the output.
  var optimizerSpec: String
  /// Whether the optimizer is named, by an option or in the text.
  var namesOptimizer: Bool
  /// Where the scheduler stands in the text; nil where the text is one line.
  var line: Int?
  /// Of a notebook, the cell, counted from 0; the line is then that in the cell.
  var cell: Int?
  /// Whether the text says that the scheduler steps with every batch; nil where it says nothing.
  var stepsPerBatch: Bool?
  /// How long a configuration says that it runs, in its interval, or how often the loop of a script goes around that steps it; nil
  /// where nothing does.
  var length: Int?
  /// Whether `--epochs` went into the length.
  var takesEpochs = false
  /// Whether `--steps-per-epoch` says something that the text leaves open.
  var takesStepsPerEpoch = false
  /// Optimizer steps of an epoch, where a configuration says them.
  var stepsPerEpoch: Int?
  /// Whether it is a framework's configuration, which has its own rate and interval.
  var isConfiguration = false
  /// Whether a configuration says the momenta, as it moves them.
  var saysMomenta = false
  /// Whether the text says the rates: by its optimizer, as a configuration, or by setting them itself.
  var saysRates = false
  /// What was taken from outside the text.
  var assumed: [String] = []
  /// What the text sets after the scheduler is built.
  var changes: [PastedSchedule.Change] = []
  /// The text with all that was taken from it; nil for a schedule that is not read from one.
  var origin: ScriptOrigin?

  /// What the text says of the scheduler's steps; nil where it says nothing.
  var ownInterval: Interval? { stepsPerBatch.map { $0 ? .step : .epoch } }

  /// The optimizer's parameter groups before any scheduler has seen them.
  var groups: [ParameterGroup] {
    lrs.enumerated().map { index, lr in
      ParameterGroup(
        lr: lr, momentum: momenta.indices.contains(index) ? momenta[index] : momenta.first ?? nil)
    }
  }

  /// Whether momenta are shown.
  var showsMomenta: Bool { (namesOptimizer || saysMomenta) && groups.contains { $0.momentum != nil } }

  /// A schedule that is not read from a text.
  init(_ schedule: Schedule, lrs: [Double], optimizer: OptimizerConfiguration?) {
    self.schedule = schedule
    self.lrs = lrs
    self.optimizer = optimizer
    namesOptimizer = optimizer != nil
    let used = optimizer ?? OptimizerConfiguration(.sgd)
    optimizerSpec = used.spec
    momenta = lrs.map { _ in used.momentumForGroups }
  }
}

extension SpecSchedule {
  /// A schedule of a text.
  ///
  /// - Parameters:
  ///   - lrs: what `--lr` says; nil if nothing.
  ///   - optimizer: what `--optimizer` says; nil if nothing.
  ///   - notes: what there is to say about it.
  init(
    _ pasted: PastedSchedule, of text: SpecText, lrs asked: [Double]?, optimizer: OptimizerConfiguration?,
    notes: inout [String]
  ) {
    self.init(
      pasted.schedule,
      lrs: pasted.startingLRs(asked: asked, standard: LearningRates.standard.values), optimizer: optimizer)
    let isOneLine = !text.text.utf8.contains(UInt8(ascii: "\n"))
    line = isOneLine ? nil : text.line(pasted.line)
    cell = text.cell(pasted.line)
    changes = pasted.changes
    stepsPerBatch = pasted.stepsPerBatch
    (length, takesEpochs, stepsPerEpoch) = (pasted.length, pasted.takesEpochs, pasted.stepsPerEpoch)
    takesStepsPerEpoch = pasted.takesStepsPerEpoch
    isConfiguration = pasted.framework != nil
    saysMomenta = pasted.momenta != nil
    saysRates = pasted.lrs != nil || pasted.optimizer != nil
    notes += pasted.notes.map { isOneLine || isConfiguration ? $0 : "\(text.place(pasted.line)): \($0)" }
    let found = PastedSetup(pasted, place: text.place)
    if optimizer == nil, let text = found.optimizer {
      self.optimizer = found.configuration
      optimizerSpec = text
      namesOptimizer = pasted.optimizer?.isImplied != true
      momenta = found.momenta(groups: lrs.count)
    }
    if let own = pasted.momenta, optimizer == nil { momenta = own }
    assumed =
      pasted.assumed(place: text.place)
      + found.assumed(winsRates: asked == nil, winsOptimizer: optimizer == nil)
    notes += assumed + found.notes(asked: asked, optimizer: optimizer)
  }
}
