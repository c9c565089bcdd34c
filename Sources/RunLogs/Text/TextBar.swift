import JSON

/// A progress bar of tqdm: `Epoch 1/6:   7%|▋   | 1/14 [00:00<00:00, 115it/s, loss=0.9, lr=0.007]`.
struct TextBar {
  /// What stands in front of the percentage.
  var description: Range<Int>
  var count: Double
  var total: Double
  /// What the loop shows of itself, behind the rate.
  var postfix: Range<Int>

  init?(_ text: Bytes) {
    guard let percent = text.firstIndex(of: "%|"), percent > 0,
      let close = text[(percent + 2)...].firstIndex(of: 0x7C)
    else { return nil }
    var place = close + 1
    while place < text.count, text[place] == 0x20 { place += 1 }
    guard let count = DecimalNumber.parse(text, at: place, to: text.count), count.end < text.count,
      let slash = text[count.end...].firstIndex(of: 0x2F), slash - count.end <= 2,
      let total = DecimalNumber.parse(text, at: slash + 1, to: text.count)
    else { return nil }
    guard let open = text[total.end...].firstIndex(of: 0x5B) else { return nil }
    self.count = count.value
    self.total = total.value
    var start = percent
    while start > 0, text[start - 1].isDigit { start -= 1 }
    // Some end what they show with a colon, as tqdm ends its description.
    var description = text.trimmed(0..<start)
    while !description.isEmpty, text[description.upperBound - 1] == 0x3A {
      description = text.trimmed(description.lowerBound..<(description.upperBound - 1))
    }
    self.description = description
    let end = text[open...].lastIndex(of: 0x5D) ?? text.count
    // Behind the times and the rate.
    let rate = text[open..<end].firstIndex(of: 0x2C).flatMap { first in
      text[(first + 1)..<end].firstIndex(of: 0x2C)
    }
    postfix = rate.map { ($0 + 1)..<end } ?? end..<end
  }
}
