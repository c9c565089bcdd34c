import LRSchedulers

/// The front door for texts: configurations of frameworks, and calls and scripts that build schedulers.
///
///     let found = try Recipes.schedules(in: "--sched cosine --epochs 300 --lr 0.1", options: ScriptOptions())
///     found[0].schedule.spec      // "CosineLRScheduler(t_initial=300, …)"
package enum Recipes {
  /// The frameworks whose configurations are read.
  static let all: [any Recipe.Type] = [
    TransformersRecipe.self, QLoRARecipe.self, AxolotlRecipe.self, TimmRecipe.self, TorchtuneRecipe.self,
    LitGPTRecipe.self, DeiTRecipe.self,
    NanoGPTRecipe.self, DeepSpeedRecipe.self, MegatronRecipe.self, Detectron2Recipe.self, MmengineRecipe.self,
    ComposerRecipe.self, TorchtitanRecipe.self, UltralyticsRecipe.self, FastaiRecipe.self,
    LightningRecipe.self, NeoXRecipe.self, NeMoRecipe.self, FairseqRecipe.self, ESPnetRecipe.self,
    OpenNMTRecipe.self, MsSwiftRecipe.self, MsSwiftMegatronRecipe.self,
    DiffusersRecipe.self, NoTrainerRecipe.self, KohyaRecipe.self, YOLOv5Recipe.self, HydraRecipe.self,
    MmcvRecipe.self, MmyoloRecipe.self, OpenInstructRecipe.self, OpenCLIPRecipe.self,
    PaddleDetectionRecipe.self,
    PaddleSegRecipe.self, PaddleClasRecipe.self, PaddleOCRRecipe.self, NanotronRecipe.self,
  ]

  /// What `--library` calls them, and libraries whose calls are known.
  package static let names = Array(Set(all.map { $0.table.name } + SourceLibrary.keys)).sorted()

  /// Says which library or framework a text is of.
  package static func choose(_ name: String, in options: inout ScriptOptions) {
    options.library = SourceLibrary(named: name)
    options.framework = all.contains { $0.table.name == name } ? name : nil
  }

  /// All schedules of a text, in its order.
  ///
  /// - Throws: what cannot be read, with its place; what is missing from outside is in ``SpecError/missing``.
  package static func schedules(
    in text: String, options: ScriptOptions
  ) throws(SpecError) -> [PastedSchedule] {
    guard text.utf8.count <= maximumLength else {
      throw SpecError("text is longer than \(maximumLength) bytes", column: 1)
    }
    let document = ConfigurationText(text: text, options: options)
    guard let form = document.form else { return try PastedSchedule.all(in: text, options: options) }
    if form == .python { return try ofPython(document) }
    let found = try configurations(try document.parts(as: form), options)
    if found.isEmpty { throw unknown(form) }
    return found
  }

  /// The files that a text goes on from, as paths from the folder that it is in. Whoever opens some hands them in with the options.
  package static func baseFiles(in text: String) -> [String] { BaseFiles.names(in: text) }

  /// A path from another folder as a path from the configuration's.
  package static func path(_ name: String, from folder: String) -> String {
    BaseFiles.path(name, from: folder)
  }

  /// As long as scripts may be.
  private static let maximumLength = 4_000_000

  private static func unknown(_ form: ConfigurationText.Form) -> SpecError {
    SpecError(
      "this is \(form.title), but no configuration of a schedule that is known here", column: 1,
      hint: "'lrviz list --format recipes' names them; --library NAME says which one is meant")
  }

  // MARK: Python

  /// A claim from which on a part is nothing else.
  private static let certain = 95

  /// A claim that wins over functions which nobody calls.
  private static let likely = 90

  /// Says which defaults of a script decide a configuration: those that are asked for where all of them are left open.
  private static func saying(
    _ defaults: [(name: String, source: PastedSchedule.Source)], _ document: ConfigurationText,
    in found: [PastedSchedule]
  ) -> [PastedSchedule] {
    guard !defaults.isEmpty else { return found }
    var document = document
    document.leavesDefaultsOpen = true
    var needed: Set<String> = []
    do {
      _ = try configurations(try document.script.parts, document.options)
    } catch {
      needed = Set(error.missing.map(\.name))
    }
    let sources = defaults.filter { needed.contains($0.name) }.map(\.source)
    return found.map { pasted in
      var pasted = pasted
      pasted.sources += sources
      return pasted
    }
  }

  /// What a script builds itself wins over what it configures, as it is handed to the trainer; but for what only a configuration
  /// is.
  private static func ofPython(_ document: ConfigurationText) throws(SpecError) -> [PastedSchedule] {
    guard document.mayConfigure else {
      return try PastedSchedule.all(in: document.text, options: document.options)
    }
    let script = try document.script
    let parts = script.parts
    func claimed(_ least: Int) -> Bool {
      parts.contains { part in all.contains { $0.claim(on: $0.prepared(part)) >= least } }
    }
    let isOnlyIdle = script.buildsUncalledOnly && !document.overridesTrainer && claimed(likely)
    if claimed(certain) || isOnlyIdle || !script.mayBuildSchedules || document.options.framework != nil {
      let found = try configurations(parts, document.options)
      if !found.isEmpty { return saying(script.defaults, document, in: found) }
    }
    let refusal: SpecError
    do { return try PastedSchedule.all(in: document.text, options: document.options) } catch {
      refusal = error
    }
    let found: [PastedSchedule]
    do { found = try configurations(parts, document.options) } catch {
      // A question leads further.
      throw refusal.missing.isEmpty ? error : refusal
    }
    if found.isEmpty { throw refusal }
    return saying(script.defaults, document, in: found)
  }

  // MARK: Configurations

  /// The parts that some framework claims, each as its schedule.
  private static func configurations(
    _ parts: [ConfigurationPart], _ options: ScriptOptions
  ) throws(SpecError) -> [PastedSchedule] {
    let named = options.framework.map { name in all.filter { $0.table.name == name } } ?? []
    let candidates = named.isEmpty ? all : named
    var claims: [(part: ConfigurationPart, recipe: any Recipe.Type, claim: Int)] = []
    for part in parts {
      let best = candidates.map { (recipe: $0, claim: $0.claim(on: $0.prepared(part))) }.max {
        $0.claim < $1.claim
      }
      // Of a script not every call is the framework's that was named.
      let isNamed = options.framework != nil && part.form != .call && part.form != .python
      if let best, best.claim > 0 || isNamed { claims.append((part, best.recipe, best.claim)) }
    }
    guard let highest = claims.map(\.claim).max() else { return [] }
    // Of a script's commands and calls those that surely train; what may be one counts only where nothing else is.
    let sure = claims.filter {
      $0.claim >= min(highest, 30) && ($0.part.form == claims.first { $0.claim == highest }?.part.form)
    }
    var found: [PastedSchedule] = []
    var refusal: SpecError?
    for (part, recipe, _) in picked(sure, options) {
      do {
        if let pasted = try schedule(of: part, recipe, options) { found.append(pasted) }
      } catch {
        refusal = refusal.map { joined($0, error) } ?? error
      }
    }
    if let refusal { throw refusal }
    return found
  }

  /// What is missing of several parts is asked for in one go; before anything is asked, what is wrong is said.
  private static func joined(_ first: SpecError, _ second: SpecError) -> SpecError {
    guard !first.missing.isEmpty else { return first }
    guard !second.missing.isEmpty else { return second }
    var both = first
    both.missing += second.missing.filter { other in !first.missing.contains { $0.name == other.name } }
    return both
  }

  private static func picked<T>(_ all: [T], _ options: ScriptOptions) -> [T] {
    guard let pick = options.pick.flatMap(Int.init), all.indices.contains(pick - 1) else { return all }
    return [all[pick - 1]]
  }

  private static func schedule(
    of part: ConfigurationPart, _ recipe: any Recipe.Type, _ options: ScriptOptions
  ) throws(SpecError) -> PastedSchedule? {
    let reader = RecipeReader(recipe.table, recipe.prepared(part), options)
    let plan = try recipe.plan(reader)
    if let open = reader.open { throw open }
    guard let plan else { return nil }
    return described(plan, reader)
  }

  private static func described(_ plan: RecipePlan, _ reader: RecipeReader) -> PastedSchedule {
    var pasted = PastedSchedule(schedule: plan.schedule, line: max(plan.line, reader.part.line))
    pasted.lrs = plan.groups.map(\.lr)
    pasted.optimizer = plan.optimizer
    if plan.groups.contains(where: { $0.momentum != nil }) { pasted.momenta = plan.groups.map(\.momentum) }
    if !plan.isIntervalAssumed || plan.interval == .step { pasted.stepsPerBatch = plan.interval == .step }
    pasted.length = plan.length
    pasted.takesEpochs = reader.takesEpochs
    pasted.stepsPerEpoch = plan.stepsPerEpoch
    pasted.assumed = reader.assumed
    pasted.notes = reader.notes
    pasted.rules = reader.rules
    pasted.framework = reader.table.title
    return pasted
  }
}

extension ConfigurationText.Form {
  var title: String {
    switch self {
    case .yaml: "YAML"
    case .json: "JSON"
    case .toml: "TOML"
    case .commandLine: "a command line"
    case .python: "Python"
    }
  }
}

extension ConfigurationText {
  /// Whether a script has a Trainer of its own that makes the scheduler, by a method that the library calls, or hands one to it.
  var overridesTrainer: Bool {
    if ["def create_scheduler", "def create_optimizer_and_scheduler"].contains(where: text.holds) {
      return true
    }
    guard text.holds("optimizers") else { return false }
    return text.split(whereSeparator: \.isNewline).contains { line in
      let code = String(line.prefix { $0 != "#" }.filter { $0 != " " })
      return code.holds("optimizers=(")
    }
  }

  /// Whether Python may configure a framework: what names it is somewhere in the text.
  var mayConfigure: Bool {
    if options.framework != nil { return true }
    return Self.markers.contains { text.holds($0) }
  }

  private static let markers = [
    "TrainingArguments", "Config(", "param_scheduler", "lr_config", "fit_one_cycle", "fit_flat_cos",
    "fit_sgdr",
    "fine_tune(", "estimated_stepping_batches", "[optimizer]", "[opt]", "max_iters", "max_lr",
    "ultralytics", "YOLO(", "zero_optimization", "warmup_num_steps",
    "learning_rate", "_base_", "read_base", "lr0", "warmup_epochs", "lr_scheduler\"",
    "lr_scheduler'",
  ]
}
