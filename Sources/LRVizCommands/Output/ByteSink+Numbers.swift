/// Numbers, written as they come: a row of a million makes no text that is only thrown away.
extension ByteSink {
  mutating func write(_ value: Int) throws(CommandError) { try write(String(value)) }

  /// The shortest text that reads back the same; `nan`, `inf`, `-inf`.
  mutating func write(shortest value: Double) throws(CommandError) {
    try write(NumberText.shortest(value))
  }

  mutating func write(json value: Double) throws(CommandError) { try write(JSONText.number(value)) }

  mutating func write(json values: [Double]) throws(CommandError) {
    try write("[")
    for index in values.indices {
      if index > 0 { try write(", ") }
      try write(json: values[index])
    }
    try write("]")
  }
}
