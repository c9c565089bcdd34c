import LRSchedulers
import Testing

@testable import Recipes

/// The same keys come to the same schedule in whatever they are written.
@Suite("Forms")
struct FormLawTests {
  private static let cases: [[(String, String)]] = {
    var cases: [[(String, String)]] = []
    for (index, type) in TrainerSchedule.types.enumerated() where !TrainerSchedule.followsMetric(type) {
      let kwargs = [
        "cosine_with_min_lr": "{\"min_lr\": 1e-06}", "cosine_warmup_with_min_lr": "{\"min_lr_rate\": 0.25}",
        "warmup_stable_decay": "{\"num_decay_steps\": 3}", "polynomial": "{\"power\": 2.0}",
      ][type]
      for warmup in ["0", "3", "0.15"] {
        for length in [("max_steps", "\(17 + index)"), ("num_train_epochs", "2.5")] {
          var keys = [
            ("learning_rate", "0.0003"), ("lr_scheduler_type", type), ("warmup_steps", warmup), length,
          ]
          if let kwargs { keys.append(("lr_scheduler_kwargs", kwargs)) }
          cases.append(keys)
        }
      }
    }
    return cases
  }()

  @Test("YAML, JSON, flags and the call")
  func forms() throws {
    var options = ScriptOptions()
    options.samples = 100
    #expect(Self.cases.count == 60)
    for keys in Self.cases {
      func quoted(_ value: String) -> String {
        Double(value) != nil || value.hasPrefix("{") ? value : "\"\(value)\""
      }
      let texts = [
        keys.map { "\($0.0): \($0.1)" }.joined(separator: "\n"),
        "{" + keys.map { "\"\($0.0)\": \(quoted($0.1))" }.joined(separator: ", ") + "}",
        keys.map { "--\($0.0) \($0.1.hasPrefix("{") ? "'\($0.1)'" : $0.1)" }.joined(separator: " "),
        keys.map { "--\($0.0)=\($0.1.hasPrefix("{") ? "'\($0.1)'" : $0.1)" }.joined(separator: " \\\n"),
        "python train.py "
          + keys.map { "--\($0.0) \($0.1.hasPrefix("{") ? "'\($0.1)'" : $0.1)" }.joined(separator: " "),
        "TrainingArguments(" + keys.map { "\($0.0)=\(quoted($0.1))" }.joined(separator: ", ") + ")",
        "import transformers\nrate = 0.0003\nargs = transformers.TrainingArguments(output_dir='x', "
          + keys.map { "\($0.0)=\($0.0 == "learning_rate" ? "rate" : quoted($0.1))" }.joined(separator: ", ")
          + ")\ntrainer = Trainer(model, args)",
      ]
      let found = try texts.map { try Recipes.schedules(in: $0, options: options) }
      let first = try #require(found[0].first)
      for (text, other) in zip(texts, found) {
        #expect(
          other.count == 1 && other[0].schedule == first.schedule && other[0].length == first.length,
          "\(text)")
        #expect(other[0].lrs == [0.0003], "\(text)")
      }
    }
  }

  @Test("Devices and accumulation divide the updates, a global batch fixes what is left open")
  func counts() throws {
    func updates(_ keys: String, _ change: (inout ScriptOptions) -> Void) throws -> Int? {
      var options = ScriptOptions()
      options.samples = 1000
      change(&options)
      return try Recipes.schedules(in: "TrainingArguments(num_train_epochs=1, \(keys))", options: options)
        .first?.length
    }
    #expect(try updates("per_device_train_batch_size=4") { _ in } == 250)
    #expect(try updates("per_device_train_batch_size=4") { $0.devices = 8 } == 32)
    #expect(
      try updates("per_device_train_batch_size=4, gradient_accumulation_steps=3") { $0.devices = 8 } == 11)
    #expect(try updates("per_device_train_batch_size=4") { $0.globalBatch = 32 } == 32)
    #expect(try updates("") { $0.globalBatch = 32 } == 32)
    #expect(try updates("dataloader_drop_last=True") { $0.devices = 3 } == 41)
    #expect(throws: SpecError.self) {
      try updates("per_device_train_batch_size=7") { ($0.globalBatch, $0.devices) = (32, 1) }
    }
  }
}
