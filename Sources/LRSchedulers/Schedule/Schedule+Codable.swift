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
  ///
  /// - Throws: for a scheduler of your own in it, which no text can give back: save the state of a ``Stepper``.
  public func encode(to encoder: any Encoder) throws {
    if let own = withMembers.first(where: { $0.entry.library == .own }) {
      throw EncodingError.invalidValue(
        self,
        .init(
          codingPath: encoder.codingPath,
          debugDescription: "\(own.name) is not in the catalog, so no text can give it back"))
    }
    var container = encoder.singleValueContainer()
    try container.encode(spec)
  }
}
