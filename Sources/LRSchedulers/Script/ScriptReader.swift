/// Reads a script and finds the schedules that it builds.
struct ScriptReader {
  private var options: ScriptOptions
  private let source: ScriptSource
  private let budget: ScriptBudget

  init(_ text: String, options: ScriptOptions) throws(SpecError) {
    guard text.utf8.count <= PythonParser.maximumLength else {
      throw SpecError("text is longer than \(PythonParser.maximumLength) bytes", column: 1)
    }
    self.options = options
    source = ScriptSource(text)
    budget = ScriptBudget(for: source.tokens)
  }

  /// How many steps all readings have taken so far.
  var steps: Int { budget.steps }

  func schedules() throws(SpecError) -> [PastedSchedule] {
    do { return try found() } catch { throw error.missing.isEmpty ? error : tried(error) }
  }

  /// The schedules with further values for names.
  func reading(with definitions: [ScriptOptions.Definition]) throws(SpecError) -> [PastedSchedule] {
    var other = self
    other.options.definitions += definitions
    return try other.found()
  }

  private func found() throws(SpecError) -> [PastedSchedule] {
    let interpreter = ScriptInterpreter(source.tokens, options: options, budget: budget)
    interpreter.read()
    interpreter.completeSchedules()
    do {
      let schedules = saying(defaultsOf: interpreter, in: try ScriptFindings(interpreter).schedules())
      if !schedules.contains(where: { $0.lrs != nil && !runs($0) }) { return schedules }
      // `lr_step=0` is no value that anybody trains with.
      return try withMoreOpen({ $0.opensIdleDefaults = true }, or: schedules)
    } catch {
      guard error.missing.isEmpty else { throw error }
      var refusal = error
      if interpreter.metUnsetOption {
        do { return try withMoreOpen({ $0.opensUnsetOptions = true }, insteadOf: error) } catch {
          refusal = error
        }
      }
      if !interpreter.takenDefaults.isEmpty {
        do { return try withMoreOpen({ $0.leavesDefaultsOpen = true }, insteadOf: refusal) } catch {
          refusal = error
        }
      }
      guard refusal.missing.isEmpty, interpreter.foundNothing else { throw refusal }
      return try withMoreOpen({ $0.opensIdleDefaults = true }, insteadOf: refusal)
    }
  }

  /// What the script sets and calls, whether it builds schedulers or not.
  func settings(leavesDefaultsOpen: Bool) -> ScriptSettings {
    var options = options
    options.keepsSettings = true
    let interpreter = ScriptInterpreter(source.tokens, options: options, budget: budget)
    // An option that has no value was given one, wherever a number is made of it.
    interpreter.opensUnsetOptions = true
    interpreter.leavesDefaultsOpen = leavesDefaultsOpen
    interpreter.read()
    return ScriptSettings(interpreter)
  }

  /// Reads the script as its users run it: with values for options that have none, or for what the defaults leave out, as these led
  /// nowhere.
  ///
  /// - Throws: what is missing then, or `original` where that was not the reason.
  private func withMoreOpen(
    _ change: (ScriptInterpreter) -> Void, insteadOf original: SpecError
  ) throws(SpecError) -> [PastedSchedule] {
    let interpreter = ScriptInterpreter(source.tokens, options: options, budget: budget)
    change(interpreter)
    interpreter.read()
    interpreter.completeSchedules()
    do { return saying(defaultsOf: interpreter, in: try ScriptFindings(interpreter).schedules()) } catch {
      throw error.missing.isEmpty ? original : error
    }
  }

  /// What is missing with what the defaults leave out open, or what was found where nothing is.
  private func withMoreOpen(
    _ change: (ScriptInterpreter) -> Void, or schedules: [PastedSchedule]
  ) throws(SpecError) -> [PastedSchedule] {
    do {
      let others = try withMoreOpen(change, insteadOf: SpecError("", column: 1))
      return others.allSatisfy(runs) ? others : schedules
    } catch {
      if error.missing.isEmpty { return schedules }
      throw error
    }
  }

  /// Says which defaults were taken for what the text leaves open: those without which the schedules could not be read.
  private func saying(
    defaultsOf first: ScriptInterpreter, in schedules: [PastedSchedule]
  ) -> [PastedSchedule] {
    guard !first.takenDefaults.isEmpty else { return schedules }
    let interpreter = ScriptInterpreter(source.tokens, options: options, budget: budget)
    interpreter.leavesDefaultsOpen = true
    interpreter.opensUnsetOptions = first.opensUnsetOptions
    interpreter.opensIdleDefaults = first.opensIdleDefaults
    interpreter.read()
    interpreter.completeSchedules()
    var needed: [MissingName]? = []
    do { _ = try ScriptFindings(interpreter).schedules() } catch {
      needed = error.missing.isEmpty ? nil : error.missing
    }
    let sources = first.sources(ofDefaults: needed)
    return schedules.map { schedule in
      var schedule = schedule
      schedule.sources += sources
      return schedule
    }
  }
}
