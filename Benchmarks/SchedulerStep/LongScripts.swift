/// Scripts as long as one likes, of one kind of statements each, which build a scheduler in the end.
struct LongScripts: Sendable {
  /// What it is made of.
  let name: String
  private let start: String
  private let piece: @Sendable (Int) -> String
  private let end: String

  private init(
    _ name: String, start: String = "", end: String = "scheduler = StepLR(optimizer, 10)\n",
    piece: @escaping @Sendable (Int) -> String
  ) {
    (self.name, self.start, self.piece, self.end) = (name, start, piece, end)
  }

  /// A script of about as many lines.
  func script(lines: Int) -> String {
    let length = piece(0).utf8.count { $0 == UInt8(ascii: "\n") }
    return start + (0..<lines / max(1, length)).map(piece).joined() + end
  }

  /// One of each kind that has been slow, or that grew faster than its text.
  static let all = [
    LongScripts("statements") { "x\($0) = \($0)\n" },
    training,
    LongScripts("options", start: "parser = argparse.ArgumentParser()\n") {
      "parser.add_argument('--option-\($0)', type=float, default=0.\($0), help='one of many')\n"
    },
    LongScripts("callees") { "y\($0) = module.function_\($0)(y, \($0))\n" },
    LongScripts("attributes", start: "class A: pass\na = A()\n") { "a.x\($0) = \($0)\n" },
    LongScripts("items", start: "config = {}\n") { "config['key\($0)'] = \($0)\n" },
    LongScripts("appended", start: "values = []\n") { "values.append(\($0))\n" },
    LongScripts("fields", start: "@dataclass\nclass A:\n", end: "a = A()\nStepLR(optimizer, a.x3)\n") {
      "    x\($0): int = \($0)\n"
    },
    LongScripts("classes") {
      "class C\($0)(nn.Module):\n    def __init__(self, a):\n        self.a = a\n    def forward(self, x):\n        return x\n"
    },
    LongScripts("branches") { "if flag\($0):\n    x\($0) = \($0)\nelse:\n    x\($0) = 2\n" },
    LongScripts("cases", start: "a = -1\nif a == -2:\n    x = 0\n") { "elif a == \($0):\n    x = \($0)\n" },
    LongScripts("loops") { "for b\($0) in loader:\n    y = f(b\($0))\n    loss.backward()\n" },
    LongScripts("functions_that_nobody_calls", end: "") {
      "def f\($0)(optimizer, epochs=1):\n    x = epochs + 1\n    return CosineAnnealingLR(optimizer, x)\n"
    },
    LongScripts("docstring", start: "'''\n", end: "'''\nStepLR(optimizer, 10)\n") { _ in
      "some words about it all\n"
    },
  ]

  /// What training scripts are made of: functions, most of which nobody calls, options, and calls of libraries.
  private static let training = LongScripts(
    "lines_of_training", start: "import torch, argparse\nparser = argparse.ArgumentParser()\n"
  ) { number in
    """
    def evaluate_\(number)(model, loader, device="cuda"):
        model.eval()
        losses = []
        for batch, (inputs, targets) in enumerate(loader):
            outputs = model(inputs.to(device))
            losses.append(criterion(outputs, targets.to(device)).item())
        return sum(losses) / len(losses)

    parser.add_argument("--option-\(number)", type=float, default=0.\(number), help="one of many")
    layer_\(number) = nn.Linear(64, \(number), bias=False)

    """
  }
}
