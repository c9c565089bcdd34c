import ArgumentParser
import LRSchedulers
import Recipes

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Every scheduler, or one with its parameters, defaults, ranges, formula and source.")

  @Argument(help: "A scheduler.")
  var name: String?

  @Option(
    help:
      "text; markdown or json, complete; equivalents: the same rates in other libraries; or recipes: the configurations that are read."
  )
  var format = Format.text

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, markdown, json, equivalents, recipes }

  func run() throws {
    var output = ByteSink.standardOutput()
    let entries = try name.map { (name) throws(CommandError) in [try entry(named: name)] } ?? Catalog.entries
    try output.write(try text(of: entries, isOne: name != nil))
    try output.flush()
  }

  private func text(of entries: [CatalogEntry], isOne: Bool) throws(CommandError) -> String {
    switch format {
    case .markdown: return try MarkdownManual(entries: entries).text
    case .json: return JSONManual(entries: entries).text
    case .equivalents: return EquivalentsManual(entries: entries).text
    case .recipes: return RecipesManual.text
    case .text where isOne:
      let glyphs = GlyphChoice.auto.glyphSet(isUTF8: OutputTerminal.current().text.isUTF8)
      return Self.manual(of: entries[0]) + "\n" + (try ChartExample(entries[0]).text(glyphs)) + "\n"
    case .text: return Self.overview
    }
  }

  private func entry(named name: String) throws(CommandError) -> CatalogEntry {
    if let entry = Catalog.entry(named: name) { return entry }
    throw .usage("unknown scheduler '\(name)'; \(Self.hint(for: name))")
  }

  /// The names that contain it, whatever their case, else those that resemble it.
  private static func hint(for name: String) -> String {
    let part = name.lowercased()
    let containing = part.isEmpty ? [] : Catalog.entries.map(\.name).filter { $0.lowercased().contains(part) }
    let near = containing.isEmpty ? Catalog.suggestions(for: name) : containing
    if near.isEmpty { return "'lrviz list' names them all" }
    // More than a dozen would fill the screen.
    let names = near.prefix(12).map { "'\($0)'" }
    let all =
      names.dropLast().joined(separator: ", ") + (names.count > 1 ? " or " : "") + names[names.count - 1]
    return "did you mean \(all)?"
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
