/// What several hypotheses of a check ask for and one finds out.
final class CheckMemo {
  var units: [(placement: Placement, units: [Int])] = []
  var followed: PlanFollowed??
  var lengths: [LengthInForce]?
}
