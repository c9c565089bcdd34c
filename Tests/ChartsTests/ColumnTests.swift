import TestSupport
import Testing
import Tracks

@testable import Charts

/// How the values of a run are shared out among the dot columns of a plot.
@Suite struct ColumnTests {
  private static let counts = [1, 2, 17, 300, 1_000, 4_097, 20_000, 65_551, 100_003]
  /// From two, the fewest that have room for both ends of a run.
  private static let widths = [2, 3, 7, 40, 113, 400]

  /// Evenly spaced, in steps of 1 to 40, or crowded at the end: as logs are.
  private static func tracks(_ count: Int) -> [Track] {
    var noise = Noise(state: UInt64(count))
    let values = noise.values(count)
    var (uneven, crowded) = (Track(), Track())
    var x = 1.0
    for (index, value) in values.enumerated() {
      uneven.append(x: x, value)
      crowded.append(x: x / (index < count / 2 ? 1 : 50), value)
      x += Double(Int.random(in: 1...40, using: &noise))
    }
    return [Track(values), uneven, crowded]
  }

  @Test(arguments: counts) func everyValueIsInOneColumn(_ count: Int) {
    for track in Self.tracks(count) {
      for width in Self.widths {
        for (segment, start) in track.segments.enumerated() {
          let (_, ranges) = Self.columns(of: track, segment, width: width)
          #expect(ranges.first?.indices.lowerBound == start)
          #expect(ranges.last?.indices.upperBound == track.indices(ofSegment: segment).upperBound)
          let isSeamless = zip(ranges, ranges.dropFirst()).allSatisfy {
            $0.indices.upperBound == $1.indices.lowerBound && $0.column < $1.column
          }
          #expect(isSeamless, "\(count) values in \(width) columns")
        }
      }
    }
  }

  /// A value strays by less than a quarter of a column, however long the run and however uneven.
  @Test(arguments: counts) func valuesAreDrawnWhereTheyBelong(_ count: Int) {
    for track in Self.tracks(count) {
      for width in Self.widths {
        for segment in track.segments.indices {
          let (projection, ranges) = Self.columns(of: track, segment, width: width)
          for (column, indices) in ranges {
            for index in [indices.lowerBound, indices.upperBound - 1] {
              let place = (track.x(at: index) - projection.lowerX) * projection.columnsPerX
              #expect(abs(place - Double(column)) <= 0.75 + 1e-6, "\(count) values in \(width) columns")
            }
          }
        }
      }
    }
  }

  private static func columns(of track: Track, _ segment: Int, width: Int) -> (
    projection: Projection, ranges: [ColumnRanges.Element]
  ) {
    let projection = projection(track, width)
    let points = track.indices(ofSegment: segment)
    let blockSize = Track.blockSize(notAbove: 1 / (projection.columnsPerX * track.meanStep(in: points)) / 4)
    let ranges = ColumnRanges(
      line: PlotLine(track), segment: segment, projection: projection, blockSize: blockSize)
    return (projection, Array(ranges))
  }

  private static func projection(_ track: Track, _ width: Int) -> Projection {
    let range = track.xRange ?? 1...2
    let x = ResolvedAxis(
      Axis(bounds: .fixed(range.lowerBound, max(range.lowerBound + 1, range.upperBound)), labels: .count),
      showing: track.extremes, intervals: 5)
    let y = ResolvedAxis(Axis(), showing: track.extremes, intervals: 5)
    return Projection(x: x, y: y, columns: width, rows: 8, headroom: 0)
  }
}
