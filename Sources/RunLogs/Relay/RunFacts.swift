/// What is known of a run beside its points, packed to be sent to another machine.
extension LogRun {
  private static let longestText = 1 << 16
  private static let mostNotes = 1_000

  func packFacts() -> [UInt8] {
    var writer = PackWriter()
    for text in [name, id, producer] { writer.put(text) { $0.put($1) } }
    writer.put(format)
    writer.put(status.rawValue)
    writer.put(plan) { writer, plan in plan.pack(&writer) }
    writer.put(UInt8(split.flatMap { Split.all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0))
    writer.put(UInt8(isOfThings ? 1 : 0))
    writer.put(skipped.count)
    writer.put(skipped.examples) { $0.put($1) }
    writer.put(notes) { $0.put($1) }
    for pair in [clock.first, clock.last] {
      writer.put(pair) { writer, pair in
        writer.put(pair.step)
        writer.put(pair.epoch)
      }
    }
    return writer.bytes
  }

  mutating func unpackFacts(_ reader: inout PackReader) throws(PackingError) {
    name = try reader.optionalText(most: Self.longestText)
    id = try reader.optionalText(most: Self.longestText)
    producer = try reader.optionalText(most: Self.longestText)
    format = try reader.text(most: Self.longestText)
    status = Status(rawValue: try reader.text(most: Self.longestText)) ?? .unknown
    plan = try reader.optional { reader throws(PackingError) in try LoggedPlan(&reader) }
    split = try Self.split(reader.byte())
    isOfThings = try reader.byte() == 1
    let count = try reader.count(most: .max)
    let examples = try reader.texts(most: 3, Self.longestText)
    skipped = SkipTally(count: count, examples: examples)
    notes = try reader.texts(most: Self.mostNotes, Self.longestText)
    clock = EpochClock()
    for _ in 0..<2 {
      let pair = try reader.optional { reader throws(PackingError) in
        (step: try reader.double(), epoch: try reader.double())
      }
      if let pair { clock.note(step: pair.step, epoch: pair.epoch) }
    }
  }

  private static func split(_ number: UInt8) throws(PackingError) -> Split? {
    guard number > 0 else { return nil }
    guard number <= Split.all.count else { throw PackingError() }
    return Split.all[Int(number) - 1]
  }
}

extension Split {
  fileprivate static let all: [Split] = [.train, .validation, .test]
}

extension LoggedPlan {
  private static let longestText = 1 << 20
  private static let mostGroups = 4_096

  fileprivate func pack(_ writer: inout PackWriter) {
    writer.put(spec)
    writer.put(lrs) { $0.put($1) { $0.put($1) } }
    writer.put(optimizer) { $0.put($1) }
    writer.put(interval) { $0.put($1) }
    writer.put(length) { $0.put(signed: Int64($1)) }
  }

  fileprivate init(_ reader: inout PackReader) throws(PackingError) {
    let spec = try reader.text(most: Self.longestText)
    let lrs = try reader.optional { reader throws(PackingError) in
      try reader.list(most: Self.mostGroups) { reader throws(PackingError) in try reader.double() }
    }
    let optimizer = try reader.optionalText(most: Self.longestText)
    let interval = try reader.optionalText(most: Self.longestText)
    let length = try reader.optional { reader throws(PackingError) in try reader.signed() }
    self.init(
      spec: spec, lrs: lrs, optimizer: optimizer, interval: interval, length: length.map { Int($0) })
  }
}
