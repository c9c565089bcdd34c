import Synchronization

/// A scheduler's name and its entry, which is made when it is first asked for: a script that names some scheduler a thousand times
/// asks a thousand times, and making the entries of Mmengine's generic types takes as long as reading a hundred lines.
final class CatalogLine: Sendable {
  let name: String
  private let make: @Sendable () -> CatalogEntry
  private let made = Mutex<CatalogEntry?>(nil)

  init(name: String, entry: @escaping @Sendable () -> CatalogEntry) {
    self.name = name
    make = entry
  }

  var entry: CatalogEntry {
    if let known = made.withLock({ $0 }) { return known }
    // Outside of the lock, as an entry's example may be made of other entries. Two threads make equal ones.
    let entry = make()
    made.withLock { $0 = entry }
    return entry
  }
}
