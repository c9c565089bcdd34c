import Canvas
import LRSchedulers
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
  private var planning = PlanningBudget()
  private var ending: ExitStatus?
  /// What a form that the lab was opened for was told.
  private(set) var answers: [ScriptOptions.Definition]?

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
      for event in events() { handle(event) }
      if ending == nil, clock.isFrameDue() { present() }
    }
    screen.close()
    return ending ?? .done
  }

  /// What happens next; nothing when a frame is due before that, or plans wait to be made.
  private func events() -> [TerminalEvent] {
    guard lab.isPlanning else { return screen.wait(timeout: clock.untilFrame()) }
    let events = screen.wait(timeout: .zero)
    if events.isEmpty, !clock.isFrameDue() { plan() }
    return events
  }

  /// Makes planned rates while nobody waits for anything.
  private func plan() {
    let time = ContinuousClock().measure { perform(lab.update(.plan(steps: planning.steps))) }
    planning.took(time)
    clock.requestFrame()
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
    case .run(let id, let command): for message in runs.perform(command, on: id) { take(message) }
    case .allRuns(let command): runs.perform(command)
    case .terminal(.copy(let text)): screen.copyToClipboard(text)
    case .terminal(.redraw): screen.redraw()
    case .terminal(.suspend): screen.suspend()
    case .session(.write(let snapshot)): take(.session(SessionWriter.write(snapshot)))
    case .session(.answer(let answers)): (self.answers, ending) = (answers, .done)
    case .session(.quit): ending = .done
    }
  }
}
