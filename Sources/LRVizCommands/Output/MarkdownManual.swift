import LRSchedulers

/// The catalog as a document: `Documentation/Schedulers.md`.
struct MarkdownManual {
  let entries: [CatalogEntry]

  var text: String {
    get throws(CommandError) {
      var text = Self.opening
      for entry in entries { text += try section(entry) }
      return text
    }
  }

  private static let opening = """
    # Schedulers

    Generated from the catalog by `lrviz list --format markdown`. Rates are those of epoch t, counted from 0. Each chart \
    is of the call above it, with `--lr 0.1`; what needs a metric sees one that stops improving at epoch 20.

    """

  private func section(_ entry: CatalogEntry) throws(CommandError) -> String {
    return """

      ## \(entry.name)

      \(entry.summary) `\(entry.source)` (\(entry.library.rawValue) \(entry.library.version))

          \(entry.formula)

      | parameter | default | range | meaning |
      |---|---|---|---|
      \(entry.parameters.map(row).joined())\(quirks(entry))
      ```text
      \(try ChartExample(entry).text(.braille))
      ```

      """
  }

  private func row(_ parameter: ParameterDeclaration) -> String {
    let cells = [
      "`\(parameter.name)`", parameter.default.map { "`\($0.python)`" } ?? "required", parameter.limits ?? "",
      parameter.help,
    ]
    return "| " + cells.map { $0.split(separator: "|").joined(separator: "\\|") }.joined(separator: " | ")
      + " |\n"
  }

  private func quirks(_ entry: CatalogEntry) -> String {
    entry.quirks.isEmpty ? "" : "\n" + entry.quirks.map { "- \($0)\n" }.joined()
  }
}
