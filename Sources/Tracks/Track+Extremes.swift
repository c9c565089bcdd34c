extension Track {
  /// The size of the largest blocks of at most `limit` points; nil when even the smallest are larger. A range that starts
  /// and ends with blocks is summed up without looking at its values.
  package static func blockSize(notAbove limit: Double) -> Int? {
    guard limit >= Double(ChunkBlocks.size) else { return nil }
    guard limit >= Double(Chunk.size) else {
      return limit < Double(ChunkBlocks.largeSize) ? ChunkBlocks.size : ChunkBlocks.largeSize
    }
    return 1 << Int(min(limit, 0x1p40).exponent)
  }

  /// Of all values.
  package var extremes: Extremes { extremes(in: 0..<count) }

  /// Of the values at `range`, in O(log `range.count`).
  package func extremes(in range: Range<Int>) -> Extremes {
    let range = range.clamped(to: 0..<count)
    var result = Extremes()
    let first = range.lowerBound >> Chunk.bits
    let last = range.upperBound >> Chunk.bits
    let (start, end) = (range.lowerBound & Chunk.mask, range.upperBound & Chunk.mask)
    if first == last {
      addValues(ofChunk: first, at: start..<end, to: &result)
      return result
    }
    if start > 0 { addValues(ofChunk: first, at: start..<Chunk.size, to: &result) }
    if end > 0 { addValues(ofChunk: last, at: 0..<end, to: &result) }
    addChunks(start > 0 ? first + 1 : first, last, to: &result)
    return result
  }

  private func addValues(ofChunk chunk: Int, at range: Range<Int>, to result: inout Extremes) {
    guard !range.isEmpty else { return }
    if chunk < complete.count {
      let chunk = complete[chunk]
      chunk.blocks.add(chunk.values, at: range, to: &result)
    } else {
      openBlocks.add(openValues, at: range, to: &result)
    }
  }

  /// Adds complete chunks: few of them side by side, as they lie in memory; more by nodes of the levels above.
  private func addChunks(_ first: Int, _ last: Int, to result: inout Extremes) {
    var (low, high, level) = (first, last, 0)
    while low < high {
      if (low | high) & 1 == 0 {
        (low, high, level) = (low >> 1, high >> 1, level + 1)
      } else if high - low <= 8 {
        // One by one: a stretch of them would have to be retained, which takes longer than to add a handful.
        for index in low..<high { result.add(levels[level][index]) }
        return
      } else {
        if low & 1 == 1 { result.add(levels[level][low]) }
        if high & 1 == 1 { result.add(levels[level][high - 1]) }
        (low, high, level) = ((low + 1) >> 1, high >> 1, level + 1)
      }
    }
  }

  /// Adds a node for each chunk, and those that it completes on the levels above.
  mutating func pushNode(_ node: Extremes, level: Int = 0) {
    if level == levels.count { levels.append(ChunkedArray()) }
    levels[level].append(node)
    let end = levels[level].count
    guard end & 1 == 0 else { return }
    var parent = levels[level][end - 2]
    parent.add(node)
    pushNode(parent, level: level + 1)
  }

  /// Forgets the nodes of chunks that are no longer complete.
  mutating func removeNodes() {
    for level in levels.indices { levels[level].removeAll(from: complete.count >> level) }
  }
}
