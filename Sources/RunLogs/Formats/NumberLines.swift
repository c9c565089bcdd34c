import JSON

/// Reads lines of a single number each.
struct NumberLines: PartReader {
  /// Bytes of the shortest number so far.
  private(set) var shortest: Int

  init(shortest: Int) { self.shortest = shortest }

  mutating func read(_ bytes: Bytes, _ start: inout Int, to limit: Int, into part: inout Numbers) {
    var (place, least) = (start, shortest)
    part.write(bytes: limit - start) { values, powers in
      var count = 0
      while count < values.count, place < limit, let first = bytes.behindBlanks(place),
        let number = DecimalNumber.quick(bytes, at: first, to: bytes.count),
        let last = bytes.behindBlanks(number.end), let next = bytes.behindLineEnd(last),
        next - place <= LogLimits.recordBytes
      {
        values[count] = number.value
        powers[count] = number.power
        least = min(least, number.end - first)
        count += 1
        place = next
      }
      return count
    }
    (start, shortest) = (place, least)
  }

  func readsLike(_ other: NumberLines) -> Bool { true }

  mutating func join(_ other: NumberLines) { shortest = min(shortest, other.shortest) }

  struct Numbers: ReadPart {
    /// And room for more.
    private var values: [Double] = []
    private var powers: [Int8] = []
    private(set) var count = 0

    mutating func removeAll() { count = 0 }

    /// Lets `body` write numbers and say how many they are. It is called again, to go on where it was, when it has filled
    /// its room.
    fileprivate mutating func write(
      bytes: Int,
      _ body: (UnsafeMutableBufferPointer<Double>, UnsafeMutableBufferPointer<Int8>) -> Int
    ) {
      makeRoom(max(16, bytes / 8))
      while true {
        let start = count
        values.withUnsafeMutableBufferPointer { values in
          powers.withUnsafeMutableBufferPointer { powers in
            count += body(.init(rebasing: values[start...]), .init(rebasing: powers[start...]))
          }
        }
        guard count == values.count else { return }
        makeRoom(count)
      }
    }

    private mutating func makeRoom(_ more: Int) {
      let missing = count + more - values.count
      guard missing > 0 else { return }
      values.append(contentsOf: repeatElement(0, count: missing))
      powers.append(contentsOf: repeatElement(0, count: missing))
    }

    /// Appends the numbers to a series, the first at `place` and each one behind the one before.
    func append(to run: inout LogRun, _ series: Int, from place: Int) {
      let room = 512
      withUnsafeTemporaryAllocation(of: Double.self, capacity: room) { places in
        guard let xs = places.baseAddress else { return }
        values.withUnsafeBufferPointer { values in
          powers.withUnsafeBufferPointer { powers in
            guard let ys = values.baseAddress, let powers = powers.baseAddress else { return }
            for start in stride(from: 0, to: count, by: room) {
              let taken = min(room, count - start)
              for index in 0..<taken { xs[index] = Double(place + start + index) }
              run.append(series, taken, xs: xs, ys + start, powers: powers + start, .line)
            }
          }
        }
      }
    }
  }
}
