import Canvas

extension VirtualTerminal {
  mutating func setPrivateModes(_ parameters: Substring, _ final: Character) {
    if final == "c" { return }  // the Linux console's cursor shape
    guard final == "h" || final == "l" else { return unknown.append("CSI ?\(parameters)\(final)") }
    for mode in parameters.split(separator: ";").compactMap({ Int($0) }) {
      let isOnAtFirst = mode == 7 || mode == 25
      if (final == "h") == isOnAtFirst {
        modes.changed.remove(mode)
      } else {
        modes.changed.insert(mode)
      }
      if mode == 1049 { switchScreen(toAlternate: final == "h") }
    }
  }

  private mutating func switchScreen(toAlternate: Bool) {
    if toAlternate, mainScreen == nil {
      (mainScreen, savedCursor) = (cells, cursor)
      (cells, backgrounds) = (Self.blankScreen(size), Self.ownBackgrounds(size))
    } else if !toAlternate, let main = mainScreen {
      (cells, cursor, mainScreen) = (main, savedCursor, nil)
    }
  }

  /// `48;5;16`, `48;2;0;0;0`, `41`; `49` and a reset are the terminal's own.
  private mutating func setBackground(_ parameters: String) {
    var rest = parameters.split(separator: ";", omittingEmptySubsequences: false)[...]
    while let first = rest.popFirst() {
      let code = Int(first) ?? 0
      let isIndexed = rest.first == "5"
      switch code {
      case 0, 49: background = ""
      case 40...47, 100...107: background = String(first)
      case 38: rest = rest.dropFirst(isIndexed ? 2 : 4)
      case 48:
        background = ([first] + rest.prefix(isIndexed ? 2 : 4)).joined(separator: ";")
        rest = rest.dropFirst(isIndexed ? 2 : 4)
      default: break
      }
    }
  }

  mutating func setRendition(_ parameters: String) {
    setBackground(parameters)
    let isReset = ["", "0", "39;49"].contains(parameters)
    if parameters == "39;49", modes.rendition.contains(";") || modes.rendition.hasPrefix("3") {
      modes.rendition = ""
    } else if parameters != "39;49" {
      modes.rendition = isReset ? "" : parameters
    }
  }

  /// The whole screen as margins is no margins.
  mutating func setMargins(_ numbers: [Int]) {
    let top = max(1, numbers.first ?? 1) - 1
    let bottom = numbers.count > 1 && numbers[1] > 0 ? min(numbers[1], size.height) : size.height
    guard top < bottom else { return }
    modes.margins = top == 0 && bottom == size.height ? nil : top..<bottom
    move(toX: 0, y: 0)
  }
}
