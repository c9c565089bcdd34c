/// Tables of values between commas, semicolons, tabs, bars or blanks, with a header or without.
///
/// Cells may be quoted, also over line ends; a header may come again, longer or shorter. A cell that is empty or says
/// that there is nothing (`NA`, `-`) gives no point. A number with a decimal comma is read only between semicolons.
package struct SeparatedDecoder: LogDecoder {
  var lines = LineBuffer()
  var sink: RowSink
  var dialect: SeparatedDialect?
  /// The columns of the header in force; nil before it.
  var columns: [Column]?
  /// A row whose quoted cell goes on in the next line.
  var open: [UInt8] = []
  /// The first lines, until the dialect can be told.
  var waiting: [[UInt8]] = []
  /// The name of the file.
  let fileName: String
  /// The split that the file's name says.
  let split: Split?
  /// The columns of the sink by what a header called them.
  var columnIDs: [OwnedName: Int] = [:]
  /// The runs that columns are of, by the columns of the sink; none where the table is of one run.
  var runOfColumn: [Int: Int] = [:]
  /// The columns of the sink that words of a column of labels made.
  var labeled: [String: Int] = [:]
  var labels = RowLabels()

  /// The name of a column, and its run where columns are of several.
  struct OwnedName: Hashable, Sendable {
    var name: String
    var run: Int?
  }

  struct Column: Sendable {
    /// What the words in a column say.
    enum Words: Sendable {
      case nothing
      /// Which of several runs a row is of.
      case run
      /// Of which part of the data a row is.
      case split
      /// What the number in the column of values is.
      case label
    }

    /// In the sink; nil for a column without a name that is none.
    var id: Int?
    var isCounter = false
    /// Whether its numbers are what the row's label says.
    var isLabeled = false
    var words = Words.nothing
    var hasNumbers = false
  }

  /// Bytes of the shortest number in the last column.
  var shortestEnd = Int.max
  var rows = SharedReading<PlainRows>()
  var numbers = SharedReading<NumberLines>()
  let options: ReadOptions

  package init(options: ReadOptions, context: LogContext) {
    self.options = options
    sink = RowSink(options: options)
    fileName = context.fileName
    split = context.split
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    var lines = lines
    self.lines = LineBuffer()
    var batch = PointBatch()
    var start = 0
    rows.begin()
    numbers.begin()
    while start < bytes.count {
      if lines.isAtLineStart { lines.pass(quickRows(bytes, &start, &batch, &run)) }
      batch.flush(into: &run)
      start = lines.takeLine(bytes, from: start) { take($0, $1, isLast: false, &run, $2) }
    }
    self.lines = lines
  }

  package mutating func release() {
    rows.release()
    numbers.release()
  }

  package mutating func finish(into run: inout LogRun) {
    var lines = lines
    self.lines = LineBuffer()
    lines.finish { take($0, $1, isLast: true, &run, $2) }
    let number = lines.lineNumber
    settleDialect(&run)
    if !open.isEmpty { run.skipped.add("line \(number): a quoted cell never ends") }
    self.lines = lines
  }
}
