import JSON

extension TextDecoder {
  /// One line, readable.
  mutating func message(_ text: Bytes, _ run: inout LogRun) {
    if repeated(text, &run) { return }
    let whole = text.trimmed(0..<text.count)
    guard !whole.isEmpty else { return }
    if source.takes(text, whole) { return }
    if tracesLeft > 0 { traits.note(text) }
    if isRule(text, whole) { return closeBox(&run) }
    if box.row(text, whole, &sink) { return }
    closeBox(&run)
    var start = whole.lowerBound
    var rank: Int?
    if let label = LinePrefix.rank(text), isRank(text, label) {
      rank = label.rank
      hasSrunLabels = label.isBare
      start = label.end
    }
    start = LinePrefix.end(text, from: start)
    if rank == nil, let share = LinePrefix.share(text, start) { (rank, start) = share }
    guard start < text.count else { return }
    announce(text, start..<text.count, rank)
    if headed(text, start..<text.count, &run) { return }
    if let open = dictionary(text, start) { return take(text, start, open, rank, &run) }
    if let bar = TextBar(text) { return take(bar, text, rank, &run) }
    if tableLine(text, start..<text.count, &run) { return }
    if longRow(text, start..<text.count, &run) { return }
    var (meaning, numbers) = LineReading.read(text, from: start)
    guard meaning.heading != nil || meaning.hasCounter || !meaning.fields.isEmpty else { return }
    meaning.stamp = LineStamp(text, in: 0..<start)
    let stream = stream(rank)
    remember(text, rank == nil ? 0 : start, start, numbers, &meaning, stream)
    streams[stream].take(meaning, traits: traits, options: options, &run)
  }

  /// Reads a line like one before; false if there was none.
  private mutating func repeated(_ text: Bytes, _ run: inout LogRun) -> Bool {
    guard options.readsQuickly, !table.isActive, !box.isOpen, !source.isInside else { return false }
    for index in templates.indices where templates[index].take(text, &values) {
      if index > 0 { templates.swapAt(index, index - 1) }
      let place = max(0, index - 1)
      templates[place].restamp(text)
      streams[templates[place].stream].take(templates[place].meaning, traits: traits, options: options, &run)
      return true
    }
    return false
  }

  private mutating func remember(
    _ text: Bytes, _ exact: Int, _ start: Int, _ numbers: LineScanner, _ meaning: inout LineMeaning,
    _ stream: Int
  ) {
    guard let _ = LineTemplate(text, prefix: exact..<start, numbers, meaning, stream: stream) else { return }
    streams[stream].resolve(&meaning)
    guard let template = LineTemplate(text, prefix: exact..<start, numbers, meaning, stream: stream) else {
      return
    }
    if templates.count >= 8 { templates.removeLast() }
    templates.insert(template, at: 0)
  }

  /// Tells of a line that announces a run or a phase: the process that says so, or all.
  private mutating func announce(_ text: Bytes, _ range: Range<Int>, _ rank: Int?) {
    let heading = RunHeading.name(text, range)
    guard let phase = heading == nil ? RunPhase.name(text, range) : "" else { return }
    func note(_ starts: inout RunStarts) {
      if let heading { starts.note(heading: heading) } else { starts.note(phase: phase) }
    }
    note(&rows.starts)
    if rank == nil { for index in streams.indices { note(&streams[index].starts) } }
    if rank != nil || streams.isEmpty { note(&streams[stream(rank)].starts) }
  }

  private mutating func take(_ meaning: LineMeaning, _ rank: Int?, _ run: inout LogRun) {
    let index = stream(rank)
    streams[index].take(meaning, traits: traits, options: options, &run)
  }

  private mutating func stream(_ rank: Int?) -> Int {
    if let index = streams.firstIndex(where: { $0.rank == rank }) { return index }
    if streams.count >= 256 { return 0 }
    streams.append(TextStream(rank: rank, isLabeledBySrun: hasSrunLabels))
    streams[streams.count - 1].isBesideRows = countedRows >= Self.fewRows
    return streams.count - 1
  }

  /// A number in front of the line is a process if the line has a counter of its own behind it.
  private func isRank(_ text: Bytes, _ label: (rank: Int, end: Int, isBare: Bool)) -> Bool {
    guard label.isBare else { return true }
    return LineReading.meaning(text, from: LinePrefix.end(text, from: label.end)).hasCounter
  }

  /// Fewer rows may sum up what lines say.
  private static let fewRows = 3

  /// Ends a row, which may be the first of another run.
  private mutating func commitRow(_ run: inout LogRun, split: String = "") {
    if !sink.runs.mayDiffer { rows.tellApart(&sink, &run) }
    if sink.cells.contains(where: { sink.columns[$0.column].counterRank != nil }) { countedRows += 1 }
    if countedRows == Self.fewRows { for index in streams.indices { streams[index].isBesideRows = true } }
    sink.commit(into: &run, split: split)
  }

  // MARK: Rules and boxes

  private func isRule(_ text: Bytes, _ range: Range<Int>) -> Bool {
    range.count >= 6
      && text[range].allSatisfy {
        $0 == 0x2D || $0 == 0x3D || $0 == 0x2B || $0 == 0x7C || $0 == 0x20 || $0 == 0x3A
      }
  }

  mutating func closeBox(_ run: inout LogRun) {
    guard box.isOpen else { return }
    box.close()
    sink.commit(into: &run)
  }

  // MARK: Bars

  private mutating func take(_ bar: TextBar, _ text: Bytes, _ rank: Int?, _ run: inout LogRun) {
    if table.isActive, bar.count == bar.total, table.row(text, bar.description, &sink) {
      return commitRow(&run)
    }
    sink.discard()
    var line = Array(text[bar.description])
    line.append(contentsOf: " | ".utf8)
    line.append(contentsOf: text[bar.postfix])
    var meaning = line.withUnsafeBufferPointer { LineReading.meaning($0, from: 0) }
    guard !meaning.fields.isEmpty else { return }
    if barStartsAtZero == nil { barStartsAtZero = bar.count == 0 }
    // What is counted in front of a bar is what it is one of: `fold 1, 021/200:  25%|`.
    if meaning.epoch == nil, meaning.step == nil, meaning.split.isEmpty, let outer = meaning.iteration,
      let total = meaning.total
    {
      (meaning.epoch, meaning.epochTotal) = (outer, total)
    }
    meaning.iteration = bar.count
    meaning.total = bar.total
    meaning.isBar = barStartsAtZero == false
    meaning.isRedrawn = true
    meaning.isBatchOfSplit = !meaning.split.isEmpty
    take(meaning, rank, &run)
  }

  // MARK: Dictionaries

  /// Where a dictionary opens in a line.
  private func dictionary(_ text: Bytes, _ start: Int) -> Int? {
    guard let open = text[start...].firstIndex(of: 0x7B), open + 1 < text.count else { return nil }
    var next = open + 1
    while next < text.count, text[next] == 0x20 { next += 1 }
    return next < text.count && (text[next] == 0x27 || text[next] == 0x22) ? open : nil
  }

  private mutating func take(_ text: Bytes, _ start: Int, _ open: Int, _ rank: Int?, _ run: inout LogRun) {
    let found = TextDictionary.members(text.slice(open..<text.count), named: name(text, before: open))
    if takeHistory(found, named: name(text, before: open), &run) || found.isSetting { return }
    var head = LineReading.meaning(text.slice(0..<open), from: start)
    if found.hasCounter, rank == nil {
      for member in found.members {
        sink.put(column(member.name), member.value, power: member.power)
      }
      return commitRow(&run, split: found.split.isEmpty ? head.split : found.split)
    }
    if found.hasCounter {
      // Of several processes each has its own curves.
      for member in found.members { head.take(member) }
      return take(head, rank, &run)
    }
    let group = lossWord(text, start..<open)
    let isPlain = open == start || group != nil
    guard head.hasCounter || isPlain else { return }
    head.fields = found.members.map { member in
      let name = group.map { "\($0)/\(member.name)" } ?? member.name
      return .init(
        name: name, value: member.value, power: member.power, isKnown: LineName.isKnown(name))
    }
    head.isPure = isPlain && head.fields.contains { $0.isKnown }
    take(head, rank, &run)
  }

  /// The word with a colon in front of a dictionary: `eval_accuracy: {"epoch": 1, "value": 0.5}`.
  private func name(_ text: Bytes, before open: Int) -> String? {
    var end = text.trimmed(0..<open).upperBound
    guard end > 0, text[end - 1] == 0x3A || text[end - 1] == 0x3D else { return nil }
    end = text.trimmed(0..<(end - 1)).upperBound
    var start = end
    while start > 0, text[start - 1].isWord { start -= 1 }
    return start < end && text[start].isLetter ? text[start..<end].text : nil
  }

  /// The word in front of a dictionary that says what its members are: `Losses {'ner': 5.2}`.
  private func lossWord(_ text: Bytes, _ range: Range<Int>) -> String? {
    let word = text[text.trimmed(range)]
    guard !word.isEmpty, word.allSatisfy(\.isWord), let kind = LossName.kind(RoleName(word.text)) else {
      return nil
    }
    return kind == .total ? word.text : nil
  }

  private mutating func column(_ name: String) -> Int {
    sink.columns.firstIndex { $0.name == name } ?? sink.addColumn(name)
  }

  // MARK: Tables

  private mutating func tableLine(_ text: Bytes, _ range: Range<Int>, _ run: inout LogRun) -> Bool {
    if table.isActive, table.row(text, range, &sink) {
      commitRow(&run)
      return true
    }
    sink.discard()
    let hasNumber =
      text[range].contains { $0.isDigit } && !LineScanner.items(text, from: range.lowerBound).isEmpty
    guard !hasNumber else {
      guard table.beginsWithout(header: text, range, &sink), table.row(text, range, &sink) else {
        return false
      }
      commitRow(&run)
      return true
    }
    return table.header(text, range, &sink)
  }

  /// A count, a kind and a value: `250 val 3.2924`.
  private mutating func longRow(_ text: Bytes, _ range: Range<Int>, _ run: inout LogRun) -> Bool {
    let words = text[range].split(whereSeparator: { $0 <= 0x20 })
    guard words.count == 3, let x = DecimalNumber.whole(text, in: words[0].startIndex..<words[0].endIndex),
      x.isWhole,
      words[1].allSatisfy({ $0.isWord }), words[1].first?.isLetter ?? false,
      !LineName.isPreposition(words[1].text),
      let value = DecimalNumber.whole(text, in: words[2].startIndex..<words[2].endIndex)
    else { return false }
    var meaning = LineMeaning()
    meaning.step = x.value
    let name = words[1].text
    meaning.fields = [.init(name: name, value: value.value, power: value.power, isKnown: true)]
    take(meaning, nil, &run)
    return true
  }
}

extension LogFormat {
  /// Zero bytes that are not of a long row of them, and how many bytes those rows leave: a file that was cut while a program
  /// wrote on, or that a crash left, has such holes.
  private static func zerosOutsideOfHoles(_ bytes: Bytes) -> (zeros: Int, rest: Int) {
    var (zeros, rest, row) = (0, 0, 0)
    for byte in bytes {
      if byte == 0 {
        row += 1
        continue
      }
      if row < 64 { (zeros, rest) = (zeros + row, rest + row) }
      (row, rest) = (0, rest + 1)
    }
    return row < 64 ? (zeros + row, rest + row) : (zeros, rest)
  }

  static let text = LogFormat(
    name: "text", summary: "lines of text, as programs print them while they train",
    recognize: { sample in
      guard !sample.bytes.isEmpty else { return .none }
      let (zeros, rest) = zerosOutsideOfHoles(sample.bytes)
      return rest == 0 || zeros * 100 > rest ? .none : .possible
    }, decoder: TextDecoder.self)
}
