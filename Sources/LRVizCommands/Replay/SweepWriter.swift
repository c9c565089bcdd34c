import JSON
import Judges
import LRSchedulers

/// Writes the combinations of a sweep as they come.
struct SweepWriter: ~Copyable {
  private let names: [String]
  private let isJSON: Bool
  private var json = JSON.JSONWriter()

  init(_ sweep: PlateauSweep, isJSON: Bool) {
    names = sweep.axes.map(\.name)
    self.isJSON = isJSON
  }

  mutating func begin(_ sink: inout ByteSink) throws(CommandError) {
    if isJSON {
      json.beginObject()
      json.name("sweep")
      json.beginArray()
    } else {
      try sink.write((names.map { $0.padded(to: Self.width($0)) } + ["final_lr".padded(to: 12), "cuts"]).joined(separator: "  ") + "\n")
    }
  }

  mutating func write(_ row: PlateauSweep.Row, to sink: inout ByteSink) throws(CommandError) {
    guard isJSON else { return try sink.write(line(row)) }
    json.object { json in
      for (name, value) in zip(names, row.values) {
        json.name(name)
        switch value {
        case .int(let number): json.write(number)
        case .double(let number): json.write(number)
        case .bool(let flag): json.write(flag)
        case .string(let text): json.write(text)
        default: json.write(value.python)
        }
      }
      json.name("cuts")
      json.array { json in for cut in row.cuts { json.write(cut) } }
      json.member("final_lr", row.finalLR)
    }
    try sink.take(&json)
  }

  mutating func end(_ sink: inout ByteSink) throws(CommandError) {
    guard isJSON else { return }
    json.endArray()
    json.endObject()
    json.newLine()
    try sink.take(&json)
  }

  private func line(_ row: PlateauSweep.Row) -> String {
    let cells = zip(names, row.values).map { name, value in value.python.padded(to: Self.width(name)) }
    let cuts = row.cuts.isEmpty ? "none" : row.cuts.map(String.init).joined(separator: " ")
    return (cells + [NumberText.general(row.finalLR).padded(to: 12), cuts]).joined(separator: "  ") + "\n"
  }

  private static func width(_ name: String) -> Int { max(8, name.count) }
}
