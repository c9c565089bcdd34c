import JSON
import LRSchedulers
import Lab
import Recipes

/// A pane's script in `session.json`: its text, which of its schedulers is meant, and what was known besides. It is read again when
/// the session is opened.
enum ScriptJSON {
  static func json(_ origin: ScriptOrigin) -> JSONValue {
    var object = JSONObject()
    if let file = origin.document.file { object.append("file", .string(file)) }
    object.append("text", .string(origin.document.text))
    if !origin.document.places.isEmpty {
      object.append("cells", .array(origin.document.places.map { .array([.int($0.cell), .int($0.line)]) }))
    }
    if !origin.document.bases.isEmpty {
      let files = origin.document.bases.map { JSONObject.Member($0.path, .string($0.text)) }
      object.append("bases", .object(JSONObject(files)))
    }
    object.append("number", .int(origin.number))
    append(origin.options, to: &object)
    return .object(object)
  }

  private static func append(_ options: ScriptOptions, to object: inout JSONObject) {
    if !options.definitions.isEmpty {
      let names = options.definitions.map { JSONObject.Member($0.name, .string($0.value)) }
      object.append("define", .object(JSONObject(names)))
    }
    for (name, path) in counts {
      if let count = options[keyPath: path] { object.append(name, .int(count)) }
    }
    for (name, path) in words {
      if let word = options[keyPath: path] { object.append(name, .string(word)) }
    }
    if options.countsSteps { object.append("counts_steps", .bool(true)) }
    if let lrs = options.lrs { object.append("lr", .array(lrs.map(JSONValue.double))) }
    object.append("default_lr", .array(options.defaultLRs.map(JSONValue.double)))
    if let library = options.library { object.append("library", .string(library.key)) }
  }

  /// nil where the text gives no such scheduler any more.
  static func origin(_ json: JSONValue) -> ScriptOrigin? {
    guard let text = json["text"]?.string else { return nil }
    let places = (json["cells"]?.array ?? []).compactMap { cell -> ScriptDocument.Place? in
      guard let pair = cell.array?.compactMap(\.int), pair.count == 2 else { return nil }
      return ScriptDocument.Place(cell: pair[0], line: pair[1])
    }
    var options = options(json)
    options.files = (json["bases"]?.object?.members ?? []).compactMap { member in
      member.value.string.map { ScriptOptions.File(path: member.name, text: $0) }
    }
    guard let all = try? Recipes.schedules(in: text, options: options) else { return nil }
    let index = (json["number"]?.int ?? 1) - 1
    guard all.indices.contains(index) else { return nil }
    return ScriptOrigin(
      ScriptDocument(text, file: json["file"]?.string, places: places, bases: options.files), options, index,
      of: all)
  }

  private static func options(_ json: JSONValue) -> ScriptOptions {
    var options = ScriptOptions()
    options.definitions = (json["define"]?.object?.members ?? []).compactMap { member in
      member.value.string.map { ScriptOptions.Definition(name: member.name, value: $0) }
    }
    for (name, path) in counts { options[keyPath: path] = json[name]?.int }
    for (name, path) in words { options[keyPath: path] = json[name]?.string }
    options.countsSteps = json["counts_steps"]?.bool ?? false
    options.lrs = json["lr"]?.array?.compactMap(\.double)
    if let rates = json["default_lr"]?.array?.compactMap(\.double), !rates.isEmpty {
      options.defaultLRs = rates
    }
    options.library = json["library"]?.string.flatMap { SourceLibrary(named: $0) }
    return options
  }

  private static var counts: [(String, WritableKeyPath<ScriptOptions, Int?>)] {
    [
      ("steps_per_epoch", \.stepsPerEpoch), ("epochs", \.epochs), ("line", \.line), ("samples", \.samples),
      ("batch_size", \.batchSize), ("global_batch", \.globalBatch), ("devices", \.devices),
      ("accumulation", \.accumulation),
    ]
  }

  private static var words: [(String, WritableKeyPath<ScriptOptions, String?>)] {
    [("pick", \.pick), ("framework", \.framework)]
  }
}
