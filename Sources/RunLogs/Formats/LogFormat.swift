/// A format: what it is called, how it is known, and what reads it. Adding one is a file and a line in `all`.
package struct LogFormat: Sendable {
  /// As `--log-format` takes it and `inspect` prints it.
  package let name: String
  package let summary: String
  package let recognize: @Sendable (LogSample) -> Confidence
  package let decoder: any LogDecoder.Type

  /// In the order in which they are asked; of equal confidence the first wins.
  package static let all: [LogFormat] = [
    .tensorBoard, .wandb, .swanLab, .notebook, .messages, .jsonLines, .json, .separated, .text,
  ]

  package static func named(_ name: String) -> LogFormat? {
    all.first { $0.name == name }
  }

  /// The format of a file that begins like this; nil for one that is no log of any kind.
  package static func of(_ sample: LogSample) -> LogFormat? {
    var best: (format: LogFormat, confidence: Confidence)?
    for format in all {
      let confidence = format.recognize(sample)
      if confidence > best?.confidence ?? .none { best = (format, confidence) }
    }
    return best?.format
  }
}
