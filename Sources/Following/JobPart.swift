/// Which process of a job wrote a log, as far as its path says: `rank0.log`, `node-3.out`, `slurm-123_4.out`, torchrun's
/// `attempt_0/3/stdout.log`, and the same path on several machines.
package struct JobPart: Hashable, Sendable {
  /// The path with `*` in the place of what tells the processes apart.
  package let job: String
  /// What does: `rank0`, `node-3`, `4`, `gpu01`.
  package let label: String
  /// The numbers in it, by which the processes stand in order.
  let order: [Int]

  /// nil where nothing in the path tells processes apart.
  package init?(_ path: String) {
    var (machine, rest) = ("", path[...])
    if let colon = path.firstIndex(of: ":"), !path[..<colon].contains("/"), colon != path.startIndex {
      machine = String(path[..<colon])
      rest = path[path.index(after: colon)...]
    }
    var labels = machine.isEmpty ? [] : [machine]
    var parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    for index in parts.indices {
      let isLaunched = index > 0 && parts[index - 1].hasPrefix("attempt_")
      guard let found = isLaunched ? Self.number(parts[index]) : Self.process(parts[index]) else { continue }
      labels.append(found.label)
      parts[index] = found.pattern
    }
    guard !labels.isEmpty else { return nil }
    job = (machine.isEmpty ? "" : "*:") + parts.joined(separator: "/")
    label = labels.joined(separator: "/")
    order = Self.numbers(label)
  }

  private typealias Found = (pattern: String, label: String)

  /// Words before the number of a process.
  private static let words = [
    "rank", "local_rank", "node", "worker", "proc", "process", "task", "gpu", "host", "slurm_procid",
  ]

  /// A folder of torchrun's: the number of the process and nothing else.
  private static func number(_ name: String) -> Found? {
    guard !name.isEmpty, name.utf8.allSatisfy({ isDigit($0) }) else { return nil }
    return ("*", "rank\(name)")
  }

  /// The first word with a number behind it, or what follows the job's number in a name of slurm's.
  private static func process(_ name: String) -> Found? {
    let bytes = Array(name.utf8)
    if name.hasPrefix("slurm-"), let found = task(bytes, from: "slurm-".utf8.count) { return found }
    let lower = Array(name.lowercased().utf8)
    guard lower.count == bytes.count else { return nil }
    for start in lower.indices where start == 0 || !isLetter(lower[start - 1]) {
      for word in words where lower[start...].starts(with: word.utf8) {
        var place = start + word.utf8.count
        if place < lower.count, "-_.=".utf8.contains(lower[place]) { place += 1 }
        var end = place
        while end < lower.count, isDigit(lower[end]) { end += 1 }
        guard end > place, end == lower.count || !isLetter(lower[end]) else { continue }
        return split(bytes, start, place, end)
      }
    }
    return nil
  }

  /// `123_4.out`: the number of an array's task behind that of its job.
  private static func task(_ bytes: [UInt8], from start: Int) -> Found? {
    var place = start
    while place < bytes.count, isDigit(bytes[place]) { place += 1 }
    guard place > start, place + 1 < bytes.count, "_-.".utf8.contains(bytes[place]) else { return nil }
    let first = place + 1
    var end = first
    while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    return end > first ? split(bytes, first, first, end) : nil
  }

  private static func split(_ bytes: [UInt8], _ start: Int, _ number: Int, _ end: Int) -> Found {
    func text(_ part: ArraySlice<UInt8>) -> String { String(decoding: part, as: UTF8.self) }
    return (text(bytes[..<number]) + "*" + text(bytes[end...]), text(bytes[start..<end]))
  }

  private static func numbers(_ label: String) -> [Int] {
    label.utf8.split(whereSeparator: { !isDigit($0) }).map {
      Int(String(decoding: $0, as: UTF8.self)) ?? .max
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}

extension JobPart: Comparable {
  package static func < (a: JobPart, b: JobPart) -> Bool {
    a.order == b.order ? a.label < b.label : a.order.lexicographicallyPrecedes(b.order)
  }
}
