import Foundation

/// All specs of the reference vectors, the practice scripts, and some texts that are neither.
package enum Corpus {
  package static func specs(in folder: URL) throws -> [String] {
    var specs = Set(hostile)
    for name in ["schedulers", "families", "tweaks", "errors", "equivalences"] {
      let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
      collect(try JSONSerialization.jsonObject(with: data), into: &specs)
    }
    return specs.sorted() + scripts(beside: folder)
  }

  /// The practice scripts, which stand beside the vectors.
  package static func scripts(beside folder: URL) -> [String] {
    let cases = folder.deletingLastPathComponent().appendingPathComponent("Paste/cases")
    let files =
      (try? FileManager.default.contentsOfDirectory(at: cases, includingPropertiesForKeys: nil)) ?? []
    return files.sorted { $0.path < $1.path }.compactMap { try? String(contentsOf: $0, encoding: .utf8) }
  }

  private static func collect(_ value: Any, into specs: inout Set<String>) {
    if let list = value as? [Any] { for element in list { collect(element, into: &specs) } }
    guard let object = value as? [String: Any] else { return }
    if let spec = object["spec"] as? String { specs.insert(spec) }
    for (key, member) in object where key != "lrs" && key != "momenta" { collect(member, into: &specs) }
  }

  private static let hostile = [
    "a = [0.1] * 10**9\nOneCycleLR(opt, a)", "StepLR('a' * 10**9)", "StepLR(2**10**9)",
    "LambdaLR(lambda e: 9**9**9)",
    "LambdaLR(lambda e: (e + 1) ** 1000 % 7)", "# only\n# comments", "StepLR(10, \u{0})",
    "w = 5\ns1 = LinearLR(o, 0.1, total_iters=w)\ns2 = CosineAnnealingLR(o, T_max=9 - w)\nSequentialLR(o, [s1, s2], [w])",
    "x = [1]\nx = [x, x]\nx = [x, x]\nMultiStepLR(o, x)",
    "def f(self):\n    return [o], [{'scheduler': StepLR(o, 3)}]",
    "def f(e, w=5):\n    if e < w: return e / w\n    x = e - w\n    return 0.5 ** x\nLambdaLR(o, [f, lambda e: f(e)])",
    "def f(x): return x(x)\nLambdaLR(o, lambda e: f(f))", "def f(opt, n): return StepLR(opt, n)\ns = f(o, 3)",
    "a, b = 5, 100; a, b = b, a; a //= 2\nOneCycleLR(o, 0.1, epochs=a, steps_per_epoch=b)",
    "steps_per_epoch = 9\nOneCycleLR(o, 0.1, epochs=3, steps_per_epoch=len(loader))",
    "StepLR(self.optimizers()[0].sgd, 10); print(1)", "((((((((((((((((((((((((((((((1",
  ]
}
