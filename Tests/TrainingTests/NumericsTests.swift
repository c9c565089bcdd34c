import CKernels
import Foundation
import Testing

@testable import Training

@Suite("Numerics")
struct NumericsTests {
  @Test("exp, log and tanh are the system's but for the last digits")
  func elementary() {
    for step in -7000...7000 {
      let x = Double(step) / 10
      let ours = exponential(Lanes(repeating: x))[3]
      #expect(abs(ours - exp(x)) <= 4e-16 * exp(x), "exp \(x)")
      #expect(abs(hyperbolicTangent(Lanes(repeating: x / 100))[5] - tanh(x / 100)) < 1e-15, "tanh \(x / 100)")
      let positive = exp(x)
      let logarithm = logarithm(Lanes(repeating: positive))[7]
      #expect(abs(logarithm - log(positive)) <= 1e-15 * max(1, abs(x)), "log \(positive)")
    }
  }

  @Test("At the edges: underflow, overflow, infinities, NaN")
  func edges() {
    let x = Lanes(-800, 800, -.infinity, .infinity, .nan, 0, -0.0, 1)
    let y = exponential(x)
    #expect([y[0], y[1], y[2], y[3], y[5], y[6]] == [0, .infinity, 0, .infinity, 1, 1])
    #expect(y[4].isNaN)
    let t = hyperbolicTangent(x)
    #expect([t[0], t[1], t[2], t[3], t[5]] == [-1, 1, -1, 1, 0])
    #expect(t[4].isNaN)
    let l = logarithm(Lanes(0, -0.0, .infinity, -1, .nan, -.infinity, 1, .greatestFiniteMagnitude))
    #expect([l[0], l[1], l[2], l[6], l[7]] == [-.infinity, -.infinity, .infinity, 0, 709.782712893384])
    #expect(l[3].isNaN && l[4].isNaN && l[5].isNaN)
  }

  /// SplitMix64 of 0 begins with 0xe220a8397b1dcdaf; the rest follows from xoshiro256**'s published code.
  @Test("The generator repeats itself and its streams differ")
  func generator() {
    func first(_ seed: UInt64, _ stream: UInt64) -> [UInt64] {
      var random = RandomGenerator(seed: seed, stream: stream)
      return (0..<4).map { _ in random.next() }
    }
    #expect(first(0, 0) == first(0, 0))
    let all = [first(0, 0), first(1, 0), first(0, 1), first(.max, .max), first(.max, 0)]
    #expect(Set(all).count == all.count)
  }

  @Test("Uniform and normal numbers have their moments, shuffles lose nothing")
  func distributions() {
    var random = RandomGenerator(seed: 1)
    let uniform = (0..<20_000).map { _ in random.uniform() }
    let normal = (0..<20_000).map { _ in random.normal() }
    #expect(uniform.allSatisfy { (0..<1).contains($0) })
    #expect(abs(uniform.reduce(0, +) / 20_000 - 0.5) < 0.01)
    #expect(abs(normal.reduce(0, +) / 20_000) < 0.03)
    #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / 20_000 - 1) < 0.05)
    var deck = Array(0..<100)
    random.shuffle(&deck)
    #expect(deck != Array(0..<100) && deck.sorted() == Array(0..<100))
  }

  private func exponential(_ x: Lanes) -> Lanes {
    var lanes = x
    lrviz_exponential(&lanes, 1)
    return lanes
  }

  private func logarithm(_ x: Lanes) -> Lanes {
    var lanes = x
    lrviz_logarithm(&lanes, 1)
    return lanes
  }

  private func hyperbolicTangent(_ x: Lanes) -> Lanes {
    var lanes = x
    lrviz_tanh(&lanes, 1)
    return lanes
  }
}
