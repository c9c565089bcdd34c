/// The bytes that a track takes by itself; copies share what is complete.
package struct TrackMemory: Sendable, Equatable {
  package var x = 0
  package var y = 0
  /// The pyramid of extremes.
  package var extremes = 0
  /// The lists of chunks and segments.
  package var lists = 0

  package var total: Int { x + y + extremes + lists }
}

extension Track {
  package var memory: TrackMemory {
    var memory = TrackMemory()
    for index in 0..<complete.count {
      memory.x += complete[index].places.bytes
      memory.y += complete[index].values.bytes
      memory.extremes += complete[index].blocks.bytes
    }
    memory.x += openPlaces.bytes
    memory.y += openValues.bytes
    memory.extremes += levels.reduce(openBlocks.bytes) { $0 + $1.bytes }
    memory.lists = complete.bytes + starts.bytes + segments.bytes
    return memory
  }
}
