import LRSchedulers
import Testing

/// Scripts that are long in one way are read to their end: chains do not overflow the stack, and what grows keeps within the steps that
/// a text of its length may take. How long that lasts is measured in Benchmarks.
@Suite struct LongScriptTests {
  private static let count = 10_000

  private static func lines(_ line: (Int) -> String) -> String { (0..<count).map(line).joined() }

  /// - Returns: scripts whose last line is a scheduler with a step of 7.
  static let scripts: [(name: String, text: String)] = [
    ("append", "a = []\n" + lines { "a.append(\($0))\n" } + "StepLR(opt, a[7])"),
    ("+=", "a = []\n" + lines { "a += [\($0)]\n" } + "StepLR(opt, a[7])"),
    ("pop", "a = [" + lines { "\($0),\n" } + "]\n" + lines { _ in "b = a.pop()\n" } + "StepLR(opt, b + 7)"),
    ("items", "a = {}\n" + lines { "a['\($0)'] = \($0)\n" } + "StepLR(opt, a['7'])"),
    ("update", "a = {}\n" + lines { "a.update(x\($0)=\($0))\n" } + "StepLR(opt, a['x7'])"),
    ("attributes", "class A: pass\na = A()\n" + lines { "a.x\($0) = \($0)\n" } + "StepLR(opt, a.x7)"),
    (
      "__init__",
      "class A:\n  def __init__(self):\n" + lines { "    self.x\($0) = \($0)\n" }
        + "a = A()\nStepLR(opt, a.x7)"
    ),
    ("fields", "@dataclass\nclass A:\n" + lines { "  x\($0): int = \($0)\n" } + "a = A()\nStepLR(opt, a.x7)"),
    (
      "options",
      "p = argparse.ArgumentParser()\n" + lines { "p.add_argument('--x\($0)', default=\($0))\n" }
        + "a = p.parse_args()\nStepLR(opt, a.x7)"
    ),
    ("elif", "a = 7\nif a < 0:\n  b = 0\n" + lines { "elif a == \($0):\n  b = \($0)\n" } + "StepLR(opt, b)"),
    (
      "case", "a = 7\nmatch a:\n" + lines { "  case \($0):\n    b = \($0)\n" } + "StepLR(opt, b)"
    ),
    ("callees", lines { "y = module.f\($0)(\($0))\n" } + "StepLR(opt, 7)"),
  ]

  @Test(arguments: scripts.indices)
  func areRead(index: Int) throws {
    let (name, text) = Self.scripts[index]
    #expect(try Schedule(parsing: text).spec == "StepLR(step_size=7)", "\(name)")
  }

  /// Conditions that nothing decides, one within the other, are followed as far as the stack allows, and no further.
  @Test(arguments: ["if a == 'x':\n  b = 0\n", "match a:\n"])
  func undecidedChains(start: String) {
    let isMatch = start.hasPrefix("match")
    let chain = Self.lines { isMatch ? "  case \($0):\n    b = \($0)\n" : "elif a == \($0):\n  b = \($0)\n" }
    #expect(throws: SpecError.self) { try Schedule(parsing: start + chain + "StepLR(opt, b)") }
  }

  /// Not only the first few hundred.
  @Test func manySchedulers() throws {
    let text = (1...1_000).map { "s\($0) = StepLR(opt, \($0))\n" }.joined()
    #expect(try PastedSchedule.all(in: text).map(\.line) == Array(1...1_000))
    let functions = (1...300).map { "def f\($0)(optimizer, n=\($0)):\n    return StepLR(optimizer, n)\n" }
    #expect(try PastedSchedule.all(in: functions.joined()).count == 300)
  }
}
