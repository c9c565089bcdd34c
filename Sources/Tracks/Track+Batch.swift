extension Track {
  /// Appends the first of some points that go on where the track is, as `append(x:_:)` does one by one: up to the first
  /// whose x falls, is not finite, or needs more memory to be kept than those before.
  ///
  /// - Returns: how many; the next one must be appended by itself.
  package mutating func append(
    _ points: Int, xs: UnsafePointer<Double>, _ ys: UnsafePointer<Double>
  ) -> Int {
    // The first two settle the spacing.
    guard count >= 2 else { return 0 }
    var taken = 0
    while taken < points {
      let room = min(points - taken, Chunk.size - openValues.count)
      let placed = place(room, xs + taken)
      guard placed > 0 else { break }
      appendValues(placed, ys + taken)
      taken += placed
    }
    return taken
  }

  /// Takes the x of points that all go into the open chunk.
  private mutating func place(_ points: Int, _ xs: UnsafePointer<Double>) -> Int {
    var placed = 0
    if evenCount == count {
      while placed < points, goesOn(xs, placed), spacing.x(count + placed) == xs[placed] { placed += 1 }
      evenCount += placed
    } else {
      var ascending = 0
      while ascending < points, goesOn(xs, ascending) { ascending += 1 }
      placed = openPlaces.append(ascending, xs, at: openValues.count)
    }
    guard placed > 0 else { return 0 }
    latestX = xs[placed - 1]
    if xs[0] < lowestX { lowestX = xs[0] }
    if latestX > highestX { highestX = latestX }
    return placed
  }

  /// Whether a point stands where or behind the one before it stands.
  @inline(__always)
  private func goesOn(_ xs: UnsafePointer<Double>, _ index: Int) -> Bool {
    xs[index] >= (index == 0 ? latestX : xs[index - 1]) && xs[index] <= .greatestFiniteMagnitude
  }

  private mutating func appendValues(_ points: Int, _ ys: UnsafePointer<Double>) {
    let first = openValues.count
    if first + points > openValues.capacity {
      openValues.reserveCapacity(min(Chunk.size, max(first + points, 2 * first)))
    }
    openValues.append(contentsOf: UnsafeBufferPointer(start: ys, count: points))
    count += points
    var end = (first | ChunkBlocks.mask) + 1
    while end <= openValues.count {
      openBlocks.appendBlock(of: openValues, to: end)
      end += ChunkBlocks.size
    }
    if openValues.count == Chunk.size { completeChunk() }
  }
}

extension ChunkPlaces {
  /// Takes the first of some x that need no more memory each than those before them.
  ///
  /// - Parameter index: how many x there are.
  /// - Returns: how many were taken.
  fileprivate mutating func append(_ points: Int, _ xs: UnsafePointer<Double>, at index: Int) -> Int {
    var taken = 0
    switch self {
    case .even(let spacing, let first):
      // The first two of a spacing that is learned are taken one by one.
      guard !spacing.isLearned || first + index >= 2 else { return 0 }
      while taken < points, spacing.x(first + index + taken) == xs[taken] { taken += 1 }
    case .offsets(var offsets, let base):
      // So that the array is not shared while it grows.
      self = .doubles([])
      offsets.reserveRoom(for: points)
      while taken < points, let offset = Self.offset(of: xs[taken], from: base) {
        offsets.append(offset)
        taken += 1
      }
      self = .offsets(offsets, from: base)
    case .doubles(var values):
      self = .doubles([])
      values.reserveRoom(for: points)
      values.append(contentsOf: UnsafeBufferPointer(start: xs, count: points))
      taken = points
      self = .doubles(values)
    }
    return taken
  }
}

extension Array {
  /// Doubles the room as usual where so many more do not fit, but never beyond a chunk.
  fileprivate mutating func reserveRoom(for more: Int) {
    guard count + more > capacity else { return }
    reserveCapacity(Swift.min(Chunk.size, Swift.max(count + more, 2 * count)))
  }
}
