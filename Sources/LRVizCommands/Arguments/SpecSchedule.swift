import LRSchedulers
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
  /// What was taken from outside the text.
  var assumed: [String] = []
  /// What the text sets after the scheduler is built.
  var changes: [PastedSchedule.Change] = []

  /// The optimizer's parameter groups before any scheduler has seen them.
  var groups: [ParameterGroup] {
    lrs.enumerated().map { index, lr in
      ParameterGroup(
        lr: lr, momentum: momenta.indices.contains(index) ? momenta[index] : momenta.first ?? nil)
    }
  }

  /// Whether momenta are shown.
  var showsMomenta: Bool { namesOptimizer && groups.contains { $0.momentum != nil } }

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
    notes += pasted.notes.map { isOneLine ? $0 : "\(text.place(pasted.line)): \($0)" }
    if pasted.lrs != nil {
      assumed = pasted.assumed
      notes += assumed
      return
    }
    let found = PastedSetup(pasted)
    if optimizer == nil, let text = found.optimizer {
      self.optimizer = found.configuration
      optimizerSpec = text
      namesOptimizer = true
      momenta = found.momenta(groups: lrs.count)
    }
    assumed = pasted.assumed + found.assumed(winsRates: asked == nil, winsOptimizer: optimizer == nil)
    notes += assumed + found.notes(asked: asked, optimizer: optimizer)
  }
}

/// What a text says about its optimizer, in the words of notes.
struct PastedSetup {
  private let pasted: PastedOptimizer?
  /// The optimizer, if it can be trained with.
  let configuration: OptimizerConfiguration?
  /// Arguments that say nothing here.
  private let dropped: [String]

  init(_ schedule: PastedSchedule) {
    pasted = schedule.optimizer
    (configuration, dropped) = schedule.optimizer.map(OptimizerConfiguration.pasted) ?? (nil, [])
  }

  /// What the optimizer is called in the output; nil where the text has none.
  var optimizer: String? { pasted.map { configuration?.spec ?? $0.name + "()" } }

  /// The momenta of the groups: a group's own, or the optimizer's.
  func momenta(groups count: Int) -> [Double?] {
    let standard = configuration?.momentumForGroups ?? pasted.flatMap { Self.momentum(in: $0.arguments) }
    return (0..<count).map { index in
      guard let groups = pasted?.groups, groups.indices.contains(index) else { return standard }
      return Self.momentum(in: groups[index].options) ?? standard
    }
  }

  private static func momentum(in arguments: [PastedOptimizer.Argument]) -> Double? {
    if let momentum = arguments.first(where: { $0.name == "momentum" }) {
      return momentum.value.number?.doubleValue
    }
    guard case .list(let betas)? = arguments.first(where: { $0.name == "betas" })?.value else { return nil }
    return betas.first?.number?.doubleValue
  }

  private var rates: String? {
    guard let pasted, pasted.lrs.contains(where: { $0 != nil }) else { return nil }
    return pasted.lrs.map { $0.map(PythonNumber.repr) ?? "open" }.joined(separator: ",")
  }

  /// What was taken from the text.
  func assumed(winsRates: Bool, winsOptimizer: Bool) -> [String] {
    guard let pasted, let optimizer else { return [] }
    var taken: [String] = []
    if winsRates, let rates { taken.append("lr=" + rates) }
    if winsOptimizer { taken.append(optimizer) }
    return taken.isEmpty ? [] : [taken.joined(separator: " and ") + " from line \(pasted.line)"]
  }

  /// Which of two wins, and what is not taken.
  func notes(asked: [Double]?, optimizer named: OptimizerConfiguration?) -> [String] {
    guard let pasted else { return [] }
    var notes: [String] = []
    if let asked, let rates {
      let given = asked.map(PythonNumber.repr).joined(separator: ",")
      if given != rates { notes.append("--lr \(given) wins over lr=\(rates) of line \(pasted.line)") }
    }
    if let named {
      notes.append("--optimizer '\(named.spec)' wins over \(pasted.name) of line \(pasted.line)")
    } else if configuration == nil {
      notes.append("\(pasted.name) of line \(pasted.line) cannot be trained with here: only its rates count")
    }
    if pasted.lrs.contains(where: { $0 == nil }), asked == nil {
      notes.append("the rate of line \(pasted.line) is open: 0.1 is taken; give --lr")
    }
    if !dropped.isEmpty, named == nil {
      notes.append("\(dropped.joined(separator: ", ")) of \(pasted.name) changes nothing here")
    }
    return notes
  }
}
