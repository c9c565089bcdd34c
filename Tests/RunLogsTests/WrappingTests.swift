import CFormats
import RunLogs
import Testing

@Suite("What files are wrapped in")
struct WrappingTests {
  private func run(_ bytes: [UInt8], cut: Int = 1 << 20) -> LogRun {
    var feed = LogFeed(LogContext(fileName: "a.csv.gz"))
    var start = 0
    bytes.withUnsafeBufferPointer { all in
      while start < all.count {
        feed.take(Bytes(rebasing: all[start..<min(all.count, start + cut)]))
        start += cut
      }
    }
    feed.finish()
    return feed.run
  }

  /// The bytes as `gzip` writes them.
  private func gzipped(_ text: String) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)
    )
    defer { deflateEnd(&stream) }
    var input = Array(text.utf8)
    var output = [UInt8](repeating: 0, count: input.count + 1_000)
    let count = output.count
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        deflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(count - Int(stream.avail_out)))
  }

  private let csv = "step,loss\n" + (0..<2_000).map { "\($0),0.\($0)\n" }.joined()

  @Test("gzip in any cuts, several members too", arguments: [1 << 20, 100, 1])
  func gzip(cut: Int) {
    #expect(run(gzipped(csv), cut: cut).series(named: "loss")?.track.count == 2_000)
    #expect(
      run(gzipped("step,loss\n0,1\n") + gzipped("1,2\n2,3\n"), cut: cut).series(named: "loss")?.track.count
        == 3)
  }

  @Test("What is cut or damaged gives what came before, and says so")
  func damaged() {
    let whole = gzipped(csv)
    let cut = run(Array(whole.prefix(whole.count / 2)))
    #expect(cut.pointCount > 100)
    #expect(cut.skipped.examples.contains("the compressed data ends early"))
    var broken = whole
    for index in (broken.count / 2)..<(broken.count / 2 + 40) { broken[index] ^= 0x55 }
    #expect(run(broken).skipped.count > 0)
  }

  @Test("UTF-16 of either order", arguments: [true, false])
  func utf16(isBig: Bool) {
    var bytes: [UInt8] = isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]
    for unit in "step 1 loss 0.5 größe 3\r\nstep 2 loss 0.4\r\n".utf16 {
      bytes += isBig ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
    }
    for cut in [1, 3, 1_000] { #expect(run(bytes, cut: cut).series(named: "loss")?.track.count == 2) }
  }
}
