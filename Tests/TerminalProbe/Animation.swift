import Canvas
import Glibc

/// The picture of `nclive.c` (two panes of braille columns, 30 frames a second), for comparing what a frame costs.
struct Animation {
  private(set) var nextFrame = ContinuousClock.now
  private var step = 1000
  private var lr: [Double] = []
  private var loss: [Double] = []
  private let capacity = 1000

  init() {
    lr = (0..<capacity).map { Self.values($0).0 }
    loss = (0..<capacity).map { Self.values($0).1 }
  }

  mutating func advance() {
    guard ContinuousClock.now >= nextFrame else { return }
    nextFrame = max(nextFrame + .nanoseconds(33_333_333), .now)
    (lr[step % capacity], loss[step % capacity]) = Self.values(step)
    step += 1
  }

  private static func values(_ step: Int) -> (Double, Double) {
    let p = Double(step % 3000) / 3000
    let rate = p < 0.05 ? p / 0.05 : 0.5 * (1 + cos(.pi * (p - 0.05) / 0.95))
    return (rate, 0.3 + 2.2 * exp(-5 * p) + 0.05 * (Double.random(in: 0..<1) - 0.5))
  }

  func draw(into grid: inout CellGrid) {
    let half = grid.size.width / 2
    pane(lr, "lr", Style(.lr), Rect(x: 0, y: 0, width: half, height: grid.size.height), &grid)
    let right = Rect(x: half, y: 0, width: grid.size.width - half, height: grid.size.height)
    pane(loss, "loss", Style(.trainLoss), right, &grid)
    grid.write(" q quit  step \(step) ", x: 0, y: grid.size.height - 1)
  }

  private func pane(_ ring: [Double], _ name: String, _ style: Style, _ rect: Rect, _ grid: inout CellGrid) {
    let width = rect.width - 9
    let height = rect.height - 3
    guard width >= 4, height >= 3, let low = ring.min(), let high = ring.max() else { return }
    grid.write(name, x: rect.x + 8, y: 0, style: Style(.standard, .bold))
    var dots = [UInt8](repeating: 0, count: width * height)
    let scale = Double(height * 4 - 1) / max(high - low, 1e-9)
    for x in 0..<width * 2 {
      let samples = step + x * capacity / (width * 2)..<step + (x + 1) * capacity / (width * 2)
      let values = samples.lazy.map { ring[$0 % capacity] }
      guard let bottom = values.min(), let top = values.max() else { continue }
      for y in Int((high - top) * scale + 0.5)...Int((high - bottom) * scale + 0.5) {
        dots[(y >> 2) * width + x >> 1] |= Self.bits[(y & 3) << 1 | x & 1]
      }
    }
    for y in 0..<height {
      grid[rect.x + 8, y + 1] = Cell("│")
      for x in 0..<width where dots[y * width + x] != 0 {
        guard let scalar = Unicode.Scalar(0x2800 + UInt32(dots[y * width + x])) else { continue }
        grid[rect.x + 9 + x, y + 1] = Cell(scalar, style)
      }
    }
  }

  private static let bits: [UInt8] = [1, 8, 2, 16, 4, 32, 64, 128]
}
