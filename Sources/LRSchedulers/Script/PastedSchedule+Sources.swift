extension PastedSchedule {
  /// A value, branch or loop of the text that a schedule depends on, and where it stands.
  public struct Source: Sendable, Equatable {
    /// What is taken from the text.
    public enum Kind: Sendable, Equatable {
      /// A value that is used elsewhere than where it is written.
      case value
      /// An `if` that holds.
      case branch
      /// An `if` that does not hold, whose `else` counts.
      case otherBranch
      /// A `case` that fits.
      case match
      /// A `try` whose body is taken to raise nothing.
      case attempt
      /// An `except` that counts, as the body before it ends in an error.
      case handler
      /// A loop whose variable counts the epochs or steps.
      case loop
      /// A default that stands for a name which the text leaves open.
      case fallback
      /// A loop that goes around as often as rates are shown.
      case length
    }

    /// What is taken from the text.
    public var kind: Kind
    /// `args.epochs=90`, the condition of a branch, or the variable of a loop.
    public var text: String
    /// The line of the text, counted from 1.
    public var line: Int

    /// Something that a schedule depends on.
    public init(kind: Kind, text: String, line: Int) {
      self.kind = kind
      self.text = text
      self.line = line
    }

    /// How a value is exchanged that is there by default.
    private var advice: String {
      let name = text.prefix { $0 != "=" }
      let isPlain = name.utf8.allSatisfy { $0.isWordStart || $0.isDigit || $0 == UInt8(ascii: ".") }
      return "--define " + (isPlain ? "\(name)=…" : "'\(name)=…'") + " changes it"
    }

    /// What is said below the line itself.
    package var explained: String {
      switch kind {
      case .value: text
      case .branch, .match: "taken"
      case .otherBranch: "not taken"
      case .attempt: "taken to raise nothing"
      case .handler: "its body ends in an error: the except is taken"
      case .loop: "\(text) is counted by it"
      case .length: text
      case .fallback: "\(text) by default: \(advice)"
      }
    }

    /// In the words of notes; `place` says what a line is called.
    package func described(_ place: (Int) -> String) -> String {
      switch kind {
      case .value: "\(text) from \(place(line))"
      case .branch: "if \(text) taken at \(place(line))"
      case .otherBranch: "if \(text) not taken at \(place(line))"
      case .match: "case \(text) taken at \(place(line))"
      case .attempt: "try of \(place(line)) taken to raise nothing"
      case .handler: "except taken of the try of \(place(line))"
      case .loop: "\(text) counted by the loop of \(place(line))"
      case .length: "\(text) from the loop of \(place(line))"
      case .fallback: "\(text) by default in \(place(line)) (\(advice))"
      }
    }
  }

  /// What was taken from outside the text, and from where in it.
  ///
  /// - Parameter place: how a line is called.
  package func assumed(place: (Int) -> String) -> [String] { assumed + sources.map { $0.described(place) } }
}
