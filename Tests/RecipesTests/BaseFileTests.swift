import LRSchedulers
import Testing

@testable import Recipes

/// Files that configurations go on from: found by name, merged as the frameworks do, named where they are not opened.
@Suite("Base files")
struct BaseFileTests {
  private static func read(_ text: String, _ files: [String: String]) throws -> PastedSchedule {
    var options = ScriptOptions()
    options.stepsPerEpoch = 10
    options.files = files.map { ScriptOptions.File(path: $0.key, text: $0.value) }
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  private static let schedule = """
    optim_wrapper = dict(type='OptimWrapper', optimizer=dict(type='SGD', lr=0.1, momentum=0.9, weight_decay=0.0001))
    param_scheduler = dict(type='MultiStepLR', milestones=[3, 6], gamma=0.1)
    train_cfg = dict(by_epoch=True, max_epochs=9)
    """

  @Test("The names that a text goes on from")
  func names() {
    #expect(Recipes.baseFiles(in: "_base_ = ['../a.py', './b/c.py']\nx = 1") == ["../a.py", "./b/c.py"])
    #expect(Recipes.baseFiles(in: "_base_ = 'a.py'") == ["a.py"])
    #expect(Recipes.baseFiles(in: "_BASE_: ../Base.yaml\nSOLVER: {BASE_LR: 1}") == ["../Base.yaml"])
    let lazy =
      "from mmengine.config import read_base\nwith read_base():\n    from .._base_.default import *\n    from .near import a\nb = 1"
    #expect(Recipes.baseFiles(in: lazy) == ["../_base_/default.py", "near.py"])
    #expect(Recipes.baseFiles(in: "from .x import y\nStepLR(optimizer, 3)").isEmpty)
    #expect(Recipes.path("../b/./c.py", from: "a/d") == "a/b/c.py")
    #expect(Recipes.path("../../c.py", from: "a") == "../c.py")
  }

  @Test("Maps are merged, other values replaced, and _delete_ begins anew")
  func merged() throws {
    let files = ["../s.py": Self.schedule, "../more.py": "_base_ = 's.py'\ntrain_cfg = dict(max_epochs=12)"]
    let plain = try Self.read("_base_ = ['../s.py']", files)
    #expect(plain.lrs == [0.1] && plain.length == 90 && plain.optimizer?.name == "SGD")
    let changed = try Self.read(
      "_base_ = ['../more.py']\noptim_wrapper = dict(optimizer=dict(lr=0.4))\nparam_scheduler = dict(_delete_=True, type='StepLR', step_size=5)",
      files)
    #expect(changed.lrs == [0.4] && changed.length == 120 && changed.optimizer?.arguments.count == 2)
    #expect(changed.schedule.spec.contains("StepLR(step_size=5"))
    let anew = try Self.read(
      "_base_ = '../s.py'\noptim_wrapper = dict(optimizer=dict(_delete_=True, type='AdamW', lr=0.01))", files)
    #expect(
      anew.lrs == [0.01] && anew.optimizer?.name == "AdamW" && anew.optimizer?.arguments.isEmpty == true)
    let child = try Self.read(
      "_BASE_: b/Base.yaml\nSOLVER:\n  STEPS: [30]",
      [
        "b/Base.yaml": "_BASE_: ../Root.yaml\nSOLVER:\n  BASE_LR: 0.02\n  STEPS: [50]",
        "Root.yaml": "SOLVER: {MAX_ITER: 80, BASE_LR: 7}",
      ])
    #expect(child.lrs == [0.02] && child.length == 80 && child.schedule.spec.contains("milestones=[30]"))
  }

  @Test("Names of read_base are in the script")
  func lazy() throws {
    let text =
      "with read_base():\n    from .s import *\ntrain_cfg.update(max_epochs=5)\noptim_wrapper['optimizer']['lr'] = 0.2"
    let pasted = try Self.read(text, ["s.py": Self.schedule])
    #expect(pasted.lrs == [0.2] && pasted.length == 50)
  }

  @Test("What is not opened is named, and what it may say is asked for")
  func unopened() {
    for text in [
      "_base_ = ['mmdet::_base_/s.py']\nparam_scheduler = dict(type='StepLR', step_size=5)",
      "_BASE_: far.yaml\nSOLVER: {STEPS: [3]}",
    ] {
      let error = #expect(throws: SpecError.self) { try Self.read(text, [:]) }
      #expect(
        error?.missing.contains { $0.usedFor.contains("s.py") || $0.usedFor.contains("far.yaml") } == true)
    }
  }

  @Test("Files that lead to each other end")
  func cycles() {
    let around = ["a.py": "_base_ = 'b.py'\nx = 1", "b.py": "_base_ = 'a.py'\nx = 2"]
    _ = try? Self.read("_base_ = 'a.py'", around)
    let lazy = ["a.py": "with read_base():\n    from .a import *\n    from .a import x\nx = 1"]
    _ = try? Self.read(
      "with read_base():\n    from .a import *\nparam_scheduler = dict(type='StepLR', step_size=5)", lazy)
    _ = try? Self.read("_BASE_: a.yaml", ["a.yaml": "_BASE_: [a.yaml, a.yaml]\nMODEL: {X: 1}"])
  }
}
