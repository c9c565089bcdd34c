import Canvas
import LRSchedulers

/// A pane's parameters under each other with their meaning, those of a member under its number and name.
struct ParameterList {
  let pane: Pane
  let tweaking: Tweaking

  /// All of them, if they fit; else only the selected one is explained, and if need be only those around it are shown.
  func lines(rows: Int) -> [StyledText] {
    guard rows > 0 else { return [] }
    let slots = pane.slots
    let selected = pane.selectedIndex(in: slots)
    let full = lines(slots, selected) { _ in true }
    if full.lines.count <= rows { return full.lines }
    let short = lines(slots, selected) { $0 == selected }
    let top = max(0, min(short.place - rows / 2, short.lines.count - rows))
    return Array(short.lines[top...].prefix(rows))
  }

  /// The lines, and which of them has the selected parameter.
  private func lines(
    _ slots: [ParameterSlot], _ selected: Int, explained: (Int) -> Bool
  ) -> (lines: [StyledText], place: Int) {
    var (lines, place) = ([StyledText](), 0)
    for (index, slot) in slots.enumerated() {
      if index > 0, slot.places != slots[index - 1].places { lines.append(heading(slot.places)) }
      if index == selected { place = lines.count }
      lines.append(line(slot, isSelected: index == selected))
      if explained(index) { lines.append(StyledText("  " + help(slot), Style(.muted))) }
    }
    return (lines, place)
  }

  private func heading(_ places: [Int]) -> StyledText {
    StyledText(SlotHead.title(places, pane.schedule), Style(.standard, .bold))
  }

  private func help(_ slot: ParameterSlot) -> String {
    switch slot {
    case .lr: "learning rate of the optimizer"
    case .argument(let declaration): pane.help(of: declaration)
    }
  }

  private func line(_ slot: ParameterSlot, isSelected: Bool) -> StyledText {
    StyledText([
      Span(isSelected ? "▸ " : "  ", Style(.accent, .bold)),
      Span(
        slot.shortName + "=" + pane.shortText(of: slot, tweaking),
        Style(isSelected ? .accent : .standard, .bold)),
    ])
  }
}

extension Pane {
  /// A parameter's meaning. What a scheduler calls an epoch is a call of its `step()`, here a batch.
  func help(of parameter: ParameterDeclaration) -> String {
    let countsEpochs = parameter.help.split(separator: " ").contains { $0.hasPrefix("epoch") }
    return stepsPerEpoch != nil && countsEpochs ? parameter.help + " (here: steps)" : parameter.help
  }
}
