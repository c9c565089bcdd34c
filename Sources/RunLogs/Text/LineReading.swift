/// Makes a meaning of the numbers of a line, by the names in front of them.
struct LineReading {
  let text: Bytes
  let items: [LineItem]
  let start: Int
  var meaning = LineMeaning()
  /// Left over in front of a counter: `Validation loss` of `Validation loss after epoch 1: 0.39`.
  var heldName = ""
  var last = Last.nothing
  /// Whether a count says how many there will be: `epochs=10, batch=8`.
  private var isPlanned = false
  /// Whether the last counter was one of something else.
  private var isSpoiled = false
  /// Whether a count says how far the run has come.
  private var isCounted = false
  /// The number that is looked at.
  var current = 0
  /// The name of the next number, where one before it is part of that: `Total loss on 3000 images: 611.25`.
  var joinedName: String?
  /// The split of the first name, which those behind it share.
  var inherited: String?

  enum Last: Equatable {
    case nothing, epoch, iteration, field(Int), listed(name: String, count: Int), other
  }

  static func meaning(_ text: Bytes, from start: Int) -> LineMeaning {
    read(text, from: start).meaning
  }

  /// The same, with the numbers it was read of.
  static func read(_ text: Bytes, from start: Int) -> (meaning: LineMeaning, numbers: LineScanner) {
    var start = start
    var isStarred = false
    while start < text.count, [0x2A, 0x23, 0x3E, 0x2D, 0x20, 0x09, 0x7C].contains(text[start]) {
      if text[start] == 0x2D {
        guard let end = behindDashes(text, start) else { break }
        start = end
        continue
      }
      if text[start] == 0x2A, start + 1 < text.count, text[start + 1] == 0x20 { isStarred = true }
      start += 1
    }
    let numbers = LineScanner.scan(text, from: start)
    var reading = LineReading(text: text, items: numbers.items, start: start)
    reading.meaning.isStarred = isStarred
    reading.read()
    return (reading.meaning, numbers)
  }

  /// Behind dashes that decorate, such as `- `, `->` and `-----`; nil for the sign of a number and for an option's `--`.
  private static func behindDashes(_ text: Bytes, _ start: Int) -> Int? {
    var end = start
    while end < text.count, text[end] == 0x2D { end += 1 }
    guard end < text.count else { return end }
    return end - start >= 3 || text[end] == 0x20 || text[end] == 0x3E ? end : nil
  }

  private init(text: Bytes, items: [LineItem], start: Int) {
    self.text = text
    self.items = items
    self.start = start
  }

  private mutating func read() {
    guard !items.isEmpty else {
      meaning.heading = heading()
      meaning.beginsLoop = beginsLoop()
      return
    }
    if text.equals("[config]", at: start) || text.equals("[hyperparameter]", at: start) {
      meaning.isSetting = true
      return
    }
    if readNamesBehind() { return }
    for (index, item) in items.enumerated() { take(item, index) }
    meaning.isDecorated = isDecorated
    meaning.isNumberedProse = numbersProse
    if isPlanned, !isCounted, !meaning.fields.contains(where: { LineName.isMeasured($0.name) }) {
      meaning.isSetting = true
    }
    if meaning.isSummary, meaning.iteration == nil {
      for index in meaning.fields.indices where Split(NameWords(meaning.fields[index].name)) == nil {
        meaning.fields[index].name = "train \(meaning.fields[index].name)"
      }
    }
    if meaning.step == nil, meaning.iteration != nil, meaning.epoch == nil, !meaning.split.isEmpty,
      meaning.total != nil
    {
      meaning.isBatchOfSplit = true
    }
  }

  private mutating func take(_ item: LineItem, _ index: Int) {
    current = index
    if let name = measureBehind(item) {
      if meaning.fields.isEmpty { meaning.isPure = true }
      return add(name, item)
    }
    // TensorFlow's estimators call their evaluations so.
    if index == 0, text.slice(start..<item.end).firstIndex(of: "Saving dict for ") != nil {
      meaning.split = "eval"
    }
    if let counted = item.counted {
      if counted == .epoch { setEpoch(item.value) } else { setIteration(item.value, item.total) }
      note(split: item.lead)
      return
    }
    if let name = joinedName {
      joinedName = nil
      if meaning.fields.isEmpty { meaning.isPure = true }
      return add(name, item)
    }
    note(split: item.lead)
    if item.name.isEmpty { return isPartOfName(item, index) ? () : unnamed(item, index) }
    let name = text[item.name].text
    if isPartOfName(item, index) { return }
    if item.isWhole || item.value == item.value.rounded(), !item.isPercent || item.total != nil,
      counter(name, item, index)
    {
      return
    }
    value(name, item, index)
  }

  // MARK: Numbers without a name

  private mutating func unnamed(_ item: LineItem, _ index: Int) {
    if item.isMean, case .field(let field) = last, !item.isPercent, item.total == nil, !hasWordBehind(item) {
      let of = meaning.fields[field]
      meaning.fields.append(
        .init(
          name: of.name + " (mean)", value: item.value, power: item.power, isKnown: of.isKnown, item: current)
      )
      last = .other
      return
    }
    if item.isContinued, case .listed(let name, let count) = last {
      meaning.fields.append(
        .init(
          name: "\(name)[\(count)]", value: item.value, power: item.power, isKnown: LineName.isKnown(name),
          item: current))
      last = .listed(name: name, count: count + 1)
      return
    }
    if index == 0, isPair(item) { return setEpoch(item.value) }
    if item.isWhole, !item.isPercent, isIterationPlace(item, index) {
      // `Epoch(val) [2][500]` says how large the validation was.
      if last == .epoch, !meaning.split.isEmpty, item.total == nil { return last = .iteration }
      setIteration(item.value, item.total)
      return
    }
    if !heldName.isEmpty, item.sign != .none {
      add(heldName, item)
      heldName = ""
      return
    }
    if case .listed = last { return }
    last = .other
  }

  /// Whether a word follows, as of `loss = 4.68 (9.6 examples/sec)`: that is no mean of what stands in front.
  private func hasWordBehind(_ item: LineItem) -> Bool {
    item.end + 1 < text.count && text[item.end] == 0x20 && text[item.end + 1].isLetter
  }

  /// Behind an epoch's number, `[3][50/100]` or `epoch 3:  50 / 100`; alone at the beginning of the message, `[12]`.
  private func isIterationPlace(_ item: LineItem, _ index: Int) -> Bool {
    if last == .epoch {
      return item.bracket == 0x5B || item.total != nil || isPair(items[0])
    }
    // `loss: 2.30  [   64/60000]`
    if item.bracket == 0x5B, item.total != nil, meaning.iteration == nil { return true }
    if last == .nothing, index == 0 {
      return item.bracket == 0x5B && item.lead.lowerBound == item.lead.upperBound && isFollowed(item)
        || item.total != nil && item.end < text.count && text[item.end] == 0x20 && items.count > 1
          && item.sign == .none
        || item.end + 1 < text.count && text[item.end] == 0x3A && text[item.end + 1].isBlank
          && items.count > 1 && item.bracket == 0
          && item.lead.isEmpty
    }
    return false
  }

  /// `[2,  4000] loss: 1.8`: an epoch and a count within it, as PyTorch's tutorial prints them.
  private func isPair(_ item: LineItem) -> Bool {
    guard item.bracket == 0x5B, item.name.isEmpty, item.isWhole, items.count > 2 else { return false }
    let second = items[1]
    // `[1 :    100] loss`
    let isBehindColon =
      second.sign == .colon && second.name.isEmpty
      && text[item.end..<second.digits.lowerBound].allSatisfy { $0.isBlank || $0 == 0x3A }
    return second.isContinued || isBehindColon ? isClosed(second) : false
  }

  private func isClosed(_ item: LineItem) -> Bool {
    item.isWhole && item.end + 1 < text.count && text[item.end] == 0x5D && text[item.end + 1].isBlank
  }

  private func isFollowed(_ item: LineItem) -> Bool {
    item.end + 1 < text.count && text[item.end] == 0x5D && items.count > 1
      && (text[item.end + 1].isBlank || text[item.end + 1] == 0x5B)
  }

  // MARK: Counters

  private mutating func counter(_ name: String, _ item: LineItem, _ index: Int) -> Bool {
    let words = name.lowercased().split(whereSeparator: { $0 == " " || $0 == "(" || $0 == ")" }).map(
      String.init)
    guard let tail = words.last else { return false }
    if words.count == 1, let split = Split(word: tail), item.bracket == 0x5B || isBeforeBracket(index) {
      return splitCounter(name, split, item, index)
    }
    if words.count == 1, let split = Split(word: tail), isRoundOfSplit(item, index) {
      note(split: name)
      if let total = item.total {
        setIteration(item.value, total)
      } else {
        meaning.isSummary = split == .train
        setEpoch(item.value)
      }
      return true
    }
    // `Testing at - 150/150 of epoch 0`
    if item.total != nil, words.count > 1, let split = Split(word: words[0]),
      words.dropFirst().allSatisfy(Self.fillers.contains)
    {
      return splitCounter(words[0], split, item, index)
    }
    var counter = tail
    var rest = words.dropLast()
    if Split(word: tail) != nil, let before = rest.last, CounterName.rank(before) != nil {
      // `Epoch(train) [3]`
      note(split: tail)
      counter = before
      rest = rest.dropLast()
    }
    if let joined = rest.last.map({ "\($0) \(counter)" }), CounterName.rank(joined) != nil {
      counter = joined
      rest = rest.dropLast()
    }
    let isShort = counter == "s" && item.sign == .colon && rest.isEmpty && index == 0 && item.isWhole
    let isLoop = counter == "i" && item.total != nil && rest.isEmpty
    guard let rank = isShort || isLoop ? 10 : CounterName.rank(counter), rank < CounterName.indexRank else {
      return false
    }
    note(counter, item)
    if counter == "batch", let batch = item.total, let split = wenetSplit {
      note(split: split)
      setEpoch(item.value)
      setIteration(batch, nil)
      (meaning.isUnlikeOthers, meaning.isBatchOfSplit) = (true, !meaning.split.isEmpty)
      return true
    }
    // `Starting from batch 0 (epoch 0)`: what stands in brackets is of the same.
    isSpoiled = isSpoiled && item.bracket == 0x28 || rest.contains(where: { Self.spoilers.contains($0) })
    // `Epoch 2 complete | Batches: 100/100` says that all are done.
    if meaning.epoch != nil, item.total == item.value, CounterName.isPlural(counter) { isSpoiled = true }
    guard !isSpoiled else {
      last = .other
      return true
    }
    if counter.hasSuffix("s"), counter != "s", items.count < 2 { return false }
    // What stands in front of the counter may name the value behind it.
    let held = rest.filter { !Self.fillers.contains($0) }
    if held.count > 3 { return false }
    for word in rest { note(split: word) }
    if !held.isEmpty { heldName = self.held(name, words: words.count - rest.count, rest: Array(rest)) }
    if index == 0, held.count == 1, rest.count == 1, item.name.lowerBound == start,
      !LineName.isKnown(heldName), Split(word: held[0]) == nil, isTitle(heldName)
    {
      meaning.label = heldName
    }
    if CounterName.isEpoch(rank: rank) {
      setEpoch(item.value, of: item.total)
      if item.isWhole == false {
        meaning.epoch = item.value
        meaning.epochItem = index
      }
    } else if CounterName.isGlobal(rank: rank) || rank == 16 && counter == "up." {
      if meaning.step == nil { (meaning.step, meaning.stepItem) = (item.value, index) }
      last = .iteration
    } else {
      setIteration(item.value, item.total)
    }
    return true
  }

  /// Whether a counter says how far the run has come, or how much there will be: `epochs=10`, `Batches: [250]`, `batch=8`.
  private mutating func note(_ counter: String, _ item: LineItem) {
    let isOpened = item.name.lowerBound > 0 && text[item.name.lowerBound - 1] == 0x5B
    let isTold = item.sign == .equals || item.sign == .colon && items.count > 1 && isSetBeside
    let isSize = counter == "batch" && (isOpened ? item.sign == .colon : isTold)
    if item.total == nil, isSize || CounterName.isPlural(counter) {
      isPlanned = true
    } else {
      isCounted = true
    }
  }

  /// Whether no other number of the line is a measure or counts on: `Subset: 15000, Batch: 8, Save every: 100`.
  private var isSetBeside: Bool {
    items.enumerated().allSatisfy { index, item in
      index == current
        || !item.name.isEmpty && item.sign == .colon && item.isWhole && item.total == nil
          && !LineName.isKnown(text[item.name].text) && CounterName.rank(text[item.name].text) == nil
    }
  }

  /// Whether a word is written as a model or a configuration is called: `LSTM`, `ResNet`, `model_3`.
  private func isTitle(_ word: String) -> Bool {
    word.contains("_") || word.contains { $0.isNumber } || word.count { $0.isUppercase } > 1
  }

  /// The words in front of a counter without those that only lead to it, as the line writes them.
  private func held(_ name: String, words: Int, rest: [String]) -> String {
    var kept = name.split(separator: " ").dropLast(words).map(String.init)
    while let word = kept.last, Self.fillers.contains(word.lowercased()) { kept.removeLast() }
    return kept.joined(separator: " ")
  }

  private func isBeforeBracket(_ index: Int) -> Bool {
    guard index + 1 < items.count else { return false }
    let next = items[index + 1]
    return next.name.isEmpty && next.bracket == 0x5B && next.isWhole
  }

  /// `Train 3, loss: 0.5`, `Validation 3/100: loss 0.5`: the line begins with the part of the data and a count, and
  /// measures.
  private func isRoundOfSplit(_ item: LineItem, _ index: Int) -> Bool {
    guard index == 0, item.isWhole, item.sign == .none, item.name.lowerBound == start,
      item.end < text.count, text[item.end] == 0x2C || text[item.end] == 0x3A, items.count > 1
    else { return false }
    let next = text[items[1].name].text
    return LineName.isKnown(next) && Split(word: next.lowercased()) == nil
  }

  /// `Train: 3 [50/100]`, `Train: [3/90][50/100]`, `Test: [5/10]`.
  private mutating func splitCounter(_ name: String, _ split: Split, _ item: LineItem, _ index: Int) -> Bool {
    note(split: name)
    if isBeforeBracket(index) {
      setEpoch(item.value)
    } else if item.total != nil || split == .train {
      setIteration(item.value, item.total)
    } else {
      return false
    }
    return true
  }

  mutating func setEpoch(_ value: Double, of total: Double? = nil) {
    if meaning.epoch == nil { (meaning.epoch, meaning.epochItem) = (value, current) }
    if let total { meaning.epochTotal = total }
    last = .epoch
  }

  mutating func setIteration(_ value: Double, _ total: Double?) {
    if let outer = meaning.iteration, meaning.total == nil, meaning.epoch == nil, total != nil {
      // `iteration: 3 step: 100/1687`: the count that says of how many goes on within the other.
      (meaning.epoch, meaning.epochItem) = (outer, meaning.iterationItem)
      meaning.iteration = nil
    }
    if meaning.iteration == nil {
      meaning.iteration = value
      meaning.iterationItem = current
      meaning.total = total
    }
    last = .iteration
  }
}
