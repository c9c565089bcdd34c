/// Which words in front of a number are the name of a value.
enum LineName {
  /// The name of a value, or nil for prose. With a sign between, a few words are a name; without one they must be a known
  /// name, or fill a field of the line by themselves.
  static func accepted(_ name: String, _ item: LineItem, in text: Bytes, isFirst: Bool) -> String? {
    guard isPlausible(name) else { return nil }
    let words = name.split(separator: " ")
    if item.sign != .none {
      let count = words.filter { !$0.hasPrefix("(") }.count
      if count > 5 { return told(words) }
      // `Set the environment variable HYDRA_FULL_ERROR=1`
      if words.count > 2, let last = words.last, isConstant(String(last)) { return nil }
      return name
    }
    guard item.bracket != 0x28 || item.isWrapped else { return nil }
    // A bar's share is no loss.
    if item.isPercent, LossName.kind(RoleName(name)) != nil { return nil }
    if let known = knownSuffix(words) { return known }
    return words.count <= 3 && fillsField(item, text)
      && !words.contains(where: { prose.contains($0.lowercased()) }) ? name : nil
  }

  /// Whether a name is one that training logs use.
  static func isKnown(_ name: String) -> Bool {
    let role = RoleName(name)
    return RateName.rank(role) != nil || LossName.isLoss(role) || OtherName.isAccuracy(role)
      || role.words.contains(anyOf: measures) || measures.contains(role.lowercased)
  }

  /// Whether a name is written as configurations write theirs: `SMOOTH_L1_BETA`.
  static func isConstant(_ name: String) -> Bool {
    name.utf8.contains(0x5F)
      && name.utf8.allSatisfy { $0 == 0x5F || $0.isDigit || (0x41...0x5A).contains($0) }
  }

  /// Whether a name is one of a loss or an accuracy.
  static func isMeasured(_ name: String) -> Bool {
    let role = RoleName(name)
    // `box=7.5` may as well be the weight of a loss.
    let isLoss = LossName.kind(role) != .part || role.lowercased.contains("loss")
    return LossName.isLoss(role) && isLoss || OtherName.isAccuracy(role)
  }

  private static func isPlausible(_ name: String) -> Bool {
    guard name.utf8.count <= 64, let first = name.utf8.first, !deeds.contains(where: name.hasPrefix),
      first.isLetter || first == 0x5F || first >= 0x80 || first.isDigit
    else { return false }
    guard name.utf8.contains(where: { $0.isLetter || $0 >= 0x80 }) else { return false }
    return !name.hasPrefix("--") && !name.contains("..") && !name.hasSuffix("\\")
      && !sources.contains(where: name.hasSuffix) && !name.contains("://") && !name.contains("HTTP/")
  }

  /// Beginnings of messages that say what is done.
  private static let deeds = ["Saving ", "Saved ", "Loading ", "Loaded ", "Writing ", "saving ", "loading "]

  /// Ends of the names of files that messages say they come from: `optimizers/split.cc:32] Running`.
  private static let sources = [".py", ".cc", ".cpp", ".cu", ".c", ".h", ".hpp", ".go", ".rs"]

  /// The longest known name that the last words make: `Updating learning rate to` is `Updating learning rate`.
  private static func knownSuffix(_ words: [Substring]) -> String? {
    // `improved by 0.046` tells a difference.
    if words.last?.lowercased() == "by" { return nil }
    var words = words
    while let last = words.last, trailing.contains(last.lowercased()) { words.removeLast() }
    // `CV info cv_loss`
    if let info = words.lastIndex(where: { $0.lowercased() == "info" }) { words.removeSubrange(...info) }
    guard let last = words.last else { return nil }
    if words.count > 1, last.contains("_"), isKnown(String(last)) { return String(last) }
    guard words.count <= 4 else {
      return isKnown(words.suffix(2).joined(separator: " ")) ? words.suffix(2).joined(separator: " ") : nil
    }
    let whole = words.joined(separator: " ")
    if isKnown(whole), !words.contains(where: { prose.contains($0.lowercased()) }) { return whole }
    if words.count > 1 {
      let two = words.suffix(2).joined(separator: " ")
      if isKnown(two), isKnown(String(last)) || RateName.rank(RoleName(two)) != nil { return two }
    }
    return nil
  }

  /// Whether a word only joins what stands around it: `72 in 194`, `Total loss on 3000 images`.
  static func isPreposition(_ word: String) -> Bool { prepositions.contains(word.lowercased()) }

  private static let prepositions: Set<String> = [
    "in", "of", "on", "over", "for", "from", "to", "at", "by", "with", "per", "and", "or", "is", "last",
    "first", "past", "after",
  ]
  private static let trailing: Set<String> = [
    "to", "is", "of", "at", "was", "now", "so", "far",
  ]

  /// What a sentence tells: `The result of ResNet18 with Adam is test acc`.
  private static func told(_ words: [Substring]) -> String? {
    guard let verb = words.lastIndex(where: { ["is", "was"].contains($0.lowercased()) }) else { return nil }
    let name = words[(verb + 1)...].joined(separator: " ")
    return words.count - verb <= 4 && isKnown(name) ? name : nil
  }

  /// Whether name and number stand alone between separators.
  private static func fillsField(_ item: LineItem, _ text: Bytes) -> Bool {
    let before = item.name.lowerBound - 1
    let isOpen =
      before < 0 || [0x7C, 0x2C, 0x09, 0x3A, 0x3B].contains(lastSolid(text, before)) || isDouble(text, before)
    var after = item.end
    while after < text.count, text[after] == 0x20 { after += 1 }
    let isClosed = after >= text.count || [0x7C, 0x2C, 0x09, 0x3A, 0x3B, 0x28, 0x5D].contains(text[after])
    return isOpen && isClosed && item.name.lowerBound > 0
  }

  private static func lastSolid(_ text: Bytes, _ start: Int) -> UInt8 {
    var place = start
    while place >= 0, text[place] == 0x20 { place -= 1 }
    return place >= 0 ? text[place] : 0x7C
  }

  private static func isDouble(_ text: Bytes, _ place: Int) -> Bool {
    place >= 1 && text[place] == 0x20 && text[place - 1] == 0x20
  }

  private static let prose: Set<String> = [
    "the", "a", "an", "has", "have", "with", "and", "are", "is", "was", "than", "took", "saving", "saved",
    "rank", "sample", "world",
    "found", "using", "loaded", "built", "used", "first", "of", "in", "for", "from", "best", "so",
  ]
  private static let measures: Set<String> = [
    "dice", "ppl", "perplexity", "norm", "gnorm", "psnr", "ssim", "iou", "miou", "map", "ap", "auc", "f1",
    "wer", "cer", "bleu", "mfu",
    "prec", "precision", "recall", "reward", "entropy", "dt", "time", "data", "top1", "top5", "acc1", "acc5",
    "err", "fid", "score",
    "error", "metric", "momentum", "kl", "mae", "r2", "ips", "mem", "memory", "tokens", "tok", "speed",
    "throughput", "rouge",
  ]
}
