/// Numbers with a name: what a line says was measured.
extension LineReading {
  mutating func value(_ name: String, _ item: LineItem, _ index: Int) {
    last = .other
    guard item.total == nil else {
      if item.sign != .none { heldName = name }
      return
    }
    // `Score at iteration 10 is 1.18`
    if !heldName.isEmpty, item.sign == .none, name == "is" || name == "was" {
      if meaning.fields.isEmpty { meaning.isPure = true }
      add(heldName, item)
      heldName = ""
      return
    }
    // What is left of the time, as progress bars tell it.
    if name == "ETA" || item.hasUnit && name.lowercased() == "eta" { return }
    if let counted = CountedName(name) {
      meaning.isUnlikeOthers = true
      if counted.isEpoch { setEpoch(counted.count) } else { setIteration(counted.count, nil) }
      return value(counted.name, item, index)
    }
    let isRunKey = item.isWhole && RunKey.isCounted(name)
    guard
      let name = isRunKey ? name : LineName.accepted(name, item, in: text, isFirst: meaning.fields.isEmpty)
    else { return }
    // `Train: 5994, Val: 5794` counts the data.
    if item.isWhole, Split(word: name.lowercased()) != nil { return }
    if meaning.fields.isEmpty, item.name.lowerBound <= start + headLength(item) { meaning.isPure = true }
    if meaning.fields.isEmpty, isTagged(item) { meaning.isTagged = true }
    // `The result of ResNet18 with Adam is test acc: 42.8`
    if meaning.fields.isEmpty, item.sign == .colon, name.utf8.count + 4 < item.name.count,
      item.name.lowerBound == start
    {
      meaning.isPure = true
    }
    // `[Epoch:0] * Acc@1 79.656`
    if meaning.fields.isEmpty, meaning.hasCounter, isStarBefore(item) { meaning.isStarred = true }
    add(name, item)
    heldName = ""
  }

  /// Of the word for the split that may stand in front of the first name: `Test set: Average loss: 0.5`.
  private func headLength(_ item: LineItem) -> Int {
    guard item.name.lowerBound > start else { return 0 }
    let words = text[start..<item.name.lowerBound].split { !$0.isWord }
    let isHead = words.allSatisfy {
      Split(word: $0.text.lowercased()) != nil || Self.fillers.contains($0.text.lowercased())
        || $0.text == "set" || $0.allSatisfy(\.isDigit)
    }
    return isHead ? item.name.lowerBound - start : 0
  }

  mutating func add(_ name: String, _ item: LineItem) {
    if item.sign == .colon { meaning.hasColon = true }
    // `val Loss: 0.3 Acc: 0.9`: what the first name is of, the others are.
    if meaning.fields.isEmpty, meaning.split.isEmpty, let split = Split(NameWords(name)), split != .train {
      inherited = name.split(separator: " ").first.map(String.init).flatMap {
        Split(word: $0.lowercased()) == nil ? nil : $0
      }
    }
    let isList = item.isListed && item.bracket != 0
    var full = name
    // A rate is the run's, whatever part of the data the values beside it are of.
    let isRate = RateName.rank(RoleName(name)) != nil
    if !meaning.split.isEmpty, !isRate, Split(NameWords(name)) == nil { full = "\(meaning.split) \(name)" }
    if let inherited, meaning.split.isEmpty, Split(NameWords(name)) == nil, LineName.isMeasured(name) {
      full = "\(inherited) \(name)"
    }
    if meaning.isStarred, meaning.split.isEmpty { full = "* \(name)" }
    // `loss[loss=0.5], tot_loss[loss=0.6]`
    if meaning.fields.contains(where: { $0.name == full }), let group = group(item) {
      full = "\(group)/\(full)"
    }
    // Caffe says of its outputs which are losses: `cls_lost = 0.5 (* 1 = 0.5 loss)`.
    let known = LineName.isKnown(name) || text.equals(" (* ", at: item.end)
    if isList {
      meaning.fields.append(
        .init(name: full + "[0]", value: item.value, power: item.power, isKnown: known, item: current))
      last = .listed(name: full, count: 1)
    } else {
      meaning.fields.append(
        .init(name: full, value: item.value, power: item.power, isKnown: known, item: current))
      last = .field(meaning.fields.count - 1)
    }
  }

  private func isStarBefore(_ item: LineItem) -> Bool {
    let lead = text[item.lead].split(whereSeparator: \.isBlank)
    return lead.last.map { $0.elementsEqual("*".utf8) } ?? false
  }

  /// The word in front of the bracket within which a number stands.
  private func group(_ item: LineItem) -> String? {
    var place = item.name.lowerBound - 1
    while place > start, text[place] != 0x5B, text[place] != 0x5D { place -= 1 }
    guard place > start, text[place] == 0x5B, text[place - 1].isWord else { return nil }
    var begin = place
    while begin > start, text[begin - 1].isWord { begin -= 1 }
    return text[begin..<place].text
  }
}
