import LRSchedulers
import Training

/// The lines of a script that schedules were taken from, each with what was taken, in the order of the text; of configurations
/// the rules.
struct ScriptExplanation {
  private let text: SpecText
  private let statements: ScriptLines
  private let source: [Substring]
  private var taken: [Int: [String]] = [:]
  private var outside: [String] = []
  private var rules: [String] = []
  /// Statements that are longer are cut.
  private static let maximumLines = 8

  init(_ found: [PastedSchedule], of text: SpecText) {
    self.text = text
    statements = ScriptLines(text.text)
    source = text.text.split(separator: "\n", omittingEmptySubsequences: false)
    for pasted in found {
      if let framework = pasted.framework {
        rules += [framework + ":"] + Self.rules(of: pasted)
      } else {
        add(pasted)
      }
    }
  }

  /// How a configuration becomes its schedule, with the numbers.
  private static func rules(of pasted: PastedSchedule) -> [String] {
    let optimizer = PastedSetup(pasted).optimizer.map {
      "optimizer: \($0)" + (pasted.optimizer?.isImplied == true ? ", the default" : "")
    }
    return (pasted.rules + [optimizer, pasted.schedule.spec].compactMap(\.self)).map { "  " + $0 }
  }

  private mutating func add(_ pasted: PastedSchedule) {
    for words in pasted.assumed where !outside.contains(words) { outside.append(words) }
    for source in pasted.sources { note(source.explained, at: source.line) }
    if let optimizer = pasted.optimizer {
      let rates = (pasted.lrs ?? optimizer.lrs).map { $0.map(PythonNumber.repr) ?? "open" }.joined(
        separator: ",")
      note("\(PastedSetup(pasted).optimizer ?? optimizer.name), lr=\(rates)", at: optimizer.line)
    }
    note(pasted.schedule.spec, at: pasted.line)
    for change in pasted.changes { note("then \(change.name)=\(change.value.python)", at: pasted.line) }
  }

  private mutating func note(_ words: String, at line: Int) {
    if taken[line]?.contains(words) != true { taken[line, default: []].append(words) }
  }

  /// What is said: a line of the script, what was taken from it indented below.
  var lines: [String] {
    var result = rules + outside
    for (line, words) in taken.sorted(by: { $0.key < $1.key }) {
      result += statement(at: line)
      result += words.map { "  " + $0 }
    }
    return result
  }

  /// A line with its place; of a statement that goes on below, its other lines under it.
  private func statement(at line: Int) -> [String] {
    let range = statements.statement(at: line)
    let place = text.place(line) + ": "
    guard range.lowerBound == line, range.count > 1, range.count <= Self.maximumLines else {
      return [place + self.line(line, without: indentation(of: line))]
    }
    let margin = String(repeating: " ", count: place.count)
    let cut = indentation(of: line)
    return range.map { ($0 == line ? place : margin) + self.line($0, without: cut) }
  }

  private func indentation(of line: Int) -> Int {
    guard source.indices.contains(line - 1) else { return 0 }
    return source[line - 1].prefix { $0 == " " || $0 == "\t" }.count
  }

  private func line(_ line: Int, without cut: Int) -> String {
    guard source.indices.contains(line - 1) else { return "" }
    let text = source[line - 1]
    return String(text.dropFirst(min(cut, text.prefix { $0 == " " || $0 == "\t" }.count)))
  }
}
