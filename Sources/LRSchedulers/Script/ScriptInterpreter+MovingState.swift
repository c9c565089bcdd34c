/// State that other functions of the text change than the one that is read: `self.step += 1` of the loop that calls it, a number that is
/// declared `global`, a list that another method appends to. What rates depend on so is what counts them, or is asked for.
struct ScriptMove {
  /// What holds it: `self`, or a variable around the function.
  var root: String
  /// The attribute or key; nil for the variable itself.
  var name: String?
  /// Whether it is counted up by one, and nothing else is done to it.
  var isCounted: Bool
  /// Where it is changed.
  var offset: Int
  /// The symbol that stands for it where it counts.
  var counter: ScriptCounter?
  /// Where it is on the heap, or the scope of the variable.
  var place = -1

  /// As it is asked for.
  var shown: String { name.map { root + "." + $0 } ?? root }
}

extension ScriptInterpreter {
  /// More functions than these are not looked at, and so much state is not kept open.
  private static let maximumReach = 40
  private static let maximumMoves = 24

  /// A function and those of the text that it calls, and that these call.
  func reachable(from function: ScriptFunction) -> [ScriptFunction] {
    var (found, pending, seen) = ([ScriptFunction](), [function], Set([function.offset]))
    while let next = pending.popLast(), found.count < Self.maximumReach {
      found.append(next)
      guard case .suite(.lines(let range)) = next.body else { continue }
      let called = text.calledNames(in: range)
      for id in definitions.reversed() {
        guard case .function(let other) = objects[id], called.holds(other),
          other.type == nil || next.type != nil, seen.insert(other.offset).inserted
        else { continue }
        pending.append(other)
      }
    }
    return found
  }

  /// What functions change that are not read with this one, and that has a value for it.
  func moves(outside function: ScriptFunction, receiver: ScriptValue?) -> [ScriptMove] {
    let own = reachable(from: function).compactMap { function -> Range<Int>? in
      if case .suite(.lines(let range)) = function.body { range } else { nil }
    }
    var moves: [ScriptMove] = []
    for id in definitions where moves.count < Self.maximumMoves {
      guard case .function(let other) = objects[id], other.name != "__init__",
        case .suite(.lines(let range)) = other.body, !own.contains(where: { $0.overlaps(range) })
      else { continue }
      let owner = other.type == nil ? nil : other.parameters.first?.name
      for found in text.changes(in: range, ofAttributesOf: owner) {
        guard let move = held(found, isOwn: found.root == owner, by: receiver, around: function) else {
          continue
        }
        if let index = moves.firstIndex(where: { $0.place == move.place && $0.shown == move.shown }) {
          moves[index].isCounted = moves[index].isCounted && move.isCounted
          if !moves[index].isCounted { moves[index].counter = nil }
        } else {
          moves.append(move)
        }
      }
    }
    return moves
  }

  /// A change with its place; nil where nothing is known to be there, or where its value was given.
  private func held(
    _ change: ScriptMove, isOwn: Bool, by receiver: ScriptValue?, around function: ScriptFunction
  ) -> ScriptMove? {
    var move = change
    if isOwn { move.root = "self" }
    if given[move.shown] != nil || move.name.flatMap({ given[$0] }) != nil { return nil }
    if let name = move.name {
      let base = isOwn ? receiver : variable(move.root, in: function.scope)
      guard case .object(let id)? = base, let before = value(of: name, in: objects[id]), isState(before)
      else {
        return nil
      }
      move.place = id
    } else {
      guard let scope = owner(of: move.root, in: function.scope), let before = scopes[scope][move.root],
        isState(before)
      else { return nil }
      move.place = scope
    }
    if move.isCounted {
      let name = move.name ?? move.root
      var counter = ScriptCounter(
        name: name, start: 0, step: 1, isPaired: false, offset: move.offset, isAssumed: true)
      counter.asked = OpenName(move.shown)
      move.counter = counter
    }
    return move
  }

  private func value(of name: String, in object: ScriptObject) -> ScriptValue? {
    switch object {
    case .instance(let instance): instance.attributes[name]
    case .dictionary(let items): items[name]
    default: nil
    }
  }

  private func owner(of name: String, in scope: Int) -> Int? {
    var next: Int? = scope
    while let index = next {
      if scopes[index].variables[name] != nil { return index }
      next = scopes[index].parent
    }
    return nil
  }

  /// Whether a value is one that may go on: a number, a text, a list.
  private func isState(_ value: ScriptValue) -> Bool {
    switch value {
    case .constant: true
    case .object(let id): isList(id)
    default: false
    }
  }

  /// Puts a symbol in the place of what counts, and something that is not known in that of what changes otherwise.
  func begin(_ move: ScriptMove) {
    var open = OpenValue(OpenName(move.shown), at: move.offset)
    open.reason = "it changes in line \(line(of: move.offset))"
    let value = move.counter.map { ScriptValue.symbolic($0.tree, isClosed: false) } ?? .open(open)
    guard let name = move.name else { return set(move.root, to: value, in: move.place) }
    switch objects[move.place] {
    case .instance(var instance):
      instance.attributes[name] = value
      replace(move.place, with: .instance(instance))
    case .dictionary(var items):
      items[name] = value
      replace(move.place, with: .dictionary(items))
    default: break
    }
  }
}

extension ScriptRates {
  /// Whether they are the same at each index.
  var isConstant: Bool {
    guard missing.isEmpty, refusal == nil, let rule = schedule.scheduler as? LambdaLR else { return false }
    let lambdas =
      switch rule.lambdas {
      case .all(let lambda): [lambda]
      case .each(let lambdas): lambdas
      }
    return lambdas.allSatisfy { $0.body.strayName(besides: []) == nil }
  }
}

extension PythonTokens {
  /// What lines change of objects, and of variables that they declare `global` or `nonlocal`.
  ///
  /// - Parameter owner: what the lines call the object of which any attribute counts; of others those that are updated do.
  fileprivate func changes(in lines: Range<Int>, ofAttributesOf owner: String?) -> [ScriptMove] {
    var found: [ScriptMove] = []
    var outer: Set<String> = []
    for line in lines where line < self.lines.count {
      let range = tokens(ofLine: line)
      if tokens[range.lowerBound].isKeyword(.global) || tokens[range.lowerBound].isKeyword(.nonlocal) {
        for index in range.dropFirst() where tokens[index].kind == .word { outer.insert(text(tokens[index])) }
        continue
      }
      if let change = change(in: range), change.name != nil || outer.contains(change.root) {
        found.append(change)
      }
    }
    return found
  }

  /// `self.step += 1`, `state["step"] = …`, `history.append(…)`; nil for other lines.
  private func change(in line: Range<Int>) -> ScriptMove? {
    let first = line.lowerBound
    guard tokens[first].kind == .word, tokens[first].code == 0 else { return nil }
    var (index, names) = (first + 1, [text(tokens[first])])
    while tokens[index].isSymbol(UInt8(ascii: ".")), tokens[index + 1].kind == .word {
      names.append(text(tokens[index + 1]))
      index += 2
    }
    if tokens[index].isSymbol(UInt8(ascii: "[")), tokens[index + 1].kind == .string,
      tokens[index + 2].isSymbol(UInt8(ascii: "]"))
    {
      names.append(
        String(text(tokens[index + 1]).drop { "rbuf\"'".contains($0) }.prefix { !"\"'".contains($0) }))
      index += 3
    }
    let (isUpdate, isCall) = (tokens[index].isUpdate, tokens[index].isSymbol(UInt8(ascii: "(")))
    if isCall {
      guard names.count > 1,
        ["append", "extend", "pop", "insert", "clear", "remove"].contains(names.removeLast())
      else { return nil }
    } else if !isUpdate, !tokens[index].isSymbol(UInt8(ascii: "=")) {
      return nil
    }
    guard names.count < 3 else { return nil }
    let isAdded = isUpdate && tokens[index].code == PythonSymbol.firstUpdate
    let isOne = isAdded && isNumberOne(index + 1)
    return ScriptMove(
      root: names[0], name: names.count > 1 ? names[1] : nil,
      isCounted: isOne || !isUpdate && !isCall && countsUp(line, behind: index),
      offset: Int(tokens[first].start))
  }

  /// Whether nothing but `1` follows.
  private func isNumberOne(_ index: Int) -> Bool {
    tokens[index].kind == .number && text(tokens[index]) == "1" && tokens[index + 1].kind == .end
  }

  /// `name = name + 1`
  private func countsUp(_ line: Range<Int>, behind equals: Int) -> Bool {
    let width = equals - line.lowerBound
    guard equals + width + 2 < tokens.count else { return false }
    for offset in 0..<width {
      let (a, b) = (tokens[line.lowerBound + offset], tokens[equals + 1 + offset])
      guard a.kind == b.kind, text(a) == text(b) else { return false }
    }
    return tokens[equals + width + 1].isSymbol(UInt8(ascii: "+")) && isNumberOne(equals + width + 2)
  }
}
