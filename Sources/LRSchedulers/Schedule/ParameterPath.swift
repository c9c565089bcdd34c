/// The name of a parameter, perhaps of a member: `gamma`, `schedulers[1].gamma`, `schedulers[0].schedulers[2].factor`.
package struct ParameterPath {
  /// The list that the member is in, and its place; nil for a parameter of the scheduler itself.
  var member: (list: String, index: Int)?
  /// The parameter's name, or its path from the member on.
  var rest: String

  package init(_ text: String) {
    rest = text
    // Nearly all are names, and bytes are quicker to look at than characters.
    guard text.utf8.contains(UInt8(ascii: "[")), let open = text.firstIndex(of: "["),
      let close = text[open...].firstIndex(of: "]"),
      let index = Int(text[text.index(after: open)..<close]), index >= 0
    else { return }
    let after = text[text.index(after: close)...]
    guard after.first == "." else { return }
    member = (String(text[..<open]), index)
    rest = String(after.dropFirst())
  }

  static func text(_ list: String, _ index: Int, _ rest: String) -> String { "\(list)[\(index)].\(rest)" }

  /// The parameter's own name, as its scheduler knows it.
  package var name: String { member == nil ? rest : ParameterPath(rest).name }

  /// The places of the members on the way, outermost first; none for a parameter of the scheduler itself.
  package var places: [Int] { member.map { [$0.index] + ParameterPath(rest).places } ?? [] }
}

extension Schedule {
  /// The scheduler in a list of members.
  func member(_ list: String, _ index: Int) -> Schedule? {
    guard let members = scheduler.value(of: list)?.listed, members.indices.contains(index),
      case .schedule(let member) = members[index]
    else { return nil }
    return member
  }

  /// A copy with one member exchanged.
  func replacingMember(
    _ list: String, _ index: Int, with member: Schedule
  ) throws(SchedulerError) -> Schedule {
    if index == 0, case .schedule? = scheduler.value(of: list) {
      return try replacing(list, with: .schedule(member))
    }
    guard case .list(var members)? = scheduler.value(of: list), members.indices.contains(index) else {
      throw SchedulerError(.attribute, "\(name) has no \(list)[\(index)]", parameter: list)
    }
    members[index] = .schedule(member)
    return try replacing(list, with: .list(members))
  }
}
