import JSON

/// Lines that differ from one before in their numbers only are most of a log. They are read here where they lie, without
/// cleaning and copying them first; what they give is what `take` makes of them.
extension TextDecoder {
  /// Reads lines from `start` on, up to the first that no template knows or that changes more than its series.
  ///
  /// - Returns: how many; `start` is where the next one begins.
  mutating func quickLines(
    _ bytes: Bytes, _ start: inout Int, _ batch: inout PointBatch, _ run: inout LogRun
  ) -> Int {
    guard options.readsQuickly, !table.isActive, !box.isOpen, !source.isInside else { return 0 }
    var lines = 0
    var index = 0
    while index < templates.count {
      let template = templates[index]
      var taken = 0
      if template.isPlain, streams[template.stream].isSteady(template.meaning, traits, options) {
        taken = take(template, bytes, &start, &batch, &run)
        lines += taken
      }
      if taken > 0, index > 0 {
        templates.swapAt(index, 0)
        index = 0
      } else {
        index += 1
      }
    }
    // Words that only one producer prints stand in what such lines have in common with the first of them.
    tracesLeft = max(0, tracesLeft - lines)
    return lines
  }

  /// How much of a piece is read here, and put into the run, while another thread reads the rest.
  private static let ownPart = 0.6

  private mutating func take(
    _ template: LineTemplate, _ bytes: Bytes, _ start: inout Int, _ batch: inout PointBatch,
    _ run: inout LogRun
  ) -> Int {
    // One line shows whether there are such lines at all.
    guard sharing.mayBeTaken, TwoThreads.isWorthwhile(bytes.count - start),
      Self.lineEnd(bytes, start, template.end(bytes, from: start, &values)) != nil, sharing.take(),
      let middle = TwoThreads.middle(bytes, from: start, part: Self.ownPart)
    else { return put(template, bytes, &start, to: bytes.count, &batch, &run) }
    var rest = TemplateLines()
    swap(&rest, &ahead)
    defer { swap(&rest, &ahead) }
    var lines = 0
    TwoThreads.run {
      lines = put(template, bytes, &start, to: middle, &batch, &run)
    } _: {
      rest.read(template, bytes, from: middle)
    }
    // What comes behind a line that takes more care must wait for it.
    sharing.note(isLost: start != middle)
    guard start == middle else { return lines }
    return lines + put(template, rest, &start, &batch, &run)
  }

  /// Puts lines into the run as they are read, up to the first that begins at `limit` or behind it.
  private mutating func put(
    _ template: LineTemplate, _ bytes: Bytes, _ start: inout Int, to limit: Int, _ batch: inout PointBatch,
    _ run: inout LogRun
  ) -> Int {
    var values = values
    defer { self.values = values }
    return put(template, &batch, &run) { put in
      while start < limit, let end = Self.lineEnd(bytes, start, template.end(bytes, from: start, &values)),
        values.withUnsafeBufferPointer({ put($0) })
      { start = end }
    }
  }

  /// Puts lines into the run that were read before.
  private mutating func put(
    _ template: LineTemplate, _ lines: TemplateLines, _ start: inout Int, _ batch: inout PointBatch,
    _ run: inout LogRun
  ) -> Int {
    put(template, &batch, &run) { put in
      lines.values.withUnsafeBufferPointer { values in
        let width = lines.width
        for (line, end) in lines.ends.enumerated() {
          guard put(UnsafeBufferPointer(rebasing: values[(line * width)..<((line + 1) * width)])) else {
            return
          }
          start = end
        }
      }
    }
  }

  /// Lets `body` put the numbers of lines of one kind into the run, until it is told that one must be taken with care.
  ///
  /// - Returns: how many lines were put.
  @inline(__always)
  private mutating func put(
    _ template: LineTemplate, _ batch: inout PointBatch, _ run: inout LogRun,
    _ body: ((UnsafeBufferPointer<DecimalNumber>) -> Bool) -> Void
  ) -> Int {
    var stream = streams[template.stream]
    defer { streams[template.stream] = stream }
    var fields: [(series: Int, place: Int)] = []
    var lines = 0
    body { values in
      let count = template.count(values)
      guard stream.starts.goOn(count, within: stream.epoch) else { return false }
      if lines == 0 {
        run.enter(stream.member)
        fields = stream.series(of: template, &run)
      }
      let place = stream.place(count, traits, options, &run)
      if let epoch = place.epoch, let id = stream.epochSeries(&run) {
        batch.add(id, x: place.x, epoch, power: 0, .step, to: &run)
      }
      for (id, number) in fields {
        batch.add(id, x: place.x, values[number].value, power: values[number].power, place.axis, to: &run)
      }
      lines += 1
      return true
    }
    return lines
  }

  /// Where the next line begins behind one whose text ends at `end`; nil where more text follows, or the line is so long
  /// that it is not read as a whole.
  static func lineEnd(_ bytes: Bytes, _ start: Int, _ end: Int?) -> Int? {
    guard var end, end - start <= LogLimits.lineBytes else { return nil }
    if end < bytes.count, bytes[end] == 0x0D { end += 1 }
    return end < bytes.count && bytes[end] == 0x0A ? end + 1 : nil
  }
}

extension TextStream {
  /// The series of a template's fields, and which of its numbers each is.
  fileprivate mutating func series(of template: LineTemplate, _ run: inout LogRun) -> [(
    series: Int, place: Int
  )] {
    template.meaning.fields.indices.compactMap { index in
      let slot = names.slot(of: template.meaning.fields[index])
      names.own(slot, bySteps: true)
      return seriesID(slot, &run).map { ($0, template.place(ofField: index)) }
    }
  }
}

/// Lines of one template that are read before it is their turn.
struct TemplateLines: Sendable {
  /// The numbers of each line behind each other, and how many a line has.
  private(set) var values: [DecimalNumber] = []
  private(set) var width = 0
  /// Where each line ends.
  private(set) var ends: [Int] = []

  /// Reads up to the first line of another kind.
  mutating func read(_ template: LineTemplate, _ bytes: Bytes, from start: Int) {
    values.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var place = start
    var line: [DecimalNumber] = []
    while let end = TextDecoder.lineEnd(bytes, place, template.end(bytes, from: place, &line)) {
      values += line
      ends.append(end)
      place = end
    }
    width = ends.isEmpty ? 0 : values.count / ends.count
  }
}
