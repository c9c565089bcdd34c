extension Track {
  /// Appends a point, in O(1) amortized.
  @discardableResult
  package mutating func append(x: Double, _ y: Double) -> Arrival {
    let arrival = arrival(of: x)
    guard arrival != .refused else { return .refused }
    if arrival == .behind || isEmpty {
      segments.append(count)
    }
    place(x)
    appendValue(y)
    return arrival
  }

  /// Appends a point one step after the last: at 1, 2, 3 and so on, unless the track was made with other places or its
  /// points are not evenly spaced; then one after the last.
  @discardableResult
  package mutating func append(_ y: Double) -> Arrival {
    append(x: evenCount == count ? spacing.x(count) : (lastX ?? 0) + 1, y)
  }

  @inline(__always)
  private func arrival(of x: Double) -> Arrival {
    guard x.isFinite else { return .refused }
    if x == latestX { return .repeated }
    guard x < latestX else { return .inOrder }
    return segments.count < Self.maximumSegments ? .behind : .refused
  }

  @inline(__always)
  private mutating func place(_ x: Double) {
    if evenCount == count, spacing.accepts(x, at: count) {
      evenCount += 1
    } else {
      placeUnevenly(x)
    }
    latestX = x
    if x < lowestX { lowestX = x }
    if x > highestX { highestX = x }
  }

  private mutating func placeUnevenly(_ x: Double) {
    if evenCount == count { openPlaces = openValues.isEmpty ? .none : places(ofChunk: complete.count) }
    // Those who have filled a chunk are likely to fill the next.
    let room = complete.count > 0 ? Chunk.size : max(64, openValues.capacity)
    openPlaces.append(x, at: openValues.count, room: room)
  }

  @inline(__always)
  private mutating func appendValue(_ y: Double) {
    openValues.appendGrowingExactly(y, upTo: Chunk.size)
    count += 1
    if openValues.count & ChunkBlocks.mask == 0 {
      openBlocks.appendBlock(of: openValues, to: openValues.count)
    }
    if openValues.count == Chunk.size { completeChunk() }
  }

  mutating func completeChunk() {
    pushNode(openBlocks.complete())
    let places = places(ofChunk: complete.count)
    starts.append(places.x(0))
    complete.append(Chunk(places: places, values: openValues, blocks: openBlocks))
    openBlocks = ChunkBlocks()
    openPlaces = .none
    openValues = []
    openValues.reserveCapacity(Chunk.size)
  }

  /// Forgets the points from `index` on, such as those of a file that was cut, in O(log count) and a chunk's copy.
  package mutating func removeAll(from index: Int) {
    guard index < count else { return }
    guard index > 0 else { return removeAll() }
    let chunk = index >> Chunk.bits
    if chunk < complete.count {
      openPlaces = complete[chunk].places
      openValues = complete[chunk].values
      openBlocks = complete[chunk].blocks
      complete.removeAll(from: chunk)
      starts.removeAll(from: chunk)
    }
    openValues.removeSubrange((index & Chunk.mask)...)
    openBlocks.removeAll(from: openValues.count)
    if openValues.isEmpty { openPlaces = .none } else { openPlaces.removeAll(from: openValues.count) }
    count = index
    evenCount = min(evenCount, count)
    removeNodes()
    segments.removeSubrange(segments.partitionIndex { $0 < index }...)
    findBounds()
  }

  package mutating func removeAll() {
    let spacing = spacing
    self = Track()
    if !spacing.isLearned { self.spacing = spacing }
  }

  private mutating func findBounds() {
    latestX = x(at: count - 1)
    let ends = segments.indices.map(indices(ofSegment:))
    lowestX = ends.reduce(.infinity) { min($0, x(at: $1.lowerBound)) }
    highestX = ends.reduce(-.infinity) { max($0, x(at: $1.upperBound - 1)) }
  }
}
