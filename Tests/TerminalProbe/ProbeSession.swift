import Canvas
import Glibc
import Terminal

/// The loop: a status line, the events so far, a frame after each.
struct ProbeSession {
  let screen: Screen
  var animation: Animation?
  private var log: [String] = []
  private var exitStatus: Int32?
  private var frames = 0

  init(screen: Screen, animation: Animation?) {
    self.screen = screen
    self.animation = animation
  }

  mutating func run() -> Int32 {
    draw()
    while exitStatus == nil {
      let timeout: Duration? = animation.map { max(.zero, ContinuousClock.now.duration(to: $0.nextFrame)) }
      for event in screen.wait(timeout: timeout) { handle(event) }
      animation?.advance()
      if exitStatus == nil { draw() }
    }
    return exitStatus ?? 0
  }

  private mutating func handle(_ event: TerminalEvent) {
    log.append("\(event)")
    switch event {
    case .key(.character("q")), .key(.control("c")): exitStatus = 0
    case .signal(let number): exitStatus = 128 + number
    case .hangup: exitStatus = 129
    case .key(.control("z")): screen.suspend()
    case .key(.character(let character)): misbehave(character)
    default: break
    }
  }

  /// What the tests ask for by a key.
  private func misbehave(_ character: Character) {
    switch character {
    case "!": crash()
    case "a": abort()
    case "e": _ = "said on stderr\n".withCString { write(STDERR_FILENO, $0, strlen($0)) }
    case "y": screen.copyToClipboard("copied text")
    case "w":
      let waker = screen.waker
      var thread = pthread_t()
      let box = Unmanaged.passRetained(WakerBox(waker)).toOpaque()
      pthread_create(&thread, nil, { WakerBox.wake($0) }, box)
      pthread_detach(thread)
    default: break
    }
  }

  private func crash() {
    let nothing: [Int] = []
    print(nothing[log.count])
  }

  private mutating func draw() {
    frames += 1
    var grid = CellGrid(screen.size)
    animation?.draw(into: &grid)
    let facts =
      "probe \(screen.size.width)x\(screen.size.height) utf8=\(screen.isUTF8) colors=\(screen.hasColors)"
    if animation == nil { grid.write(facts, x: 0, y: 0, style: Style(.lr, .bold)) }
    for (row, line) in log.suffix(max(0, screen.size.height - 1)).enumerated() where animation == nil {
      grid.write(line, x: 0, y: row + 1, style: Style(.trainLoss))
    }
    screen.present(grid)
  }
}

/// Carries a waker through a C thread's argument.
private final class WakerBox: Sendable {
  private let waker: Waker

  init(_ waker: Waker) { self.waker = waker }

  static func wake(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let box { Unmanaged<WakerBox>.fromOpaque(box).takeRetainedValue().waker.wake() }
    return nil
  }
}
