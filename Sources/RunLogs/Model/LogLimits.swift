/// Every bound of reading: what a hostile or a damaged log may cost.
package enum LogLimits {
  /// Of one line or record; what is longer is skipped and counted.
  package static let recordBytes = 16 << 20
  /// Of one line of text. Beyond it a line is taken apart only as far as this.
  static let lineBytes = 1 << 16
  static let nameBytes = 256
  package static let seriesCount = 4_096
  /// Nested containers of JSON whose names are followed.
  static let nesting = 32
  /// Bytes of one JSON string that are kept.
  static let stringBytes = 4_096
  /// Numbers of one JSON array.
  static let arrayCount = 50_000_000
  /// What a compressed file may unpack to.
  package static let unpackedBytes = 4 << 30
  /// Of a directory's search.
  package static let searchDepth = 12
  package static let searchEntries = 200_000
  package static let searchSeconds = 10.0
  /// Bytes at the start of a file by which its format is found.
  package static let sampleBytes = 1 << 16
  /// Lines of text without a counter that are kept until one comes.
  static let pendingLines = 512
  /// Runs that one text or table tells apart; what more there are goes to the last.
  static let memberCount = 256
  /// Runs of one store.
  static let runCount = 10_000
}
