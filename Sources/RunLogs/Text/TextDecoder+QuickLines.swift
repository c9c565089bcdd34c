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

  private mutating func take(
    _ template: LineTemplate, _ bytes: Bytes, _ start: inout Int, _ batch: inout PointBatch,
    _ run: inout LogRun
  ) -> Int {
    var stream = streams[template.stream]
    var values = values
    defer {
      streams[template.stream] = stream
      self.values = values
    }
    var fields: [(series: Int, place: Int)] = []
    var lines = 0
    while let end = Self.lineEnd(bytes, start, template.end(bytes, from: start, &values)) {
      let count = template.count(values)
      guard stream.starts.goOn(count, within: stream.epoch) else { break }
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
      start = end
      lines += 1
    }
    return lines
  }

  /// Where the next line begins behind one whose text ends at `end`; nil where more text follows, or the line is so long
  /// that it is not read as a whole.
  private static func lineEnd(_ bytes: Bytes, _ start: Int, _ end: Int?) -> Int? {
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
