/// A schedule is written as its canonical text, so that a configuration file reads like Python.
extension Schedule: Codable {
  /// Reads the text, in any of the forms that ``init(parsing:stepsPerEpoch:)`` takes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do { self = try Schedule(parsing: text) } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.rendered(source: text))
    }
  }

  /// Writes ``spec``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(spec)
  }
}
