import Tracks

/// Finds the roles of a run's series by their names, the usual ones first.
package enum RoleFinder {
  package static func roles(of run: LogRun, options: ReadOptions = ReadOptions()) -> LogRoles {
    // Its columns are no curves, whatever they are called.
    if run.isOfResults, options.lrName == nil, options.lossName == nil { return LogRoles() }
    let twins = validationTwins(run)
    let candidates = run.series.enumerated().filter { !$1.track.isEmpty }.map { index, one in
      Candidate(
        index: index,
        name: RoleName(
          Self.meaning(of: one.name, by: run.producer), of: twins.contains(one.name) ? .validation : run.split
        ),
        count: one.track.count, process: one.rank)
    }
    var roles = LogRoles()
    if options.lrName != nil || !isOfTrials(run) { rates(candidates, options.lrName, &roles) }
    let most = candidates.filter { LossName.isLoss($0.name) }.map(\.count).max() ?? 0
    let losses = candidates.filter { !roles.lrGroups.contains($0.index) }
    put(.trainLoss, train(losses, most, options.lossName, run), &roles)
    let validation = validation(losses, most, .validation, isTrainBare: isBareTrain(losses, roles, run))
    let test = Self.validation(losses, most, .test, isTrainBare: true)
    put(.valLoss, validation.isEmpty ? test : validation, &roles)
    if !validation.isEmpty { put(.testLoss, test, &roles) }
    put(.valAccuracy, accuracy(candidates, isTrain: false), &roles)
    // One that is told once, behind a curve, sums up what was learned.
    let curves = accuracy(candidates, isTrain: true).filter {
      $0.count > 1 || $0.name.split != nil || most < 3
    }
    put(.trainAccuracy, curves, &roles)
    put(.momentum, candidates.filter { OtherName.isMomentum($0.name) }, &roles)
    put(
      .epoch, candidates.filter { CounterName.rank($0.name.lowercased).map(CounterName.isEpoch) ?? false },
      &roles)
    put(
      .time,
      candidates.filter { OtherName.isTime($0.name) }.sorted {
        (OtherName.isDuration($0.name) ? 1 : 0, $0.index) < (OtherName.isDuration($1.name) ? 1 : 0, $1.index)
      }, &roles)
    return roles
  }

  /// Whether rows are the trials of a search, each with the rate that was tried and what came of it, and not steps of a run.
  private static func isOfTrials(_ run: LogRun) -> Bool {
    let names = Set(
      run.series.lazy.filter { $0.axis == .line && !$0.track.isEmpty }
        .map { $0.name.split(separator: "/").last.map { $0.lowercased() } ?? "" })
    return !names.isDisjoint(with: ["number", "trial", "trial_id", "trial_number"])
      && !names.isDisjoint(with: ["value", "values_0", "objective", "score", "best_value"])
  }

  /// What a name stands for that only one producer gives to that.
  private static func meaning(of name: String, by producer: String?) -> String {
    switch producer {
    case "Deeplearning4j" where name == "Score": "loss"
    // Its losses are those of evaluations; what clients train with stands under `fit`.
    case "Flower" where name.hasPrefix("loss, "): "val \(name)"
    default: name
    }
  }

  /// Names with a `v_` in front that stand for the validation, as two of them or more come without it too: `v_loss` and `loss`,
  /// `v_recons` and `recons`. By itself `v_loss` is a critic's.
  private static func validationTwins(_ run: LogRun) -> Set<String> {
    let names = Set(run.series.map(\.name))
    let twins = names.filter { $0.hasPrefix("v_") && names.contains(String($0.dropFirst(2))) }
    return twins.count > 1 ? twins : []
  }

  /// Whether a name says nothing of any role.
  static func isUnknown(_ name: String) -> Bool {
    let name = RoleName(name)
    return RateName.rank(name) == nil && !LossName.isLoss(name) && !OtherName.isAccuracy(name)
  }

  struct Candidate {
    var index: Int
    var name: RoleName
    var count: Int
    /// Of several processes that write into one log.
    var process: Int?
  }

  private static func put(_ role: LogRole, _ ranked: [Candidate], _ roles: inout LogRoles) {
    guard let best = ranked.first else { return }
    roles.pairs.append((role, best.index))
    if ranked.count > 1 { roles.others[role] = ranked.dropFirst().prefix(8).map(\.index) }
  }

  // MARK: Rates

  private static func rates(_ candidates: [Candidate], _ wish: String?, _ roles: inout LogRoles) {
    if let wish {
      guard let found = candidates.first(where: { $0.name.text == wish }) else { return }
      roles.pairs.append((.lr(group: 0), found.index))
      return
    }
    let ranked = candidates.compactMap { one in RateName.rank(one.name).map { (one, $0) } }
      .sorted { ($0.1, -min($0.0.count, 2), $0.0.index) < ($1.1, -min($1.0.count, 2), $1.0.index) }
    guard let best = ranked.first?.0 else { return }
    let stem = RateName.stem(best.name)
    // The groups of one process; the others' are the same again.
    let groups = ranked.map(\.0).filter { RateName.stem($0.name) == stem && $0.process == best.process }
      .sorted { $0.index < $1.index }
    for (group, one) in groups.prefix(256).enumerated() { roles.pairs.append((.lr(group: group), one.index)) }
    let others = ranked.map(\.0).filter { RateName.stem($0.name) != stem || $0.process != best.process }
    if !others.isEmpty { roles.others[.lr(group: 0)] = others.prefix(8).map(\.index) }
  }

  // MARK: Losses

  private static func train(_ all: [Candidate], _ most: Int, _ wish: String?, _ run: LogRun) -> [Candidate] {
    if let wish, let found = all.first(where: { $0.name.text == wish }) { return [found] }
    let kinds = all.map { LossName.kind($0.name) }
    let hasNamedLoss = kinds.contains(.total)
    let hasParts = kinds.count { $0 == .part } > 1
    return ranked(all, most) { one in
      guard one.name.split == nil || one.name.split == .train, let kind = LossName.kind(one.name) else {
        return nil
      }
      if kind == .bare, hasNamedLoss { return nil }
      if kind == .sum, hasNamedLoss || !hasFractions(run.series[one.index]) { return nil }
      // Beside parts `total` is their sum.
      if kind == .sum, hasParts { return 0 }
      return LossName.rank(kind, hasSplit: one.name.split != nil)
    }
  }

  private static func validation(
    _ all: [Candidate], _ most: Int, _ split: Split, isTrainBare: Bool
  ) -> [Candidate] {
    ranked(all, most) { one in
      guard one.name.split == split, let kind = LossName.kind(one.name) else { return nil }
      if kind == .bare && !isTrainBare || kind == .sum { return nil }
      // A list that somebody writes has stars too.
      if kind == .cost, one.name.text.hasPrefix("* ") { return nil }
      return LossName.rank(kind, hasSplit: true)
    }
  }

  /// A bare `val` is a loss beside a bare `train`, or where nothing is called `train`. Beside `train` and a loss of its own name
  /// both are accuracies, unless `train` is about as large as that loss from the first to the last.
  private static func isBareTrain(_ all: [Candidate], _ roles: LogRoles, _ run: LogRun) -> Bool {
    guard let bare = all.first(where: { $0.name.split == .train && LossName.kind($0.name) == .bare }) else {
      return true
    }
    guard let loss = all.first(where: { $0.index == roles[.trainLoss] }) else { return false }
    return LossName.kind(loss.name) == .bare
      || areAlike(run.series[bare.index].track, run.series[loss.index].track)
  }

  private static func areAlike(_ a: Track, _ b: Track) -> Bool {
    guard a.count > 1, b.count > 1, a[0] != a[a.count - 1] else { return false }
    let ends = [(a[0], b[0]), (a[a.count - 1], b[b.count - 1])]
    return ends.allSatisfy { $0 > 0 && $1 > 0 && max($0, $1) <= 2 * min($0, $1) }
  }

  /// Whether the first values are no counts.
  private static func hasFractions(_ series: LogSeries) -> Bool {
    (0..<min(16, series.track.count)).contains { series.track[$0] != series.track[$0].rounded() }
  }

  /// By rank, then those with many points before those with few, then as the file has them.
  private static func ranked(
    _ all: [Candidate], _ most: Int, _ rank: (Candidate) -> Int?
  ) -> [Candidate] {
    all.compactMap { one in rank(one).map { (one, $0) } }
      .sorted { a, b in
        let (first, second) = (key(a.0, a.1, most), key(b.0, b.1, most))
        return first == second ? a.0.index < b.0.index : first.lexicographicallyPrecedes(second)
      }
      .map(\.0)
  }

  private static func key(_ one: Candidate, _ rank: Int, _ most: Int) -> [Int] {
    // A single value beside a curve sums up the run; half the points of another is an average over epochs.
    [
      one.count == 1 && most > 1 ? 1 : 0, rank, LossName.penalty(one.name),
      -(one.count.bitWidth - one.count.leadingZeroBitCount),
    ]
  }

  private static func accuracy(_ all: [Candidate], isTrain: Bool) -> [Candidate] {
    all.filter { one in
      guard OtherName.isAccuracy(one.name) else { return false }
      return isTrain
        ? one.name.split == nil || one.name.split == .train
        : one.name.split != nil && one.name.split != .train
    }
  }
}

/// A name with what was found out about it once.
struct RoleName {
  let text: String
  let words: NameWords
  let split: Split?

  var lowercased: String { words.lowercased }

  /// - Parameter of: the split of a name that says none.
  init(_ text: String, of split: Split? = nil) {
    self.text = text
    words = NameWords(text)
    // The line of results that follows a validation begins with a star.
    self.split = Split(words) ?? (text.hasPrefix("* ") ? .validation : split)
  }
}
