/// A line that announces another phase of the run that is going on: `Stage 2`, `Fine-tuning`, `Resuming from epoch 3`.
enum RunPhase {
  private static let longest = 80

  /// Which phase it announces, as `stage 2`; nil for any other line.
  static func name(_ text: Bytes, _ range: Range<Int>) -> String? {
    guard range.count <= longest else { return nil }
    let words = text[range].split { !$0.isWord && $0 != 0x2D }.map { $0.text.lowercased() }
      .filter { $0.contains { $0 != "-" } }
    guard (1...8).contains(words.count) else { return nil }
    if let place = words.firstIndex(where: { ["phase", "stage"].contains($0) }) {
      return numbered(words, place)
    }
    for (kind, beginnings) in kinds
    where words.contains(where: { word in beginnings.contains { word.hasPrefix($0) } }) { return kind }
    return nil
  }

  private static let kinds = [
    ("fine-tuning", ["finetun", "fine-tun", "unfreez", "unfroz"]), ("resuming", ["resum", "continu"]),
  ]

  /// `Phase 2`, `second stage`, `Training stage: finetune`.
  private static func numbered(_ words: [String], _ place: Int) -> String? {
    let next = place + 1 < words.count ? words[place + 1] : nil
    guard let name = next ?? (place > 0 ? words[place - 1] : nil) else { return nil }
    return "\(words[place]) \(name)"
  }
}
