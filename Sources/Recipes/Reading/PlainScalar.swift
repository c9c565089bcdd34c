import LRSchedulers

/// What a word without quotes means in YAML, in TOML, on a command line.
enum PlainScalar {
  /// As YAML has it, but for numbers such as `1e-4`, which PyYAML takes for text and every framework makes a number of.
  static func yaml(_ text: Substring) -> ScriptSetting.Content {
    guard let first = text.utf8.first else { return .null }
    // The words below are short, and begin with one of few letters.
    guard text.utf8.count <= 5, "~nNtTfFyYoO".utf8.contains(first) else {
      return number(text) ?? .string(String(text))
    }
    return switch text {
    case "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": .bool(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": .bool(false)
    default: .string(String(text))
    }
  }

  /// A number in the ways that Python writes it; nil for anything else.
  static func number(_ text: Substring) -> ScriptSetting.Content? {
    guard let first = text.utf8.first, first.isDigit || "+-.".utf8.contains(first), text.utf8.count < 64
    else {
      return nil
    }
    var plain = text.filter { $0 != "_" }
    if plain.first == "+" { plain.removeFirst() }
    if let int = Int(plain) { return .int(int) }
    switch plain.lowercased() {
    case ".inf": return .double(.infinity)
    case "-.inf": return .double(-.infinity)
    case ".nan": return .double(.nan)
    default: break
    }
    // Hexadecimal numbers are Swift's, and no framework's.
    guard plain.utf8.allSatisfy({ $0.isDigit || "+-.eE".utf8.contains($0) }) else { return nil }
    return Double(plain).map(ScriptSetting.Content.double)
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// A space, a tab, or the end of a line.
  var isBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }

  /// A letter, a digit or `_`.
  var isWordByte: Bool {
    isDigit || self == UInt8(ascii: "_")
      || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
  }
}
