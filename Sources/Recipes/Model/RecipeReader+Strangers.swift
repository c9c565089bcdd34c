import LRSchedulers

/// Keys that are none of a table.
extension RecipeReader {
  /// One letter more or less or another one, or two that changed places. What differs by more is a key of its own.
  static func isSlip(_ key: String, of other: String) -> Bool {
    let (a, b) = (Array(key.lowercased().utf8), Array(other.lowercased().utf8))
    guard a.count > 3, abs(a.count - b.count) <= 1 else { return false }
    let common = zip(a, b).prefix { $0 == $1 }.count
    switch a.count - b.count {
    case 1: return a[(common + 1)...].elementsEqual(b[common...])
    case -1: return a[common...].elementsEqual(b[(common + 1)...])
    default:
      let differing = a.indices.filter { a[$0] != b[$0] }
      if differing.count == 1 { return true }
      return differing.count == 2 && a[differing[0]] == b[differing[1]] && a[differing[1]] == b[differing[0]]
    }
  }

  static func looksLikeSchedule(_ key: String) -> Bool {
    let words = key.lowercased().split { "_-.".contains($0) }
    if words.contains("weight") || words.contains("ema") || words.contains("wd") { return false }
    return words.contains {
      ["lr", "lrs", "warmup", "scheduler", "sched", "schedule", "milestones"].contains($0)
    }
      || key.lowercased().contains("learning_rate")
  }
}
