extension RowBlock {
  /// Appends the points of one series at the places of their rows.
  ///
  /// - Parameter numbers: of each kind of rows which of their numbers it has.
  func append(to series: inout LogSeries, _ numbers: [[Int]]) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * GatheredPoints.room) { points in
      withUnsafeTemporaryAllocation(of: Int8.self, capacity: GatheredPoints.room) { digits in
        guard let xs = points.baseAddress, let powers = digits.baseAddress else { return }
        var gathered = GatheredPoints(xs: xs, ys: xs + GatheredPoints.room, powers: powers)
        gather(numbers, &gathered, &series)
        gathered.flush(to: &series)
      }
    }
  }

  private func gather(_ numbers: [[Int]], _ gathered: inout GatheredPoints, _ series: inout LogSeries) {
    values.withUnsafeBufferPointer { values in
      powers.withUnsafeBufferPointer { powers in
        places.withUnsafeBufferPointer { places in
          guard let xs = places.baseAddress, let ys = values.baseAddress, let powers = powers.baseAddress
          else { return }
          forEachPart { part in
            let own = numbers[part.kind]
            if own.count == 1 {
              let first = part.start + own[0]
              gathered.add(
                part.rows, xs: xs + part.row, ys + first, powers: powers + first, every: part.width,
                to: &series)
            } else {
              for (row, start) in zip(part.row..., part.starts) {
                for number in own {
                  gathered.add(
                    1, xs: xs + row, ys + start + number, powers: powers + start + number, every: 1,
                    to: &series)
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Points of one series on their way into it.
private struct GatheredPoints {
  static let room = 256
  let xs: UnsafeMutablePointer<Double>
  let ys: UnsafeMutablePointer<Double>
  let powers: UnsafeMutablePointer<Int8>
  private var count = 0

  init(
    xs: UnsafeMutablePointer<Double>, ys: UnsafeMutablePointer<Double>, powers: UnsafeMutablePointer<Int8>
  ) {
    (self.xs, self.ys, self.powers) = (xs, ys, powers)
  }

  /// Adds points whose values stand `width` apart.
  @inline(__always)
  mutating func add(
    _ points: Int, xs newXs: UnsafePointer<Double>, _ newYs: UnsafePointer<Double>,
    powers newPowers: UnsafePointer<Int8>, every width: Int, to series: inout LogSeries
  ) {
    var done = 0
    while done < points {
      let taken = min(points - done, Self.room - count)
      for index in 0..<taken {
        xs[count + index] = newXs[done + index]
        ys[count + index] = newYs[(done + index) &* width]
        powers[count + index] = newPowers[(done + index) &* width]
      }
      done += taken
      count += taken
      if count == Self.room { flush(to: &series) }
    }
  }

  mutating func flush(to series: inout LogSeries) {
    series.append(count, xs: xs, ys, powers: powers)
    count = 0
  }
}
