/// How much a search may still do, shared by all that it tries.
///
/// It is counted in points at which a shape or a plan is evaluated and not in time, so that the same rates have the same answer on a
/// busy machine.
final class SearchEffort {
  /// Somewhat more than a second of a processor.
  static let usual = 60_000_000

  private var left: Int
  /// Whether something was left undone.
  private(set) var wasCut = false

  init(_ points: Int = SearchEffort.usual) { left = points }

  /// Whether nothing more may be done; who asks leaves something undone.
  var isSpent: Bool {
    if left <= 0 { wasCut = true }
    return left <= 0
  }

  func spend(_ points: Int) { left -= points }

  /// Lets `body` use no more than a share of what is left.
  func using<Result>(_ share: Double, _ body: () -> Result) -> Result {
    let kept = left - Int(saturating: Double(max(0, left)) * share)
    left -= kept
    defer { left += kept }
    return body()
  }
}
