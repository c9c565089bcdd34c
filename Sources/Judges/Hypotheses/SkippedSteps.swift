/// The scheduler misses steps here and there, as where it is stepped only when a gradient scaler has not skipped the update.
struct SkippedSteps: Hypothesis {
  /// More are another speed.
  private static let most = 24

  func explanations(of check: CheckCase) -> [Explanation] {
    for placement in check.placements where !placement.isMean {
      let units = check.units(placement)
      guard let skips = skips(check, units, placement), skips.count > 1,
        check.planVaries(check.all, units, placement)
      else { continue }
      var (behind, next) = (0, 0)
      let late = check.all.map { row -> Int in
        while next < skips.count, skips[next].row <= row {
          (behind, next) = (behind + skips[next].steps, next + 1)
        }
        return behind
      }
      guard let fit = check.exactFit(check.all, { check.planned(units[$0] - late[$0], placement) }) else {
        continue
      }
      return [explanation(check, skips, behind, fit, placement)]
    }
    return []
  }

  /// The rows before which steps were missed, and how many: as late and as few as the rates allow.
  private func skips(
    _ check: CheckCase, _ units: [Int], _ placement: Placement
  ) -> [(row: Int, steps: Int)]? {
    var (skips, behind) = ([(row: Int, steps: Int)](), 0)
    for row in check.all {
      func isPlanned(_ steps: Int) -> Bool {
        check.logged.isEqual(row, to: check.planned(units[row] - behind - steps, placement))
      }
      if isPlanned(0) { continue }
      let gap = row > 0 ? max(1, units[row] - units[row - 1]) : 1
      guard skips.count < Self.most, let steps = (1...min(gap, Self.most)).first(where: isPlanned) else {
        return nil
      }
      skips.append((row, steps))
      behind += steps
    }
    return skips.count * 8 <= check.logged.count ? skips : nil
  }

  private func explanation(
    _ check: CheckCase, _ skips: [(row: Int, steps: Int)], _ behind: Int, _ fit: Fit, _ placement: Placement
  ) -> Explanation {
    let places = skips.prefix(4).map { NumberWords.place(check.logged.xs[$0.row]) }
    let words = places.joined(separator: ", ") + (skips.count > 4 ? " and \(skips.count - 4) more" : "")
    return Explanation(
      .other,
      "The schedule falls behind by single steps, first seen at \(check.xName) \(words): \(behind) in all. It is not stepped where an update was skipped, as a gradient scaler does when gradients overflow.",
      fit, placement, remedy: "call scheduler.step() whether or not the optimizer's step was skipped",
      details: [
        ("at", .number(check.logged.xs[skips[0].row])), ("shift", .number(Double(-behind))),
        ("skips", .number(Double(skips.count))),
      ])
  }
}
