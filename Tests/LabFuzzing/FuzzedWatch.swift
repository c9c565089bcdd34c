import Canvas
import Following
import Lab
import RunLogs
import SpecFuzzing

/// A lab with logs behind it that grow, start over, vanish and are none, driven by random events.
struct FuzzedWatch {
  private var lab: Lab
  private var random: SplitMix
  private var runs: [FollowedRun] = []
  private var texts: [String] = []
  private var now = 1_000_000.0
  private let isASCII: Bool

  private static let most = 12

  init(seed: UInt64, glyphs: GlyphSet) {
    random = SplitMix(seed: seed)
    isASCII = glyphs == .ascii
    lab = Lab(
      watching: Watch(title: "runs", now: now, judgesPlateaus: random.below(2) == 0),
      display: DisplaySettings(glyphs: glyphs, isUTF8: !isASCII))
    _ = lab.launch()
  }

  /// - Returns: what did not hold; nil if all is well.
  mutating func take(_ event: EventMaker.Event) -> String? {
    switch event {
    case .key(let key): _ = lab.update(.key(key))
    case .resize(let size): _ = lab.update(.resize(size))
    case .time(let epochs, let planned):
      now += Double(random.below(200))
      _ = lab.update(.plan(steps: planned))
      _ = lab.update(epochs == 0 ? .clock(now) : .logs(news(epochs), now: now))
    }
    return lab.whatDoesNotHold(isASCII: isASCII)
  }

  private mutating func news(_ count: Int) -> [FollowNews] {
    (0..<count).map { _ in
      if runs.count < Self.most, random.below(3) == 0 || runs.isEmpty {
        texts.append("")
        let name = random.element(of: ["a.log", "metrics.csv", "\u{1B}[1m", "x/y/z.jsonl"])
        runs.append(FollowedRun(id: FollowedID(runs.count), path: "runs/\(runs.count)/\(name)"))
      }
      let index = random.below(runs.count)
      switch random.below(20) {
      case 0: return .remark(random.below(2) == 0 ? nil : "many")
      case 1: return .settled(count: runs.count)
      case 2: return .dropped(runs[index].id)
      default:
        change(index)
        return .run(runs[index])
      }
    }
  }

  private mutating func change(_ index: Int) {
    switch random.below(12) {
    case 0:
      runs[index].condition = random.element(of: [.vanished, .unreadable("\u{7}no"), .noLog("none"), .ended])
    case 1:
      texts[index] = ""
      runs[index].beginning += 1
    default:
      runs[index].condition = .following
      for _ in 0..<random.below(40) { texts[index] += row(index) }
    }
    runs[index].lastGrowth = now - Double(random.below(3_000))
    read(index)
  }

  private mutating func row(_ index: Int) -> String {
    let step = texts[index].utf8.count
    let loss = random.element(of: ["0.5", "nan", "inf", "1e300", "-3", "0", "\(random.below(1000))e-3"])
    let lr = random.element(of: ["0.1", "0.01", "1e-8", "0"])
    switch index % 3 {
    case 0: return "step \(step): loss \(loss) lr \(lr)\n"
    case 1:
      return
        "{\"epoch\": \(step / 50), \"train_loss\": \"\(loss)\", \"val_loss\": 0.\(random.below(99)), \"lr\": \(lr)}\n"
    default: return "Epoch \(step / 90)/\(random.below(300)) - loss: \(loss) - val_loss: \(loss)\n"
    }
  }

  private mutating func read(_ index: Int) {
    var feed = LogFeed(LogContext(fileName: "run.log"))
    Array(texts[index].utf8).withUnsafeBufferPointer { feed.take($0) }
    feed.finish()
    var run = feed.run
    run.path = runs[index].run.path
    run.settle()
    runs[index].roles = RoleFinder.roles(of: run)
    runs[index].run = run
  }
}
