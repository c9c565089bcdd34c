import Canvas
import Charts
import LRSchedulers
import Training

extension TrainingPane {
  /// What the views draw.
  func content(in context: FrameContext, isFocused: Bool) -> PaneContent {
    PaneContent(
      name: schedule.name, status: status, readout: readout,
      cursorValues: context.cursor.map { cursorReadout(at: $0, context).values } ?? [],
      settings: settings(isFocused: isFocused),
      gauge: microscope?.gauge ?? plateau.map { PlateauGauge(status: $0).line },
      failure: failure, notes: noteTexts, assumption: origin?.assumption, events: events,
      charts: microscope.map { [$0.chart(clock, context)] }
        ?? context.display.charts.roles.map { chart($0, in: context) },
      card: context.hasCard && isFocused ? card(context) : nil)
  }

  /// What the comparison draws.
  func comparison(in context: FrameContext) -> ComparisonEntry {
    let cursor = context.cursor.map { cursorReadout(at: $0, context) }
    return ComparisonEntry(
      name: schedule.name, rate: line((trains ? rates : forecast.plan.shown).first, clock.rateCount, context),
      plannedRate: line(forecast.plan.shown.first, clock.rateCount, context),
      momentum: hasMomentum ? line((trains ? momenta : plannedMomenta).first, clock.rateCount, context) : nil,
      validationLoss: line(history.validationLoss, .epochEnd, context),
      trainingLoss: line(history.trainingLoss, .epochEnd, context), rateAtCursor: cursor?.roundedRate,
      lossAtCursor: cursor?.roundedLoss, lossValueAtCursor: cursor?.loss, phaseAtCursor: cursor?.phase)
  }

  /// Workload, model and optimizer.
  var subject: [FieldLine.Field] {
    let name = trains ? configuration.workload : "plan"
    var fields: [FieldLine.Field] = [.init(8, StyledText(name, Style(.standard, .bold)))]
    if !texts.model.isEmpty { fields.append(.init(6, StyledText(texts.model))) }
    return fields + [.init(7, StyledText(texts.optimizer))]
  }

  private var failure: String? {
    if case .failed(let message) = state { message } else { nil }
  }

  var noteTexts: [String] {
    let name = schedule.name + " "
    return (origin?.notes ?? [])
      + notes.map { $0.text.hasPrefix(name) ? String($0.text.dropFirst(name.count)) : $0.text }
  }

  private func settings(isFocused: Bool) -> SettingStrip {
    let slots = slots
    let shown = slots.indices.filter { index in
      !slots[index].isHidden(inRun: trains) || isFocused && index == selectedIndex
    }
    let selected = shown.firstIndex(of: selectedIndex) ?? shown.count - 1
    let parts = shown.enumerated().map { place, index -> StyledText in
      let text = texts.names[index] + "=" + shortText(of: slots[index])
      guard isFocused && place == selected else {
        return StyledText(text, Style(slots[index].isRate ? .lr : .standard))
      }
      return StyledText([Span("▸", Style(.accent, .bold)), Span(text, Style(.accent, [.bold, .underline]))])
    }
    return SettingStrip(
      strip: ParameterStrip(
        parts: parts, places: shown.map { texts.places[$0] }, numbers: shown.map { $0 + 1 }),
      selected: selected,
      heads: texts.heads.map { form in shown.map { form[$0] } }, slots: shown)
  }

  private func card(_ context: FrameContext) -> PaneCard {
    PaneCard(
      summary: schedule.entry.summary, formula: schedule.entry.formula,
      settings: parameterList,
      legend: showsFutures(context) ? futureLegend(context.display) : nil)
  }

  private var parameterList: ParameterList {
    let rows = slots.map { slot in
      ParameterList.Row(
        places: slot.places, text: slot.shortName + "=" + shortText(of: slot), help: help(of: slot))
    }
    return ParameterList(rows: rows, selected: selectedIndex) { SlotHead.title($0, schedule) }
  }
}
