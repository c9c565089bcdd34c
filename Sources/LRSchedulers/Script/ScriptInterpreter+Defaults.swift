/// A default that stands for what the text leaves open: `getattr(args, "warmup", 5)`.
struct ScriptDefault {
  var name: OpenName
  var value: ScriptValue
  var offset: Int
}

/// Defaults of `getattr` and `get` for objects of which nothing is known. They are taken, since the script runs with them too where
/// nobody sets the name; but a person who has set it must hear of that.
extension ScriptInterpreter {
  /// More than these are not kept.
  private static let maximumDefaults = 200
  /// More than these say nothing any more.
  private static let maximumSaid = 30

  /// What stands for a name that the text leaves open: what was given for it, or the default.
  ///
  /// - Parameter names: what it may be called, the usual name first.
  func value(ofOpen names: [OpenName], or standard: ScriptValue, at offset: Int) -> ScriptValue {
    for name in names {
      if let own = variable(name.key, in: callScopes.last ?? 0) ?? definition(of: name, at: offset) {
        return own
      }
    }
    guard let name = names.first else { return standard }
    if leavesDefaultsOpen { return .open(OpenValue(name, at: offset)) }
    // What is open is asked for by its own name.
    if case .open = standard { return standard }
    if takenDefaults.count < Self.maximumDefaults, !takenDefaults.contains(where: { $0.name == name }) {
      takenDefaults.append(ScriptDefault(name: name, value: standard, offset: offset))
    }
    return standard
  }

  /// The name of an item, as it is asked for.
  func itemName(_ key: PythonValue, of base: OpenName) -> OpenName {
    var shown = PythonSource.text(key)
    if case .string(let text) = key, !text.contains("\"") { shown = "\"\(text)\"" }
    return OpenName(
      key: "\(base.key)[\(PythonSource.text(key))]", shown: "\(base.shown)[\(shown)]")
  }

  /// The name of an attribute. What has none itself, as what a call gives, goes by its text.
  func attributeName(_ attribute: String, of base: OpenName?, at offset: Int) -> OpenName {
    if let base, !base.shown.isEmpty {
      return OpenName(key: "\(base.key).\(attribute)", shown: "\(base.shown).\(attribute)")
    }
    return OpenName("\(text.expression(at: offset)).\(attribute)")
  }

  // MARK: Which of them count

  /// The defaults that schedules depend on, in the order of the text.
  ///
  /// - Parameter needed: the names that are asked for where all of them are left open; nil where that led nowhere.
  func sources(ofDefaults needed: [MissingName]?) -> [PastedSchedule.Source] {
    let names = needed.map { Set($0.map { Self.canonical($0.name) }) }
    let counting = takenDefaults.filter { names?.contains($0.name.key) ?? true }
    return counting.prefix(Self.maximumSaid).sorted { $0.offset < $1.offset }.map(source)
  }

  /// All of them, in the order in which they were met.
  var sourcesOfDefaults: [PastedSchedule.Source] { takenDefaults.map(source) }

  private func source(_ taken: ScriptDefault) -> PastedSchedule.Source {
    let value = plain(taken.value).map(PythonSource.text) ?? "…"
    return PastedSchedule.Source(
      kind: .fallback, text: "\(taken.name.shown)=\(value)", line: line(of: taken.offset))
  }
}
