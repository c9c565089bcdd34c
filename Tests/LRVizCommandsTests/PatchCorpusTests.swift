import Foundation
import Testing

/// `code --format patch` over the shapes that scripts have: `patch` applies it, and the patched script is read as the new schedule.
@Suite struct PatchCorpusTests {
  static let scripts: [(name: String, text: String)] = [
    ("statement", "scheduler = StepLR(optimizer, 5)\n"),
    (
      "dotted",
      "import torch\nscheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.5)\n"
    ),
    ("module", "from torch.optim import lr_scheduler\nsched = lr_scheduler.ExponentialLR(opt, 0.9)\n"),
    ("alias", "import torch.optim.lr_scheduler as sched\ns = sched.CosineAnnealingLR(opt, T_max=20)\n"),
    ("renamed", "from torch.optim.lr_scheduler import StepLR as Decay\ns = Decay(opt, 5)\n"),
    ("returned", "def build(opt):\n    return MultiStepLR(opt, [10, 20])\n"),
    ("appended", "schedulers = []\nschedulers.append(StepLR(opt, 5))\n"),
    ("dictionary", "plans = {'main': StepLR(opt, 5)}\n"),
    ("attribute", "class T:\n    def __init__(self, opt):\n        self.sched = StepLR(opt, 5)\n"),
    (
      "branch",
      "cosine = False\nif cosine:\n    s = CosineAnnealingLR(opt, 9)\nelse:\n    s = StepLR(opt, 9)\n"
    ),
    ("several lines", "s = OneCycleLR(\n    opt,\n    max_lr=0.1,\n    total_steps=100,\n)\n"),
    ("comments", "s = StepLR(  # how\n    opt,  # what\n    5,  # when\n)\n"),
    ("continued", "s = \\\n    StepLR(opt, 5)\n"),
    ("tabs", "def f(opt):\n\tif True:\n\t\ts = StepLR(opt, 5)\n\t\treturn s\n"),
    ("prepared", "model, opt, s = accelerator.prepare(model, opt, StepLR(opt, 5))\n"),
    (
      "lightning",
      "class M(LightningModule):\n    def configure_optimizers(self):\n        opt = SGD(self.parameters(), lr=0.1)\n        return [opt], [{'scheduler': StepLR(opt, 5), 'interval': 'epoch'}]\n"
    ),
    ("lambda", "warm = 5\ns = LambdaLR(opt, lr_lambda=lambda e: min(1, (e + 1) / warm))\n"),
    ("function", "def rule(e):\n    return 0.5 ** e\ns = LambdaLR(opt, rule)\n"),
    (
      "transformers",
      "from transformers import get_linear_schedule_with_warmup\ns = get_linear_schedule_with_warmup(opt, 10, 100)\n"
    ),
    ("windows", "import torch\r\ns = torch.optim.lr_scheduler.StepLR(opt, 5)\r\nprint(s)\r\n"),
    ("last line", "x = 1\ns = StepLR(opt, 5)"),
    ("keyword first", "s = StepLR(step_size=5, optimizer=opt)\n"),
    ("keywords of a dictionary", "options = dict(step_size=5, gamma=0.5)\ns = StepLR(opt, **options)\n"),
    ("nested call", "s = SequentialLR(opt, [LinearLR(opt), CosineAnnealingLR(opt, 9)], [5])\n"),
    ("in a loop", "for opt in [a_optimizer]:\n    s = StepLR(opt, 5)\n"),
    ("with a loop", "s = StepLR(opt, 5)\nfor epoch in range(9):\n    train(model, opt)\n    s.step()\n"),
  ]

  static let wanted = [
    "CosineAnnealingLR(T_max=80, eta_min=1e-05)", "StepLR(step_size=7)",
    "SequentialLR(schedulers=[LinearLR(start_factor=0.1), ExponentialLR(gamma=0.9)], milestones=[5])",
    "LambdaLR(lr_lambda=lambda e: math.cos(e / 99))",
  ]

  @Test(arguments: scripts.indices)
  func theScriptBuildsTheNewSchedule(index: Int) throws {
    let (name, text) = Self.scripts[index]
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("train.py")
    for spec in Self.wanted {
      try Data(text.utf8).write(to: file)
      let diff = try Program.run(["code", file.path, "--format", "patch", "--to", spec])
      #expect(diff.status == 0, "\(name): \(diff.errors)")
      try apply(diff.output, to: file, name)
      let read = try Program.run(["code", file.path, "--format", "spec"])
      #expect(read.output == spec + "\n", "\(name): \(read.errors)\n\(diff.output)")
    }
  }

  private func apply(_ diff: String, to file: URL, _ name: String) throws {
    let change = file.deletingLastPathComponent().appendingPathComponent("change.diff")
    try Data(diff.utf8).write(to: change)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["patch", "--binary", "--fuzz=0", "--silent", file.path, change.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(name): patch refuses\n\(diff)")
  }
}
