import LRSchedulers
import Testing

/// Defaults of `getattr` and `get` that stand for what a script leaves open.
@Suite struct ScriptDefaultTests {
  private func sources(_ text: String, _ definitions: [(String, String)] = []) throws -> [PastedSchedule
    .Source]
  {
    var options = ScriptOptions()
    options.definitions = definitions.map { .init(name: $0.0, value: $0.1) }
    return try #require(PastedSchedule.all(in: text, options: options).first).sources.filter {
      $0.kind == .fallback
    }
  }

  /// The ways of giving a default, with what is said and the name under which another value is given.
  static let ways: [(text: String, said: String, name: String)] = [
    ("n = getattr(args, 'every', 7)", "args.every=7", "args.every"),
    ("n = args.get('every', 7)", "args[\"every\"]=7", "args[\"every\"]"),
    ("n = args.get('every', 7)", "args[\"every\"]=7", "args.every"),
    ("n = config['opt'].get(\"every\", 7)", "config['opt'][\"every\"]=7", "config['opt']['every']"),
    ("n = getattr(load(), 'every', 7)", "load().every=7", "load().every"),
    ("n = getattr(self.cfg.opt, 'every', 7)", "self.cfg.opt.every=7", "self.cfg.opt.every"),
    ("n = int(os.environ.get('EVERY', 7))", "os.environ[\"EVERY\"]=7", "os.environ[\"EVERY\"]"),
    ("import os\nn = int(os.getenv('EVERY', '7'))", "os.environ[\"EVERY\"]='7'", "os.environ['EVERY']"),
    ("c = dict(a=1, **more)\nn = c.get('every', 7)", "c[\"every\"]=7", "c['every']"),
  ]

  @Test(arguments: ways.indices)
  func theDefaultIsSaidAndOverruled(index: Int) throws {
    let way = Self.ways[index]
    let text = way.text + "\ns = StepLR(opt, n)\n"
    let line = way.text.split(separator: "\n").count
    #expect(try sources(text) == [.init(kind: .fallback, text: way.said, line: line)])
    var options = ScriptOptions()
    options.definitions = [.init(name: way.name, value: "3")]
    let given = try #require(PastedSchedule.all(in: text, options: options).first)
    #expect(given.schedule == StepLR(stepSize: 3).schedule)
    #expect(!given.sources.contains { $0.kind == .fallback })
  }

  /// Only what the schedule depends on is said, however far away it stands.
  @Test(arguments: [
    ("s = StepLR(opt, 3)\nseed = getattr(args, 'seed', 1)", []),
    ("seed = cfg.get('seed', 1)\ntorch.manual_seed(seed)\ns = StepLR(opt, 3)", []),
    ("a = getattr(args, 'a', 2)\nb = a + 1\nc = [b] * 2\ns = MultiStepLR(opt, c)", ["args.a=2"]),
    (
      "if getattr(args, 'cosine', False):\n    s = CosineAnnealingLR(opt, getattr(args, 't', 9))\nelse:\n    s = StepLR(opt, getattr(args, 'n', 4))",
      ["args.cosine=False", "args.n=4"]
    ),
    ("def f(c):\n    return c.get('g', 0.5)\ns = StepLR(opt, 3, f(cfg))", ["cfg[\"g\"]=0.5"]),
    ("class A: pass\na = A()\ns = StepLR(opt, getattr(a, 'n', 4))", []),
    ("d = {'a': 1}\ns = StepLR(opt, d.get('n', 4))", []),
  ])
  func onlyWhatCountsIsSaid(text: String, said: [String]) throws {
    #expect(try sources(text).map(\.text) == said)
  }

  @Test func aReaderIsToldWhatToDo() throws {
    let source = PastedSchedule.Source(kind: .fallback, text: "args.n=4", line: 2)
    #expect(
      source.described { "line \($0)" } == "args.n=4 by default in line 2 (--define args.n=… changes it)")
    let item = PastedSchedule.Source(kind: .fallback, text: "c[\"n\"]=4", line: 2)
    #expect(item.explained == "c[\"n\"]=4 by default: --define 'c[\"n\"]=…' changes it")
  }
}
