import LRSchedulers
import Lab
import Terminal

/// A form on the terminal, before a command goes on: the names that scripts leave open.
struct FormSession {
  private let form: ScriptForm
  /// What is said where nobody answers.
  private let report: CommandError
  private let look: ScreenLook

  /// - Parameter report: the error of whoever gives the form up.
  init(_ form: ScriptForm, _ look: ScreenLook, givingUp report: CommandError) {
    (self.form, self.look, self.report) = (form, look, report)
  }

  /// Takes the terminal over until the form is accepted or given up, and gives it back.
  ///
  /// - Throws: exit status 69 without a terminal, with what is missing; the report of a form that is given up.
  func answers() throws(CommandError) -> [ScriptOptions.Definition] {
    let screen: Screen
    do { screen = try look.open() } catch {
      let reason = error == .notATerminal ? "standard output is none" : error.description
      throw CommandError("a form needs a terminal, and \(reason): \(report.message)", .noTerminal)
    }
    let lab = Lab(asking: form, size: screen.size, display: look.display(on: screen))
    let session = LabSession(lab, on: screen)
    let status = session.run()
    guard status == .done else { throw .silent(status) }
    guard let answers = session.answers else { throw report }
    return answers
  }
}
