import LRSchedulers

/// The pages of source code, of which what is shown is what has been copied.
extension Lab {
  mutating func showCode() -> [LabEffect] { showCode(.pytorch) }

  /// The next format, round about.
  mutating func switchFormat(by steps: Int) -> [LabEffect] {
    let formats = CodeFormat.allCases
    guard case .reader(let reader) = mode, case .code(let page) = reader.subject,
      let index = formats.firstIndex(of: page.format)
    else {
      refuse("this page has one form; in the code (C) the key changes the library")
      return []
    }
    return showCode(formats[(index + steps + formats.count) % formats.count])
  }

  private mutating func showCode(_ format: CodeFormat) -> [LabEffect] {
    do {
      let text = try focusedPane.configuration.code(format)
      mode = .reader(Reader(.code(CodePage(format: format, text: text))))
      say("copied: \(format.rawValue)")
      return [.terminal(.copy(text))]
    } catch {
      refuse("\(format.rawValue): \(error)")
      return []
    }
  }
}
