import LRSchedulers
import Testing

@testable import Recipes

@Suite("Reading YAML, JSON and TOML")
struct DocumentTests {
  @Test(
    "Values as frameworks take them",
    arguments: [
      ("1e-4", "0.0001"), ("1_000", "1000"), ("+3", "3"), (".5", "0.5"), ("1.0e+2", "100.0"), ("~", "None"),
      ("yes", "True"),
      ("off", "False"), ("'1'", "'1'"), ("0x10", "'0x10'"), ("1.2.3", "'1.2.3'"), ("20ba", "'20ba'"),
      ("-", "[None]"),
      ("-.inf", "float('-inf')"), ("[1, 2.5, a]", "[1, 2.5, 'a']"), ("(60, 80)", "'(60, 80)'"),
    ])
  func scalars(text: String, python: String) throws {
    #expect(try YAMLDocument.setting("key: \(text == "-" ? "\n  -" : text)")["key"]?.python == python)
  }

  @Test("Anchors and merge keys")
  func anchors() throws {
    let text = "base: &b {lr: 1, w: 2}\nrun:\n  <<: *b\n  w: 3\nlist: [*b]"
    let setting = try YAMLDocument.setting(text)
    #expect(setting["run"]?.python == "{'lr': 1, 'w': 3}")
    #expect(setting["list"]?.python == "[{'lr': 1, 'w': 2}]")
    #expect(setting["run"]?["w"]?.line == 4)
  }

  @Test("Lines of keys in JSON, nested and repeated")
  func lines() throws {
    let text = "{\n \"a\": {\"x\":\n 1},\n \"b\": {\n  \"x\": 2\n }\n}"
    let setting = try JSONDocument.setting(text)
    #expect(setting["a"]?["x"]?.line == 2 && setting["b"]?["x"]?.line == 5 && setting["b"]?.line == 4)
  }

  @Test("TOML: tables, dotted keys, lists over lines, comments")
  func toml() throws {
    let text = "top = \"a # b\" # c\n[one]\nx = [1,\n 2]\ny.z = true\n[two.three]\nw = 1e-4\n"
    #expect(
      try TOMLDocument.setting(text).python
        == "{'top': 'a # b', 'one': {'x': [1, 2], 'y': {'z': True}}, 'two': {'three': {'w': 0.0001}}}")
  }

  @Test("A reference is what the key holds, and never leads round")
  func interpolation() throws {
    let root = try YAMLDocument.setting("a: ${b.c}\nb: {c: 7}\nd: ${d}\ne: ${f}\nf: ${e}\ng: x${a}")
    let shown = Interpolation(root.entries ?? []).resolved.map { "\($0.key)=\($0.setting.python)" }
    #expect(shown[0] == "a=7" && shown[2].hasPrefix("d=") && shown[5] == "g='x${a}'")
  }

  @Test(
    "What is no such text is an error with its line",
    arguments: ["a: [1\nb: 2", "a: 1\n b: 2\n", "a: *none", "{", "{\"a\": 1,}", "a: &x [*x]"])
  func broken(text: String) {
    #expect(throws: SpecError.self) { try Recipes.schedules(in: text, options: ScriptOptions()) }
  }

  @Test("Aliases of aliases end")
  func laughs() {
    let text =
      "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
      + (1..<12).map { level in
        "a\(level): &a\(level) [\((0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", "))]\n"
      }.joined()
    #expect(throws: SpecError.self) { try YAMLDocument.setting(text) }
    #expect(throws: SpecError.self) { try YAMLDocument.setting(String(repeating: "[", count: 100_000)) }
    #expect(throws: SpecError.self) { try YAMLDocument.setting(String(repeating: "- ", count: 50_000)) }
  }

  @Test(
    "What a text is told by its looks",
    arguments: [
      ("StepLR(10)", .python), ("--sched cosine --epochs 3", .commandLine), ("train.py --lr 1", .commandLine),
      ("#!/bin/bash\nx=1", .commandLine), ("lr: 1\nepochs: 2", .yaml), ("{\"a\": 1}", .json),
      ("{a: 1}", .yaml),
      ("{'lr': StepLR(o, 1)}", .python), ("[a.b]\nc = 1", .toml), ("x: int = 3\ny = 4", .python),
      ("for x in y:\n  pass", .python), ("lr0=0.01, lrf=0.1", .python), ("# --lr 1\nStepLR(3)", .python),
      ("yolo train lr0=0.01", .commandLine),
    ] as [(String, ConfigurationText.Form)])
  func looks(text: String, form: ConfigurationText.Form) {
    #expect(ConfigurationText(text: text, options: ScriptOptions()).form == form)
  }
}
