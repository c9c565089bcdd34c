import JSON
import Lab

#if canImport(Glibc)
  import Glibc
#endif

/// Where the view of a set of paths is kept: a file of their own below `$XDG_STATE_HOME/lrviz`, replaced whole. What
/// cannot be read or written is as if it were not there: a view is not worth a message.
struct ViewStateFile {
  private let path: String

  /// - Parameter paths: as they were given; their order does not matter.
  init?(of paths: [String]) {
    guard !paths.contains("-"), let folder = StateFolder.path else { return nil }
    let whole = paths.map(Self.absolute).sorted().joined(separator: "\n")
    path = "\(folder)/watch-\(String(Self.hash(whole), radix: 16)).json"
  }

  private static func absolute(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// FNV-1a: stable from one version to the next.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// nil where nothing was kept.
  func read() -> ViewState? {
    guard let text = try? InputFile.text(path), let json = try? JSONValue(parsing: text), json.object != nil
    else {
      return nil
    }
    var state = ViewState()
    for member in json["settings"]?.object?.members ?? [] {
      state.settings[member.name] = member.value.string
    }
    for member in json["logs"]?.object?.members ?? [] {
      var view = LogView(plan: member.value["plan"]?.string)
      for choice in member.value["series"]?.object?.members ?? [] {
        view.choices[choice.name] = choice.value.bool
      }
      state.logs[member.name] = view
    }
    return state
  }

  func write(_ state: ViewState) {
    StateFolder.make()
    try? OutputFile.write(to: path) { (sink) throws(CommandError) in
      try sink.write(json(state).text(.indented) + "\n")
    }
  }

  private func json(_ state: ViewState) -> JSONValue {
    let settings = state.settings.sorted { $0.key < $1.key }.map {
      JSONObject.Member($0.key, .string($0.value))
    }
    let logs = state.logs.sorted { $0.key < $1.key }.map { path, view in
      var object = JSONObject()
      if let plan = view.plan { object.append("plan", .string(plan)) }
      let series = view.choices.sorted { $0.key < $1.key }.map { JSONObject.Member($0.key, .bool($0.value)) }
      if !series.isEmpty { object.append("series", .object(JSONObject(series))) }
      return JSONObject.Member(path, .object(object))
    }
    return ["settings": .object(JSONObject(settings)), "logs": .object(JSONObject(logs))]
  }
}
