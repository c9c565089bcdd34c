extension LogFormat {
  package static let separated = LogFormat(
    name: "csv", summary: "a table of values between commas, semicolons, tabs, bars or blanks",
    recognize: SeparatedRecognition.confidence, decoder: SeparatedDecoder.self)
}

/// Whether a file is a table: its first lines have the same number of cells, names in the first and numbers below.
enum SeparatedRecognition {
  static func confidence(_ sample: LogSample) -> Confidence {
    guard sample.bytes.count(where: { $0 == 0 }) * 50 <= sample.bytes.count, let lines = lines(sample),
      let header = lines.first
    else { return .none }
    let dialect = SeparatedDialect(sample: lines)
    let widths = lines.map { cells($0, dialect) }
    let isNamed = isTable(sample.fileName)
    if lines.count == 1 {
      let isHeaderOnly = widths[0].names > 1 && widths[0].numbers == 0
      return isNamed && (isHeaderOnly || widths[0].numbers > 0)
        ? .likely : widths[0].all == widths[0].numbers ? .possible : .none
    }
    let rows = widths.dropFirst()
    let alike = rows.filter { abs($0.all - widths[0].all) <= 1 && $0.numbers > 0 }.count
    let isHeaded = widths[0].numbers == 0 && widths[0].names > 0
    let isBare = widths.filter { $0.numbers == $0.all && $0.all > 0 }.count * 10 >= widths.count * 9
    if isBare { return .likely }
    guard isHeaded, isPlausible(header, dialect) || isNamed else {
      return isNamed && alike * 2 >= rows.count ? .likely : .none
    }
    let isSure = alike * 10 >= rows.count * 8
    if widths[0].all == 1 { return isSure && isNamed ? .likely : .none }
    if dialect.separator == 0x20 || dialect.separator == 0x7C { return isSure && isNamed ? .likely : .none }
    return isSure ? .likely : isNamed && alike > 0 ? .possible : .none
  }

  /// The first lines, the last of a file that goes on left out since it may be cut.
  private static func lines(_ sample: LogSample) -> [[UInt8]]? {
    var lines = sample.bytes.prefix(1 << 14).split(
      separator: 0x0A, maxSplits: 12, omittingEmptySubsequences: true
    ).map(Array.init)
    if lines.count > 12 || !sample.isWhole, lines.count > 1 { lines.removeLast() }
    if let first = lines.first, first.starts(with: [0xEF, 0xBB, 0xBF]) {
      lines[0] = Array(first.dropFirst(3))
    }
    lines.removeAll { $0.allSatisfy { $0 <= 0x20 } }
    while let first = lines.first, SeparatedDialect.isComment(first) { lines.removeFirst() }
    return lines.isEmpty ? nil : lines
  }

  private struct Width {
    var all = 0
    var numbers = 0
    var names = 0
  }

  private static func cells(_ line: [UInt8], _ dialect: SeparatedDialect) -> Width {
    var width = Width()
    line.withUnsafeBufferPointer { bytes in
      dialect.forEachCell(bytes, bytes.trimmed(0..<bytes.count)) { cell, _ in
        width.all += 1
        if dialect.number(bytes, cell) != nil {
          width.numbers += 1
        } else if !cell.isEmpty {
          width.names += 1
        }
      }
    }
    return width
  }

  /// Whether the first line is made of names and not of a sentence or of pairs.
  private static func isPlausible(_ line: [UInt8], _ dialect: SeparatedDialect) -> Bool {
    var isNames = true
    line.withUnsafeBufferPointer { bytes in
      dialect.forEachCell(bytes, bytes.trimmed(0..<bytes.count)) { cell, isQuoted in
        let text = bytes[cell]
        if !isQuoted, cell.count > 80 || text.contains(0x3D) || text.contains(0x7B) || text.contains(0x5B) {
          isNames = false
        }
      }
    }
    return isNames
  }

  private static func isTable(_ name: String) -> Bool {
    let name = name.lowercased()
    return [".csv", ".tsv", ".dat", ".tab"].contains { name.hasSuffix($0) || name.hasSuffix($0 + ".gz") }
  }
}
