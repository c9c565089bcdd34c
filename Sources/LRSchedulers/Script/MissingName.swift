/// A name that a script leaves open and that a schedule depends on.
public struct MissingName: Sendable, Equatable {
  /// As it is written in the text: `args.epochs`, `config["lr"]`, `len(dataset)`.
  public var name: String
  /// The lines that use it, counted from 1.
  public var lines: [Int]
  /// The parameter that it decides, or `condition`.
  public var usedFor: String
  /// What it may well be; nil where nothing suggests a value.
  public var guess: ParameterValue?
  /// The option of the command line that says it, besides `--define`; nil where there is none.
  package var option: String?
  /// Whether it is no name of the text, but what the training around the schedule decides.
  package var isOutside = false
  /// Whether it is an option of a command line that may be left out, which makes it None.
  package var isUnset = false
  /// Other values that the text compares it with.
  public var alternatives: [ParameterValue] = []

  /// A name with the places where it is used.
  public init(
    name: String, lines: [Int], usedFor: String, guess: ParameterValue? = nil,
    alternatives: [ParameterValue] = []
  ) {
    self.name = name
    self.lines = lines
    self.usedFor = usedFor
    self.guess = guess
    self.alternatives = alternatives
  }
}
