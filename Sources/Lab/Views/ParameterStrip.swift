import Canvas
import LRSchedulers

/// Parts side by side, of which a narrow line shows those around one.
struct ParameterStrip: Sendable {
  let parts: [StyledText]
  /// The member each part belongs to.
  let places: [[Int]]
  /// Of each part, its number among all that there is, from 1.
  let numbers: [Int]

  /// The line, and the columns in which each part stands.
  struct Fitted {
    var text: StyledText
    var columns: [(columns: Range<Int>, part: Int)]
  }

  /// All parts in at most so many rows; where they do not fit, as many as one row has room for.
  ///
  /// - Parameter forms: what stands before the first part of each member, longest first.
  func rows(_ width: Int, _ count: Int, around selected: Int, heads forms: [[StyledText]]) -> [Fitted] {
    let flows = forms.lazy.compactMap { flowed(width, count, $0) }
    return flows.first ?? [fitted(width, around: selected, heads: forms)]
  }

  /// Row by row, broken between parts; nil where that takes more rows.
  private func flowed(_ width: Int, _ count: Int, _ heads: [StyledText]) -> [Fitted]? {
    var rows: [Range<Int>] = []
    var (first, used) = (0, 0)
    for index in parts.indices {
      let own = parts[index].width + (hasHead(index, first...index) ? heads[index].width : 0)
      if index > first, used + 2 + own <= width {
        used += 2 + own
        continue
      }
      if index > first {
        rows.append(first..<index)
        first = index
      }
      used = parts[index].width + heads[index].width
      guard used <= width, rows.count < count else { return nil }
    }
    rows.append(first..<parts.count)
    return rows.map { joined($0.lowerBound...$0.upperBound - 1, heads, hasDots: false) }
  }

  /// - Parameter forms: what stands before the first part of each member, longest first.
  private func fitted(_ width: Int, around selected: Int, heads forms: [[StyledText]]) -> Fitted {
    let all = 0...parts.count - 1
    if let whole = forms.first(where: { room(all, $0) <= width }) { return joined(all, whole) }
    // Where not all fit, the place among all stands at the right end.
    let place = Span("  \(numbers[selected])/\(max(parts.count, numbers[selected]))", Style(.muted))
    var fitted = part(width - place.width, around: selected, heads: forms)
    fitted.text = fitted.text + StyledText([place])
    return fitted
  }

  private func part(_ width: Int, around selected: Int, heads forms: [[StyledText]]) -> Fitted {
    let heads = forms.first { room(selected...selected, $0) <= width } ?? forms[forms.count - 1]
    var first = selected
    while first > 0, room((first - 1)...selected, heads) <= width { first -= 1 }
    var last = selected
    while last + 1 < parts.count, room(first...(last + 1), heads) <= width { last += 1 }
    return joined(first...last, heads)
  }

  private func hasHead(_ index: Int, _ range: ClosedRange<Int>) -> Bool {
    index == range.lowerBound || places[index] != places[index - 1]
  }

  /// With the dots that stand for what is left out on either side.
  private func room(_ range: ClosedRange<Int>, _ heads: [StyledText]) -> Int {
    let dots = (range.lowerBound > 0 ? 2 : 0) + (range.upperBound < parts.count - 1 ? 2 : 0)
    let text = range.reduce(0) { $0 + parts[$1].width + (hasHead($1, range) ? heads[$1].width : 0) }
    return text + 2 * (range.count - 1) + dots
  }

  private func joined(_ range: ClosedRange<Int>, _ heads: [StyledText], hasDots: Bool = true) -> Fitted {
    let dots = Style(.muted)
    let isCut = (left: hasDots && range.lowerBound > 0, right: hasDots && range.upperBound < parts.count - 1)
    var fitted = Fitted(text: StyledText(isCut.left ? [Span("… ", dots)] : []), columns: [])
    for index in range {
      if index > range.lowerBound { fitted.text.spans.append(Span("  ")) }
      if hasHead(index, range) { fitted.text.spans += heads[index].spans }
      let start = fitted.text.width
      fitted.text.spans += parts[index].spans
      fitted.columns.append((start..<start + parts[index].width, index))
    }
    if isCut.right { fitted.text.spans.append(Span(" …", dots)) }
    return fitted
  }
}

/// What stands before the parameters of a member.
enum SlotHead {
  /// Number and name, the number alone, nothing, for each slot: longest first.
  static func forms(_ slots: [ParameterSlot], _ schedule: Schedule) -> [[StyledText]] {
    let none = slots.map { _ in StyledText("") }
    guard slots.contains(where: { !$0.places.isEmpty }) else { return [none] }
    return [slots.map { head(title($0.places, schedule)) }, slots.map { head(number($0.places)) }, none]
  }

  /// `2 StepLR`; empty for the scheduler itself.
  static func title(_ places: [Int], _ schedule: Schedule) -> String {
    guard !places.isEmpty, let member = schedule.member(at: places) else { return "" }
    return number(places) + " " + member.name
  }

  /// `2`, or `2.1` for the first member of the second.
  private static func number(_ places: [Int]) -> String {
    places.map { String($0 + 1) }.joined(separator: ".")
  }

  private static func head(_ text: String) -> StyledText {
    StyledText(text.isEmpty ? "" : text + " ", Style(.muted, .bold))
  }
}
