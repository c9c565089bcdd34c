extension Fastai {
  /// `learn.fit_one_cycle`.
  struct OneCycle: FastaiFit, MomentumCycling {
    var epochs: Int
    var highest = Highest.learner
    var div = 25.0
    var divFinal = 1e5
    var pctStart = 0.25
    var momenta: [Double]?
    var startEpoch = 0
    var kept = KeptArguments()
    var stepsPerEpoch: PythonNumber?

    func fits() throws(SchedulerError) -> [Part] {
      try Fastai.check([pctStart, 1 - pctStart], "pct_start")
      try Fastai.requireEpochs(epochs, "n_epoch")
      return [
        Fastai.oneCycle(
          epochs, highest, div, divFinal, pctStart, momenta ?? Fastai.momenta, first: startEpoch)
      ]
    }

    func validate() throws(SchedulerError) {
      for (name, value) in [("div", div), ("div_final", divFinal)] where value == 0 {
        throw SchedulerError(.zeroDivision, "\(name) must not be 0 (division by zero)", parameter: name)
      }
      if let momenta, momenta.count != 3 {
        throw SchedulerError(
          .value, "moms must be three momenta, but got \(momenta.count)", parameter: "moms")
      }
      if startEpoch < 0 || startEpoch > epochs {
        throw SchedulerError(
          .value, "start_epoch must be from 0 to n_epoch (\(epochs)), but got \(startEpoch)",
          parameter: "start_epoch")
      }
      _ = try fits()
    }

    static let declaration = SchedulerDeclaration(
      "fit_one_cycle", library: .fastai,
      summary:
        "Raises the rate along a cosine to lr_max, then lowers it far below its start; the momentum goes the other way.",
      formula:
        "lr[t] = combined_cos(pct_start, lr_max / div, lr_max, lr_max / div_final) at t / (n_epoch * steps_per_epoch)",
      quirks: [
        "The last rate is lr_max / div_final, and not the first one by it as PyTorch's; the last batch is above it.",
        "The peak is at pct_start * N, one step later than PyTorch's.",
      ],
      example: OneCycle(epochs: 10, highest: .rate(0.1), stepsPerEpoch: 10),
      parameters: [
        .epochs("n_epoch", \.epochs, help: "the epochs"),
        .highest("lr_max", \.highest, help: "the highest rate, or a slice for the groups"),
        .float("div", \.div, in: 1...1e6, step: .decade(from: 1), help: "lr_max by the first rate"),
        .float(
          "div_final", \.divFinal, in: 1...1e12, step: .decade(from: 1), help: "lr_max by the last rate"),
        .fraction("pct_start", \.pctStart, help: "the part that rises"),
        .kept("wd", \.kept, .null, help: "a weight decay, which changes no rate"), .momenta(\.momenta),
      ] + Parameter.keptArguments("cbs", "reset_opt") + [
        .epochs("start_epoch", \.startEpoch, .optional, help: "the first epoch that is trained"), .batches,
      ])
  }

  /// `learn.fit_flat_cos`.
  struct FlatCos: FastaiFit {
    var epochs: Int
    var highest = Highest.learner
    var divFinal = 1e5
    var pctStart = 0.75
    var kept = KeptArguments()
    var stepsPerEpoch: PythonNumber?

    func validate() throws(SchedulerError) {
      if divFinal == 0 {
        throw SchedulerError(
          .zeroDivision, "div_final must not be 0 (division by zero)", parameter: "div_final")
      }
      _ = try fits()
    }

    func fits() throws(SchedulerError) -> [Part] {
      try Fastai.check([pctStart, 1 - pctStart], "pct_start")
      try Fastai.requireEpochs(epochs, "n_epoch")
      return [
        Part(epochs: epochs) { (position, group, count, base) throws(SchedulerError) in
          let top = try highest.rate(group, of: count, base: base)
          return try Fastai.combinedCosine(pctStart, top, top, top / divFinal, at: position)
        }
      ]
    }

    static let declaration = SchedulerDeclaration(
      "fit_flat_cos", library: .fastai, summary: "Keeps the rate, then lowers it along a cosine.",
      formula: "lr[t] = combined_cos(pct_start, lr, lr, lr / div_final) at t / (n_epoch * steps_per_epoch)",
      quirks: ["start_epoch is not used."],
      example: FlatCos(epochs: 10, highest: .rate(0.1), stepsPerEpoch: 10),
      parameters: [
        .epochs("n_epoch", \.epochs, help: "the epochs"),
        .highest("lr", \.highest, help: "the rate, or a slice for the groups"),
        .float(
          "div_final", \.divFinal, in: 1...1e12, step: .decade(from: 1), help: "the rate by the last one"),
        .fraction("pct_start", \.pctStart, help: "the part that stays"),
      ] + Parameter.keptArguments("wd", "cbs", "reset_opt", "start_epoch") + [.batches])
  }

  /// `learn.fit_sgdr`.
  struct SGDR: FastaiFit {
    var cycles: Int
    var length: Int
    var highest = Highest.learner
    var mult = 2
    var kept = KeptArguments()
    var startEpoch = 0
    var stepsPerEpoch: PythonNumber?

    private func lengths() throws(SchedulerError) -> [Int] {
      try Fastai.requireEpochs(cycles, "n_cycles")
      try Fastai.requireEpochs(length, "cycle_len")
      if mult == 1 {
        throw SchedulerError(
          .zeroDivision, "cycle_mult must not be 1 (integer division or modulo by zero)",
          parameter: "cycle_mult")
      }
      var (lengths, next) = ([Int](), length)
      for _ in 0..<min(cycles, 64) {
        lengths.append(next)
        let (product, overflow) = next.multipliedReportingOverflow(by: mult)
        if overflow || product < 1 || product > 1 << 40 || cycles > 64 {
          throw SchedulerError(
            .value, "cycle_mult=\(mult) makes cycles of \(next) epochs, which are no trainings",
            parameter: "cycle_mult")
        }
        next = product
      }
      return lengths
    }

    private func parts() throws(SchedulerError) -> (all: Int, parts: [Double]) {
      let lengths = try lengths()
      let all = lengths.reduce(0, +)
      return (all, lengths.map { Double($0) / Double(all) })
    }

    func validate() throws(SchedulerError) { _ = try fits() }

    func fits() throws(SchedulerError) -> [Part] {
      let (all, parts) = try parts()
      try Fastai.check(parts, "cycle_mult")
      let pieces = Pieces(parts)
      return [
        Part(epochs: all, first: min(max(0, startEpoch), all)) {
          (position, group, count, base) throws(SchedulerError) in
          try Fastai.cosine(highest.rate(group, of: count, base: base), 0, pieces.place(position).position)
        }
      ]
    }

    static let declaration = SchedulerDeclaration(
      "fit_sgdr", library: .fastai, summary: "Cosines to 0 that restart, each cycle_mult times as long.",
      formula: "lr[t] = lr_max * (1 + cos(pi * t_cur / T_i)) / 2",
      quirks: ["Edges are float32: a batch on an edge may run at the end of the cycle before."],
      example: SGDR(cycles: 3, length: 1, highest: .rate(0.1), stepsPerEpoch: 10),
      parameters: [
        .epochs("n_cycles", \.cycles, help: "the cycles"),
        .epochs("cycle_len", \.length, help: "epochs of the first"),
        .highest("lr_max", \.highest, help: "the highest rate, or a slice for the groups"),
        .epochs("cycle_mult", \.mult, .optional, help: "by which each cycle is longer"),
      ] + Parameter.keptArguments("cbs", "reset_opt", "wd") + [
        .epochs("start_epoch", \.startEpoch, .optional, help: "the first epoch that is trained"), .batches,
      ])
  }

  /// `learn.fine_tune`: the head first, then all.
  struct FineTune: FastaiFit, MomentumCycling {
    var epochs: Int
    var baseLR = 2e-3
    var freezeEpochs = 1
    var lrMult = 100.0
    var pctStart = 0.3
    var div = 5.0
    var divFinal = 1e5
    var momenta: [Double]?
    var kept = KeptArguments()
    var stepsPerEpoch: PythonNumber?

    func validate() throws(SchedulerError) { _ = try fits() }

    func fits() throws(SchedulerError) -> [Part] {
      try Fastai.check([pctStart, 1 - pctStart], "pct_start")
      try Fastai.requireEpochs(epochs, "epochs")
      if lrMult == 0 || div == 0 || divFinal == 0 {
        throw SchedulerError(
          .zeroDivision, "lr_mult, div and div_final must not be 0 (division by zero)", parameter: "lr_mult")
      }
      let momenta = momenta ?? Fastai.momenta
      let half = baseLR / 2
      let frozen = Fastai.oneCycle(freezeEpochs, .slice(nil, baseLR), 25, divFinal, 0.99, momenta)
      let all = Fastai.oneCycle(epochs, .slice(half / lrMult, half), div, divFinal, pctStart, momenta)
      return freezeEpochs > 0 ? [frozen, all] : [all]
    }

    static let declaration = SchedulerDeclaration(
      "fine_tune", library: .fastai,
      summary: "One cycle of the head with the rest frozen, then one of all at half the rate.",
      formula:
        "lr[t] = fit_one_cycle(freeze_epochs, base_lr, pct_start=0.99), then fit_one_cycle(epochs, base_lr / 2, div=5)",
      quirks: ["The second cycle peaks at base_lr / 2."], example: FineTune(epochs: 9, stepsPerEpoch: 10),
      parameters: [
        .epochs("epochs", \.epochs, help: "epochs of the whole model"),
        .rate("base_lr", \.baseLR, help: "the highest rate of the head"),
        .epochs("freeze_epochs", \.freezeEpochs, .optional, help: "epochs of the head"),
        .float(
          "lr_mult", \.lrMult, in: 1...1e6, step: .decade(from: 1),
          help: "the last group's rate by the first one's"),
        .fraction("pct_start", \.pctStart, help: "the part that rises"),
        .float("div", \.div, in: 1...1e6, step: .decade(from: 1), help: "the peak by the first rate"),
        .float(
          "div_final", \.divFinal, in: 1...1e12, step: .decade(from: 1), help: "the peak by the last rate"),
        .kept("wd", \.kept, .null, help: "a weight decay, which changes no rate"), .momenta(\.momenta),
      ] + Parameter.keptArguments("cbs", "reset_opt") + [.batches])
  }

  /// A learner's `moms`.
  fileprivate static let momenta = [0.95, 0.85, 0.95]

  fileprivate static func requireEpochs(_ count: Int, _ name: String) throws(SchedulerError) {
    if count < 1 {
      throw SchedulerError(.value, "\(name) must be above 0, but got \(count)", parameter: name)
    }
  }

  fileprivate static func oneCycle(
    _ epochs: Int, _ highest: Highest, _ div: Double, _ divFinal: Double, _ part: Double, _ momenta: [Double],
    first: Int = 0
  ) -> Part {
    Part(epochs: epochs, first: first) { (position, group, count, base) throws(SchedulerError) in
      let top = try highest.rate(group, of: count, base: base)
      return try Fastai.combinedCosine(part, top / div, top, top / divFinal, at: position)
    } momentum: { (position) throws(SchedulerError) in
      try Fastai.combinedCosine(part, momenta[0], momenta[1], momenta[2], at: position)
    }
  }
}

extension Parameter where S: MomentumCycling {
  /// The momenta at the start, at the peak and at the end.
  fileprivate static func momenta(_ field: Field<S, [Double]?>) -> Parameter {
    Parameter(
      name: "moms", kind: .numbers, requirement: .noneByDefault, range: 0...1, naturalStep: .linear(0.05),
      choices: [],
      help: "momenta at the start, at the peak and at the end; None: 0.95, 0.85, 0.95",
      read: { $0[keyPath: field].map { .list($0.map(ParameterValue.double)) } ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = value == .null ? nil : try value.numbers(for: "moms").map(\.doubleValue)
      })
  }
}
