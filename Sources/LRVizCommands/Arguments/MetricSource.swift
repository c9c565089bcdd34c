import LRSchedulers
import RunLogs

/// What feeds metric-driven schedules without training: `--metrics`.
enum MetricSource {
  case lambda(LambdaExpression)
  /// The numbers of a file, one for each epoch.
  case file(String, [Double])

  /// - Parameter log: how a log is read; `--loss-name` says which of its series is the metric.
  init(_ text: String, _ log: LogArguments = LogArguments()) throws(CommandError) {
    if text.drop(while: \.isWhitespace).hasPrefix("lambda") {
      do { self = .lambda(try LambdaExpression(parsing: text)) } catch {
        throw .usage("--metrics, \(error.rendered(source: text))")
      }
    } else {
      if let losses = try Self.losses(ofLog: text, log.options) {
        self = .file(text, losses)
      } else {
        self = .file(text, try Self.numbers(inFile: text))
      }
    }
  }

  /// The metric of an epoch, or step, counted from 0.
  func value(at epoch: Int, unit: String) throws(CommandError) -> Double {
    switch self {
    case .lambda(let function):
      do { return try function(epoch) } catch {
        throw .usage("--metrics, at \(unit) \(epoch): \(error.message)")
      }
    case .file(let path, let numbers):
      guard numbers.indices.contains(epoch) else {
        throw CommandError(
          "'\(path)' has \(numbers.count) numbers, and \(unit) \(epoch + 1) needs one more; give fewer --epochs",
          .unreadableData)
      }
      return numbers[epoch]
    }
  }

  /// The series that is asked for, or the validation loss of a log, or its training loss where it has no other; nil for a
  /// file that is no log.
  private static func losses(ofLog path: String, _ options: ReadOptions) throws(CommandError) -> [Double]? {
    guard path != "-", FileBytes.kind(path) != nil else { return nil }
    for source in LogSearch(path).sources {
      for run in LogReader.read(source, options: options).runs where !run.series.isEmpty {
        try LogPaths.check(options.lossName, in: run)
        let roles = RoleFinder.roles(of: run, options: options)
        let validation = options.lossName == nil ? roles[.valLoss] : nil
        guard let index = validation ?? roles[.trainLoss] else { continue }
        let track = run.series[index].track
        return (0..<track.count).map { track[$0] }
      }
    }
    return nil
  }

  private static func numbers(inFile path: String) throws(CommandError) -> [Double] {
    var numbers: [Double] = []
    let lines = try InputFile.text(path).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let word = line.filter { !$0.isWhitespace }
      if word.isEmpty { continue }
      guard let number = Double(word) else {
        throw CommandError(
          "'\(path)', line \(index + 1): expected a number, got '\(line.prefix(40))'", .unreadableData)
      }
      numbers.append(number)
    }
    return numbers
  }
}

extension OptionDeclaration where Value == String {
  static var metrics: Self {
    Self(
      "metrics",
      help:
        "What metric-driven schedulers see: a file of one number a line, a log's validation loss, or a lambda."
    )
  }
}
