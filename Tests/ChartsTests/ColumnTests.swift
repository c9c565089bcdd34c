import Testing

@testable import Charts

/// How the values of a run are shared out among the dot columns of a plot.
@Suite struct ColumnTests {
  private static let counts = [1, 2, 17, 300, 1_000, 4_097, 20_000, 65_551, 100_003]
  /// From two, the fewest that have room for both ends of a run.
  private static let widths = [2, 3, 7, 40, 113, 400]

  private static func noise(_ count: Int) -> Series {
    var noise = Noise(state: UInt64(count))
    return Series(noise.series(count))
  }

  @Test(arguments: counts) func everyValueIsInOneColumn(_ count: Int) {
    let series = Self.noise(count)
    for width in Self.widths {
      let columns = Self.columns(of: series, width: width)
      #expect(columns.ranges.first?.indices.lowerBound == 0)
      #expect(columns.ranges.last?.indices.upperBound == series.count)
      let isSeamless = zip(columns.ranges, columns.ranges.dropFirst()).allSatisfy {
        $0.indices.upperBound == $1.indices.lowerBound && $0.column < $1.column
      }
      #expect(isSeamless, "\(count) values in \(width) columns")
    }
  }

  /// What the columns show together is what there is, and each shows what it has.
  @Test(arguments: counts) func noExtremeIsLost(_ count: Int) {
    let series = Self.noise(count)
    for width in Self.widths {
      let (level, ranges) = Self.columns(of: series, width: width)
      var all = Extremes()
      for (_, indices) in ranges {
        let shown =
          level.map { series.extremes(in: indices, of: $0) } ?? series.extremes(in: indices)
        #expect(shown == series.extremes(in: indices), "\(count) values in \(width) columns")
        all.add(shown)
      }
      #expect(all == series.extremes)
    }
  }

  /// A value strays by less than a quarter of a column, however long the run.
  @Test(arguments: counts) func valuesAreDrawnWhereTheyBelong(_ count: Int) {
    let series = Self.noise(count)
    for width in Self.widths {
      let line = PlotLine(series)
      let projection = Self.projection(series, width)
      for (column, indices) in Self.columns(of: series, width: width).ranges {
        for index in [indices.lowerBound, indices.upperBound - 1] {
          let place = (line.x(index) - projection.lowerX) * projection.columnsPerX
          #expect(abs(place - Double(column)) <= 0.75 + 1e-9, "\(count) values in \(width) columns")
        }
      }
    }
  }

  private static func columns(of series: Series, width: Int) -> (
    level: Series.Level?, ranges: [ColumnRanges.Element]
  ) {
    let projection = projection(series, width)
    let level = Series.Level(blocksNotAbove: 1 / projection.columnsPerX / 4)
    let ranges = Array(ColumnRanges(line: PlotLine(series), projection: projection, level: level))
    return (level, ranges)
  }

  private static func projection(_ series: Series, _ width: Int) -> Projection {
    let end = Double(max(2, series.count))
    let x = ResolvedAxis(
      Axis(bounds: .fixed(1, end), labels: .count), showing: series.extremes, intervals: 5)
    let y = ResolvedAxis(Axis(), showing: series.extremes, intervals: 5)
    return Projection(x: x, y: y, columns: width, rows: 8, headroom: 0)
  }
}
