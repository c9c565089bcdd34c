/// A line that announces a run: `===== Fold 2/5 =====`, `Run 3`, `Training with StepLR`, `lr = 0.01`.
enum RunHeading {
  private static let longest = 80

  /// What it calls the run; nil for any other line.
  static func name(_ text: Bytes, _ range: Range<Int>) -> String? {
    guard range.count <= longest, let line = bare(text, range), let first = text[line].first else {
      return nil
    }
    guard first.isLetter else { return nil }
    var words = text[line].split(whereSeparator: { $0.isBlank }).map(\.text)
    guard words.count <= 8 else { return nil }
    let whole = words.joined(separator: " ")
    var isTraining = false
    while let word = words.first?.lowercased(), leads.contains(trimmed(word)) {
      isTraining = isTraining || word.hasPrefix("train")
      words.removeFirst()
    }
    guard let key = words.first.map({ trimmed($0.lowercased()) }) else { return nil }
    if isKey(key), isValue(words.dropFirst(), first: words[0]) { return whole }
    return isTraining && isTitle(words) ? words.joined(separator: " ") : nil
  }

  private static let leads: Set<String> = [
    "starting", "start", "begin", "beginning", "running", "training", "train", "now", "new", "with", "using",
    "the", "for", "->", ">>",
  ]
  private static let keys: Set<String> = [
    "experiment", "configuration", "configuration:", "rep", "replica", "lr", "learning_rate",
    "cross-validation",
  ]

  private static func isKey(_ word: String) -> Bool {
    let word = word.split(whereSeparator: { "=:#".contains($0) }).first.map(String.init) ?? word
    return RunKey.isNamed(word) || keys.contains(word)
  }

  /// Whether what follows a key is what it may be called: a number, or few words.
  private static func isValue(_ words: ArraySlice<String>, first: String) -> Bool {
    let glued = first.split(whereSeparator: { "=:#".contains($0) }).count > 1
    let rest = words.filter { !["=", ":", "#", "no.", "number", "is", "->"].contains($0.lowercased()) }
    guard glued ? rest.count <= 2 : (1...4).contains(rest.count) else { return false }
    guard let value = rest.first, !glued else { return true }
    let isNumber = value.utf8.first.map { $0.isDigit || $0 == 0x23 } ?? false
    let isTold = words.count > rest.count || first.last == ":" || first.last == "="
    return isNumber ? rest.count <= 3 : isTold && rest.count <= 3
  }

  /// Whether words are the name of something: they begin in capitals and have no number by itself.
  private static func isTitle(_ words: [String]) -> Bool {
    guard (1...4).contains(words.count), let first = words.first?.unicodeScalars.first,
      first.properties.isUppercase
    else { return false }
    return words.allSatisfy { word in
      !word.contains(":") && !(word.utf8.allSatisfy { $0.isDigit || $0 == 0x2E || $0 == 0x25 })
        && Split(word: trimmed(word.lowercased())) == nil && !dull.contains(trimmed(word.lowercased()))
        && CounterName.rank(trimmed(word.lowercased())) == nil && !LineName.isMeasured(word)
    }
  }

  private static let dull: Set<String> = [
    "started", "complete", "completed", "finished", "done", "data", "samples", "examples", "set", "loop",
    "time",
    "progress", "on", "batches", "size", "phase", "stage", "set", "model", "net", "network", "run", "dataset",
  ]

  private static func trimmed(_ word: String) -> String {
    var word = word[...]
    while let last = word.last, ":,.!=#".contains(last) { word.removeLast() }
    return String(word)
  }

  /// Without decoration around it.
  private static func bare(_ text: Bytes, _ range: Range<Int>) -> Range<Int>? {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, !text[low].isLetter { low += 1 }
    while high > low, isDecoration(text[high - 1]) { high -= 1 }
    // Numbers in front count something.
    guard !text[range.lowerBound..<low].contains(where: { $0.isDigit }), low < high else { return nil }
    return low..<high
  }

  private static func isDecoration(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [0x3D, 0x23, 0x2A, 0x2D, 0x7E, 0x5F, 0x3E, 0x5D, 0x2E, 0x3A, 0x7C].contains(byte)
  }
}
