import Canvas

/// What a key is called in a message.
enum KeyName {
  static func of(_ key: KeyEvent) -> String {
    switch key {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-" + letter.uppercased()
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .up: "up"
    case .down: "down"
    case .left: "left"
    case .right: "right"
    case .shiftUp: "Shift-up"
    case .shiftDown: "Shift-down"
    case .shiftLeft: "Shift-left"
    case .shiftRight: "Shift-right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    case .paste: "a paste"
    case .click, .doubleClick: "a click"
    case .wheel: "the wheel"
    case .drag, .release: "a drag"
    }
  }
}
