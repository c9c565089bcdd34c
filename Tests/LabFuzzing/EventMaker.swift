import Canvas
import SpecFuzzing

/// Draws what a user may do next: mostly keys that mean something, some that mean nothing, sizes, pastes and clicks.
struct EventMaker {
  enum Event {
    case key(KeyEvent)
    case resize(Size)
    /// Time passes: the runs train so many epochs, and as many steps may be planned.
    case time(epochs: Int, planned: Int)
  }

  private var random: SplitMix
  private var pastes: SpecMutator

  init(_ corpus: [String], seed: UInt64) {
    random = SplitMix(seed: seed)
    pastes = SpecMutator(corpus + Self.scripts, seed: seed)
  }

  /// Several schedulers, and names that are open: what forms and new panes are made of.
  private static let scripts = [
    "opt = SGD(p, lr=args.lr)\ns = StepLR(opt, args.every, gamma=args.fade)",
    "a = StepLR(opt, 3)\nb = ExponentialLR(opt, 0.9)\nc = CosineAnnealingLR(opt, T_max=cfg[\"n\"])",
    "n = len(loader) * args.epochs\nif args.kind == 'cosine':\n    s = CosineAnnealingLR(opt, n)\nelse:\n    s = LinearLR(opt)",
    "for i in range(9):\n    s = StepLR(opt, i + 1)", "train.py",
  ]

  private static let specialKeys: [KeyEvent] = [
    .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .shiftUp, .shiftDown,
    .shiftLeft, .shiftRight, .home, .end, .pageUp, .pageDown,
  ]

  /// Ctrl-C and Ctrl-Z end or stop the program, which the caller carries out as nothing.
  private static let controls = "abcdefghijklmnopqrstuvwxyz"

  private static let typed = Array("0123456789.,-+e*/()[]=' STepLRgamma_x:é🙂\u{301}\u{202E}\u{1B}")

  mutating func next() -> Event {
    switch random.below(100) {
    case ..<36: .key(.character(Character(UnicodeScalar(UInt8(32 + random.below(95))))))
    case ..<68: .key(random.element(of: Self.specialKeys))
    case ..<74: .key(.character(random.element(of: Self.typed)))
    case ..<78: .key(.control(random.element(of: Array(Self.controls))))
    case ..<82: .key(.paste(pastes.next()))
    case ..<88: .key(pointing())
    case ..<92: .resize(Size(width: random.below(240), height: random.below(70)))
    default: .time(epochs: random.below(4), planned: random.below(100_000))
    }
  }

  private mutating func pointing() -> KeyEvent {
    let place = Point(x: random.below(250) - 5, y: random.below(80) - 5)
    return switch random.below(6) {
    case 0: .click(place)
    case 1, 2: .drag(place)
    case 3: .release(place)
    default: .wheel(place, random.below(2) == 0 ? 1 : -1)
    }
  }

  mutating func below(_ bound: Int) -> Int { random.below(bound) }
}
