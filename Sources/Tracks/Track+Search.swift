extension Track {
  /// The indices of a segment's points; none for a segment that is not there.
  package func indices(ofSegment segment: Int) -> Range<Int> {
    guard segments.indices.contains(segment) else { return count..<count }
    return segments[segment]..<(segment + 1 < segments.count ? segments[segment + 1] : count)
  }

  /// The first index of a segment's points at `x` or later; the end of the segment where there is none. O(1) where the
  /// points are evenly spaced, else O(log count).
  package func index(atOrAfter x: Double, in segment: Int) -> Int {
    firstIndex(near: x, in: indices(ofSegment: segment)) { $0 < x }
  }

  /// The first index of a segment's points later than `x`; the end of the segment where there is none.
  package func index(after x: Double, in segment: Int) -> Int {
    firstIndex(near: x, in: indices(ofSegment: segment)) { $0 <= x }
  }

  /// The latest segment whose x goes from `x` or less to `x` or more.
  package func segment(containing x: Double) -> Int? {
    segments.indices.last { segment in
      let points = indices(ofSegment: segment)
      return self.x(at: points.lowerBound) <= x && x <= self.x(at: points.upperBound - 1)
    }
  }

  /// The value of the latest point at exactly `x`.
  package func value(at x: Double) -> Double? {
    for segment in segments.indices.reversed() {
      let last = index(after: x, in: segment) - 1
      if last >= segments[segment], self.x(at: last) == x { return self[last] }
    }
    return nil
  }

  /// How far the points at a range of indices lie apart, on the average; infinite where that cannot be said. For evenly
  /// spaced points it is their step, however many they are.
  package func meanStep(in range: Range<Int>) -> Double {
    let range = range.clamped(to: 0..<count)
    if range.upperBound <= evenCount { return spacing.step }
    guard range.count > 1 else { return .infinity }
    let distances = Double(range.count - 1)
    return x(at: range.upperBound - 1) / distances - x(at: range.lowerBound) / distances
  }

  /// The point nearest to `x`: of those equally near the last of the later segment, and there the one before `x`.
  package func index(nearestTo x: Double) -> Int? {
    var nearest: (index: Int, distance: Double)?
    for segment in segments.indices {
      for index in neighbors(of: x, in: segment) {
        let distance = abs(self.x(at: index) - x)
        if nearest.map({ distance <= $0.distance }) ?? true { nearest = (index, distance) }
      }
    }
    return nearest?.index
  }

  /// The last point after `x` at the x that comes next, then the last at or before `x`, so far as there are any.
  private func neighbors(of x: Double, in segment: Int) -> [Int] {
    let points = indices(ofSegment: segment)
    let next = index(after: x, in: segment)
    var neighbors: [Int] = []
    if next < points.upperBound { neighbors.append(index(after: self.x(at: next), in: segment) - 1) }
    if next > points.lowerBound { neighbors.append(next - 1) }
    return neighbors
  }

  /// The first index at `range`, which is inside a segment, whose x is not before what is sought near `x`.
  @inline(__always)
  private func firstIndex(near x: Double, in range: Range<Int>, where isBefore: (Double) -> Bool) -> Int {
    if range.upperBound <= evenCount, spacing.step > 0 {
      return spacing.firstIndex(near: x, in: range, where: isBefore)
    }
    guard !range.isEmpty else { return range.lowerBound }
    // The last chunk that begins before it, or the first of all.
    let chunks = (range.lowerBound >> Chunk.bits + 1)..<((range.upperBound - 1) >> Chunk.bits + 1)
    let chunk = chunks.partitionIndex { isBefore(start(ofChunk: $0)) } - 1
    let first = chunk << Chunk.bits
    let chunkPlaces = places(ofChunk: chunk)
    let inChunk = range.clamped(to: first..<first + Chunk.size)
    return inChunk.partitionIndex { isBefore(chunkPlaces.x($0 - first)) }
  }
}

extension Track {
  private func start(ofChunk chunk: Int) -> Double {
    chunk < starts.count ? starts[chunk] : x(at: chunk << Chunk.bits)
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element does not satisfy `isBefore`, which holds for all before it and for none after it.
  package func partitionIndex(where isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
