import LRSchedulers
import Testing

/// Functions of a script, and the length of its data loader.
@Suite struct PastedFunctionTests {
  @Test(arguments: [
    (
      "def warmup(epoch): return min(1, epoch / 5)\nLambdaLR(optimizer, lr_lambda=warmup)",
      "lambda epoch: min(1, epoch / 5)"
    ),
    (
      "def warmup(epoch: int, steps: int = 5) -> float:\n    '''A rise.'''\n    return min(1, epoch / steps)\n"
        + "LambdaLR(optimizer, warmup)",
      "lambda epoch: min(1, epoch / 5)"
    ),
    ("f = lambda e: 0.5 ** e\nLambdaLR(opt, f)", "lambda e: 0.5 ** e"),
    // What a name means in a function is found when it is called.
    ("f = lambda e: e / w\nw = 5\nLambdaLR(opt, f)", "lambda e: e / 5"),
    (
      "w = 5\nf = lambda e: e / w\nw = 9\ng = f\nw = 7\nLambdaLR(opt, [f, g])",
      "[lambda e: e / 7, lambda e: e / 7]"
    ),
    (
      "def f(e):\n    return g(e) + 1\ndef g(e):\n    return h(e) * self.w\nh = lambda e: e / w\nself.w = 5\nw = 9\n"
        + "self.w = 7\nLambdaLR(opt, f)",
      "lambda e: e / 9 * 7 + 1"
    ),
    ("f = lambda e: g(e)\ng = lambda e: e\ng = lambda e: 2 * e\nLambdaLR(opt, f)", "lambda e: 2 * e"),
    (
      "f = g = lambda e: 0.5 ** e\nLambdaLR(opt, lambda k: f(k + 1) * g(e=2))",
      "lambda k: 0.5 ** (k + 1) * 0.5 ** 2"
    ),
    (
      "w = 5\ndef rise(x, over): return x / over\ndef f(e):\n    return min(1, rise(e, over=w))\nw = 9\n"
        + "LambdaLR(opt, f)",
      "lambda e: min(1, e / 9)"
    ),
    (
      "def f(e):\n    if e < 3:\n        return 1\n    elif e < 6: return 0.5\n    else:\n        return 0.1\nLambdaLR(opt, f)",
      "lambda e: 1 if e < 3 else 0.5 if e < 6 else 0.1"
    ),
    (
      "def f(e):\n    if e < 3:\n        if e < 1: return 0.1\n        return 1\n    x = e - 3\n    x *= 2\n    return x\n"
        + "LambdaLR(opt, f)",
      "lambda e: (0.1 if e < 1 else 1) if e < 3 else (e - 3) * 2"
    ),
    (
      "def f(e):\n    w = 9\n    return e / w\nw = 5\nLambdaLR(opt, lambda e: f(e) + w)",
      "lambda e: e / 9 + 5"
    ),
    (">>> def f(e):\n...     return e / 9\n...\n>>> LambdaLR(opt, f)", "lambda e: e / 9"),
    (
      "warm, total = 10, 100\ndef lr_lambda(step):\n    if step < warm:\n        return float(step) / float(max(1, warm))\n"
        + "    return max(0.0, float(total - step) / float(max(1, total - warm)))\nLambdaLR(opt, lr_lambda)",
      "lambda step: float(step) / float(max(1, 10)) if step < 10 else "
        + "max(0.0, float(100 - step) / float(max(1, 100 - 10)))"
    ),
  ])
  func functionsAreLambdas(text: String, lambda: String) throws {
    #expect(try Schedule(parsing: text).spec == "LambdaLR(lr_lambda=\(lambda))")
  }

  @Test(arguments: [
    ("def build(opt, n=3): return StepLR(opt, n)", "StepLR(step_size=3)"),
    ("def build(opt, n): return StepLR(opt, n)\nscheduler = build(sgd, 4)", "StepLR(step_size=4)"),
    ("def build(opt):\n    s = StepLR(opt, 3)\n    return opt, s", "StepLR(step_size=3)"),
    (
      "def build(opt):\n    for p in opt.groups: p['lr'] = 1\n    s = StepLR(opt, 3)\n    return s\nbuild(o)",
      "StepLR(step_size=3)"
    ),
    // What is assigned in a function is known there only.
    ("n = 3\ndef f(e):\n    n = 9\n    return e / n\nStepLR(opt, n)", "StepLR(step_size=3)"),
    ("def train(*args, **kwargs):\n    while x: y()\nStepLR(opt, 3)\ntrain(model)", "StepLR(step_size=3)"),
  ])
  func functionsThatBuildSchedulers(text: String, spec: String) throws {
    #expect(try Schedule(parsing: text).spec == spec)
  }

  /// What Python does with them, written as one expression.
  @Test(arguments: [
    ("def f(e):\n    print(e)\n    return e\nLambdaLR(opt, lambda e: f(e))", "lambda e: e"),
    ("def f(*e): return 1\nLambdaLR(opt, f)", "lambda epoch: 1"),
    (
      "def f(e):\n    'doc'\n    assert e >= 0, 'no'\n    if e < 0:\n        raise ValueError(e)\n    return 0.5 ** e\n"
        + "LambdaLR(opt, f)",
      "lambda e: 0.5 ** e"
    ),
    (
      "def f(e):\n    if e < 3:\n        x = 1\n    else:\n        x = 0.1\n    return x * 2\nLambdaLR(opt, f)",
      "lambda e: (1 if e < 3 else 0.1) * 2"
    ),
    (
      "def f(e, *, w, low=0.1): return max(low, e / w)\nLambdaLR(opt, functools.partial(f, w=5))",
      "lambda e: max(0.1, e / 5)"
    ),
    (
      "def make(w):\n    def f(e):\n        return min(1, e / w)\n    return f\nLambdaLR(opt, make(7))",
      "lambda e: min(1, e / 7)"
    ),
    (
      "def f(e):\n    r = 1.0\n    for m in [3, 6]:\n        if e < m:\n            break\n        r *= 0.1\n    return r\n"
        + "LambdaLR(opt, f)",
      "lambda e: 1.0 if e < 3 else 1.0 * 0.1 if e < 6 else 1.0 * 0.1 * 0.1"
    ),
    (
      "def f(e):\n    for m, v in ((3, 1.0), (6, 0.5)):\n        if e < m: return v\n    return 0.1\nLambdaLR(opt, f)",
      "lambda e: 1.0 if e < 3 else 0.5 if e < 6 else 0.1"
    ),
    (
      "def f(e):\n    n = 0\n    for m in [2, 4]:\n        if e < m: continue\n        n += 1\n    return 0.5 ** n\nLambdaLR(opt, f)",
      "lambda e: 0.5 ** ((0 if e < 2 else 0 + 1) if e < 4 else (0 if e < 2 else 0 + 1) + 1)"
    ),
    ("LambdaLR(opt, lambda e: 0.1 ** sum(e >= m for m in [2, 4]))", "lambda e: 0.1 ** sum([e >= 2, e >= 4])"),
    ("LambdaLR(opt, lambda e: len([m for m in (1, 3) if m <= e]))", "lambda e: len([m for m in [1, 3] if m <= e])"),
    ("from bisect import bisect_right as b\nLambdaLR(opt, lambda e: 0.1 ** b([2, 4], e))", "lambda e: 0.1 ** bisect.bisect_right([2, 4], e)"),
    ("import numpy as np\nLambdaLR(opt, lambda e: 1 + np.cos(np.pi * e))", "lambda e: 1 + math.cos(math.pi * e)"),
    ("class C:\n    def __init__(self, w): self.w = w\n    def f(self, e): return e / self.w\nLambdaLR(opt, C(4).f)", "lambda e: e / 4"),
    ("class C:\n    w = 4\n    def __call__(self, e): return e / self.w\nLambdaLR(opt, C())", "lambda e: e / 4"),
    ("rates = [1, 0.5, 0.1]\nLambdaLR(opt, lambda e: rates[min(e // 10, 2)])", "lambda e: [1, 0.5, 0.1][min(e // 10, 2)]"),
  ])
  func longerFunctionsAreLambdasToo(text: String, lambda: String) throws {
    #expect(try Schedule(parsing: text).spec == "LambdaLR(lr_lambda=\(lambda))")
  }

  @Test(arguments: [
    ("def f(e):\n    for i in r: e += 1\n    return e\nLambdaLR(opt, f)", 3, "name 'e' is not defined"),
    ("def f(e):\n    if e: x = 1\n    return x\nLambdaLR(opt, f)", 2, "'x' has no value after one of the branches"),
    (
      "def f(e):\n    if e:\n        if e > 1: return 2\n    else:\n        return x\nLambdaLR(opt, f)", 5,
      "name 'x' is not defined"
    ),
    ("def f(e):\n    while e > 3: e -= 3\n    return e\nLambdaLR(opt, f)", 2, "'while' with"),
    (
      "def f(e, n): return e / n\nLambdaLR(opt, f)", 2,
      "a function of a schedule takes one parameter, but 'f' takes 2"
    ),
    (
      "def f(): return 1\nLambdaLR(opt, f)", 2,
      "a function of a schedule takes one parameter, but 'f' takes 0"
    ),
    ("def f(e): return e\nLambdaLR(opt, lambda e: f(e, 1))", 2, "f() is defined with other parameters"),
    ("def f(e): return e\nLambdaLR(opt, lambda e: f(x=e))", 2, "f() is defined with other parameters"),
    ("w = 5\nf = lambda e: e / w\nfor i in r: w += 1\nLambdaLR(opt, f)", 2, "name 'w' is not defined"),
    ("def f(e): return g(e)\ndef g(e): return f(e)\nLambdaLR(opt, f)", 2, "'f' calls itself without end"),
    ("def f(e): return f(e - 1)\nLambdaLR(opt, f)", 1, "'f' calls itself without end"),
    ("f = lambda x: x(x)\nLambdaLR(opt, lambda e: f(f))", 1, "a lambda calls itself without end"),
  ])
  func otherFunctionsAreRefused(text: String, line: Int, message: String) {
    let error = #expect(throws: SpecError.self) { try Schedule(parsing: text) }
    #expect(error?.line == line)
    #expect(error?.description.hasPrefix(message) == true, "\(String(describing: error))")
  }

  private static func oneCycle(_ count: String) -> String {
    "OneCycleLR(opt, max_lr=0.01, epochs=10, steps_per_epoch=\(count))"
  }

  @Test(arguments: [
    "len(data_loader)", "len(self.train_loader)", "len(loaders['train'])", "len(train_dl)", "len(dl)",
    "len(torch.utils.data.DataLoader(data, 32))", "len(self.train_dataloader())", "len(batches)", "n",
    "len(made)",
  ])
  func theLengthOfALoaderIsGiven(count: String) throws {
    let text = "made = DataLoader(data)\nn = len(train_loader)\n" + Self.oneCycle(count)
    #expect(try Schedule(parsing: text, stepsPerEpoch: 45).value(of: "steps_per_epoch") == .int(45))
    let error = #expect(throws: SpecError.self) { try Schedule(parsing: text) }
    #expect(error?.hint == "write the number, or a line 'steps_per_epoch = 100' above")
    let said = "steps_per_epoch = 400 // 4\n" + text
    #expect(try Schedule(parsing: said, stepsPerEpoch: 45).value(of: "steps_per_epoch") == .int(100))
    #expect(try Schedule(parsing: said).value(of: "steps_per_epoch") == .int(100))
  }

  @Test func theLengthIsANumberLikeOthers() throws {
    let text = """
      steps_per_epoch = len(train_loader) // 4
      def f(step): return 0.5 ** (step / len(train_loader))
      total = 3 * steps_per_epoch
      SequentialLR(o, [StepLR(o, total), LambdaLR(o, f)], milestones=[len(loader)])
      """
    #expect(
      try Schedule(parsing: text, stepsPerEpoch: 40).spec
        == "SequentialLR(schedulers=[StepLR(step_size=30), LambdaLR(lr_lambda=lambda step: 0.5 ** (step / 40))], milestones=[40])"
    )
  }

  @Test(arguments: ["len(dataset)", "len(train_loader.dataset)", "len(x)", "len(f(x))"])
  func otherLengthsAreNotGuessed(count: String) {
    let error = #expect(throws: SpecError.self) {
      try Schedule(parsing: Self.oneCycle(count), stepsPerEpoch: 45)
    }
    #expect(error?.description == count + " is not known; write the number")
    #expect(error?.column == 57)
  }

  @Test func functionsCannotBlowUp() {
    let doubling = (1..<60).map { "def f\($0)(x): return f\($0 - 1)(x) + f\($0 - 1)(x)" }
    let text = "def f0(x): return x + x\n" + doubling.joined(separator: "\n")
    for end in ["LambdaLR(o, f59)", "LambdaLR(o, lambda e: f59(e))"] {
      #expect(throws: SpecError.self) { try Schedule(parsing: text + "\n" + end) }
    }
    let deep = String(repeating: "    if e: return 1\n", count: 900)
    #expect(throws: SpecError.self) {
      try Schedule(parsing: "def f(e):\n" + deep + "    return 2\nLambdaLR(o, f)")
    }
    for statement in [
      "def f(x):\n", "def f(x): return x\n", "f(f(f(1)))\n", "a, b = b, a\n", "a += a\n", "if f(a): f(a)\n",
      "def f(x): return a\na = 2\n", "g = lambda x: f(x) + a\na = 2\n",
    ] {
      let head = "def f(x): return " + String(repeating: "x + ", count: 90) + "x\na = b = 1\n"
      _ = try? Schedule(parsing: head + String(repeating: statement, count: 900))
    }
  }
}
