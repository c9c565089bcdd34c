import CFormats

/// zlib's deflate of one stream, which can be unpacked up to every place where it was flushed.
package final class Deflater: Sendable {
  private let handle: UInt

  package init() { handle = lrviz_deflater_new() }

  deinit { lrviz_deflater_free(handle) }

  /// Packs bytes so that all of them can be unpacked at once.
  package func flushed(_ bytes: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = []
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
    defer { room.deallocate() }
    bytes.withUnsafeBufferPointer { bytes in
      var (start, isFull) = (0, true)
      while start < bytes.count || isFull {
        let rest = bytes.slice(start..<bytes.count)
        var used = 0
        let count = lrviz_deflater_take(
          handle, rest.baseAddress, rest.count, &used, room.baseAddress, room.count)
        packed.append(contentsOf: room[..<count])
        start += used
        isFull = count == room.count
        if used == 0, count == 0 { return }
      }
    }
    return packed
  }
}
