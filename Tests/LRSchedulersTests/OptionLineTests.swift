import LRSchedulers
import Testing

/// Options of the command line are taken from their tokens where they are literals: the call read as any other gives the same.
@Suite struct OptionLineTests {
  static let options = [
    "'--x', type=int, default=7", "'--x', default=7, help='one of many'",
    "'-k', '--x', type=int, default='7'",
    "'--x', type=float, default='7'", "'--x', default=-7", "'--x', default=7.5", "'--x', default=1_0",
    "'--x', default=1e1", "'--x', action='store_true'", "'--x', action='store_false'",
    "'--x', default=None, type=int",
    "'--x'", "'x', nargs='?', default=3, choices=[1, 2, 3]", "'--other-name', dest='x', default=4",
    "'-x', default=6, metavar='N', required=False", "'--x', default=[3, 6]", "'--x', default=(3)",
    "'--x', default=3 * 2", "'--x', default=n", "'--x', default=3,",
    "'--x', type=lambda s: int(s), default='3'",
    "'--x', type=str, default='3'", "\"--x\", default=True", "'--x', default=False", "'--' 'x', default=5",
    "'--x', default='a' 'b'", "'--x', help=f'{n} of {n}', default=5", "'--x', default=5, help='it\\'s'",
    "r'--x', default=5", "'--x', **{'default': 5}", "*['--x'], default=5", "'--x', const=3, default=5",
    "'--x-y', dest='x', default=2", "'--x', default=0x10", "'--x', default='é'",
    "'--x', type=custom.kind, default='3'",
    "'--x', help='%(default)s', default = 8 , type = int", "'--x', default=--5", "'--x', default=not True",
    "'-a', '-x', default=5", "'--x', default=5, default=6", "",
    "'--x', default=3)(",
  ]

  private func outcome(_ text: String) -> String {
    do { return try PastedSchedule.all(in: text).map(\.schedule.spec).joined(separator: "\n") } catch {
      return "\(error.message) \(error.missing.map(\.name))"
    }
  }

  @Test(arguments: options, ["n = 5\n", "float = str\n", "parser.add_argument('--x', default=9)\n"])
  func aLineIsWorthWhatTheCallIs(option: String, before: String) {
    let start = "import argparse\nparser = argparse.ArgumentParser()\n" + before
    let end = "\nargs = parser.parse_args()\nMultiStepLR(opt, [args.x])\n"
    let line = outcome(start + "parser.add_argument(\(option))" + end)
    #expect(line == outcome(start + "(parser).add_argument(\(option))" + end))
    #expect(line == outcome(start + "if True:\n    q = parser.add_argument(\(option))" + end))
  }

  /// What only has the name is a call of its own.
  @Test func otherObjectsMayHaveSuchAMethod() throws {
    let text = """
      class Box:
          def add_argument(self, size):
              self.size = size
      box = Box()
      box.add_argument(4)
      StepLR(opt, box.size)
      """
    #expect(try Schedule(parsing: text).spec == "StepLR(step_size=4)")
  }

  /// Where a value comes from is said as before.
  @Test func theLineOfADefaultIsSaid() throws {
    let text = """
      parser = argparse.ArgumentParser()
      parser.add_argument("--size", type=int,
                          default=30)
      args = parser.parse_args()
      StepLR(opt, args.size)
      """
    let found = try #require(try PastedSchedule.all(in: text).last)
    #expect(found.sources.map(\.text) == ["args.size=30"] && found.sources.map(\.line) == [3])
  }
}
