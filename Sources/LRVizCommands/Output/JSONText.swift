/// JSON as lrviz writes it: numbers as the shortest text that reads back the same, those JSON cannot say as strings.
enum JSONText {
  static func number(_ value: Double) -> String {
    value.isFinite ? value.description : "\"\(NumberText.shortest(value))\""
  }

  static func numbers(_ values: some Sequence<Double>) -> String {
    "[" + values.map(number).joined(separator: ", ") + "]"
  }

  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\u{00}"..<"\u{20}": result += "\\u" + NumberText.hex(scalar.value, digits: 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
