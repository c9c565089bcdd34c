/// One file's bytes on their way into a run: unpacked, turned into UTF-8 where they are UTF-16, and given to the decoder
/// of their format.
///
/// The format is found in the first 64 KiB. Until they are there `provisional()` says what the log holds so far, so that
/// a log that grows by single bytes reads as one that was there at once.
package struct LogFeed: Sendable {
  package let context: LogContext
  package let options: ReadOptions
  private var unpacking = Unpacking()
  private var head: [UInt8] = []
  private var decoder: (any LogDecoder)?
  package private(set) var run: LogRun
  package private(set) var format: LogFormat?
  /// Whether the beginning is that of no log: what follows is not looked at.
  package private(set) var isHopeless = false

  package init(_ context: LogContext, options: ReadOptions = ReadOptions(), run: LogRun = LogRun()) {
    self.context = context
    self.options = options
    self.run = run
  }

  /// Takes bytes as they stand in the file.
  package mutating func take(_ bytes: Bytes) {
    var unpacking = unpacking
    self.unpacking = Unpacking()
    unpacking.take(bytes) { plain($0) }
    self.unpacking = unpacking
  }

  /// Nothing more will come.
  package mutating func finish() {
    var unpacking = unpacking
    self.unpacking = Unpacking()
    unpacking.finish { plain($0) }
    if decoder == nil, !isHopeless { start(isWhole: true) }
    decoder?.finish(into: &run)
    if let problem = unpacking.problem { run.skipped.add(problem) }
    decoder = nil
  }

  /// The run as far as it has come.
  package func provisional() -> LogRun {
    guard decoder == nil, !head.isEmpty else { return run }
    var copy = self
    copy.start(isWhole: true)
    return copy.run
  }

  private mutating func plain(_ bytes: Bytes) {
    guard !isHopeless else { return }
    guard decoder == nil else {
      decoder?.decode(bytes, into: &run)
      return
    }
    // A whole file in one piece needs no copy.
    if head.isEmpty, bytes.count >= LogLimits.sampleBytes {
      choose(bytes, isWhole: false)
      decoder?.decode(bytes, into: &run)
      return
    }
    head.append(contentsOf: bytes)
    if head.count >= LogLimits.sampleBytes { start(isWhole: false) }
  }

  private mutating func start(isWhole: Bool) {
    let head = head
    self.head = []
    head.withUnsafeBufferPointer { bytes in
      choose(bytes, isWhole: isWhole)
      decoder?.decode(bytes, into: &run)
    }
  }

  private mutating func choose(_ bytes: Bytes, isWhole: Bool) {
    let sample = LogSample(
      fileName: context.fileName, bytes: Bytes(rebasing: bytes.prefix(LogLimits.sampleBytes)),
      isWhole: isWhole && bytes.count <= LogLimits.sampleBytes)
    format = options.format.flatMap(LogFormat.named) ?? LogFormat.of(sample)
    if let format {
      run.format = format.name
      decoder = format.decoder.init(options: options, context: context)
    } else {
      isHopeless = true
    }
  }
}
