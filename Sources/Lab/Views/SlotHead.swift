import Canvas
import LRSchedulers

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
