import Testing

/// Each refusal: the right exit status, a message on stderr that names the offending value, nothing on stdout, no trace.
@Suite("Bad input")
struct BadInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var status: Int32
    /// All of these are said.
    var words: [String]

    init(_ arguments: [String], _ status: Int32, _ words: String...) {
      self.arguments = arguments
      self.status = status
      self.words = words
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let cases: [Case] = [
    Case(["print"], 64, "SPEC"),
    Case(["print", ""], 64, "StepLR"),
    Case(["print", "StepLP(10)"], 64, "StepLP", "did you mean 'StepLR'?", "^"),
    Case(["print", "StepLR(stepsize=3)"], 64, "stepsize", "did you mean 'step_size'?", "\n         ^"),
    Case(["print", "StepLR(0)"], 64, "step_size", "0"),
    Case(["print", "CosineAnnealingLR(T_max=0)"], 64, "T_max"),
    Case(
      ["print", "ReduceLROnPlateau(factor=1.5)", "--metrics", "lambda e: e"], 64, "Factor should be < 1.0."),
    Case(["print", "ReduceLROnPlateau(mode='avg')"], 64, "mode avg is unknown!"),
    Case(
      ["print", "ReduceLROnPlateau()"], 64, "missing 1 required positional argument: 'metrics'", "--metrics"),
    Case(["print", "ReduceLROnPlateau(min_lr=[0.1, 0.2])"], 64, "expected 1 min_lrs, got 2"),
    Case(["print", "__import__('os').system('true')"], 64, "__import__"),
    Case(["print", "StepLR(10)", "--epochs", "0"], 64, "'0'", "from 1 to"),
    Case(["print", "StepLR(10)", "--epochs", "-1"], 64, "'-1'", "from 1 to"),
    Case(["print", "StepLR(10)", "--epochs", "1e12"], 64, "'1e12'", "from 1 to"),
    Case(["print", "StepLR(10)", "--epochs", "1000000000000"], 64, "1000000000000", "from 1 to"),
    Case(["print", "StepLR(10)", "--epochs", "99999999999999999999999"], 64, "99999999999999999999999"),
    Case(["print", "StepLR(10)", "--lr", "nan"], 64, "Invalid learning rate: nan"),
    Case(["print", "StepLR(10)", "--lr", "-0.1"], 64, "Invalid learning rate: -0.1"),
    Case(["print", "StepLR(10)", "--lr", "0.1,,0.2"], 64, "0.1,,0.2", "number"),
    Case(["print", "StepLR(10)", "--lr", "fast"], 64, "fast", "number"),
    Case(["print", "StepLR(10)", "--format", "xml"], 64, "xml", "table"),
    Case(["print", "StepLR(10)", "--optimizer", "Lion()"], 64, "Lion", "SGD"),
    Case(["print", "StepLR(10)", "--set", "gamma=0.5"], 64, "gamma=0.5", "EPOCH:NAME=VALUE"),
    Case(["print", "StepLR(10)", "--set", "-1:gamma=0.5"], 64, "-1:gamma=0.5"),
    Case(["print", "StepLR(10)", "--set", "5:T_max=3"], 64, "5:T_max=3", "StepLR"),
    Case(["print", "StepLR(10)", "--set", "5:step_size=0"], 64, "5:step_size=0", "must not be 0"),
    Case(["print", "StepLR(10)", "--set", "100:gamma=0.5"], 64, "100:gamma=0.5", "from 0 to 99"),
    Case(["print", "StepLR(10)", "--set", "5:lr=0.1,0.2"], 64, "expected 1 learning rates, got 2"),
    Case(["print", "ReduceLROnPlateau()", "--metrics", "/no/such/file"], 66, "/no/such/file"),
    Case(
      ["print", "ReduceLROnPlateau()", "--metrics", "lambda e: 1 / e"], 64, "division by zero", "epoch 0"),
    Case(["print", "ReduceLROnPlateau()", "--metrics", "lambda e: x"], 64, "x", "^"),
    Case(["print", "StepLR(10)", "--output", "/no/such/directory/x.csv"], 74, "/no/such/directory/x.csv"),
    Case(["print", "StepLR(10)", "--workload", "digits"], 64, "--workload"),
    Case(["plot"], 64, "SPEC"),
    Case(["plot", "StepLR(3)", "--size", "banana"], 64, "'banana'", "COLSxROWS", "120x40"),
    Case(["plot", "StepLR(3)", "--size", "99999x99999"], 64, "99999x99999", "1000x1000"),
    Case(["plot", "StepLR(3)", "--glyphs", "emoji"], 64, "'emoji'", "braille"),
    Case(["plot", "StepLR(3)", "--color", "maybe"], 64, "'maybe'", "never"),
    Case(["plot", "StepLR(3)", "--output", "/no/such/directory/x.svg"], 74, "/no/such/directory/x.svg"),
    Case(["plot", "StepLR(3)", "--output", "/no/such/directory/x.png"], 74, "/no/such/directory/x.png"),
    Case(["plot", "StepLR(3)", "--output", "x.jpg"], 64, "x.jpg", "FILE.svg or FILE.png"),
    Case(["plot", "StepLR(3)", "--output", "x.svgz"], 64, "x.svgz", "FILE.txt for characters"),
    Case(["lab", "--snapshot", "x.PDF"], 64, "x.PDF", "FILE.svg"),
    Case(["plot", "StepLR(3)", "--width", "800"], 64, "--width", "--output FILE.svg or FILE.png"),
    Case(["plot", "StepLR(3)", "--height", "9", "--output", "x.svg"], 64, "'9'", "from 100 to 8000"),
    Case(["plot", "StepLR(3)", "--theme", "solarized"], 64, "'solarized'", "contrast"),
    Case(["train", "StepLR(3)", "--workload", "digit"], 64, "'digit'", "did you mean 'digits'?"),
    Case(["train", "StepLR(3)", "--batch-size", "0"], 64, "'0'", "from 1 to 65536"),
    Case(["train", "StepLR(3)", "--seed", "-1"], 64, "'-1'", "from 0 to 18446744073709551615"),
    Case(["train", "StepLR(3)", "--speed", "0"], 64, "'0'", "or max"),
    Case(["train", "StepLR(3)", "--interval", "batch"], 64, "'batch'", "epoch, step"),
    Case(["train", "StepLR(3)", "--set", "3:gamma=0.5"], 64, "--set"),
    Case(["code", "StepLR(3)", "--format", "cobol"], 64, "'cobol'", "pytorch"),
    Case(["lab", "StepLR(0)"], 64, "step_size"),
    Case(["lab", "--epochs", "0"], 64, "'0'", "from 1 to"),
    Case(["lab", "--workload", "nope"], 64, "'nope'", "digits"),
    Case(["lab", "--size", "80x24"], 64, "--size", "--snapshot"),
    Case(
      ["lab", "--workload", "mock", "--snapshot", "/no/such/directory/x.svg"], 74, "/no/such/directory/x.svg"),
    Case(["StepLP(10)"], 64, "did you mean 'StepLR'?"),
    Case(["list", "Nope"], 64, "Nope", "lrviz list"),
    Case(["list", "cyclic"], 64, "did you mean 'CyclicLR'", "or 'LinearCyclicalScheduler'?"),
    Case(
      ["list", "Cosine"], 64, "'CosineAnnealingLR', 'CosineAnnealingWarmRestarts'",
      "or 'CosineDecayRestarts'?"),
    Case(["plto", "StepLR(10)"], 64, "unknown command 'plto'; did you mean 'plot'?"),
    Case(["trian"], 64, "unknown command 'trian'; did you mean 'train'?"),
    Case(["print", "StepLR(10)", "--set", "5:gama=0.5"], 64, "5:gama=0.5", "did you mean 'gamma'?"),
    Case(["plot", "ReduceLROnPlateau()"], 64, "ReduceLROnPlateau.step() missing", "--metrics"),
    Case(["list", "StepLP"], 64, "StepLP", "did you mean 'StepLR'?"),
  ]

  @Test("is refused", arguments: cases)
  func refused(example: Case) throws {
    let outcome = try Program.run(example.arguments)
    #expect(outcome.status == example.status)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("lrviz: "))
    for word in example.words {
      #expect(outcome.errors.contains(word), "no '\(word)' in: \(outcome.errors)")
    }
    #expect(!outcome.errors.contains("Fatal error"))
  }

  /// Harmless as they are: they would color, ring and reorder what follows.
  @Test(
    "What a message quotes is shown and never obeyed",
    arguments: [
      ["print"], ["print", "StepLR(10)", "--lr"], ["plot"], ["list"], ["code"], ["inspect"], ["watch"],
      ["check"],
      ["print", "StepLR(10)", "--define"], ["plot", "--size"],
    ])
  func quoted(arguments: [String]) throws {
    let text = "漢'\u{1B}[31m\u{9B}31m\u{7}\r\u{61C}\u{202E}\u{2066}\u{2028}"
    let outcome = try Program.run(arguments + [text])
    #expect(outcome.status == 64 || outcome.status == 66)
    #expect(outcome.errors.contains("␛[31m?31m??????"), "\(outcome.errors)")
    let kinds: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator]
    #expect(
      outcome.errors.unicodeScalars.allSatisfy {
        $0 == "\n" || !kinds.contains($0.properties.generalCategory)
      })
  }

  @Test(
    "Output that cannot be written is an I/O error",
    arguments: [
      ["print", "StepLR(10)"], ["plot", "StepLR(10)"], ["list"], ["--help"], ["--version"],
      ["help", "print"],
    ])
  func unwritable(arguments: [String]) throws {
    let closed = try Program.run(arguments, output: .closed)
    #expect(closed.status == 74 && closed.errors.contains("standard output"))
    let full = try Program.run(arguments, output: .file("/dev/full"))
    #expect(full.status == 74 && full.errors.contains("No space left"))
  }
}
