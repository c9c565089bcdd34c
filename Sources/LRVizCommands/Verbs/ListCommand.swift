import ArgumentParser
import LRSchedulers

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Every scheduler, or one with its parameters, defaults, ranges, formula and source.")

  @Argument(help: "A scheduler.")
  var name: String?

  @Option(
    help:
      "text, markdown or json with all there is to say, or equivalents: what has the same rates in which library."
  )
  var format = Format.text

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, markdown, json, equivalents }

  func run() throws {
    var output = ByteSink.standardOutput()
    if format == .markdown {
      let entries = try name.map { (name) throws(CommandError) in [try entry(named: name)] }
      try output.write(try MarkdownManual(entries: entries ?? Catalog.entries).text)
    } else if format == .json {
      let entries = try name.map { (name) throws(CommandError) in [try entry(named: name)] }
      try output.write(JSONManual(entries: entries ?? Catalog.entries).text)
    } else if format == .equivalents {
      let entries = try name.map { (name) throws(CommandError) in [try entry(named: name)] }
      try output.write(EquivalentsManual(entries: entries ?? Catalog.entries).text)
    } else if let name {
      let entry = try entry(named: name)
      let glyphs = GlyphChoice.auto.glyphSet(isUTF8: OutputTerminal.current().text.isUTF8)
      try output.write(Self.manual(of: entry) + "\n" + (try ChartExample(entry).text(glyphs)) + "\n")
    } else {
      try output.write(Self.overview)
    }
    try output.flush()
  }

  private func entry(named name: String) throws(CommandError) -> CatalogEntry {
    if let entry = Catalog.entry(named: name) { return entry }
    let near = Catalog.suggestions(for: name).map { "'\($0)'" }
    let hint =
      near.isEmpty ? "'lrviz list' names them all" : "did you mean \(near.joined(separator: " or "))?"
    throw .usage("unknown scheduler '\(name)'; \(hint)")
  }

  /// A line for each scheduler.
  static var overview: String {
    let width = Catalog.entries.map(\.name.count).max() ?? 0
    let lines = Catalog.entries.map { $0.name.padded(to: width) + "  " + $0.summary + "\n" }
    return lines.joined()
  }

  static func manual(of entry: CatalogEntry) -> String {
    var text =
      "\(entry.name)  \(entry.source) (\(entry.library.rawValue) \(entry.library.version))\n\(entry.summary)\n\n  \(entry.formula)\n\n"
    let nameWidth = entry.parameters.map(\.name.count).max() ?? 0
    for parameter in entry.parameters {
      let value = parameter.default.map { "= " + $0.python } ?? "required"
      text += "  \(parameter.name.padded(to: nameWidth))  \(value.padded(to: 12))  \(parameter.help)"
      text += parameter.limits.map { " (\($0))" } ?? ""
      text += "\n"
    }
    return text + entry.quirks.map { "\n\($0)\n" }.joined()
  }
}

extension ParameterDeclaration {
  /// The choices or the range, as text.
  var limits: String? {
    if !choices.isEmpty { return choices.joined(separator: " | ") }
    return range.map { "\(NumberText.general($0.lowerBound)) to \(NumberText.general($0.upperBound))" }
  }
}
