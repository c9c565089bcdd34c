/// Optimizers, and schedulers with them, that a training loop makes anew in a branch: `if epoch == 30: optimizer = SGD(net.parameters(), lr=0.01)`.
/// What is trained with goes on under the same name, so that the rates are one curve: those of the new one are set in the place of the
/// old ones.
extension ScriptInterpreter {
  /// The optimizer in whose place a loop makes another one, with the rates of that; nil where none is there, or where a scheduler goes on with
  /// the old one.
  func renewed(with groups: [ScriptValue], at offset: Int) -> ScriptValue? {
    guard branchOfLoop, canBeAnswered, let name = targetName,
      let id = optimizer(named(name, at: offset, in: callScopes.last ?? 0)),
      case .optimizer(let old) = objects[id], old.isBuilt,
      schedulers.allSatisfy({ $0.optimizer != id || isRenewed($0, at: offset) })
    else { return nil }
    let own = (items(of: .object(old.groups)) ?? []).compactMap(\.objectID)
    guard own.count == groups.count else { return nil }
    for (group, new) in zip(own, groups) {
      guard setRate(of: group, to: dictionary(of: new)?["lr"] ?? .opaque, at: offset) else { return nil }
    }
    groupIDs.subtract(groups.compactMap(\.objectID))
    loops[loops.count - 1].renewed = offset
    return .object(id)
  }

  /// Whether what is open of the conditions in the loop can be given: names of the text, and not what comes of the training, such as losses.
  private var canBeAnswered: Bool {
    guard let loop = loops.last else { return true }
    return guards.dropFirst(loop.guards).allSatisfy { condition in
      condition.uses.allSatisfy { use in
        let name = use.name.key.lowercased()
        return !["(", " ", "loss", "acc", "metric", "best", "score"].contains(where: name.holds)
      }
    }
  }

  private func setRate(of group: Int, to rate: ScriptValue, at offset: Int) -> Bool {
    guard case .dictionary(var options) = objects[group] else { return false }
    options["lr"] = rate
    replace(group, with: .dictionary(options))
    noteRateSet(of: group, at: offset, in: callScopes.last ?? 0)
    return true
  }

  /// Whether the block in which a new optimizer is made builds a scheduler anew as well, as it was built before.
  private func isRenewed(_ scheduler: ScriptScheduler, at offset: Int) -> Bool {
    guard let target = scheduler.target, case .schedule = scheduler.outcome else { return false }
    return text.assigned(to: target, inBlockAt: offset) == text.expression(at: scheduler.offset)
  }

  /// The scheduler in whose place a loop builds another one on a new optimizer, which begins with it; nil where none is there.
  func renewedScheduler(_ schedule: Schedule, on optimizer: Int?, at offset: Int) -> ScriptValue? {
    guard branchOfLoop, loops.last?.renewed != nil, let optimizer, let name = targetName,
      case .object(let id) = named(name, at: offset, in: callScopes.last ?? 0),
      case .scheduler(let index) = objects[id], schedulers[index].optimizer == optimizer,
      case .schedule(let old) = schedulers[index].outcome, old == schedule,
      case .optimizer(let built) = objects[optimizer]
    else { return nil }
    let groups = (items(of: .object(built.groups)) ?? []).compactMap(\.objectID)
    let rates = groups.compactMap { try? dictionary(of: .object($0))?["lr"].flatMap(concrete)?.float() }
    guard rates.count == groups.count, let first = restart(index, from: rates) else { return nil }
    for (group, rate) in zip(groups, first) {
      guard setRate(of: group, to: .constant(.double(rate)), at: offset) else { return nil }
    }
    return .object(id)
  }
}

extension PythonTokens {
  /// What a name is given in a line of the block in which a byte stands, as it is written; nil where it is given nothing there.
  fileprivate func assigned(to name: String, inBlockAt offset: Int) -> String? {
    let parent = lines[lineIndex(at: offset)].parent
    guard parent >= 0 else { return nil }
    for line in Int(parent) + 1..<Int(lines[Int(parent)].blockEnd) where lines[line].parent == parent {
      let own = tokens(ofLine: line)
      guard let place = own.first(where: { tokens[$0].isSymbol(UInt8(ascii: "=")) }),
        excerpt(Int(tokens[own.lowerBound].start), Int(tokens[place].start)) == name
      else { continue }
      return expression(at: Int(tokens[place + 1].start))
    }
    return nil
  }
}
