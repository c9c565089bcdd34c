/// Cuts bytes that come in any pieces into records; what a piece leaves unfinished waits for the next one.
protocol RecordScanner {
  var pending: [UInt8] { get set }
  /// How many bytes what is pending needs to go on, at least one.
  var missing: Int { get }
}

extension RecordScanner {
  /// - Parameter scan: takes what is whole, and returns how many bytes are done with.
  mutating func take(_ bytes: Bytes, scan: (inout Self, Bytes) -> Int) {
    var start = 0
    while !pending.isEmpty, start < bytes.count {
      // No more than ends the record that was begun: the rest needs no copy.
      let more = min(missing, bytes.count - start)
      pending.append(contentsOf: bytes[start..<(start + more)])
      start += more
      let whole = pending
      pending = []
      let used = whole.withUnsafeBufferPointer { scan(&self, $0) }
      pending = used == 0 ? whole : Array(whole[used...])
    }
    guard start < bytes.count else { return }
    let used = start + scan(&self, bytes.slice(start..<bytes.count))
    pending.append(contentsOf: bytes[used...])
  }
}
