/// One file's bytes on their way into a run: unpacked, turned into UTF-8 where they are UTF-16, and given to the decoder
/// of their format.
///
/// The format is found in the first 64 KiB. Until they are there `provisional()` says what the log holds so far, so that
/// a log that grows by single bytes reads as one that was there at once. It decodes every byte once, by the format that
/// the beginning looks like; where all of the 64 KiB look otherwise, they are decoded again.
package struct LogFeed: Sendable {
  package let context: LogContext
  package let options: ReadOptions
  private var unpacking = Unpacking()
  private var head: [UInt8] = []
  private var decoder: (any LogDecoder)?
  private var trial: Trial?
  /// Whether a long piece has been read since the reader's memory was given back.
  private var holdsRoom = false
  /// What has been read. Several feeds may take turns with one run: they take it out and put it back.
  package var run: LogRun
  package private(set) var format: LogFormat?
  /// Whether the beginning is that of no log: what follows is not looked at.
  package private(set) var isHopeless = false

  /// From so many bytes at once on, reading takes memory that is worth being given back.
  private static let longPiece = 1 << 16

  package init(_ context: LogContext, options: ReadOptions = ReadOptions(), run: LogRun = LogRun()) {
    self.context = context
    self.options = options
    self.run = run
  }

  /// Takes bytes as they stand in the file.
  package mutating func take(_ bytes: Bytes) {
    holdsRoom = holdsRoom || bytes.count >= Self.longPiece
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

  /// Nothing more will come for a while: gives back memory that only helps to read fast, which a long log takes a megabyte of.
  package mutating func release() {
    guard holdsRoom else { return }
    decoder?.release()
    holdsRoom = false
  }

  /// The run as far as it has come.
  package mutating func provisional() -> LogRun {
    guard decoder == nil, !isHopeless, !head.isEmpty else { return run }
    if trial.map({ head.count >= 2 * $0.recognizedAt }) ?? true { recognizeAgain() }
    trial?.decode(head)
    guard let trial else { return run }
    return trial.run.pointCount == run.pointCount ? youngTable(trial) ?? trial.run : trial.run
  }

  /// A table of a few lines, which its decoder keeps back until it is certain what stands between the cells.
  private func youngTable(_ trial: Trial) -> LogRun? {
    guard trial.format.name == LogFormat.separated.name, head.count <= LogLimits.sampleBytes / 4,
      let end = head.lastIndex(of: 0x0A)
    else { return nil }
    var decoder = trial.format.decoder.init(options: options, context: context)
    var young = run
    young.format = trial.format.name
    head.withUnsafeBufferPointer { decoder.decode($0.slice(0..<(end + 1)), into: &young) }
    decoder.finish(into: &young)
    return young
  }

  /// The format, as far as it can be said.
  package var likelyFormat: LogFormat? { format ?? trial?.format }

  /// Looks again what the beginning is, which is longer now.
  private mutating func recognizeAgain() {
    let found = head.withUnsafeBufferPointer { recognized($0, isWhole: true) }
    if let found, found.name == trial?.format.name {
      trial?.recognizedAt = head.count
    } else {
      trial = found.map { found in
        var run = run
        run.format = found.name
        return Trial(
          format: found, decoder: found.decoder.init(options: options, context: context), run: run,
          recognizedAt: head.count)
      }
    }
  }

  private mutating func plain(_ bytes: Bytes) {
    guard !isHopeless else { return }
    guard decoder == nil else {
      decoder?.decode(bytes, into: &run)
      return
    }
    // A whole file in one piece needs no copy, and what is said to be of a format no sample.
    if head.isEmpty, bytes.count >= LogLimits.sampleBytes || options.format != nil {
      choose(bytes, isWhole: false)
      decoder?.decode(bytes, into: &run)
      return
    }
    head.append(contentsOf: bytes)
    if head.count >= LogLimits.sampleBytes { start(isWhole: false) }
  }

  private mutating func start(isWhole: Bool) {
    let (head, trial) = (head, trial)
    (self.head, self.trial) = ([], nil)
    head.withUnsafeBufferPointer { bytes in
      let found = recognized(bytes, isWhole: isWhole)
      if var trial, let found, trial.format.name == found.name {
        trial.decode(head)
        (format, decoder, run) = (found, trial.decoder, trial.run)
        return
      }
      begin(found)
      decoder?.decode(bytes, into: &run)
    }
  }

  private mutating func choose(_ bytes: Bytes, isWhole: Bool) {
    begin(recognized(bytes, isWhole: isWhole))
  }

  private func recognized(_ bytes: Bytes, isWhole: Bool) -> LogFormat? {
    let sample = LogSample(
      fileName: context.fileName, bytes: Bytes(rebasing: bytes.prefix(LogLimits.sampleBytes)),
      isWhole: isWhole && bytes.count <= LogLimits.sampleBytes)
    return options.format.flatMap(LogFormat.named) ?? LogFormat.of(sample)
  }

  private mutating func begin(_ found: LogFormat?) {
    format = found
    if let format {
      run.format = format.name
      decoder = format.decoder.init(options: options, context: context)
    } else {
      isHopeless = true
    }
  }
}

/// The beginning of a log, read by the format it looks like so far.
private struct Trial: Sendable {
  let format: LogFormat
  var decoder: any LogDecoder
  var run: LogRun
  /// How long the beginning was when its format was last looked for.
  var recognizedAt: Int
  private var decoded = 0

  init(format: LogFormat, decoder: any LogDecoder, run: LogRun, recognizedAt: Int) {
    self.format = format
    self.decoder = decoder
    self.run = run
    self.recognizedAt = recognizedAt
  }

  /// Takes what has come to the beginning since the last time.
  mutating func decode(_ head: [UInt8]) {
    guard decoded < head.count else { return }
    head.withUnsafeBufferPointer { decoder.decode($0.slice(decoded..<head.count), into: &run) }
    decoded = head.count
  }
}
