/// A name with the count in it, of a value that is told once an epoch: `Epoch-7 lr: 0.00008`, `epoch_3 val loss: 0.5`.
struct CountedName {
  let isEpoch: Bool
  let count: Double
  /// The name without the count.
  let name: String

  /// nil for a name without.
  init?(_ text: String) {
    guard let blank = text.firstIndex(of: " ") else { return nil }
    let head = text[..<blank]
    guard let mark = head.firstIndex(where: { $0 == "-" || $0 == "_" }),
      let count = Int(head[head.index(after: mark)...]), count >= 0,
      let rank = CounterName.rank(String(head[..<mark])), rank < CounterName.indexRank
    else { return nil }
    isEpoch = CounterName.isEpoch(rank: rank)
    self.count = Double(count)
    name = String(text[blank...].drop { $0 == " " || $0 == "-" || $0 == ":" })
    if name.isEmpty { return nil }
  }
}
