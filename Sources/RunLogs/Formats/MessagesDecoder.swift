import JSON

/// Lines of JSON whose messages are lines of text, as loggers, Docker and Kubernetes write what a program prints:
/// `{"log": "Epoch 1 - loss: 0.9\n", "stream": "stdout", "time": "…"}`.
package struct MessagesDecoder: LogDecoder {
  private var lines = LineBuffer()
  private var scanner = JSONScanner(depthLimit: LogLimits.nesting, stringLimit: LogLimits.lineBytes)
  private var messages: Messages

  package init(options: ReadOptions, context: LogContext) {
    messages = Messages(text: TextDecoder(options: options, context: context), run: LogRun())
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    swap(&run, &messages.run)
    var start = 0
    while start < bytes.count {
      start = lines.takeLine(bytes, from: start) { line, isCut, number in
        Self.take(line, isCut, number, &scanner, &messages)
      }
    }
    swap(&run, &messages.run)
  }

  package mutating func finish(into run: inout LogRun) {
    swap(&run, &messages.run)
    lines.finish { line, isCut, number in Self.take(line, isCut, number, &scanner, &messages) }
    messages.text.finish(into: &messages.run)
    swap(&run, &messages.run)
  }

  package mutating func release() { messages.text.release() }

  private static func take(
    _ line: Bytes, _ isCut: Bool, _ number: Int, _ scanner: inout JSONScanner, _ messages: inout Messages
  ) {
    let range = line.trimmed(0..<line.count)
    guard !range.isEmpty else { return }
    scanner.take(line.slice(range), &messages)
    scanner.finish(&messages)
    if isCut || scanner.depth > 0 || !scanner.isBetween {
      messages.run.skipped.add("line \(number): an object that never ends")
      scanner.reset()
      messages.depth = 0
    }
  }
}

/// Hands messages on to a reader of lines.
private struct Messages: JSONEvents {
  var text: TextDecoder
  var run: LogRun
  var depth = 0
  private var isMessage = false

  init(text: TextDecoder, run: LogRun) {
    (self.text, self.run) = (text, run)
  }

  mutating func beginObject() { depth += 1 }
  mutating func endObject() { depth -= 1 }
  mutating func beginArray() { depth += 1 }
  mutating func endArray() { depth -= 1 }
  mutating func key(_ name: Bytes) { isMessage = depth == 1 && MessageNames.contains(name.text) }
  mutating func number(_ number: DecimalNumber, _ text: Bytes) {}
  mutating func word(_ text: Bytes) {}

  mutating func string(_ text: Bytes) {
    guard depth == 1, isMessage else { return }
    self.text.decode(text, into: &run)
    guard text.last != 0x0A else { return }
    let end: [UInt8] = [0x0A]
    end.withUnsafeBufferPointer { self.text.decode($0, into: &run) }
  }
}

private enum MessageNames {
  static func contains(_ name: String) -> Bool { ["message", "msg", "log", "text"].contains(name) }
}

/// What the members of one line are.
private struct LineMembers: JSONEvents {
  private(set) var hasMessage = false
  /// Whether a number of its own says what the row of a log would.
  private(set) var hasValue = false
  private var depth = 0
  private var name = ""

  mutating func beginObject() { depth += 1 }
  mutating func endObject() { depth -= 1 }
  mutating func beginArray() { depth += 1 }
  mutating func endArray() { depth -= 1 }
  mutating func key(_ name: Bytes) { self.name = name.text }
  mutating func word(_ text: Bytes) {}

  mutating func string(_ text: Bytes) {
    hasMessage = hasMessage || depth == 1 && MessageNames.contains(name) && text.contains { $0.isDigit }
  }

  mutating func number(_ number: DecimalNumber, _ text: Bytes) {
    hasValue =
      hasValue || LineName.isMeasured(name) || RateName.rank(RoleName(name)) != nil
      || CounterName.rank(name) != nil
  }
}

extension LogFormat {
  static let messages = LogFormat(
    name: "messages", summary: "JSON lines whose messages are lines of text",
    recognize: { sample in
      let lines = JSONRecognition.firstLines(sample)
      guard lines.count > 1 || sample.isWhole else { return .none }
      var hasMessage = false
      for line in lines {
        guard line.first == 0x7B else { return .none }
        var members = LineMembers()
        var scanner = JSONScanner.forLogs
        scanner.take(Bytes(rebasing: line), &members)
        if members.hasValue { return .none }
        hasMessage = hasMessage || members.hasMessage
      }
      return hasMessage ? .certain : .none
    }, decoder: MessagesDecoder.self)
}
