/// Why bytes are no JSON.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  /// What was found and what was expected, as a clause.
  package var message: String
  /// Where, in bytes from the start.
  package var offset: Int
  /// The line, counted from 1; 0 as long as it is not known, see ``located(in:)``.
  package var line = 0
  /// The column in bytes, counted from 1.
  package var column = 0

  package init(_ message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }

  package var description: String {
    line > 0 ? "line \(line), column \(column): \(message)" : "byte \(offset): \(message)"
  }

  /// With line and column.
  ///
  /// - Parameter bytes: all of the text up to the error at least.
  package func located(in bytes: UnsafeBufferPointer<UInt8>) -> JSONError {
    var error = self
    let before = bytes.prefix(offset)
    error.line = before.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    error.column = offset - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
    return error
  }
}
