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
      /// A loop whose variable counts the epochs or steps.
      case loop
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

    /// In the words of notes; `place` says what a line is called.
    package func described(_ place: (Int) -> String) -> String {
      switch kind {
      case .value: "\(text) from \(place(line))"
      case .branch: "if \(text) taken at \(place(line))"
      case .otherBranch: "if \(text) not taken at \(place(line))"
      case .loop: "\(text) counted by the loop of \(place(line))"
      }
    }
  }

  /// What was taken from outside the text, and from where in it.
  ///
  /// - Parameter place: how a line is called.
  package func assumed(place: (Int) -> String) -> [String] { assumed + sources.map { $0.described(place) } }
}
