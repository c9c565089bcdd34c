/// Names the runs of another machine so that each keeps its name, in whatever way it is read.
final class RemoteIDs {
  private let ids: FollowedIDs
  private var byPlace: [Place: FollowedID] = [:]
  /// The name of what stood for the runs before any was there; the first takes its place.
  private var spare: FollowedID?

  private struct Place: Hashable {
    var path: String
    var part: String
  }

  init(_ ids: FollowedIDs, spare: FollowedID?) { (self.ids, self.spare) = (ids, spare) }

  /// - Parameters:
  ///   - part: which of the runs of the path.
  ///   - isShown: whether it is shown for sure.
  func id(_ path: String, part: String = "0", isShown: Bool) -> FollowedID {
    let place = Place(path: path, part: part)
    if let id = byPlace[place] { return id }
    let id = (isShown ? spare : nil) ?? ids.make()
    if isShown { spare = nil }
    byPlace[place] = id
    return id
  }
}
