import LRSchedulers
import Testing

@testable import Recipes

/// Values that a text takes from where nobody sees them are asked for, never taken for left out.
@Suite("Open values of configurations")
struct OpenValueTests {
  private static func read(_ text: String, _ change: (inout ScriptOptions) -> Void = { _ in }) throws
    -> PastedSchedule
  {
    var options = ScriptOptions()
    options.samples = 640
    change(&options)
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  @Test(
    "What may be behind ** is asked for",
    arguments: [
      "SFTConfig(**cfg)", "TrainingArguments('out', **load(path))",
      "from trl import DPOConfig\nargs = DPOConfig(**{**{'beta': 0.1}, **config.training})",
    ])
  func unpacked(text: String) throws {
    let error = #expect(throws: SpecError.self) { try Self.read(text) }
    let names = error?.missing.map(\.name) ?? []
    #expect(
      Set(names).isSuperset(of: ["learning_rate", "lr_scheduler_type", "warmup_steps", "num_train_epochs"]),
      "\(names)")
    let given = try Self.read(text) {
      for (name, value) in [
        ("learning_rate", "3e-4"), ("lr_scheduler_type", "cosine"), ("warmup_steps", "4"),
        ("num_train_epochs", "2"),
        ("per_device_train_batch_size", "16"), ("gradient_accumulation_steps", "1"),
      ] { $0.definitions.append(.init(name: name, value: value)) }
    }
    #expect(
      given.lrs == [3e-4] && given.length == 80 && given.schedule.name == "get_cosine_schedule_with_warmup")
  }

  @Test("A dictionary that the text makes is known, and what stands beside ** is not asked for")
  func known() throws {
    let whole = try Self.read("kw = dict(learning_rate=2e-3, max_steps=30)\nTrainingArguments('o', **kw)")
    #expect(whole.lrs == [2e-3] && whole.length == 30)
    let error = #expect(throws: SpecError.self) {
      try Self.read("TrainingArguments('o', learning_rate=2e-3, warmup_ratio=0.1, max_steps=30, **cfg)")
    }
    #expect(error?.missing.map(\.name) == ["lr_scheduler_type"])
  }

  @Test("Variables in YAML are asked for by their names")
  func references() throws {
    let text = "learning_rate: ${RATE}\nlr_scheduler_type: linear\nmax_steps: ${train.steps}\n"
    let error = #expect(throws: SpecError.self) { try Self.read(text) }
    #expect(error?.missing.map(\.name) == ["RATE", "train.steps"] && error?.missing.first?.lines == [1])
    let given = try Self.read(text) {
      $0.definitions = [.init(name: "RATE", value: "5e-4"), .init(name: "train.steps", value: "12")]
    }
    #expect(given.lrs == [5e-4] && given.length == 12)
  }
}
