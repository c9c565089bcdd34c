import LRSchedulers
import Testing

/// What is said of where values come from, and of the branches and loops that count.
@Suite struct PastedSourceTests {
  private func sources(_ text: String, _ options: ScriptOptions = ScriptOptions()) throws -> [[String]] {
    try PastedSchedule.all(in: text, options: options).map { pasted in
      pasted.sources.map { "\($0.line) \($0.kind) \($0.text)" }
    }
  }

  /// Scripts with one scheduler, and what is said of it.
  @Test(arguments: [
    ("n = 30\nStepLR(opt, n)", ["1 value n=30"]),
    // On the line of the call everybody sees it.
    ("n = 30; StepLR(opt, n)", []),
    ("StepLR(opt, 30)", []),
    // Along names to where the number stands.
    ("n = 30\nm = n\nStepLR(opt, m)", ["1 value m=30"]),
    ("n = 30\nm = n * 2\nStepLR(opt, m)", ["2 value m=60"]),
    ("n = 30\nn = 20\nStepLR(opt, n)", ["2 value n=20"]),
    ("n = 30\nn += 1\nStepLR(opt, n)", ["2 value n=31"]),
    ("n = 30\ng = 0.5\nStepLR(opt, step_size=n // 2, gamma=g)", ["1 value n=30", "2 value g=0.5"]),
    ("m = [3, 6]\nMultiStepLR(opt, milestones=m)", ["1 value m=[3, 6]"]),
    ("m = list(range(90))\nMultiStepLR(opt, milestones=m)", ["1 value m=…"]),
    ("warm = 4\nLambdaLR(opt, lambda e: min(1, (e + 1) / warm))", ["1 value warm=4"]),
    ("e = 4\nLambdaLR(opt, lambda e: 0.5 ** e)", []),
    (
      """
      import argparse
      parser = argparse.ArgumentParser()
      parser.add_argument('--lr', type=float, default=0.5)
      parser.add_argument('--epochs', type=int,
                          default=90)
      args = parser.parse_args()
      opt = SGD(model.parameters(), lr=args.lr)
      sched = CosineAnnealingLR(opt, T_max=args.epochs)
      """, ["5 value args.epochs=90", "3 value args.lr=0.5"]
    ),
    (
      "c = {'a': {'n': 7},\n     'g': 0.5}\nStepLR(opt, c['a']['n'], c['g'])",
      ["1 value c['a']['n']=7", "2 value c['g']=0.5"]
    ),
    ("c = {}\nc['n'] = 7\nStepLR(opt, c['n'])", ["2 value c['n']=7"]),
    ("class C:\n    n = 7\nStepLR(opt, C.n)", ["2 value C.n=7"]),
    ("class C:\n    n = 7\nc = C()\nStepLR(opt, c.n)", ["2 value c.n=7"]),
    ("class A:\n    n = 7\nclass B(A): pass\nStepLR(opt, B().n)", []),
    ("class A:\n    n = 7\nclass B(A): pass\nb = B()\nStepLR(opt, b.n)", ["2 value b.n=7"]),
    ("@dataclass\nclass C:\n    n: int = 7\nc = C()\nStepLR(opt, c.n)", ["3 value c.n=7"]),
    ("@dataclass\nclass C:\n    n: int = 7\nc = C(n=8)\nStepLR(opt, c.n)", ["4 value c.n=8"]),
    (
      "class T:\n    def __init__(self, n=5):\n        self.n = n\n        self.s = StepLR(opt, self.n)\nT()",
      ["2 value self.n=5"]
    ),
    // Through a call to what it was given.
    ("def f(n):\n    return StepLR(opt, n)\nepochs = 9\nf(epochs)", ["3 value n=9"]),
    ("def f(n):\n    return StepLR(opt, n)\nf(9)", ["3 value n=9"]),
    ("def f(n=4):\n\n    return StepLR(opt, n)\nf()", ["1 value n=4"]),
    ("def f(**k):\n    return StepLR(opt, **k)\nf(step_size=9)", ["3 value step_size=9"]),
    (
      "k = dict(\n    step_size=9,\n    gamma=0.5)\nStepLR(opt, **k)",
      ["2 value step_size=9", "3 value gamma=0.5"]
    ),
    (
      "k = {\n    'step_size': 9,\n    'gamma': 0.5}\nStepLR(opt, **k)",
      ["2 value step_size=9", "3 value gamma=0.5"]
    ),
    // Nobody can say whose value it is that one of two branches left.
    ("n = 4\nif x:\n    n = 4\nStepLR(opt, n)", []),
    // Branches.
    ("k = 'cos'\nif k == 'cos':\n    CosineAnnealingLR(opt, 9)", ["2 branch k == 'cos'"]),
    (
      "k = 'a'\nif k == 'cos':\n    CosineAnnealingLR(opt, 9)\nelse:\n    StepLR(opt, 9)",
      ["2 otherBranch k == 'cos'"]
    ),
    (
      "k = 'b'\nif k == 'a':\n    StepLR(opt, 1)\nelif k == 'b':\n    StepLR(opt, 2)\nelse:\n    StepLR(opt, 3)",
      ["4 branch k == 'b'"]
    ),
    (
      "k, w = 'b', 0\nif k:\n    if w:\n        StepLR(opt, 1)\n    else:\n        StepLR(opt, 2)",
      ["3 otherBranch w", "2 branch k"]
    ),
    ("k = 'a'\nif k == 'a':\n    print(k)\nStepLR(opt, 9)", []),
    // Of a value that stands in one, too.
    ("k = 1\nif k:\n    n = 3\nelse:\n    n = 30\nStepLR(opt, n)", ["3 value n=3", "2 branch k"]),
    (
      "k = 'b'\nif k == 'a':\n    n = 3\nelif k == 'b':\n    n = 30\nStepLR(opt, n)",
      ["5 value n=30", "4 branch k == 'b'"]
    ),
    // Of a loop's turns the last that set it.
    (
      "n = 1\nfor k in [0, 1]:\n    if k:\n        n = 7\n    else:\n        n = 9\nStepLR(opt, n)",
      ["4 value n=7", "3 branch k"]
    ),
    ("k = 0\nn = 9 if k else 90\nStepLR(opt, n)", ["2 value n=90", "2 otherBranch k"]),
    ("k = 1\nStepLR(opt, 9 if k else 90)", ["2 branch k", "1 value k=1"]),
    ("k = 1\ns = StepLR(opt, 9) if k else ExponentialLR(opt, 0.5)", ["2 branch k"]),
    (
      "k = 'b'\nmatch k:\n    case 'a':\n        StepLR(opt, 3)\n    case 'b':\n        StepLR(opt, 30)",
      ["5 match 'b'"]
    ),
    (
      "try:\n    import apex\n    n = 3\nexcept ImportError:\n    n = 30\nStepLR(opt, n)",
      ["3 value n=3", "1 attempt try"]
    ),
    (
      "try:\n    raise ValueError\nexcept ValueError:\n    n = 30\nStepLR(opt, n)",
      ["4 value n=30", "1 handler except"]
    ),
    // A program's outermost `try` says nothing of its schedule.
    ("def main():\n    StepLR(opt, 9)\ntry:\n    main()\nexcept KeyboardInterrupt:\n    pass", []),
    // Each of several.
    ("a, b = 3, 0.5\nStepLR(opt, a, b)", ["1 value a=3", "1 value b=0.5"]),
    ("n = 4\nm = 9\nn, m = m, n\nStepLR(opt, n)", ["2 value n=9"]),
    // What functions take from around them, and nothing else of them.
    (
      "warm = 4\nlog = 7\ndef f(e):\n    r = e / warm\n    x = log\n    return min(1, r)\nLambdaLR(opt, f)",
      ["1 value warm=4"]
    ),
    (
      "def make(n):\n    def f(e):\n        return 0.5 ** (e // n)\n    return f\nk = 5\nLambdaLR(opt, make(k))",
      ["5 value k=5", "5 value n=5"]
    ),
    ("w = 5\ndef f(e, n=w):\n    return 1 / (e + n)\nLambdaLR(opt, f)", ["1 value w=5"]),
    (
      "class R:\n    def __init__(self):\n        self.n = 5\n    def f(self, e):\n        return 1 / (e + self.n)\nr = R()\nLambdaLR(opt, r.f)",
      ["3 value self.n=5"]
    ),
    ("LambdaLR(opt, functools.partial(lambda e, n: 1 / (e + n),\n  n=5))", ["2 value n=5"]),
    ("if __name__ == '__main__':\n    StepLR(opt, 9)", []),
    ("if True:\n    StepLR(opt, 9)", []),
    // Loops that count.
    (
      "for epoch in range(9):\n    for group in opt.param_groups:\n        group['lr'] = 0.1 * 0.5 ** epoch",
      ["1 loop epoch", "1 length 9 epochs"]
    ),
    // What rates depend on that a script sets itself.
    (
      "base = 0.2\nlog_every = 9\nfor epoch in range(9):\n    x = log_every\n    rate = base * 0.5 ** epoch\n    for group in opt.param_groups:\n        group['lr'] = rate",
      ["1 value base=0.2", "3 loop epoch", "3 length 9 epochs"]
    ),
    (
      """
      class args:
          lr = 0.3
          every = 4
      def adjust(optimizer, epoch, args):
          rate = args.lr * 0.1 ** (epoch // args.every)
          for group in optimizer.param_groups:
              group['lr'] = rate
      for epoch in range(9):
          adjust(opt, epoch, args)
      """, ["2 value args.lr=0.3", "3 value args.every=4", "8 loop epoch", "8 length 9 epochs"]
    ),
  ])
  func oneScheduler(text: String, expected: [String]) throws {
    #expect(try sources(text) == [expected])
  }

  /// Each scheduler has its own.
  @Test func severalSchedulers() throws {
    let text = "a = 2\nb = 3\nc = 'x'\ns = StepLR(o, a)\nif c == 'x':\n    t = ExponentialLR(o, 1 / b)"
    #expect(try sources(text) == [["1 value a=2"], ["2 value b=3", "5 branch c == 'x'"]])
  }

  /// A branch that was read for nothing leaves no trace, whatever it assigns.
  @Test(arguments: ["x", "len(y) > 3", "os.path.exists('f')"])
  func branchesThatAreUndone(condition: String) throws {
    let text = "n = 4\nif \(condition):\n    n = 5\n    raise ValueError\nStepLR(opt, n)"
    let all = try PastedSchedule.all(in: text)
    #expect(all.map(\.schedule.spec) == ["StepLR(step_size=4)"])
    #expect(all[0].sources.allSatisfy { $0.line == 1 })
  }

  /// Hostile: no trap, and a bounded list.
  @Test func manyNames() throws {
    let names = (0..<500).map { "n\($0)" }
    let text =
      names.map { "\($0) = 1" }.joined(separator: "\n") + "\nStepLR(opt, "
      + names.joined(separator: " + ").prefix(2000)
    #expect(throws: SpecError.self) { try sources(text) }
    let sum = names.prefix(40).joined(separator: " + ")
    let some = names.map { "\($0) = 1" }.joined(separator: "\n") + "\nStepLR(opt, \(sum))"
    #expect(try sources(some)[0].count == 20)
  }
}

/// Functions that would take for ever if all their ways were followed.
@Suite struct PastedEndlessTests {
  /// Functions that go into what they are given, and batches that are yielded without end, as every larger script has them.
  @Test(arguments: [
    """
    def to_cpu(x):
        if isinstance(x, Mapping): return {k: to_cpu(v) for k, v in x.items()}
        if isinstance(x, list): return [to_cpu(o) for o in x]
        if isinstance(x, tuple): return tuple(to_cpu(x[0]), to_cpu(x[1]))
        return to_cpu(x.first) + to_cpu(x.rest)
    to_cpu(batch)
    """,
    """
    def batches(files):
        tokens, pos = load(next(files)), 0
        while True:
            if pos + size >= len(tokens):
                tokens, pos = load(next(files)), 0
            yield tokens[pos:pos + size]
            pos += size
    loader = batches(files)
    first = next(loader)
    """,
    """
    def walk(node):
        for child in node.children:
            if child.ok:
                walk(child)
            else:
                walk(node)
    walk(tree)
    """,
  ])
  func whatFollowsIsRead(function: String) throws {
    let text = function + "\nscheduler = StepLR(optimizer, 7)"
    #expect(try Schedule(parsing: text).spec == "StepLR(step_size=7)")
  }

  /// What yields and builds a scheduler as well is run.
  @Test func generatorsThatBuild() throws {
    let text =
      "def train():\n    s = StepLR(opt, 7)\n    for e in range(9):\n        yield e\nfor e in train():\n    pass"
    #expect(try Schedule(parsing: text).spec == "StepLR(step_size=7)")
  }

  /// A generator within a function does not make that a generator.
  @Test func generatorsWithin() throws {
    let text = "def size():\n    def g():\n        yield 1\n    return 7\nStepLR(opt, size())"
    #expect(try Schedule(parsing: text).spec == "StepLR(step_size=7)")
  }

  /// A recursion that ends is followed.
  @Test func recursionThatEnds() throws {
    let text = "def f(n):\n    if n == 0:\n        return 1\n    return n * f(n - 1)\nStepLR(opt, f(10))"
    #expect(try Schedule(parsing: text).spec == "StepLR(step_size=3628800)")
  }
}

/// Hundreds of options, and keys of dictionaries of all kinds.
@Suite struct PastedContainerTests {
  @Test func manyOptions() throws {
    let options = (0..<300).map { "p.add_argument('--o\($0)', type=int, default=\($0))" }
    let text =
      "p = argparse.ArgumentParser()\n" + options.joined(separator: "\n")
      + "\np.set_defaults(o7=70)\na = p.parse_args()\nMultiStepLR(opt, [a.o3, a.o7, a.o299])"
    #expect(try Schedule(parsing: text).spec == "MultiStepLR(milestones=[3, 70, 299])")
  }

  /// Keys that look alike and are not the same.
  @Test(arguments: ["1", "'1'", "(1,)", "'(1)'", "None", "'None'", "1.5", "'1.5'", "('1',)", "'\\0001'"])
  func keys(key: String) throws {
    let all = ["1", "'1'", "(1,)", "'(1)'", "None", "'None'", "1.5", "'1.5'", "('1',)", "'\\0001'"]
    let items = all.map { "\($0): \($0 == key ? 7 : 3)" }.joined(separator: ", ")
    #expect(try Schedule(parsing: "d = {\(items)}\nStepLR(opt, d[\(key)])").spec == "StepLR(step_size=7)")
  }

  /// What has a length may be given as that.
  @Test func lengthsThatAreGiven() throws {
    var options = ScriptOptions()
    options.definitions = [.init(name: "data", value: "50")]
    let all = try PastedSchedule.all(in: "StepLR(opt, len(data) // 5)", options: options)
    #expect(all.map(\.schedule.spec) == ["StepLR(step_size=10)"])
  }
}

/// What is asked for can be given as it is asked, and what cannot be asked for is named.
@Suite struct PastedQuestionTests {
  @Test func dictionariesOfKeywords() throws {
    let text = "import mine\nextra = mine.extra()\ns = StepLR(opt, step_size=3, **extra)"
    var names: [String] = []
    do { _ = try PastedSchedule.all(in: text) } catch { names = error.missing.map(\.name) }
    #expect(names == ["extra"])
    var options = ScriptOptions()
    options.definitions = names.map { .init(name: $0, value: "{'gamma': 0.5}") }
    let all = try PastedSchedule.all(in: text, options: options)
    #expect(all.map(\.schedule.spec) == ["StepLR(step_size=3, gamma=0.5)"])
  }

  /// No name stands for it: it is not asked for as `def get_lr(self):`.
  @Test func rulesThatCannotBeRead() {
    let text = """
      class S(LRScheduler):
          def get_lr(self):
              return [yield]
      s = S(opt)
      """
    #expect {
      try PastedSchedule.all(in: text)
    } throws: { error in
      (error as? SpecError)?.missing.isEmpty == true
    }
  }
}
