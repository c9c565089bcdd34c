import RunLogs

/// How far a run is going to go, where its log says so: `"max_steps": 5000`, `Total optimization steps = 1,234`,
/// `Epoch 3/10`.
package struct KnownEnd: Sendable, Equatable {
  package private(set) var steps: Double?
  package private(set) var epochs: Double?

  package init(steps: Double? = nil, epochs: Double? = nil) {
    self.steps = steps
    self.epochs = epochs
  }

  /// Names of the number of steps of a whole run, in lower case.
  private static let stepNames = [
    "max_steps", "total_steps", "max_iters", "num_training_steps", "total optimization steps", "train_iters",
    "total_iters", "max_iterations", "training_steps",
  ].map { Array($0.utf8) }

  /// And of its epochs. transformers' `num_train_epochs` is none: it stands in a log, and `max_steps` overrules it.
  private static let epochsNames = ["max_epochs", "total_epochs", "num_epochs", "num epochs"].map {
    Array($0.utf8)
  }

  /// More are no limit: transformers prints the largest number there is where only steps count.
  private static let mostEpochs = 1e9

  private static let epochName = Array("epoch".utf8)

  /// Looks for such words in a part of a log.
  mutating func note(_ bytes: Bytes) {
    var index = 0
    while index < bytes.count {
      let isStart = index == 0 || !Self.isWord(bytes[index - 1])
      guard isStart, Self.isWord(bytes[index]) else {
        index += 1
        continue
      }
      note(bytes, at: index)
      while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
    }
  }

  private mutating func note(_ bytes: Bytes, at index: Int) {
    for name in Self.stepNames where Self.holds(bytes, name, at: index) {
      if let value = Self.value(bytes, from: index + name.count) { steps = value }
    }
    for name in Self.epochsNames where Self.holds(bytes, name, at: index) {
      if let value = Self.value(bytes, from: index + name.count), value < Self.mostEpochs { epochs = value }
    }
    if Self.holds(bytes, Self.epochName, at: index),
      let value = Self.share(bytes, from: index + Self.epochName.count)
    {
      epochs = value
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == 0x5F || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  private static func holds(_ bytes: Bytes, _ name: [UInt8], at index: Int) -> Bool {
    guard index + name.count < bytes.count, !isWord(bytes[index + name.count]) else { return false }
    return zip(bytes[index...], name).allSatisfy { $0 == $1 || $0 | 0x20 == $1 && $1 != 0x20 }
  }

  /// The whole number behind a name: `": 5000`, ` = 1,234`.
  private static func value(_ bytes: Bytes, from start: Int) -> Double? {
    var index = start
    while index < bytes.count, index < start + 8, " \t\"'=:(".utf8.contains(bytes[index]) { index += 1 }
    return number(bytes, from: index).flatMap { $0.value > 0 ? $0.value : nil }
  }

  /// The total of a count: ` 3/10`, `: [3/10]`, ` 3 of 10`.
  private static func share(_ bytes: Bytes, from start: Int) -> Double? {
    var index = start
    while index < bytes.count, index < start + 6, " \t=:[(".utf8.contains(bytes[index]) { index += 1 }
    guard let count = number(bytes, from: index) else { return nil }
    index = count.end
    while index < bytes.count, bytes[index] == 0x20, index < count.end + 2 { index += 1 }
    if index < bytes.count, bytes[index] == 0x2F {
      index += 1
    } else if index + 2 < bytes.count, bytes[index] == 0x6F, bytes[index + 1] == 0x66 {
      index += 2
    } else {
      return nil
    }
    while index < bytes.count, bytes[index] == 0x20, index < count.end + 6 { index += 1 }
    guard let total = number(bytes, from: index), total.value >= count.value, total.value > 0 else {
      return nil
    }
    return total.value
  }

  /// Digits, perhaps with commas between groups of three.
  private static func number(_ bytes: Bytes, from start: Int) -> (value: Double, end: Int)? {
    var (index, value, digits) = (start, 0.0, 0)
    while index < bytes.count, digits < 16 {
      let byte = bytes[index]
      if byte &- 0x30 < 10 {
        value = value * 10 + Double(byte - 0x30)
        digits += 1
      } else if !(byte == 0x2C && digits > 0 && index + 3 < bytes.count
        && bytes[(index + 1)...(index + 3)].allSatisfy { $0 &- 0x30 < 10 })
      {
        break
      }
      index += 1
    }
    return 1..<16 ~= digits ? (value, index) : nil
  }

  /// Takes a series of the log that says it with every row.
  mutating func note(_ run: LogRun) {
    for one in run.series.prefix(64) {
      guard let value = one.track.last, value > 0, value.isFinite else { continue }
      switch one.name.lowercased() {
      case "total_steps", "max_steps", "total_iters": steps = value
      case "max_epochs", "total_epochs", "num_epochs": if value < Self.mostEpochs { epochs = value }
      default: break
      }
    }
  }
}
