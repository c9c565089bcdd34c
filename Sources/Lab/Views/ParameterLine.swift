import Canvas
import Charts
import LRSchedulers

/// `lr=0.1  ▸step_size=10  gamma=0.1`: the selected one is marked, and always in view.
///
/// Parameters of members stand behind the member's number and name, as in `1 LinearLR start_factor=0.1  total_iters=5
/// 2 StepLR step_size=10`; where the line begins in the middle of a member, its number and name are said again.
struct ParameterLine {
  let pane: Pane
  let tweaking: Tweaking
  let isFocused: Bool

  func fitted(_ width: Int) -> StyledText {
    let slots = pane.slots
    let selected = pane.selectedIndex(in: slots)
    let parts = slots.indices.map { part(slots, $0, isSelected: isFocused && $0 == selected) }
    let strip = ParameterStrip(parts: parts, places: pane.texts.places)
    return strip.fitted(width, around: selected, heads: pane.texts.heads)
  }

  private func part(_ slots: [ParameterSlot], _ index: Int, isSelected: Bool) -> StyledText {
    let slot = slots[index]
    // An unselected rate stands still: it is the one the run started from.
    let text = pane.texts.names[index] + "=" + pane.shortText(of: slot, isSelected ? tweaking : .restart)
    guard isSelected else { return StyledText(text, Style(slot == .lr ? .lr : .standard)) }
    return StyledText([Span("▸", Style(.accent, .bold)), Span(text, Style(.accent, [.bold, .underline]))])
  }
}

extension Pane {
  /// A parameter's value as Python, to be edited.
  func text(of slot: ParameterSlot, _ tweaking: Tweaking) -> String {
    switch slot {
    case .lr: LRText.list(ratesShown(tweaking))
    case .argument(let parameter): texts.value(of: parameter.name)
    }
  }

  /// The same for a line with little room: of a float no more digits than fit.
  func shortText(of slot: ParameterSlot, _ tweaking: Tweaking) -> String {
    guard slot == .lr else { return texts.shortValue(of: slot.name) }
    let rates = ratesShown(tweaking)
    return rates == configuration.lrs ? texts.rates : LRText.compact(rates)
  }
}
