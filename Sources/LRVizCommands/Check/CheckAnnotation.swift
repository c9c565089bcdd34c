import Canvas
import Judges
import RunLogs

/// `check --format github`: commands that GitHub's workflows show as annotations.
enum CheckAnnotation {
  static func lines(_ judged: JudgedRun) -> String {
    let file = property(judged.run.path)
    let start = judged.start.map { "Start \($0.number) of \($0.count): " } ?? ""
    switch judged.finding {
    case .check(let report):
      let level = report.isMatch ? "notice" : "error"
      let remedy = report.remedy.map { " Remedy: \($0)." } ?? ""
      return
        "::\(level) file=\(file),title=lrviz check: \(report.verdict.rawValue)::\(data(start + report.explanation + remedy))\n"
    case .identified(let findings):
      let words =
        CheckText.tooFew(findings) ?? findings.candidates.first(where: \.isExact).map {
          "looks like \($0.schedule.spec), lr \(NumberText.general($0.lr))"
        }
        ?? CheckText.noneExplains(findings)
      return "::notice file=\(file),title=lrviz check::\(data(start + words))\n"
    }
  }

  /// What would end the command is written as GitHub's runner reads it.
  private static func data(_ text: String) -> String {
    escape(SafeText.escape(text), ["%": "%25", "\r": "%0D", "\n": "%0A"])
  }

  private static func property(_ text: String) -> String {
    escape(SafeText.escape(text), ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  private static func escape(_ text: String, _ table: [Character: String]) -> String {
    text.reduce(into: "") { $0 += table[$1] ?? String($1) }
  }
}
