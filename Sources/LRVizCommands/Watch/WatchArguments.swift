import Canvas
import Following
import LRSchedulers
import Lab
import RunLogs
import Terminal

#if canImport(Glibc)
  import Glibc
#endif

/// What `lrviz watch` is asked for.
struct WatchArguments {
  var paths: [String] = []
  var log = LogArguments()
  var plans: [String] = []
  var lr: LearningRates?
  var interval: Interval?
  var alerts: Set<AlertKind> = []
  var command: String?
  var until: WatchEnd?
  var polls = false
  var gathers = false
  var isFresh = false
  var last: Double?
  var look = ScreenLook()

  /// Follows the logs on the terminal; without one only where the end is known.
  func run() throws(CommandError) -> Never {
    let followed = try followedPaths()
    let rules = try alertRules()
    let plans = try logPlans()
    if followed.contains(.input), isatty(STDIN_FILENO) == 1 {
      throw .usage(
        "- is standard input, and that is the terminal: pipe a log into it, as in 'python train.py | lrviz watch -'"
      )
    }
    guard isatty(STDOUT_FILENO) == 1 else {
      guard until != nil else {
        throw CommandError(
          "standard output is not a terminal; with --until finished or --until diverged none is needed",
          .noTerminal)
      }
      let watcher = try HeadlessWatch(followed, self, rules: rules, plans: plans)
      _exit(watcher.run().rawValue)
    }
    try open(followed, rules, plans)
  }

  private func open(
    _ followed: [FollowedPath], _ rules: AlertRules, _ plans: [LogPlan]
  ) throws(CommandError) -> Never {
    let screen: Screen
    do { screen = try look.open() } catch { throw CommandError(error.description, .noTerminal) }
    var lab = lab(plans, look.display(on: screen), notice: look.notice(on: screen))
    let state = ViewStateFile(of: paths)
    if !isFresh, let view = state?.read() { lab.restore(view, keepsPlans: !plans.isEmpty) }
    let waker = screen.waker
    let wake: @Sendable () -> Void = { waker.wake() }
    let board = LogBoard(followed, options: log.options, polls: polls, gathers: lab.gathersJobs, wake: wake)
    let desk = WatchDesk(board, alerts: AlertBook(rules), until: until, state: state, wake: wake)
    let session = LabSession(lab, on: screen, watch: desk)
    _exit(session.run().rawValue)
  }

  func lab(_ plans: [LogPlan], _ display: DisplaySettings, notice: String? = nil) -> Lab {
    let title = paths.map { SafeText.escape($0) }.joined(separator: " ")
    let watch = Watch(
      title: title, plans: plans, now: WallClock.now, judgesPlateaus: alerts.contains(.plateau),
      gathers: gathers)
    return Lab(watching: watch, display: display, last: last, notice: notice)
  }

  // MARK: Words

  private func followedPaths() throws(CommandError) -> [FollowedPath] {
    var followed: [FollowedPath] = []
    for path in paths {
      if path == "-" {
        followed.append(.input)
      } else if let remote = RemotePath(path) {
        followed.append(.remote(host: remote.host, path: remote.path))
      } else {
        _ = try LogPaths.places(path)
        followed.append(PathPattern.isOne(path) ? .pattern(path) : .local(path))
      }
    }
    return followed
  }

  private func alertRules() throws(CommandError) -> AlertRules {
    if command != nil, alerts.isEmpty {
      throw .usage("--on-alert needs --alert, such as --alert diverged,stalled")
    }
    if alerts.contains(.plan), plans.isEmpty {
      throw .usage("--alert plan needs --plan SPEC")
    }
    return AlertRules(kinds: alerts, command: try command.map(CommandLineWords.split) ?? [])
  }

  private func logPlans() throws(CommandError) -> [LogPlan] {
    guard !plans.isEmpty else { return [] }
    var arguments = ScheduleArguments()
    arguments.specs = plans
    return try arguments.schedules(stepsPerEpoch: nil, interval: .step).map { item in
      let isOwn = item.namesOptimizer || item.saysRates || item.lrs != LearningRates.standard.values
      let own = isOwn ? item.lrs : nil
      return LogPlan(
        schedule: item.schedule, text: item.schedule.spec, lrs: lr?.values ?? own, interval: interval)
    }
  }
}

/// `--until`
enum WatchEnd: String, CaseIterable {
  case finished, diverged
}
