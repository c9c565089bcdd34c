/// A verb that plain command lines reach without ArgumentParser: those that are to answer at once.
protocol PlainCommand: FastArguments {
  func run() throws(CommandError)
}

enum PlainCommands {
  /// nil if the line is for ArgumentParser.
  static func command(_ line: [String]) -> (any PlainCommand)? {
    switch line.first {
    case "plot": PlotArguments(plain: line.dropFirst())
    case "lab": LabArguments(plain: line.dropFirst())
    // The lab is the verb where none is named: by nothing at all, or by a SPEC, which is a call.
    case nil: LabArguments()
    case let word?: word.contains("(") ? LabArguments(plain: line[...]) : nil
    }
  }
}
