import Canvas
import Charts
import LRSchedulers

/// The catalogue as a document: `Documentation/Schedulers.md`.
struct MarkdownManual {
  let entries: [CatalogueEntry]

  var text: String {
    get throws(CommandError) {
      var text = Self.opening
      for entry in entries { text += try section(entry) }
      return text
    }
  }

  private static let opening = """
    # Schedulers

    Generated from the catalogue by `lrviz list --format markdown`. Rates are those of epoch t, counted from 0. Each chart \
    is of the call above it, with `--lr 0.1`; what needs a metric sees one that stops improving at epoch 20.

    """

  private func section(_ entry: CatalogueEntry) throws(CommandError) -> String {
    let schedule = Schedule(default: entry)
    return """

      ## \(entry.name)

      \(entry.summary) `\(entry.source)` (\(entry.library.rawValue))

          \(entry.formula)

      | parameter | default | range | meaning |
      |---|---|---|---|
      \(entry.parameters.map(row).joined())\(quirks(entry))
      ```text
      \(try chart(schedule))
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

  private func quirks(_ entry: CatalogueEntry) -> String {
    entry.quirks.isEmpty ? "" : "\n" + entry.quirks.map { "- \($0)\n" }.joined()
  }

  private func chart(_ schedule: Schedule) throws(CommandError) -> String {
    let plan = PrintPlan(
      schedules: [schedule], lrs: [0.1], epochs: 100, optimizer: nil,
      metrics: try MetricSource("lambda epoch: 1 / (1 + min(epoch, 20))"))
    let grid = try SchedulePlot(plan, isLogarithmic: false).grid(
      Size(width: 72, height: 11), glyphs: .braille)
    let lines = ANSIText(.none).text(grid).split(separator: "\n")
    return lines.map(withoutTrailingSpaces).joined(separator: "\n")
  }

  private func withoutTrailingSpaces(_ line: Substring) -> Substring {
    line.lastIndex { $0 != " " }.map { line[...$0] } ?? ""
  }
}
