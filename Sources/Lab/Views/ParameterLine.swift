import Canvas
import LRSchedulers

/// `lr=0.1  ▸step_size=10  gamma=0.1`: the selected one is marked, and always in view.
struct ParameterLine {
  let pane: Pane
  let tweaking: Tweaking
  let isFocused: Bool

  func fitted(_ width: Int) -> StyledText {
    let slots = pane.slots
    let selected = pane.selectedIndex(in: slots)
    let parts = slots.indices.map { part(slots[$0], isSelected: isFocused && $0 == selected) }
    var first = 0
    while first < selected, room(parts, first...selected) > width { first += 1 }
    var last = max(first, selected)
    while last + 1 < parts.count, room(parts, first...(last + 1)) <= width { last += 1 }
    return joined(parts, first...last)
  }

  private func part(_ slot: ParameterSlot, isSelected: Bool) -> StyledText {
    // An unselected rate stands still: it is the one the run started from.
    let text = slot.name + "=" + pane.shortText(of: slot, isSelected ? tweaking : .restart)
    guard isSelected else { return StyledText(text, Style(slot == .lr ? .lr : .standard)) }
    return StyledText([Span("▸", Style(.accent, .bold)), Span(text, Style(.accent, [.bold, .underline]))])
  }

  /// With the dots that stand for what is left out on either side.
  private func room(_ parts: [StyledText], _ range: ClosedRange<Int>) -> Int {
    let dots = (range.lowerBound > 0 ? 2 : 0) + (range.upperBound < parts.count - 1 ? 2 : 0)
    return parts[range].reduce(0) { $0 + $1.width } + 2 * (range.count - 1) + dots
  }

  private func joined(_ parts: [StyledText], _ range: ClosedRange<Int>) -> StyledText {
    let dots = Style(.muted)
    var spans = range.lowerBound > 0 ? [Span("… ", dots)] : []
    for index in range {
      if index > range.lowerBound { spans.append(Span("  ")) }
      spans += parts[index].spans
    }
    return StyledText(range.upperBound < parts.count - 1 ? spans + [Span(" …", dots)] : spans)
  }
}

extension Pane {
  /// A parameter's value as Python, to be edited.
  func text(of slot: ParameterSlot, _ tweaking: Tweaking) -> String {
    switch slot {
    case .lr: LRText.list(ratesShown(tweaking))
    case .argument(let parameter): schedule.parameterText(parameter.name)
    }
  }

  /// The same for a line with little room.
  func shortText(of slot: ParameterSlot, _ tweaking: Tweaking) -> String {
    slot == .lr ? LRText.compact(ratesShown(tweaking)) : text(of: slot, tweaking)
  }
}
