/// A list that typing filters.
struct Chooser: Sendable, Equatable {
  enum Subject: Sendable, Equatable {
    case scheduler, workload, composition
    /// The series of the focused log, of which any number can be shown.
    case series
    /// The scheduler that a composition takes.
    case member(CompositionEdit)
  }

  struct Item: Sendable, Equatable {
    var name: String
    var summary: String
  }

  let subject: Subject
  let items: [Item]
  private(set) var filter = ""
  /// Among ``matches``.
  private(set) var selection: Int

  init(_ subject: Subject, items: [Item], selected name: String) {
    self.subject = subject
    self.items = items
    selection = items.firstIndex { $0.name == name } ?? 0
  }

  /// Those whose name or summary holds every word of the filter; names that begin with it come first.
  var matches: [Item] {
    let words = filter.lowercased().split(separator: " ")
    let found = items.filter { item in
      let text = (item.name + " " + item.summary).lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    guard let first = words.first else { return found }
    let leading = found.filter { $0.name.lowercased().hasPrefix(first) }
    return leading + found.filter { !$0.name.lowercased().hasPrefix(first) }
  }

  var selected: Item? {
    let matches = matches
    return matches.indices.contains(selection) ? matches[selection] : nil
  }

  /// The same list with what its items say now.
  func refreshed(_ items: [Item]) -> Chooser {
    var chooser = Chooser(subject, items: items, selected: "")
    (chooser.filter, chooser.selection) = (filter, min(selection, max(0, items.count - 1)))
    return chooser
  }

  /// - Returns: whether the selection moved.
  mutating func move(by steps: Int) -> Bool {
    let wanted = min(max(selection + steps, 0), max(0, matches.count - 1))
    defer { selection = wanted }
    return wanted != selection
  }

  mutating func select(_ match: Int) { selection = match }

  mutating func type(_ text: String) {
    filter += text.filter { !$0.isNewline }
    selection = 0
  }

  /// - Returns: whether there was anything to delete.
  mutating func deleteBackward() -> Bool {
    guard !filter.isEmpty else { return false }
    filter.removeLast()
    selection = 0
    return true
  }

  mutating func clear() {
    filter = ""
    selection = 0
  }
}
