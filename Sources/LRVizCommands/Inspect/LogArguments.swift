import ArgumentParser
import RunLogs

/// How logs are read: the options that every verb has that takes them.
struct LogArguments: FastArguments {
  var format: String?
  var lrName: String?
  var lossName: String?
  var x: String?
  /// Whether the logs are only drawn.
  var isForChart = false

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try reader.option(.logFormat, &format) || reader.option(.lrName, &lrName)
      || reader.option(.lossName, &lossName) || reader.option(.logX, &x)
  }

  var options: ReadOptions {
    var options = ReadOptions()
    options.format = format
    options.lrName = lrName
    options.lossName = lossName
    options.isForChart = isForChart
    options.x = x.map { name in LogAxis(rawValue: name).map(ReadOptions.X.axis) ?? .named(name) }
    return options
  }
}

/// The same, as ArgumentParser reads them.
struct LogOptions: ParsableArguments {
  @Option(.logFormat) var logFormat: String?
  @Option(.lrName) var lrName: String?
  @Option(.lossName) var lossName: String?
  @Option(.logX) var x: String?

  var arguments: LogArguments { LogArguments(format: logFormat, lrName: lrName, lossName: lossName, x: x) }
}

extension OptionDeclaration where Value == String {
  static var logFormat: Self {
    Self(
      "log-format", help: "The format of the log where it is not found: \(logFormats).", valueName: "NAME",
      parse: { name in
        guard LogFormat.named(name) != nil else { throw ValidationError("expected \(logFormats)") }
        return name
      })
  }

  static var lrName: Self {
    Self("lr-name", help: "Which series of the log is the learning rate.", valueName: "NAME", parse: { $0 })
  }

  static var lossName: Self {
    Self("loss-name", help: "Which series of the log is the training loss.", valueName: "NAME", parse: { $0 })
  }

  static var logX: Self {
    Self(
      "x", help: "The x of the log: step, epoch, time, line, or the name of a series.", valueName: "NAME",
      parse: { $0 })
  }

  private static var logFormats: String { LogFormat.all.map(\.name).joined(separator: ", ") }
}
