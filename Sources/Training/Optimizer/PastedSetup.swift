import LRSchedulers

/// What a text says about its optimizer, in the words of notes.
package struct PastedSetup {
  private let pasted: PastedOptimizer?
  /// The optimizer, if it can be trained with.
  package let configuration: OptimizerConfiguration?
  private let place: (Int) -> String
  /// Whether the rates are not the optimizer's: a script sets them itself, or a configuration says them.
  private let hasOtherRates: Bool
  /// The framework whose default the optimizer may be.
  private let framework: String
  /// Arguments that say nothing here.
  private let dropped: [String]

  /// - Parameter place: how a line is called.
  package init(_ schedule: PastedSchedule, place: @escaping (Int) -> String = { "line \($0)" }) {
    self.place = place
    hasOtherRates = schedule.lrs != nil
    framework = schedule.framework ?? "the framework"
    pasted = schedule.optimizer
    (configuration, dropped) = schedule.optimizer.map(OptimizerConfiguration.pasted) ?? (nil, [])
  }

  /// What the optimizer is called in the output; nil where the text has none.
  package var optimizer: String? { pasted.map { configuration?.spec ?? $0.name + "()" } }

  /// The momenta of the groups: a group's own, or the optimizer's.
  package func momenta(groups count: Int) -> [Double?] {
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
    guard let pasted, !hasOtherRates, pasted.lrs.contains(where: { $0 != nil }) else { return nil }
    return pasted.lrs.map { $0.map(PythonNumber.repr) ?? "open" }.joined(separator: ",")
  }

  /// What was taken from the text.
  package func assumed(winsRates: Bool, winsOptimizer: Bool) -> [String] {
    guard let pasted, let optimizer else { return [] }
    var taken: [String] = []
    if winsRates, let rates { taken.append("lr=" + rates) }
    if winsOptimizer { taken.append(optimizer) }
    return taken.isEmpty
      ? [] : [taken.joined(separator: " and ") + (pasted.isImplied ? "" : " from ") + source]
  }

  /// Where the optimizer is from: `line 12`.
  private var source: String {
    guard let pasted, !pasted.isImplied else { return ", the default of \(framework)" }
    return place(pasted.line)
  }

  /// Which of two wins, and what is not taken.
  ///
  /// - Parameter standard: the rate that is taken where the text leaves it open.
  package func notes(
    asked: [Double]?, optimizer named: OptimizerConfiguration?, standard: Double = 0.1
  ) -> [String] {
    guard let pasted else { return [] }
    var notes: [String] = []
    if let asked, let rates {
      let given = asked.map(PythonNumber.repr).joined(separator: ",")
      if given != rates { notes.append("--lr \(given) wins over lr=\(rates) of \(place(pasted.line))") }
    }
    let origin = pasted.isImplied ? source : " of " + source
    if let named {
      notes.append("--optimizer '\(named.spec)' wins over \(pasted.name)\(origin)")
    } else if configuration == nil {
      notes.append("\(pasted.name)\(origin) cannot be trained with here: only its rates count")
    }
    if !hasOtherRates, pasted.lrs.contains(where: { $0 == nil }), asked == nil {
      notes.append(
        "the rate of \(place(pasted.line)) is open: \(PythonNumber.repr(standard)) is taken; give --lr")
    }
    if !dropped.isEmpty, named == nil {
      notes.append("\(dropped.joined(separator: ", ")) of \(pasted.name) changes nothing here")
    }
    return notes
  }
}
