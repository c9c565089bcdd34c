import Canvas
import Engine
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
  private var clock: FrameClock
  private var planning = PlanningBudget()
  private var ending: ExitStatus?
  /// What the lab wants to be told, and when.
  private var alarm: (number: Int, due: ContinuousClock.Instant)?
  /// What a form that the lab was opened for was told.
  private(set) var answers: [ScriptOptions.Definition]?
  /// The logs that are shown; nil in a lab that trains.
  private let watch: WatchDesk?
  /// What takes too long for this thread.
  private let work: BackgroundWork<LabMessage>
  private var outlooks: OutlookDesk

  init(_ lab: Lab, on screen: Screen, watch: WatchDesk? = nil) {
    self.lab = lab
    self.screen = screen
    self.watch = watch
    clock = watch == nil ? FrameClock() : .rows
    let waker = screen.waker
    runs = RunBoard(wake: { waker.wake() })
    work = BackgroundWork(wake: { waker.wake() })
    outlooks = OutlookDesk(work)
    _ = self.lab.update(.resize(screen.size))
  }

  /// Runs until the user, a signal or the terminal ends it, and gives the terminal back.
  func run() -> ExitStatus {
    // The first frame before the first step: data are prepared while the user already looks at the panes.
    present()
    perform(lab.launch())
    watch?.start()
    while ending == nil {
      for event in events() { handle(event) }
      ringAlarm()
      if ending == nil, clock.isFrameDue() { present() }
    }
    screen.close()
    if lab.isSession { SessionFolder.keep(lab.sessionState) }
    return ending ?? .done
  }

  /// What happens next; nothing when a frame is due before that, or plans wait to be made.
  private func events() -> [TerminalEvent] {
    guard lab.isPlanning else {
      let events = screen.wait(timeout: untilAlarm(or: watch.untilNews(clock.untilFrame(), lab)))
      if outlooks.untilTurn() == .zero { clock.requestFrameNow() }
      if let time = watch?.passed(lab) { take(.clock(time), isUrgent: false) }
      return events
    }
    let events = screen.wait(timeout: .zero)
    if events.isEmpty, !clock.isFrameDue() { plan() }
    return events
  }

  private func untilAlarm(or timeout: Duration?) -> Duration? {
    let rest = alarm.map { max(.zero, ContinuousClock.now.duration(to: $0.due)) }
    return [timeout, rest, outlooks.untilTurn()].compactMap(\.self).min()
  }

  private func ringAlarm() {
    guard let alarm, alarm.due <= .now else { return }
    self.alarm = nil
    take(.alarm(alarm.number))
  }

  /// Makes planned rates while nobody waits for anything.
  private func plan() {
    let time = ContinuousClock().measure { perform(lab.update(.plan(steps: planning.steps))) }
    planning.took(time)
    clock.requestFrame()
  }

  private func present() {
    clock.beginFrame()
    let made = work.take()
    for message in made { outlooks.note(message) }
    for message in runs.messages() + (watch?.messages() ?? []) + made { perform(lab.update(message)) }
    attend()
    screen.use(lab.display.theme)
    screen.present(lab.frame)
  }

  private func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key): take(.key(key))
    case .resize(let size): take(.resize(size))
    case .background(let color): take(.background(isLight: color.isLight))
    case .wake: clock.requestFrame()
    case .signal(let number): ending = ExitStatus(signal: number)
    case .hangup: ending = .hungUp
    }
  }

  /// - Parameter isUrgent: whether the user waits for it.
  private func take(_ message: LabMessage, isUrgent: Bool = true) {
    perform(lab.update(message))
    if isUrgent { clock.requestFrameNow() } else { clock.requestFrame() }
    if isUrgent { watch?.keep(lab) }
  }

  /// Sees to what the logs call for: verdicts, alerts, the end.
  private func attend() {
    for message in outlooks.attend(lab) { perform(lab.update(message)) }
    guard let watch else { return }
    for message in watch.judgements(lab) { perform(lab.update(message)) }
    for message in watch.attend(lab) { perform(lab.update(message)) }
    if watch.takeBell() { screen.ring() }
    if let status = watch.ending(lab) { ending = status }
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
    case .session(.read(let name)): take(.session(Self.script(name)))
    case .session(.testRange(let id, let run)):
      work.begin { .range(id, RangeTraining(of: run).report) }
    case .session(.makeGhost(let id, let recipe)):
      work.begin { .ghost(id, recipe, (try? recipe.run().records) ?? []) }
    case .session(.answer(let answers)): (self.answers, ending) = (answers, .done)
    case .session(.quit): ending = .done
    case .session(.alarm(let number, let milliseconds)):
      alarm = (number, .now + .milliseconds(milliseconds))
    case .logs(let command): watch?.perform(command)
    }
  }

  private static func script(_ name: String) -> SessionReport {
    do {
      let text = try SpecText(name)
      return .read(text.document, line: text.line)
    } catch {
      return .unreadable(error.message)
    }
  }
}
