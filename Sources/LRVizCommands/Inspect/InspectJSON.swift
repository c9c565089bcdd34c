import Canvas
import JSON
import Lab
import RunLogs

/// `inspect --format json`, written run by run.
struct InspectJSON: ~Copyable {
  private var json = JSON.JSONWriter()

  mutating func begin() {
    json.beginObject()
    json.name("runs")
    json.beginArray()
  }

  mutating func add(_ log: LogPaths.Log, to sink: inout ByteSink) throws(CommandError) {
    write(log)
    try sink.write(json.text)
    json.removeAll()
  }

  mutating func end(to sink: inout ByteSink) throws(CommandError) {
    json.endArray()
    json.endObject()
    try sink.write(json.text + "\n")
  }

  private mutating func write(_ log: LogPaths.Log) {
    let run = log.run
    let names = ShownNames(run, isForCells: false)
    json.beginObject()
    json.member("path", SafeText.line(run.path))
    if let name = run.name { json.member("name", SafeText.line(name)) }
    if let id = run.id { json.member("id", SafeText.line(id)) }
    json.member("format", run.format)
    if let producer = run.producer { json.member("producer", producer) }
    json.member("x", run.axis.rawValue)
    json.name("roles")
    json.object { json in
      for (role, series) in log.roles.pairs { json.member(role.name, names[series]) }
      // Where groups are counted, the first counts too.
      if log.roles.lrGroups.count > 1 { json.member("lr/pg0", names[log.roles.lrGroups[0]]) }
    }
    json.name("series")
    json.beginObject()
    for (index, one) in run.series.enumerated() {
      json.name(names[index])
      json.beginArray()
      for point in 0..<one.track.count { json.write([one.track.x(at: point), one.track[point]]) }
      json.endArray()
    }
    json.endObject()
    json.name("skipped")
    json.object { json in
      json.member("count", run.skipped.count)
      if let first = run.skipped.first { json.member("first", SafeText.line(first)) }
    }
    if !run.notes.isEmpty { json.member("notes", run.notes.map(SafeText.line)) }
    json.endObject()
  }
}
