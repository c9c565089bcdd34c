import Canvas
import Lab
import Terminal

#if canImport(Glibc)
  import Glibc
#endif

/// The lab on a terminal: waits, updates the lab, carries out its effects, presents frames.
///
/// Everything here happens on the main thread. Keys are answered at once; news of the runs are gathered until the next
/// frame is due. When nothing happens the thread sleeps.
final class LabSession {
  private let screen: Screen
  private var lab: Lab
  private var runs: RunBoard
  private var clock = FrameClock()
  private var ending: ExitStatus?

  init(_ lab: Lab, on screen: Screen) {
    self.lab = lab
    self.screen = screen
    let waker = screen.waker
    runs = RunBoard(wake: { waker.wake() })
    _ = self.lab.update(.resize(screen.size))
  }

  /// Runs until the user, a signal or the terminal ends it, and gives the terminal back.
  func run() -> ExitStatus {
    // The first frame before the first step: data are prepared while the user already looks at the panes.
    present()
    perform(lab.launch())
    while ending == nil {
      for event in screen.wait(timeout: clock.untilFrame()) { handle(event) }
      if ending == nil, clock.isFrameDue() { present() }
    }
    screen.close()
    return ending ?? .done
  }

  private func present() {
    clock.beginFrame()
    for message in runs.messages() { perform(lab.update(message)) }
    screen.present(lab.frame)
  }

  private func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key): take(.key(key))
    case .resize(let size): take(.resize(size))
    case .wake: clock.requestFrame()
    case .signal(let number): ending = ExitStatus(signal: number)
    case .hangup: ending = .hungUp
    }
  }

  private func take(_ message: LabMessage) {
    perform(lab.update(message))
    clock.requestFrameNow()
  }

  private func perform(_ effects: [LabEffect]) {
    for effect in effects { perform(effect) }
  }

  private func perform(_ effect: LabEffect) {
    switch effect {
    case .copy(let text): screen.copyToClipboard(text)
    case .writeSession(let snapshot): take(SessionWriter.write(snapshot))
    case .redraw: screen.redraw()
    case .suspend: screen.suspend()
    case .quit: ending = .done
    case .start, .cancel, .pause, .resume, .stepOne, .setPace, .assign, .setLR:
      for message in runs.perform(effect) { take(message) }
    }
  }
}
