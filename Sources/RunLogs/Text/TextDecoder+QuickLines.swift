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

  /// Reads lines of one kind.
  private mutating func take(
    _ template: LineTemplate, _ bytes: Bytes, _ start: inout Int, _ batch: inout PointBatch,
    _ run: inout LogRun
  ) -> Int {
    var reader = TemplateLines(template: template)
    var plain = SharedReading<TemplateLines>()
    swap(&plain, &self.plain)
    defer { swap(&plain, &self.plain) }
    let first = start
    plain.read(&reader, bytes, &start)
    guard plain.count > 0 else { return 0 }
    batch.flush(into: &run)
    var lines = 0
    for part in plain.parts.indices {
      let count = plain.parts[part].count
      put(template, &plain.parts[part], &run)
      lines += plain.parts[part].count
      // What comes behind a line that takes more care must wait for it.
      if plain.parts[part].count < count {
        start = bytes.behindLines(lines, from: first)
        break
      }
    }
    return lines
  }

  /// Puts lines into the run up to the first that must be taken with care, and forgets the others.
  private mutating func put(_ template: LineTemplate, _ lines: inout RowBlock, _ run: inout LogRun) {
    guard lines.count > 0 else { return }
    var stream = streams[template.stream]
    defer { streams[template.stream] = stream }
    var places: [Double] = []
    swap(&places, &lines.places)
    places.removeAll(keepingCapacity: true)
    places.reserveCapacity(lines.count)
    var epochs: [Double] = []
    var epochSeries: Int?
    var fields: [(series: Int, number: Int)] = []
    lines.values.withUnsafeBufferPointer { values in
      for start in stride(from: 0, to: lines.count * template.width, by: template.width) {
        let count = template.count(.init(rebasing: values[start..<(start + template.width)]))
        guard stream.starts.goOn(count, within: stream.epoch) else { break }
        stream.noteTotal(count, of: template.meaning)
        if places.isEmpty { run.enter(stream.member) }
        let place = stream.place(count, traits, options, &run)
        if let epoch = place.epoch { epochs.append(epoch) }
        if places.isEmpty {
          // In the order in which a line makes them that is taken with care.
          if place.epoch != nil { epochSeries = stream.epochSeries(&run) }
          fields = stream.series(of: template, &run)
        }
        places.append(place.x)
      }
    }
    lines.keep(places.count)
    lines.places = places
    run.append(lines, fields, epochs, to: epochSeries)
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
  /// How long the training's loop is, by a line of it.
  fileprivate mutating func noteTotal(_ count: LineCount, of meaning: LineMeaning) {
    guard count.iteration != nil, count.step == nil, meaning.split.isEmpty, let total = count.total else {
      return
    }
    trainingTotal = total
    noteOwnTotal(total, epoch: count.epoch)
  }

  /// The series of a template's fields, and which of its numbers each is.
  fileprivate mutating func series(of template: LineTemplate, _ run: inout LogRun) -> [(
    series: Int, number: Int
  )] {
    template.meaning.fields.indices.compactMap { index in
      let slot = names.slot(of: template.meaning.fields[index])
      names.own(slot, bySteps: true)
      return seriesID(slot, &run).map { ($0, template.place(ofField: index)) }
    }
  }
}

extension LogRun {
  /// Appends the fields of lines at their places, and the epochs that they say.
  fileprivate mutating func append(
    _ lines: RowBlock, _ fields: [(series: Int, number: Int)], _ epochs: [Double], to epochSeries: Int?
  ) {
    var ids = epochSeries.map { [$0] } ?? []
    for (id, _) in fields where !ids.contains(id) { ids.append(id) }
    for id in ids {
      if series[id].track.isEmpty { series[id].axis = .step }
      if series[id].axis == .epoch { series[id].beginAtStepZero() }
    }
    shareSeries(ids, bytes: lines.count * ids.count * 8) { id, series in
      if id == epochSeries {
        for (x, epoch) in zip(lines.places, epochs) { series.append(x: x, epoch, power: 0) }
      }
      lines.append(to: &series, [fields.filter { $0.series == id }.map(\.number)])
    }
  }
}

/// Reads lines of one template.
struct TemplateLines: PartReader {
  let template: LineTemplate

  mutating func read(_ bytes: Bytes, _ start: inout Int, to limit: Int, into part: inout RowBlock) {
    // A copy, as what belongs to something that changes is taken out anew for every line.
    let template = template
    var place = start
    part.write(width: template.width, bytes: limit - start) { writer in
      while place < limit,
        let end = TextDecoder.lineEnd(bytes, place, template.end(bytes, from: place, &writer)),
        writer.endRow()
      { place = end }
    }
    start = place
  }

  func readsLike(_ other: TemplateLines) -> Bool { template.isLike(other.template) }
}
