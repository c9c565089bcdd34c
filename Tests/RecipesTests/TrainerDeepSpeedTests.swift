import LRSchedulers
import Testing

@testable import Recipes

/// The file of `--deepspeed`: its scheduler is the training's.
@Suite("DeepSpeed within a Trainer")
struct TrainerDeepSpeedTests {
  private static let command =
    "python finetune.py --learning_rate 2e-4 --lr_scheduler_type cosine --warmup_ratio 0.05 --max_steps 400 --deepspeed conf/ds.json"

  private static func read(_ text: String, file: String?, at path: String = "conf/ds.json") throws
    -> PastedSchedule
  {
    var options = ScriptOptions()
    options.files = file.map { [.init(path: path, text: $0)] } ?? []
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  private static func scheduler(_ type: String, _ others: String = "") -> String {
    """
    {"train_micro_batch_size_per_gpu": "auto", "optimizer": {"type": "AdamW", "params": {"lr": "auto"}}, "scheduler": {"type": "\(type)", "params": {"warmup_min_lr": "auto", "warmup_max_lr": "auto", "warmup_num_steps": "auto"\(others)}}}
    """
  }

  @Test(
    "A scheduler in it wins, with what the Trainer fills in",
    arguments: ["conf/ds.json", "../conf/ds.json", "../../conf/ds.json"])
  func wins(path: String) throws {
    let pasted = try Self.read(Self.command, file: Self.scheduler("WarmupLR"), at: path)
    #expect(pasted.schedule.name.hasSuffix("WarmupLR") && pasted.length == 400 && pasted.lrs == [2e-4])
    #expect(pasted.schedule.spec.contains("warmup_num_steps=20"), "\(pasted.schedule.spec)")
    #expect(pasted.notes.contains { $0.contains("lr_scheduler_type has no effect") }, "\(pasted.notes)")
    let decay = try Self.read(
      Self.command, file: Self.scheduler("WarmupDecayLR", ", \"total_num_steps\": \"auto\""), at: path)
    #expect(decay.schedule.spec.contains("total_num_steps=400"), "\(decay.schedule.spec)")
  }

  @Test("It is looked for where the script may be started")
  func names() {
    let names = Recipes.baseFiles(in: Self.command)
    #expect(names.first == "conf/ds.json" && names.contains("../../conf/ds.json"))
    let yaml = Recipes.baseFiles(in: "learning_rate: 1e-4\nlr_scheduler_type: linear\ndeepspeed: z3.json\n")
    #expect(yaml.contains("z3.json"))
    #expect(
      Recipes.baseFiles(in: "learning_rate: 1e-4\ndeepspeed: /etc/x.json\n").allSatisfy { !$0.hasPrefix("/") }
    )
  }

  @Test("Without a scheduler in it the Trainer's is left, and a file that is not there is said")
  func without() throws {
    let plain = try Self.read(Self.command, file: "{\"zero_optimization\": {\"stage\": 2}}")
    #expect(
      plain.schedule.name == "get_cosine_schedule_with_warmup"
        && !plain.notes.contains { $0.contains("not opened") })
    let unopened = try Self.read(Self.command, file: nil)
    #expect(unopened.schedule.name == "get_cosine_schedule_with_warmup")
    #expect(unopened.notes.contains { $0.contains("conf/ds.json is not opened") })
  }

  @Test("As a dictionary in Python too")
  func dictionary() throws {
    let pasted = try Self.read(
      "ds = {'scheduler': {'type': 'WarmupLR', 'params': {'warmup_num_steps': 'auto', 'warmup_max_lr': 'auto'}}}\nTrainingArguments('o', max_steps=90, warmup_steps=9, learning_rate=3e-5, deepspeed=ds)",
      file: nil)
    #expect(pasted.schedule.name.hasSuffix("WarmupLR") && pasted.length == 90)
    #expect(pasted.schedule.spec.contains("warmup_num_steps=9"), "\(pasted.schedule.spec)")
  }

  @Test(
    "What stands in both and differs is refused, as the Trainer refuses it",
    arguments: [
      (
        "\"warmup_num_steps\": 30, \"warmup_max_lr\": \"auto\"",
        "scheduler.params.warmup_num_steps 30, but the warm-up is 20"
      ),
      (
        "\"warmup_num_steps\": \"auto\", \"warmup_max_lr\": 0.5",
        "scheduler.params.warmup_max_lr 0.5, but learning_rate is 0.0002"
      ),
      (
        "\"warmup_num_steps\": \"auto\", \"total_num_steps\": 9",
        "scheduler.params.total_num_steps 9, but the number of updates is 400"
      ),
    ])
  func mismatches(parameters: String, words: String) {
    let file = "{\"scheduler\": {\"type\": \"WarmupDecayLR\", \"params\": {\(parameters)}}}"
    let error = #expect(throws: SpecError.self) { try Self.read(Self.command, file: file) }
    #expect(error?.message.contains(words) == true, "\(String(describing: error))")
  }

  @Test("A file that is no JSON is refused with its name")
  func broken() {
    let error = #expect(throws: SpecError.self) { try Self.read(Self.command, file: "{\"scheduler\": ") }
    #expect(error?.message.contains("conf/ds.json") == true)
  }

  @Test("What \"auto\" takes of the Trainer's defaults is said")
  func automatic() throws {
    let text = Self.scheduler("WarmupDecayLR", ", \"total_num_steps\": \"auto\"")
    var options = ScriptOptions()
    options.samples = 160
    options.definitions = [
      .init(name: "learning_rate", value: "1e-4"), .init(name: "warmup_steps", value: "5"),
    ]
    let pasted = try #require(try Recipes.schedules(in: text, options: options).first)
    #expect(pasted.length == 60)
    for words in ["no num_train_epochs is given", "no per_device_train_batch_size is given"] {
      #expect(pasted.notes.contains { $0.hasPrefix(words) }, "\(pasted.notes)")
    }
    options.batchSize = 16
    options.definitions.append(.init(name: "num_train_epochs", value: "2"))
    let given = try #require(try Recipes.schedules(in: text, options: options).first)
    #expect(
      given.length == 20
        && !given.notes.contains { $0.hasPrefix("no ") && $0.contains("is given: the Trainer") })
  }
}
