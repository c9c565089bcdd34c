import TestSupport
import Testing
import Tracks

/// Points appended many at once make the track that they make one by one.
@Suite("Batches")
struct BatchTests {
  /// Appends as those do who have a batch: what is not taken goes by itself.
  private func track(_ xs: [Double], _ ys: [Double], batch: Int) -> Track {
    var track = Track()
    xs.withUnsafeBufferPointer { xs in
      ys.withUnsafeBufferPointer { ys in
        var index = 0
        while index < xs.count {
          let count = min(batch, xs.count - index)
          guard let x = xs.baseAddress, let y = ys.baseAddress else { return }
          let taken = track.append(count, xs: x + index, y + index)
          index += taken
          if taken < count {
            track.append(x: xs[index], ys[index])
            index += 1
          }
        }
      }
    }
    return track
  }

  private static func places(_ kind: String, _ noise: inout Noise) -> [Double] {
    (0..<5_000).map { index in
      switch kind {
      case "even": 5 + Double(index) * 0.25
      case "steps": Double(index * 10 + noise.index(in: 0...3))
      case "any": Double(index) + Double.random(in: 0..<1, using: &noise)
      case "repeated": Double(index / 3)
      case "falling": Double(index % 700)
      case "far": index % 900 == 899 ? 1e15 + Double(index) : Double(index)
      case "refused": index % 50 == 49 ? .infinity : index % 77 == 0 ? .nan : Double(index)
      default: index < 2_500 ? Double(index) : Double(index) * 3
      }
    }
  }

  @Test(
    "The same track", arguments: ["even", "steps", "any", "repeated", "falling", "far", "refused", "bent"],
    [1, 3, 64, 256, 5_000])
  func same(kind: String, batch: Int) {
    var noise = Noise(state: 11)
    let xs = Self.places(kind, &noise)
    let ys = noise.values(xs.count, gapsEvery: 40)
    var expected = Track()
    for (x, y) in zip(xs, ys) { expected.append(x: x, y) }
    let found = track(xs, ys, batch: batch)
    #expect(found == expected)
    #expect(found.xRange == expected.xRange)
    #expect(found.lastX == expected.lastX)
    #expect(found.extremes == expected.extremes)
    // How much room an array rounds up to depends a little on the pieces it grew by.
    #expect(found.memory.total <= expected.memory.total + expected.memory.total / 100)
    for low in stride(from: 0, to: 4_900, by: 311) {
      #expect(found.extremes(in: low..<low + 97) == expected.extremes(in: low..<low + 97))
    }
  }
}
