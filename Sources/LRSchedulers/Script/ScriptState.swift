/// A number that a loop or a scheduler carries on from one turn to the next, besides the rates: `lr /= 3`,
/// `state["lr"] *= gamma`, `self.cycle += 1`.
struct ScriptState {
  indirect enum Place: Hashable {
    case variable(scope: Int, name: String)
    /// An item of a dictionary or an attribute of an object, by its name.
    case item(object: Int, name: String)
    /// An element of a list that is held by a variable, an item or an attribute.
    case element(of: Place, index: Int)

    /// The name that stands for it while a turn is read.
    var symbol: String {
      switch self {
      case .variable(let scope, let name): "state\u{0}\(scope).\(name)"
      case .item(let object, let name): "state\u{0}\(object)[\(name)]"
      case .element(let list, let index): list.symbol + "[\(index)]"
      }
    }

    /// As it is written.
    var name: String {
      switch self {
      case .variable(_, let name), .item(_, let name): name
      case .element(let list, _): list.name
      }
    }
  }

  var place: Place
  /// Before the first turn.
  var start: PythonValue
  /// What it is after a turn; nil until that has been read.
  var after: ScriptValue?

  /// The name that stands for it while a turn is read.
  var symbol: String { place.symbol }

  /// As it is written.
  var name: String { place.name }
}

extension ScriptInterpreter {
  /// Turns that are read again, as more and more numbers turn out to be carried on.
  private static let maximumReadings = 6
  private static let maximumStates = 12

  /// Reads what is done in a turn of a loop, or in a step of a scheduler; whatever numbers that changes are symbols when it
  /// is read for the last time, so that ``states`` says how they go on. What the turn changes is undone.
  ///
  /// - Parameter isOf: whether what was read is of interest, so that it is worth reading again.
  /// - Returns: what the first reading changed.
  func readingTurn(_ isOfInterest: () -> Bool, _ body: () -> ScriptFlow) -> Changes {
    let (outer, around) = (states, enclosingStates)
    enclosingStates += states
    let (sets, built, unknown) = (handSets.count, schedulers.count, unknownCalls.count)
    defer { (states, enclosingStates) = (outer, around) }
    states = []
    var first: Changes?
    var unfollowed: [ScriptLocation: ScriptValueBefore] = [:]
    for reading in 0..<Self.maximumReadings where !isStopped {
      let (scopeCount, objectCount) = (scopes.count, objects.count)
      let (_, changes) = trying {
        seed()
        for (location, value) in unfollowed { put(value, at: noted(location)) }
        return body()
      }
      if first == nil { first = changes }
      guard isOfInterest(), schedulers.count == built else { break }
      let more = carried(changes, scopeCount, objectCount)
      let others = moved(changes, scopeCount, objectCount).filter { unfollowed[$0.key] == nil }
      if more.isEmpty, others.isEmpty { break }
      if reading == Self.maximumReadings - 1 || states.count + more.count > Self.maximumStates {
        refuseRates(since: sets)
        break
      }
      states += more
      unfollowed.merge(others) { first, _ in first }
      handSets.removeLast(handSets.count - sets)
      unknownCalls.removeLast(unknownCalls.count - unknown)
    }
    return first ?? [:]
  }

  private func refuseRates(since count: Int) {
    for index in handSets.indices.dropFirst(count) {
      handSets[index].refusal = error(
        "the rate depends on more numbers that go on from turn to turn than are followed",
        at: handSets[index].offset)
      for scheduler in handSets[index].steps { schedulers[scheduler].isMember = false }
    }
  }

  /// Puts symbols in the places of the numbers that are carried on.
  private func seed() {
    for index in states.indices {
      states[index].after = nil
      set(
        .symbolic(PythonExpression(offset: 0, node: .name(states[index].symbol)), isClosed: false),
        at: states[index].place)
    }
  }

  /// Notes what the numbers have become; to be called when a turn has been read.
  func endTurn() {
    for index in states.indices { states[index].after = value(at: states[index].place) }
  }

  private func value(at place: ScriptState.Place) -> ScriptValue? {
    switch place {
    case .variable(let scope, let name): scopes[scope][name]
    case .item(let object, let name): items(ofObject: objects[object])?[name]
    case .element(let list, let index):
      value(at: list).flatMap(elements).flatMap { $0.indices.contains(index) ? $0[index] : nil }
    }
  }

  private func set(_ value: ScriptValue, at place: ScriptState.Place) {
    switch place {
    case .variable(let scope, let name): set(name, to: value, in: scope)
    case .item(let id, let name):
      switch objects[id] {
      case .dictionary(var dictionary):
        dictionary[name] = value
        replace(id, with: .dictionary(dictionary))
      case .instance(var instance):
        instance.attributes[name] = value
        replace(id, with: .instance(instance))
      default: break
      }
    case .element(let list, let index):
      if let replaced = replacing(index, in: self.value(at: list), with: value) { set(replaced, at: list) }
    }
  }

  private func items(ofObject object: ScriptObject) -> ScriptDictionary? {
    switch object {
    case .dictionary(let dictionary): dictionary
    case .instance(let instance): instance.attributes
    default: nil
    }
  }

  /// What a number is before the first turn; one that a loop around carries on begins where that one does, as what counts
  /// turns of both goes on from one to the other.
  func start(of value: ScriptValue) -> PythonValue? {
    if case .constant(let start) = value, start.isNumber { return start }
    guard case .symbolic(let tree, _) = value, case .name(let name) = tree.node else { return nil }
    return enclosingStates.last { $0.symbol == name }?.start
  }

  /// What was given for an attribute or item of something outside, such as `state["lr"]`.
  private func given(for name: String) -> ScriptValue? {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }) else {
      // `lr /= 10` of a rate that stands elsewhere.
      if let own = given[name] { return own }
      return assumedUses.contains { $0.name.key == name } ? definition(of: OpenName(name), at: 0) : nil
    }
    return definition(of: OpenName(name), at: 0)
  }

  /// Why what goes on from turn to turn has no value of its own.
  static let turnReason = "it changes from turn to turn"

  /// Lists that a turn changes, and texts or None that it exchanges: they go on from turn to turn too, and are not followed.
  ///
  /// - Returns: what stands for them when a turn is read.
  private func moved(
    _ changes: Changes, _ scopeCount: Int, _ objectCount: Int
  ) -> [ScriptLocation: ScriptValueBefore] {
    let reason = Self.turnReason
    var unknown = OpenValue()
    unknown.reason = reason
    var found: [ScriptLocation: ScriptValueBefore] = [:]
    for (location, after) in changes {
      switch (location, present(location), after) {
      case (.object(let id), .object(.list(let old)), .object(let after)) where id < objectCount:
        if case .list(let new) = after, old.count == new.count, zip(old, new).allSatisfy(isSame) { continue }
        found[location] = .object(.lost(reason: reason))
      case (.variable(let scope, _), .value(.constant(let old)?), .value(let after?)) where scope < scopeCount:
        if old.isNumber || isSame(.constant(old), after) { continue }
        found[location] = .value(.open(unknown))
      default: continue
      }
    }
    return found
  }

  /// Numbers that were there before a turn, and are others after it.
  private func carried(_ changes: Changes, _ scopeCount: Int, _ objectCount: Int) -> [ScriptState] {
    var found: [ScriptState] = []
    func note(_ place: ScriptState.Place, _ before: ScriptValue?, _ after: ScriptValue?) {
      if let old = before.flatMap(elements), let new = after.flatMap({ elements(of: $0, behind: changes) }),
        old.count == new.count, old.count <= Self.maximumStates, new.allSatisfy({ $0.openValue == nil })
      {
        for (index, pair) in zip(old, new).enumerated() {
          note(.element(of: place, index: index), pair.0, pair.1)
        }
        return
      }
      guard let before, let start = start(of: before), let after, !isSame(before, after),
        !states.contains(where: { $0.place == place })
      else { return }
      // `step += 1` of a variable that counts turns is a symbol of its own.
      if case .symbolic(let tree, _) = after, case .binary(.add, let name, _) = tree.node,
        name.node == .name(ScriptState(place: place, start: start).name.lastPart)
      {
        return
      }
      found.append(ScriptState(place: place, start: start))
    }
    for (location, after) in changes {
      switch (location, present(location), after) {
      case (.variable(let scope, let name), .value(let before), .value(let after)) where scope < scopeCount:
        if !counters.contains(where: { $0.name == name.lastPart }) {
          note(.variable(scope: scope, name: name), before ?? given(for: name), after)
        }
      case (.object(let id), .object(let before), .object(let after)) where id < objectCount && !isGroup(id):
        guard let old = items(ofObject: before), let new = items(ofObject: after) else { continue }
        for (key, value) in zip(new.keys, new.values) {
          guard let name = key.text, !counters.contains(where: { $0.name == name }) else { continue }
          note(.item(object: id, name: name), old[name] ?? given(for: "self." + name), value)
        }
      default: continue
      }
    }
    // The order of changes is none.
    return found.sorted { $0.symbol < $1.symbol }
  }
}
