/// The names of a stream's values: each with its series, and whether it comes with a counter in its own line.
struct StreamNames: Sendable {
  private struct Entry: Sendable {
    var name: String
    var series: Int?
    /// Of names that differ in capitals and blanks only, the same.
    var key: Int
    var isOwn = false
  }

  private var entries: [Entry] = []
  private var slots: [String: Int] = [:]
  private var keys: [String: Int] = [:]
  private var owned: [Bool] = []
  private var ownedBySteps: [Bool] = []

  mutating func slot(of field: LineMeaning.Field) -> Int {
    field.slot >= 0 ? field.slot : slot(named: field.name)
  }

  mutating func slot(named name: String) -> Int {
    if let slot = slots[name] { return slot }
    let folded = String(name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "*" })
    let key = keys[folded] ?? owned.count
    if key == owned.count {
      owned.append(false)
      ownedBySteps.append(false)
      keys[folded] = key
    }
    entries.append(Entry(name: name, series: nil, key: key))
    slots[name] = entries.count - 1
    return entries.count - 1
  }

  func name(_ slot: Int) -> String { entries[slot].name }
  /// The slot of a name that has come before.
  func known(_ name: String) -> Int? { slots[name] }
  /// The series; negative where there is none, nil before it is asked for.
  func series(_ slot: Int) -> Int? { entries[slot].series }
  /// Lets the names stand for the series of another run.
  mutating func forgetSeries() { for slot in entries.indices { entries[slot].series = nil } }
  mutating func setSeries(_ slot: Int, _ id: Int) { entries[slot].series = id }

  func isOwned(_ slot: Int) -> Bool { owned[entries[slot].key] }
  /// Whether it came with a count of steps, so that a value of a whole epoch is another.
  func isOwnedBySteps(_ slot: Int) -> Bool { ownedBySteps[entries[slot].key] }
  /// Whether it came with a counter in these very letters.
  func isOwnName(_ slot: Int) -> Bool { entries[slot].isOwn }
  mutating func own(_ slot: Int, bySteps: Bool) {
    let key = entries[slot].key
    if !entries[slot].isOwn { entries[slot].isOwn = true }
    if !owned[key] { owned[key] = true }
    if bySteps, !ownedBySteps[key] { ownedBySteps[key] = true }
  }
}
